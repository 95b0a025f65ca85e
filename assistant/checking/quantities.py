"""A clause in, its quantities out: each figure or range with what it counts and how it is bounded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.checking.marks import BOUNDS, Mark, captured_by, marked
from corpus.figures import Figure, figures

_COUNTED_WORDS = 3
"""What is counted is one of this many words after a number ("6 principales agglomérations")."""
_JOINS = re.compile(r" ?(?:a|et|ou|-|/) ?(?:de |d')?")
"""Between the ends of a range."""
_ORDINAL = re.compile(r"(?:er|ere|e|eme|nde?|d)\b")
_MONTH_BEFORE = re.compile(
    r"\b(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre) $"
)
_SKIPPED = frozenset(["d", "de", "des", "du", "l", "la", "le", "les"])
_STOPS = re.compile(
    r"a|afin|ainsi|aux?|avec|car|ce(?:t|tte|s)?|comme|dans|depuis|dont|en|entre|est|et|elles?|ils?|leurs?|mais|ne?|ont|ou|par"
    r"|pas|pendant|plus|pour|puis|qu[ei]?|sans|selon|sera|seront|si|soit|sont|sous|sur|une?|vers|y|m(?:axi|ini)mum|max|environ"
)
"""Words that end what a number counts."""
_NEXT_TO = re.compile(r"(?: ?(?:de|d'|a|:|des|les?|la|l'|entre|une?|est|sont|fixee?))* ?")
_NEAR_AFTER = re.compile(r"(?: (?!et\b|ou\b|dont\b|sur\b|par\b)[\w'-]+){0,3} ?")
_NEAR_BEFORE = re.compile(r"(?: [\w'-]+){0,4} ?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, or the two ends of a range, comparable whatever the spelling."""

    values: tuple[Decimal, ...]
    unit: str
    """As in Figure, or "ordinal", or the month before a year, or ""."""
    counted: tuple[str, ...]
    """The words that follow a number without a unit, folded."""
    bounds: frozenset[Mark] = frozenset()
    """CEILING, FLOOR or ABOUT, when the words around say so."""
    per: frozenset[str] = frozenset()
    """What it is given for, when the words after it say so: "an", "reunion"…"""

    def same_as(self, other: "Quantity") -> bool:
        """Whether two texts state the same; a year may come without its month, a number without what it counts."""
        if (self.values, self.bounds, self.per) != (other.values, other.bounds, other.per):
            return False
        if self.unit != other.unit:
            return not self.unit and bool(_MONTH_BEFORE.search(f"{other.unit} "))
        return not self.counted or not other.counted or self.measures_like(other)

    def measures_like(self, other: "Quantity") -> bool:
        """Whether two quantities measure or count the same thing."""
        if not self.counted or not other.counted:
            return bool(self.unit) and self.unit == other.unit
        return _alike(self.counted[0], other.counted) or _alike(other.counted[0], self.counted)


def quantities(folded: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in the form of fold_figures, in order."""
    spans: list[tuple[int, int]] = []
    found: list[Quantity] = []
    stated = figures(folded)
    at = 0
    while at < len(stated):
        first, last = stated[at], stated[at]
        if at + 1 < len(stated) and _is_range(first, stated[at + 1], folded):
            last = stated[at + 1]
        values = (first.value,) if last is first else (first.value, last.value)
        found.append(_quantity(values, first, last, folded))
        spans.append((first.start, last.end))
        at += len(values)
    return _bounded(found, spans, folded)


def _is_range(first: Figure, last: Figure, folded: str) -> bool:
    """Whether two figures are the ends of one range: nothing but a joining word between, one unit for both."""
    return first.unit in ("", last.unit) and bool(_JOINS.fullmatch(folded, first.end, last.start))


def _quantity(values: tuple[Decimal, ...], first: Figure, last: Figure, folded: str) -> Quantity:
    """Read the unit of a figure or range, or what it counts."""
    if last.unit:
        return Quantity(values, last.unit, ())
    if month := _MONTH_BEFORE.search(folded, 0, first.start):
        return Quantity(values, month[1], ())
    ordinal = _ORDINAL.match(folded, last.end)
    return Quantity(values, "ordinal" if ordinal else "", _counted(folded[ordinal.end() if ordinal else last.end :]))


def _counted(following: str) -> tuple[str, ...]:
    """Return the words that say what the number before `following` counts."""
    words: list[str] = []
    for word in re.findall(r"\w+", re.split(r"[.,;:()«»]|\d", following, maxsplit=1)[0]):
        if _STOPS.fullmatch(word) or len(words) == _COUNTED_WORDS:
            break
        if word not in _SKIPPED:
            words.append(word)
    return tuple(words)


def _bounded(found: Sequence[Quantity], spans: Sequence[tuple[int, int]], folded: str) -> tuple[Quantity, ...]:
    """Give each quantity the bounds that the words around it set, and what it is given for."""
    bounds: list[set[Mark]] = [set() for _ in found]
    for mark in BOUNDS:
        for match in marked(mark, folded):
            at = _bound_by(match, spans, folded)
            if at is not None:
                bounds[at].add(mark)
    rates = marked(Mark.RATE, folded)
    given_for = [
        captured_by(rate for rate in rates if _NEAR_AFTER.fullmatch(folded, end, rate.start())) for _, end in spans
    ]
    return tuple(
        replace(quantity, bounds=frozenset(own), per=per)
        for quantity, own, per in zip(found, bounds, given_for, strict=True)
    )


def _bound_by(word: re.Match[str], spans: Sequence[tuple[int, int]], folded: str) -> int | None:
    """Return which quantity a bounding word is about: the next when it touches, else the last, else a near one."""
    after = next((at for at, span in enumerate(spans) if span[0] >= word.end()), None)
    before = next((at for at in reversed(range(len(spans))) if spans[at][1] <= word.start()), None)
    if after is not None and _NEXT_TO.fullmatch(folded, word.end(), spans[after][0]):
        return after
    if before is not None and _NEAR_AFTER.fullmatch(folded, spans[before][1], word.start()):
        return before
    if after is not None and _NEAR_BEFORE.fullmatch(folded, word.end(), spans[after][0]):
        return after
    return None


def _alike(word: str, words: Sequence[str]) -> bool:
    """Whether `word` is one of `words`, singular and plural alike."""
    return word.rstrip("sx") in {other.rstrip("sx") for other in words}
