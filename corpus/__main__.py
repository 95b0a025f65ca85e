"""python -m corpus: add documents, list them, check their entries, remove one."""

import shutil
from pathlib import Path
from typing import Annotated

import typer
import yaml

from corpus.catalogue import document_paths, entry_path, load_corpus, load_document
from corpus.errors import SetupError, operator_errors
from corpus.proposing import propose_entry
from corpus.reading import SUFFIXES
from corpus.splitting import split
from corpus.vocabulary import load_vocabulary

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

CorpusFolder = Annotated[Path, typer.Option("--corpus", help="Folder of the documents.")]
_CORPUS = Path("corpus/documents")


@app.command()
def add(files: Annotated[list[Path], typer.Argument(help="Files to add.")], corpus: CorpusFolder = _CORPUS) -> None:
    """Copy files into the corpus, each with an entry proposed from its own words, to be confirmed."""
    with operator_errors():
        for file in files:
            if file.suffix.lower() not in SUFFIXES:
                raise SetupError(f"{file.name}: unknown format. Known ones: {', '.join(sorted(SUFFIXES))}.")
            target = corpus / file.name
            same = target.exists() and file.exists() and target.samefile(file)
            if target.exists() and not same:
                raise SetupError(
                    f"{target}: already in the corpus. Remove it first: python -m corpus remove {file.name}"
                )
            entry = propose_entry(file)
            corpus.mkdir(parents=True, exist_ok=True)
            if not entry_path(target).exists():
                entry_path(target).write_text(
                    yaml.safe_dump(entry, allow_unicode=True, sort_keys=False), encoding="utf-8"
                )
            if not same:
                shutil.copyfile(file, target)
            print(f"{target}: added. Confirm its entry: {entry_path(target)}")


@app.command("list")
def list_documents(corpus: CorpusFolder = _CORPUS) -> None:
    """List the documents with what is known of them."""
    with operator_errors():
        for document in load_corpus(corpus):
            source = document.source
            region = f"{', '.join(source.regions) or 'unknown region'} ({source.region_basis})"
            date = f"{source.date or 'undated'} ({source.date_basis})"
            publisher = source.publisher or "unknown publisher"
            print(f"{source.id}\n    {source.title}\n    {publisher} – {region} – {date}")


@app.command()
def check(corpus: CorpusFolder = _CORPUS) -> None:
    """Read every document and report what its entry lacks; exit code 2 when one cannot be read."""
    failed = False
    with operator_errors():
        vocabulary = load_vocabulary()
        for path in document_paths(corpus):
            try:
                document = load_document(path)
            except SetupError as error:
                failed = True
                print(f"error   {error}")
                continue
            source = document.source
            missing = [name for name in ("publisher", "regions", "date") if not getattr(source, name)]
            blank = f", pages without text: {document.pages_without_text}" if document.pages_without_text else ""
            lacks = f", not known: {', '.join(missing)}" if missing else ""
            print(f"ok      {path.name}: {len(split(document, vocabulary))} passages{lacks}{blank}")
    if failed:
        raise SystemExit(2)


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


if __name__ == "__main__":
    app()
