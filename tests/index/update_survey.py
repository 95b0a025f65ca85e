"""Time a full build and the update after one change: python -m tests.index.update_survey --documents 1000."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from corpus.vocabulary import load_vocabulary
from index.building import BuildReport, build_index
from index.embedding import SentenceEmbeddings, load_embeddings
from index.settings import IndexSettings
from tests.fakes import WordEmbeddings
from tests.index.made_corpus import MadeCorpus

LARGEST_SHARE = 0.05
"""Of the time of a full build, what the update may take."""


def main(
    documents: Annotated[int, typer.Option(min=2, help="Documents of the corpus.")] = 1000,
    words: Annotated[bool, typer.Option("--words", help="Use the small model of the tests.")] = False,
) -> None:
    """Build the index of made documents, change one, update it, and print both times; exit 1 above a twentieth."""
    settings = IndexSettings()
    # The model is loaded outside what is timed: it takes as long for an update as for a full build.
    embeddings = WordEmbeddings(dimension=384) if words else load_embeddings(settings.model, settings.model_cache)
    with TemporaryDirectory() as folder:
        corpus = MadeCorpus(Path(folder) / "documents", documents)
        update = _updating(corpus, IndexSettings(folder=Path(folder) / "index", chroma_url=None), lambda: embeddings)
        full_s = update("full build")
        corpus.change(documents // 2)
        share = update("update") / full_s
    print(f"The update takes {share:.1%} of the time of a full build.")
    raise typer.Exit(int(share >= LARGEST_SHARE))


def _updating(
    corpus: MadeCorpus, settings: IndexSettings, load_model: Callable[[], SentenceEmbeddings]
) -> Callable[[str], float]:
    """Return a function that brings the index up to date, says what it did and returns the seconds that it took."""

    def update(name: str) -> float:
        begun = time.perf_counter()
        report = build_index(corpus.folder, settings, load_model, load_vocabulary())
        seconds = time.perf_counter() - begun
        print(f"{name}: {seconds:.1f} s, {_said(report)}", flush=True)
        return seconds

    return update


def _said(report: BuildReport) -> str:
    """Say what a build held and changed."""
    changes = f"{len(report.added)} added, {len(report.changed)} changed"
    return f"{changes}; {report.manifest.passages} passages, {report.embedded} texts embedded"


if __name__ == "__main__":
    typer.run(main)
