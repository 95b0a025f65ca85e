"""python -m tests.corpus.survey_files FOLDER…: read every file below the folders, print what became of each, and count."""

import re
import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from corpus.reading import SUFFIXES, Reading, Refusal, read_files
from corpus.settings import CorpusSettings


def main(
    folders: Annotated[list[Path], typer.Argument(help="Folders to read.")],
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the counts alone.")] = False,
) -> None:
    """Exit with 1 when a reader broke off: every other ending has its reason."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    begin = time.monotonic()
    outcomes: Counter[str] = Counter()
    for path, reading in zip(paths, read_files(paths, CorpusSettings()), strict=True):
        outcomes[_outcome(reading)] += 1
        if not quiet:
            print(_line(path, reading))
    print(f"\n{len(paths)} files in {time.monotonic() - begin:.0f} s")
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}")
    raise typer.Exit(int("refused: its reader broke off" in outcomes))


def _line(path: Path, reading: Reading | Refusal) -> str:
    """Say what became of a file."""
    if isinstance(reading, Refusal):
        return str(reading)
    blank = (
        f", pages without text: {', '.join(map(str, reading.pages_without_text))}" if reading.pages_without_text else ""
    )
    return f"{path.name}: read, {len(reading.text):,} characters, {len(reading.blocks)} blocks{blank}"


def _outcome(reading: Reading | Refusal) -> str:
    """Return the class that an ending is counted in: a reason without its figures and details."""
    if isinstance(reading, Refusal):
        return "refused: " + re.sub(r"\d[\d,]*", "#", reading.reason.partition(" (")[0])
    return "read, some pages without text" if reading.pages_without_text else "read"


if __name__ == "__main__":
    typer.run(main)
