"""A span of French text in, the spans of its sentences out."""

import re
from collections.abc import Iterator

# Possessive, and only from the first mark of a run: a line of a million dots would take hours otherwise.
_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\")\]]*+(?=\s++[«“\"(\[]*+\s*+[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:cf|art|al|etc|ex|fig|max|min|env|tél|mme|mlle|dr|pr|st|ste|n|p|pp|M|vol|éd|i\.e|c\.-à-d)|\b[A-Z](?:\.[A-Z])*)\.$",
    re.IGNORECASE,
)


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of text[start:end], stripped, in order.

    A full stop ends a sentence when white space and a capital or a digit follow, except after an abbreviation or an initial.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        if match[0] == "." and _ABBREVIATION.search(text, max(begin, match.start() - 12), match.end()):
            continue
        yield from _stripped(text, begin, match.end())
        begin = match.end()
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span without the white space at its ends, if anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
