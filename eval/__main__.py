"""`python -m eval`: run a question set, score it, compare, report; exit 0 when every gate holds, else 1."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.settings import AssistantSettings
from corpus.errors import operator_errors
from eval.answers_file import read_runs
from eval.documents import known_names, pages_without_text
from eval.evaluating import BASELINE, HERE, Answered, Setup, evaluate, new_baseline, prepare
from eval.evaluation import Evaluation
from eval.gating import held, write_baseline
from eval.reporting import write_reports
from eval.running import Answering, Run, run_cases
from index.build import current_build, read_manifest

_err = Console(stderr=True)
_IMAGES = "pages that are images"

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    questions: Annotated[Path, typer.Option(help="Question set.")] = HERE / "cases" / "a.yaml",
    corpus: Annotated[Path | None, typer.Option(help="Folder of the documents; indexed first when given.")] = None,
    index: Annotated[Path | None, typer.Option(help="Folder of the builds.")] = None,
    report: Annotated[Path | None, typer.Option(help="Folder of the reports; by default reports/eval-TIME.")] = None,
    answers: Annotated[Path | None, typer.Option(help="Score the answers of this file instead of asking.")] = None,
    without_region: Annotated[
        bool, typer.Option("--without-region", help="Also ask with the region withheld.")
    ] = False,
    rebaseline: Annotated[bool, typer.Option("--write-baseline", help="Make this run the baseline.")] = False,
) -> None:
    """Run a question set, score it, compare with the floors and the baseline, write reports."""
    if answers and (without_region or rebaseline):
        raise typer.BadParameter("--answers asks nothing: leave out --without-region and --write-baseline.")
    with operator_errors():
        setup = prepare(questions, corpus or AssistantSettings().corpus)
        if rebaseline:
            setup = replace(setup, baseline=None)
        answered = _read(setup, answers) if answers else _ask(setup, corpus, index, without_region)
        evaluation = evaluate(setup, answered)
    if rebaseline:
        write_baseline(BASELINE, new_baseline(setup, evaluation))
    folder = report or Path("reports") / f"eval-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    write_reports(evaluation, folder)
    _print(evaluation, folder)
    raise typer.Exit(0 if held(evaluation.findings) else 1)


def _read(setup: Setup, answers: Path) -> Answered:
    """Take the answers from a file."""
    return Answered(tuple(read_runs(answers, setup.question_set.cases)), {"answers": str(answers)}, names={})


def _ask(setup: Setup, corpus: Path | None, index: Path | None, without_region: bool) -> Answered:
    """Ask the assistant as a user would."""
    # Scoring a file again needs neither the model nor the libraries that take seconds to import.
    from assistant.building import index_folder, open_assistant

    with _err.status("Opening the assistant"):
        assistant = open_assistant(corpus, index)
    runs = tuple(_progress(setup, assistant, with_region=True))
    withheld = tuple(_progress(setup, assistant, with_region=False)) if without_region else ()
    manifest = read_manifest(current_build(index_folder(corpus, index)))
    provenance = {"index build": manifest.build_id, "embedding model": manifest.model}
    if images := pages_without_text(setup.corpus):
        provenance[_IMAGES] = images
    return Answered(runs, provenance, known_names(assistant.sources()), withheld)


def _progress(setup: Setup, assistant: Answering, with_region: bool) -> Iterable[Run]:
    """Show how far the run is, away from the results."""
    cases = setup.question_set.cases
    label = "Asking" if with_region else "Asking, region withheld"
    return track(run_cases(cases, assistant, with_region), label, total=len(cases), console=_err)


def _print(evaluation: Evaluation, folder: Path) -> None:
    """Print the failed cases, the gates and, last, the count of cases."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for result in evaluation.results:
        if not result.passed:
            checks = dict.fromkeys(str(failure.check) for failure in result.failures)
            console.print(f"FAILED {result.run.case.id}: {', '.join(checks)}")
    table = Table("gate", "held", "value")
    for finding in evaluation.findings:
        table.add_row(finding.name, "yes" if finding.held else "NO", finding.message)
    console.print(table)
    if evaluation.without_region:
        passed = sum(result.passed for result in evaluation.without_region)
        console.print(f"Region withheld: {passed} passed of {len(evaluation.without_region)} (not gated)")
    if images := evaluation.provenance.get(_IMAGES):
        console.print(f"Without text, so that no question on them can pass: {images}")
    console.print(f"Reports: {folder}")
    print(f"{evaluation.passed} passed, {evaluation.failed} failed")


if __name__ == "__main__":
    app()
