"""A line in, the date that it says out: "Publié le 20 janvier 2025" -> "2025-01-20"."""

import datetime
import re
from collections.abc import Callable
from functools import cache

from corpus.proposing.cues import load_entry_cues

_MONTH_NAMES = (
    "janvier", "f[ée]vrier", "mars", "avril", "mai", "juin", "juillet", "ao[uû]t", "septembre", "octobre", "novembre",
    "d[ée]cembre",
)  # fmt: skip
MONTHS = "|".join(_MONTH_NAMES)
"""The pattern of their names."""
_MONTH = re.compile("|".join(f"(?P<m{number}>{month})" for number, month in enumerate(_MONTH_NAMES, 1)), re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    r"|(?P<day>\d\d?)[/.](?P<month>\d\d?)[/.](?P<numeric_year>(?:19|20)\d\d)"
    rf"|(?:(?:(?P<spelled_day>\d\d?)(?:er)?\s+)?(?P<spelled_month>{MONTHS})\s+)?(?P<year>(?:19|20)\d\d)"
    r")(?![\d/-])",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Þ][\w’'-]+(?: [\w’'-]+){0,4}"
_LONGEST_LINE = 100
"""Characters of a line that says a date and nothing else."""
_TOWN = rf"(?:(?:[Ff]ait\s+à\s+{_NAME},?|{_NAME},)\s+(?=le\s))?"
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")


def date_alone(line: str) -> str | None:
    """Return the date of a line that holds nothing else but what announces it: "Version du 3 mars 2024", "Rennes, le…"."""
    if len(line) > _LONGEST_LINE:
        return None
    return _date(line, lambda before, after: not after.strip(" .)") and _leads().fullmatch(before.lstrip("( ")))


def date_announced(sentence: str) -> str | None:
    """Return the date of a sentence that begins by announcing the date of the document: "Mis en ligne le…"."""
    return _date(sentence, lambda before, _: _announcement().fullmatch(before))


def date_inside(title: str) -> str | None:
    """Return the first date of a title, to the day: "Arrêté du 7 mars 2023 relatif à…"."""
    date = _date(title, lambda before, _: before.lower().endswith(" du "))
    return date if date and not is_only_a_year(date) else None


@cache
def _leads() -> re.Pattern[str]:
    """Return the pattern of all that may stand before a date that is alone."""
    words = load_entry_cues().words
    return re.compile(rf"{_TOWN}(?:(?:{words['date_leads'].pattern}|{words['date_line_leads'].pattern})\s*:?\s*)?")


@cache
def _announcement() -> re.Pattern[str]:
    """Return the pattern of the words that announce the date of the document."""
    return re.compile(rf"(?:{load_entry_cues().words['date_leads'].pattern})\s*:?\s*")


def is_only_a_year(date: str) -> bool:
    """Whether a date says no month."""
    return bool(_BARE_YEAR.fullmatch(date))


def _date(text: str, accept: Callable[[str, str], object]) -> str | None:
    """Return the first date of `text` as ISO writes it, if what stands before and after it is accepted."""
    match = _DATE.search(text)
    if match is None or not accept(text[: match.start()], text[match.end() :]):
        return None
    return _iso(match)


def _iso(match: re.Match[str]) -> str | None:
    """Return a date as "2025-01-20", "2025-01" or "2025", or None for one that no calendar holds."""
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    elif match["numeric_year"]:
        year, month, day = int(match["numeric_year"]), int(match["month"]), int(match["day"])
    else:
        year, month, day = int(match["year"]), _month(match["spelled_month"]), int(match["spelled_day"] or 0)
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join((str(year), *(f"{part:02}" for part in (month, day) if part)))


def _month(name: str | None) -> int:
    """Return the number of a month, 0 for none."""
    found = _MONTH.fullmatch(name) if name else None
    return int(str(found.lastgroup)[1:]) if found else 0
