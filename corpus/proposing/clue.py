"""The record of what is proposed for a field: a value, and the words of the document that it rests on."""

from dataclasses import dataclass

from corpus.folding import collapse

_AROUND = 40
"""Characters kept on each side of the words that a quote shows."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A value proposed for a field of an entry."""

    value: object
    """As the entry writes it: a text, or a list."""
    reason: str
    """How the words lead to the value, one of labels.py."""
    quotes: tuple[str, ...] = ()
    """The words of the document, verbatim but for white space."""
    to_confirm: bool = True
    """Whether the value is inferred rather than written."""


def words_around(text: str, start: int, end: int) -> str:
    """Return the words of `text` around a span, within its line and cut between words."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first, last = max(line_start, start - _AROUND), min(line_end, end + _AROUND)
    if first > line_start:
        first = next((at + 1 for at in range(first, start) if text[at].isspace()), start)
    if last < line_end:
        last = next((at for at in range(last - 1, end - 1, -1) if text[at].isspace()), end)
    return collapse(text[first:last]).strip(" ,;:.")
