"""python -m corpus: add documents, list them, check their entries, remove one."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from corpus.adding import Addition, Duplicate, add_files, files_to_add
from corpus.catalogue import document_paths, entry_path, load_corpus
from corpus.errors import SetupError, operator_errors
from corpus.reading import Refusal
from corpus.reviewing import Remark, review
from corpus.settings import CorpusSettings
from corpus.vocabulary import load_vocabulary

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

CorpusFolder = Annotated[Path, typer.Option("--corpus", help="Folder of the documents.")]
_CORPUS = Path("corpus/documents")
_err = Console(stderr=True)


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="Files to add, or folders of files.")],
    corpus: CorpusFolder = _CORPUS,
    ocr: Annotated[
        bool,
        typer.Option("--ocr", help="Recognise pages that are images, by ocrmypdf; the copy then holds their text."),
    ] = False,
) -> None:
    """Copy files into the corpus, each with an entry proposed from its own words; exit code 1 when one is refused."""
    with operator_errors():
        paths, problems = files_to_add(files)
        added = duplicates = 0
        settings = CorpusSettings(ocr=True) if ocr else CorpusSettings()
        outcomes = add_files(paths, corpus, settings)
        for outcome in track(outcomes, "Adding", total=len(paths), console=_err, disable=not _err.is_terminal):
            match outcome:
                case Addition():
                    added += 1
                    print(_added(outcome))
                case Duplicate():
                    duplicates += 1
                    print(f"{outcome.name}: already in the corpus, as {outcome.same_as}")
                case Refusal():
                    problems.append(outcome)
    for problem in problems:
        print(f"refused: {problem}")
    print(f"{added} added, {duplicates} already there, {len(problems)} refused.")
    print(f"See what to confirm: python -m corpus check --corpus {corpus}")
    if problems:
        raise SystemExit(1)


@app.command("list")
def list_documents(corpus: CorpusFolder = _CORPUS) -> None:
    """List the documents with what is known of them."""
    with operator_errors():
        for document in load_corpus(corpus, CorpusSettings()).documents:
            source = document.source
            region = f"{', '.join(source.regions) or 'unknown region'} ({source.region_basis})"
            date = f"{source.date or 'undated'} ({source.date_basis})"
            publisher = source.publisher or "unknown publisher"
            print(f"{source.id}\n    {source.title}\n    {publisher} – {region} – {date}")


@app.command()
def check(corpus: CorpusFolder = _CORPUS) -> None:
    """Show what to complete, to confirm or to replace in the corpus; exit code 1 when a document cannot be used."""
    with operator_errors():
        loaded = load_corpus(corpus, CorpusSettings())
        remarks = review(corpus, loaded, load_vocabulary())
    if remarks:
        Console().print(_table(remarks))
    print(f"{len(loaded.documents)} documents, {len(loaded.refusals)} that cannot be used, {len(remarks)} remarks")
    if loaded.refusals:
        raise SystemExit(1)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="File name of the document.")], corpus: CorpusFolder = _CORPUS
) -> None:
    """Remove a document and its entry; the next build forgets it."""
    with operator_errors():
        path = next((path for path in document_paths(corpus) if path.name == name), None)
        if path is None:
            raise SetupError(f"{name}: not in {corpus}. See what is there: python -m corpus list")
        path.unlink()
        entry_path(path).unlink(missing_ok=True)
        print(f"{name}: removed. Forget it: python -m index")


def _added(addition: Addition) -> str:
    """Return the line that reports a document that was added, and what its entry needs."""
    needs = {
        "to fill in": addition.to_fill_in,
        "to confirm": addition.to_confirm,
        "pages without text": addition.pages_without_text,
        "pages whose hidden text was left out": addition.pages_with_hidden_text,
    }
    said = [f"{need}: {', '.join(map(str, values))}" for need, values in needs.items() if values]
    return "; ".join((f"{addition.name}: added", *said))


def _table(remarks: list[Remark]) -> Table:
    """Return the remarks as a table, the name of a document once."""
    table = Table("Document", "Remark", box=None, pad_edge=False)
    table.columns[0].overflow = "fold"
    previous = ""
    for remark in remarks:
        name = remark.name if remark.name != previous else ""
        text = f"[red]cannot be used:[/red] {escape(remark.text)}" if remark.is_error else escape(remark.text)
        table.add_row(escape(name), text)
        previous = remark.name
    return table


if __name__ == "__main__":
    app()
