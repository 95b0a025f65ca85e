"""Two lines in, one out: a word that the margin cuts is made whole, one written with a hyphen keeps it."""

import re
from collections.abc import Iterable

_COMPOUND = re.compile(r"([^\W\d_]+)-(?=([^\W\d_]+))")
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = re.compile(r"([^\W\d_]+)-$")
_STEM = 4
"""Letters by which two forms of a word are the same: singular and plural."""


def is_cut(upper: str, lower: str) -> bool:
    """Whether a hyphen ends a line in the middle of a word that the next one goes on with."""
    return bool(_HEAD.search(upper)) and lower[:1].islower()


class Hyphens:
    """What a document writes with hyphens, and without."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take in the words of each line; those at its ends may be cut."""
        self._compounds: set[str] = set()
        self._words: set[str] = set()
        for line in lines:
            folded = line.lower()
            self._compounds.update(f"{first}-{second[:_STEM]}" for first, second in _COMPOUND.findall(folded))
            self._words.update(_WORD.findall(folded))

    def joined(self, upper: str, lower: str, separator: str = " ") -> str:
        """Return the two lines as one; the separator comes after a word that was cut."""
        head = _HEAD.search(upper)
        if not head or not is_cut(upper, lower):
            return f"{upper}{separator}{lower}"
        tail, _, rest = lower.partition(" ")
        first, second = head[1].lower(), _WORD.match(tail.lower())
        whole = first + (second[0] if second else "")
        is_compound = whole not in self._words and second and f"{first}-{second[0][:_STEM]}" in self._compounds
        word = upper + tail if is_compound else upper[:-1] + tail
        return f"{word}{separator}{rest}" if rest else word + separator.strip(" ")
