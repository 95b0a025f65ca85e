"""Text with asterisks for bold, italics and notes in; the text without them, and what was bold, out."""

import re
from bisect import bisect_left
from dataclasses import dataclass

_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*|\n[ \t]*\n).)+?)(?<=\S)\*\*", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+?)(?<![\s*])\*(?![\w*])")
_NOTE = re.compile(r"(?<=[^\W_])\*{1,3}(?![\w*])|(?<![\w*])\*{1,3}(?=[^\W_])")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without emphasis marks."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()
    """Spans of the text that were in bold."""


def without_emphasis(marked: str) -> Plain:
    """Remove the asterisks of `**bold**`, `*italics*` and notes such as "ARS*"; those of bullets and products stay."""
    bold = [match.span(1) for match in _BOLD.finditer(marked)]
    italic = [match.span(1) for match in _ITALIC.finditer(marked)]
    dropped = {at for start, end in bold for at in (start - 2, start - 1, end, end + 1)}
    dropped.update(at for start, end in italic for at in (start - 1, end))
    dropped.update(at for match in _NOTE.finditer(marked) for at in range(*match.span()))
    places = sorted(dropped)
    text = "".join(char for at, char in enumerate(marked) if at not in dropped)
    return Plain(text, tuple((s - bisect_left(places, s), e - bisect_left(places, e)) for s, e in bold))
