"""A text in, the bare numbers that it states out.

Deliberately not the reader of figures that the assistant checks itself with: a witness that shares its eyes would
agree with it.
"""

import re
from decimal import Decimal

from text_to_num import alpha2digit

_NUMBER = re.compile(
    r"(?<!\d)(\d{1,3}(?:[ .\u00a0\u202f\u2009]\d{3})+|\d+)(?:,(\d+))?(?!\d)"
    r"(?:\s?([km])(?=\s?(?:€|e\b|euros)))?",
    re.IGNORECASE,
)
_NOT_STATED = re.compile(r"\[\d+\]|^\s*\d+[.)]\s", re.MULTILINE)
"""Citation numbers and the numbers of list items."""
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


def known_figures(text: str) -> set[Decimal]:
    """Return every number of a text that may support a statement, "un" and ordinals included."""
    return _numbers(alpha2digit(text, "fr", 0))


def stated_figures(text: str) -> set[Decimal]:
    """Return the numbers that a statement gives; "un" and "une", mostly articles, are not figures."""
    stated = _NOT_STATED.sub(" ", text)
    figures = known_figures(stated)
    return figures if 1 in _numbers(stated) else figures - {Decimal(1)}


def _numbers(text: str) -> set[Decimal]:
    """Read the numbers written in digits: `100 000`, `100.000` and `100 k€` are one number."""
    found = set()
    for whole, decimals, scale in _NUMBER.findall(text):
        digits = re.sub(r"\D", "", whole)
        found.add(Decimal(f"{digits}.{decimals or 0}") * _SCALES[scale.lower()])
    return found
