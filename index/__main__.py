"""python -m index: build or update the index, search it, print the register of amounts, list and roll back builds."""

import csv
import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as ProgressBar

from corpus.errors import SetupError, operator_errors
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary
from index.build import complete_builds, current_build, read_manifest
from index.building import BuildReport, build_index, rollback
from index.embedding import SentenceEmbeddings, load_embeddings
from index.evidence import Evidence
from index.searching import Index, open_index
from index.settings import IndexSettings

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)
_CORPUS = Path("corpus/documents")
_err = Console(stderr=True)

IndexFolder = Annotated[Path | None, typer.Option("--index", help="Folder of the builds.")]


def settings_with(folder: Path | None) -> IndexSettings:
    """Return the settings, with the folder given on the command line if any."""
    return IndexSettings() if folder is None else IndexSettings(folder=folder)


def embeddings_of(settings: IndexSettings) -> SentenceEmbeddings:
    """Load the model of the settings."""
    return load_embeddings(settings.model, settings.model_cache)


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
        task = bar.add_task("Embedding", total=None)
        report = build_index(
            corpus,
            settings,
            embeddings_of(settings),
            load_vocabulary(),
            lambda done, total: bar.update(task, completed=done, total=total),
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
        settings = settings_with(index)
        opened = open_index(settings, embeddings_of(settings), load_vocabulary())
        if words is not None and source is None and target is None:
            _print_found(_find(opened, words, region, k), as_json)
        elif words is None and source is not None and target is not None:
            _search_file(opened, source, target, k)
        else:
            raise SetupError(
                'Give the words to look for, or both --input and --output. Try: python -m index search "FIR"'
            )


@app.command("amounts")
def print_amounts(index: IndexFolder = None) -> None:
    """Print the register of amounts as CSV."""
    with operator_errors():
        settings = settings_with(index)
        opened = open_index(settings, embeddings_of(settings), load_vocabulary())
    writer = csv.writer(sys.stdout)
    writer.writerow(
        [
            "euros",
            "qualifier",
            "possible",
            "per",
            "duration",
            "payer",
            "structures",
            "regions",
            "date",
            "document",
            "page",
            "verbatim",
        ]
    )
    for amount in opened.amounts:
        origin = amount.passage.source
        writer.writerow(
            [
                f"{amount.value:f}",
                amount.qualifier,
                "yes" if amount.possible else "",
                amount.per,
                amount.duration,
                amount.payer,
                " ".join(amount.structures),
                " ".join(origin.regions),
                origin.date or "",
                origin.id,
                amount.passage.page,
                amount.unit.text,
            ]
        )


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


def _find(opened: Index, text: str, region: str | None, k: int) -> list[Evidence]:
    """Search within the region given, else those that the text names, else everywhere."""
    territories = load_territories()
    named = [territories.region(region).id] if region else [mention.region for mention in territories.find(text)]
    return opened.search(text, tuple(dict.fromkeys(named)) or None, k)


def _search_file(opened: Index, source: Path, target: Path, k: int) -> None:
    """Search for each line of a questions file; the output appears whole or not at all."""
    try:
        questions = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
        lines = [json.dumps(_record(opened, question, k), ensure_ascii=False) + "\n" for question in questions]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SetupError(f"{source}: not a file of questions, one JSON object a line ({error}). Correct it.") from error
    target.write_text("".join(lines), encoding="utf-8")


def _record(opened: Index, line: dict, k: int) -> dict:
    """Answer one line of a questions file; what a follow-up leaves out is looked for in the user's earlier turns."""
    earlier = [turn["content"] for turn in line.get("history") or () if turn["role"] == "user"]
    text = " ".join((*earlier, line["question"]))
    return {"id": line["id"], "passages": [_as_dict(found) for found in _find(opened, text, line.get("region"), k)]}


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
    """Say what a build changed."""
    manifest = report.manifest
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
