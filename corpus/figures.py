"""A French text in, the figures that it states out, each with its unit, however they are written."""

import re
from dataclasses import dataclass
from decimal import Decimal

from text_to_num import alpha2digit

from corpus.folding import fold

_SMALL = {
    word: str(value)
    for value, words in enumerate(
        ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"], start=2
    )
    for word in words.split()
}
_SMALL_PATTERN = re.compile(r"\b(" + "|".join(_SMALL) + r")\b")
_MULTIPLIERS = {"k": 1_000, "ke": 1_000, "m": 1_000_000, "md": 1_000_000_000}
_UNITS = {
    "€": "€",
    "e": "€",
    "euro": "€",
    "euros": "€",
    "eur": "€",
    "%": "%",
    "pourcent": "%",
    "an": "year",
    "ans": "year",
    "annee": "year",
    "annees": "year",
    "mois": "month",
    "semaine": "week",
    "semaines": "week",
    "jour": "day",
    "jours": "day",
    "h": "hour",
    "heure": "hour",
    "heures": "hour",
}
_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w.,])(?:(?P<sign>€) ?)?(?P<number>{_NUMBER})"
    r"(?:(?P<multiplier>k|md?)(?= ?(?:€|euros?\b))|(?P<ke>ke\b))?"
    r"(?: ?(?:d'|de )?(?P<unit>€|%|(?:euros?|eur|ans?|annees?|mois|semaines?|jours?|heures?|h)\b))?"
)
_MULTIPLIED = re.compile(r"(?<=\d) ?(k|mille|milliers?|millions?|m|milliards?|mds?) ?(?:d')?(?=€|euros?\b)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as stated, comparable whatever its spelling."""

    value: Decimal
    unit: str
    """"€", "%", "year", "month", "week", "day", "hour", or "" for a bare number or a count."""
    start: int
    """Offset in the folded text."""
    end: int


def fold_figures(text: str) -> str:
    """Return `text` folded, with the numbers written in words as digits ("cent mille" as "100000")."""
    digits = alpha2digit(_MULTIPLIED.sub(_shortened, fold(text)), "fr")
    return _SMALL_PATTERN.sub(lambda match: _SMALL[match[0]], digits)


def figures(text: str) -> list[Figure]:
    """Return the figures of `text` in order; offsets are those of `fold_figures(text)`."""
    folded = fold_figures(text)
    return [_figure(match) for match in _FIGURE.finditer(folded)]


def _shortened(match: re.Match[str]) -> str:
    """Return the one multiplier that stands for all its spellings."""
    if match[1].startswith(("milliard", "md")):
        return "md "
    return "m " if match[1].startswith("million") or match[1] == "m" else "k "


def _figure(match: re.Match[str]) -> Figure:
    """Read one figure."""
    grouped = re.sub(r"[ .](?=\d{3}(?!\d))", "", match["number"])
    value = Decimal(grouped.replace(",", "."))
    value *= _MULTIPLIERS.get(match["multiplier"] or match["ke"] or "", 1)
    by_sign = "€" if match["ke"] or match["sign"] else ""
    unit = _UNITS[match["unit"]] if match["unit"] else by_sign
    return Figure(value.normalize(), unit, *match.span())


def stated(figure: Figure, among: list[Figure]) -> bool:
    """Whether `figure` stands among those of a text: same value, and same unit where both have one."""
    return any(
        figure.value == other.value and (figure.unit == other.unit or "" in (figure.unit, other.unit))
        for other in among
    )
