"""Small documents made by program, each edition of each with words of its own, so that none can be lost unseen."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.document import Passage

_REGIONS = ("Grand Est", "Corse", "Bretagne", "Normandie", "national")
_SECTIONS = ("Financement", "Contact", "Calendrier")


class MadeCorpus:
    """A folder of made documents that can be changed at random."""

    def __init__(self, folder: Path, documents: int, seed: int = 0) -> None:
        """Write `documents` documents into `folder`."""
        self.folder = folder
        self._random = random.Random(seed)
        self._editions: dict[int, int] = {}
        self._next = 0
        folder.mkdir(parents=True)
        for _ in range(documents):
            self._add()

    def vary(self) -> None:
        """Change up to a tenth of the documents, add one and remove one."""
        numbers = list(self._editions)
        for number in self._random.sample(numbers, self._random.randint(1, max(1, len(numbers) // 10))):
            self.change(number)
        removed = self._random.choice(numbers)
        del self._editions[removed]
        self._path(removed).unlink()
        self._add()

    def change(self, number: int) -> None:
        """Write another edition of one document."""
        self._editions[number] += 1
        self._write(number)

    def marks(self) -> Counter[str]:
        """Return the word of each section of each document that no other holds."""
        return Counter(mark for number in self._editions for mark in self._marks(number))

    def _add(self) -> None:
        self._editions[self._next] = 0
        self._write(self._next)
        self._next += 1

    def _write(self, number: int) -> None:
        region = _REGIONS[number % len(_REGIONS)]
        marked = zip(_SECTIONS, self._marks(number), strict=True)
        sections = (f"# {name}\n\nLa note {number} porte la marque {mark}." for name, mark in marked)
        front_matter = f"---\ntitle: Note {number}\nregion: {region}\n---\n"
        self._path(number).write_text(front_matter + "\n\n".join(sections), encoding="utf-8")

    def _marks(self, number: int) -> Iterator[str]:
        return (f"m{number}e{self._editions[number]}s{at}" for at in range(len(_SECTIONS)))

    def _path(self, number: int) -> Path:
        return self.folder / f"note-{number:04}.md"


def marks_in(passages: list[Passage]) -> Counter[str]:
    """Return the marks of made documents that `passages` hold."""
    return Counter(unit.text.removesuffix(".").split()[-1] for passage in passages for unit in passage.units)
