"""python -m index: build or update the index, search it, print the register of amounts, list and roll back builds."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as ProgressBar

from corpus.errors import SetupError, operator_errors
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary
from index.amounts.exporting import as_record, choose, write_csv
from index.amounts.table import as_table
from index.build import complete_builds, current_build, read_manifest
from index.building import BuildReport, build_index, rollback
from index.embedding import load_embeddings
from index.evidence import Evidence
from index.searching import Index, open_index, read_register
from index.settings import IndexSettings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)
_CORPUS = Path("corpus/documents")
_err = Console(stderr=True)

IndexFolder = Annotated[Path | None, typer.Option("--index", help="Folder of the builds.")]


def settings_with(folder: Path | None) -> IndexSettings:
    """Return the settings, with the folder given on the command line if any."""
    return IndexSettings() if folder is None else IndexSettings(folder=folder)


def open_current(folder: Path | None) -> Index:
    """Open the index of the settings, or of the folder given."""
    settings = settings_with(folder)
    return open_index(settings, lambda: load_embeddings(settings.model, settings.model_cache), load_vocabulary())


@app.callback(invoke_without_command=True)
def build(
    context: typer.Context,
    corpus: Annotated[Path, typer.Option(help="Folder of the documents.")] = _CORPUS,
    index: IndexFolder = None,
) -> None:
    """Build or update the index from the documents."""
    if context.invoked_subcommand:
        return
    with operator_errors(), ProgressBar(console=_err, transient=True) as bar:
        settings = settings_with(index)
        task = bar.add_task("Looking for changes", total=None)
        report = build_index(
            corpus,
            settings,
            lambda: load_embeddings(settings.model, settings.model_cache),
            load_vocabulary(),
            lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total),
        )
    _print_report(report)


@app.command()
def search(
    words: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    region: Annotated[str | None, typer.Option(help="Region, by name or id.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="Passages to return.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    source: Annotated[Path | None, typer.Option("--input", help="Questions, one JSON object a line.")] = None,
    target: Annotated[
        Path | None, typer.Option("--output", help="Where to write the passages, one line a question.")
    ] = None,
    index: IndexFolder = None,
) -> None:
    """Print the passages found for some words, with their scores."""
    with operator_errors():
        if words is not None and source is None and target is None:
            sought = _Sought("", words, _regions(words, region))
            _print_found(_find(open_current(index), sought, k), as_json)
        elif words is None and source is not None and target is not None:
            _search_all(_read_searches(source), target, index, k)
        else:
            raise SetupError(
                'Give the words to look for, or both --input and --output. Try: python -m index search "FIR"'
            )


@app.command("amounts")
def print_amounts(
    region: Annotated[
        str | None, typer.Option(help="Region, by name or id; national amounts are given with it.")
    ] = None,
    structure: Annotated[str | None, typer.Option(help="Structure, such as ESP, MSP or CPTS.")] = None,
    target: Annotated[Path | None, typer.Option("--csv", help="Write them to this file, for a spreadsheet.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    index: IndexFolder = None,
) -> None:
    """Print the register of amounts, or write it as CSV."""
    with operator_errors():
        chosen = choose(read_register(settings_with(index)), region, structure)
        if target is not None:
            write_csv(chosen, target)
            print(f"{target}: {len(chosen)} amounts")
        elif as_json:
            print(json.dumps([as_record(amount) for amount in chosen], ensure_ascii=False, indent=1))
        else:
            Console(highlight=False).print(as_table(chosen))


@app.command()
def builds(index: IndexFolder = None) -> None:
    """List the builds kept, the current one marked."""
    with operator_errors():
        settings = settings_with(index)
        current = current_build(settings.folder)
    for folder in complete_builds(settings.folder):
        manifest = read_manifest(folder)
        mark = "*" if folder == current else " "
        print(f"{mark} {manifest.build_id}  {len(manifest.documents)} documents, {manifest.passages} passages")


@app.command("rollback")
def roll_back(index: IndexFolder = None) -> None:
    """Switch back to the build before the current one."""
    with operator_errors():
        print(f"Current build: {rollback(settings_with(index))}")


@dataclass(frozen=True, slots=True)
class _Sought:
    """What to look for, and where."""

    id: object
    """As the line of the questions file gives it."""
    text: str
    regions: tuple[str, ...] | None
    """None for everywhere."""


def _regions(text: str, region: str | None) -> tuple[str, ...] | None:
    """Return the region given, else those that the text names, else None."""
    territories = load_territories()
    named = [territories.region(region).id] if region else [mention.region for mention in territories.find(text)]
    return tuple(dict.fromkeys(named)) or None


def _read_searches(source: Path) -> list[_Sought]:
    """Read a questions file."""
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
        return [_read_search(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SetupError(f"{source}: not a file of questions, one JSON object a line ({error}). Correct it.") from error


def _read_search(line: dict) -> _Sought:
    """Take one line of a questions file; what a follow-up leaves out is looked for in the user's earlier turns."""
    earlier = [turn["content"] for turn in line.get("history") or () if turn["role"] == "user"]
    text = " ".join((*earlier, line["question"]))
    return _Sought(line["id"], text, _regions(text, line.get("region")))


def _search_all(searches: list[_Sought], target: Path, index: Path | None, k: int) -> None:
    """Write the passages found, one line a search; the file appears whole or not at all."""
    if not target.parent.is_dir():
        raise SetupError(f"{target}: its folder does not exist. Make it, or give another --output.")
    opened = open_current(index)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            for sought in searches:
                passages = [_as_dict(found) for found in _find(opened, sought, k)]
                file.write(json.dumps({"id": sought.id, "passages": passages}, ensure_ascii=False) + "\n")
        os.replace(partial, target)
    except OSError as error:
        raise SetupError(f"{target}: cannot be written ({error}). Give another --output.") from error


def _find(opened: Index, sought: _Sought, k: int) -> list[Evidence]:
    return opened.search(sought.text, sought.regions, k)


def _as_dict(found: Evidence) -> dict:
    """Return a passage as the search command writes it."""
    passage = found.passage
    return {
        "document": passage.source.id,
        "page": passage.page,
        "text": passage.text,
        "heading": " › ".join(passage.headings),
        "region": ", ".join(passage.source.regions) or None,
        "date": passage.source.date,
        "status": passage.status.value,
        "score": round(found.score, 6),
    }


def _print_found(found: list[Evidence], as_json: bool) -> None:
    """Print the passages for a person, or as JSON."""
    if as_json:
        print(json.dumps([_as_dict(evidence) for evidence in found], ensure_ascii=False, indent=1))
        return
    for rank, evidence in enumerate(found, start=1):
        entry = _as_dict(evidence)
        print(f"{rank}. {entry['score']:.4f}  {entry['document']}, p. {entry['page']}  {entry['heading']}")
        print(f"   {' '.join(entry['text'].split())[:300]}\n")


def _print_report(report: BuildReport) -> None:
    """Say what a build changed, and which files are not in it."""
    manifest = report.manifest
    for refusal in report.refused:
        print(f" refused  {refusal}")
    if report.refused:
        print(f"{len(report.refused)} files are not in the index: correct them as said above, then build again.")
    if not report.built:
        print(f"Nothing changed: {len(manifest.documents)} documents, {manifest.passages} passages.")
        return
    for label, names in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        for name in names:
            print(f"{label:>8}  {name}")
    print(
        f"Build {manifest.build_id}: {len(manifest.documents)} documents, {manifest.passages} passages, "
        f"{manifest.units} sentences, {report.embedded} texts embedded."
    )


if __name__ == "__main__":
    app()
