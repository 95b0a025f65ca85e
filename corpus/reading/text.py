"""A plain text file in, its text and blocks out."""

import re

from corpus.reading.characters import clean, decode
from corpus.reading.emphasis import without_emphasis
from corpus.reading.front_matter import split_front_matter
from corpus.reading.layout import lay_out
from corpus.reading.record import Reading

_EMPTY_FIRST_CELL = re.compile(r"^\t(?=[^\t\n]+\t)", re.MULTILINE)


def read_text(name: str, content: bytes) -> Reading:
    """Read a plain text: its headings, lists and tables are told by their looks."""
    fields, body = split_front_matter(name, clean(decode(content)))
    plain = without_emphasis(_EMPTY_FIRST_CELL.sub("–\t", body))
    return Reading(plain.text, lay_out(plain.text, plain.bold), fields)
