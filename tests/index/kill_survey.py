"""Kill builds at random instants and see what is left: python -m tests.index.kill_survey --kills 100."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from corpus.vocabulary import load_vocabulary
from index import store
from index.build import builds_folder, complete_builds, current_build, unfinished_builds
from index.building import build_index
from index.searching import Index, open_index
from index.settings import IndexSettings
from index.texts import passage_text
from tests.fakes import WordEmbeddings
from tests.index.made_corpus import MadeCorpus, marks_in


@dataclass(slots=True)
class Survey:
    """What became of the builds that were killed, and of the index after each."""

    killed: Counter[str] = field(default_factory=Counter)
    """Builds, by how far they had come."""
    failures: list[str] = field(default_factory=list)


def survey(folder: Path, kills: int, documents: int, seed: int = 0) -> Survey:
    """Kill `kills` builds over `documents` documents at random instants; look at the index after each, then build again."""
    instants = random.Random(seed)
    corpus = MadeCorpus(folder / "documents", documents, seed)
    settings = IndexSettings(folder=folder / "index", chroma_url=None)
    found = Survey()
    seconds = _build(corpus.folder, settings)
    while found.killed.total() < kills:
        old, before = corpus.marks(), current_build(settings.folder).name
        corpus.vary()
        process = _begin_build(corpus.folder, settings)
        process.join(instants.uniform(0, seconds))
        process.kill()
        process.join()
        stage = _stage(settings, before)
        if process.exitcode == -signal.SIGKILL:
            found.killed[stage] += 1
        where = f"kill {found.killed.total()}, {stage}"
        _look(found.failures, where, settings, (old, corpus.marks()))
        corpus.vary()
        seconds = _build(corpus.folder, settings)
        _look(found.failures, f"{where}, built again", settings, (corpus.marks(),))
        if unfinished_builds(settings.folder) or len(complete_builds(settings.folder)) > settings.builds_kept:
            found.failures.append(f"{where}: left {os.listdir(builds_folder(settings.folder))}")
    return found


def _build(corpus: Path, settings: IndexSettings) -> float:
    """Build or update the index in a process of its own; return the seconds that it took."""
    process = _begin_build(corpus, settings)
    begun = time.perf_counter()
    process.join()
    return time.perf_counter() - begun


def _begin_build(corpus: Path, settings: IndexSettings) -> BaseProcess:
    """Start a process that builds the index; return it once it has begun."""
    processes = get_context("forkserver")
    processes.set_forkserver_preload(["tests.index.kill_survey"])
    begun = processes.Event()
    process = processes.Process(target=_run_build, args=(corpus, settings, begun))
    process.start()
    begun.wait()
    return process


def _run_build(corpus: Path, settings: IndexSettings, begun: Event) -> None:
    begun.set()
    build_index(corpus, settings, WordEmbeddings, load_vocabulary())


def _stage(settings: IndexSettings, before: str) -> str:
    """Say how far the build that was killed had come."""
    if unfinished_builds(settings.folder):
        return "while writing"
    if current_build(settings.folder).name != before:
        return "switched"
    return "signed off, not switched" if complete_builds(settings.folder)[-1].name > before else "before writing"


def _look(failures: list[str], where: str, settings: IndexSettings, expected: tuple[Counter[str], ...]) -> None:
    """Open the index, look for every passage, and compare them with the corpora that it may hold."""
    try:
        opened = open_index(settings, WordEmbeddings, load_vocabulary())
        held = marks_in(opened.passages)
        if held not in expected:
            failures.append(f"{where}: passages lost or doubled: {(held - expected[-1]) + (expected[-1] - held)}")
        if miscounted := [mark for mark in held if opened.count(mark) != 1]:
            failures.append(f"{where}: keywords lost or doubled: {miscounted}")
        if unanswered := [mark for mark in list(held)[::50] if mark not in _first_by_words(opened, mark)]:
            failures.append(f"{where}: not found: {unanswered}")
        vectors = WordEmbeddings().embed_array([passage_text(passage) for passage in opened.passages])
        folder = current_build(settings.folder)
        with closing(store.connect(folder / "chroma", None)) as client:
            if store.lost(client, folder.name, opened.passages, vectors):
                failures.append(f"{where}: Chroma lost or doubled passages")
    except Exception as error:
        failures.append(f"{where}: {error!r}")


def _first_by_words(opened: Index, mark: str) -> str:
    """Return the passage that the word `mark` finds first."""
    return next(found.passage.text for found in opened.search(mark) if found.keyword_rank == 1)


def main(
    kills: Annotated[int, typer.Option(min=1, help="Builds to kill.")] = 100,
    documents: Annotated[int, typer.Option(min=2, help="Documents of the corpus.")] = 300,
    seed: Annotated[int, typer.Option(help="Of the changes and of the instants.")] = 0,
) -> None:
    """Kill builds at random instants, and print what was left."""
    with TemporaryDirectory() as folder:
        found = survey(Path(folder), kills, documents, seed)
    for stage, count in found.killed.most_common():
        print(f"{count:5}  {stage}")
    print("\n".join(found.failures))
    print(f"{kills} builds of {documents} documents killed, {len(found.failures)} failures")
    raise typer.Exit(1 if found.failures else 0)


if __name__ == "__main__":
    typer.run(main)
