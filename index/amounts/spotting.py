"""A sentence, an item or a cell in, the sums of money that it states out, each with its span."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from corpus.figures import figures
from index.amounts.cues import cue, number, plain

MONEY = re.compile(r"€|eur(?:os?)?\b", re.IGNORECASE)
"""What shows that a text may state a sum."""
_SCALE = r"(?:k|md?|mille|milliers?|millions?|milliards?)"
_CURRENCY = r"(?:€|euros?\b|eur\b)"
_WIDEST = 50
"""The ends of a range are no further apart than this: "article 3 - 15 000 €" is none."""
_REACH = 300
"""Characters before a sum within which it is taken back."""
_REPEATED = re.compile(r" ?\( ?")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money, or a range of sums, and where it stands."""

    value: Decimal
    upper: Decimal | None
    start: int
    end: int


def spot(text: str, unit: str = "") -> list[Sum]:
    """Return the sums of `text` in order, but those that it denies, replaces or repeats.

    `unit` is the currency and scale of a column ("€", "k€"), which a cell that is a bare number leaves out.
    """
    if not unit and not MONEY.search(text):
        return []
    flat = plain(text)
    if unit and re.fullmatch(rf" ?{number()}(?: ?(?:a|-|et) ?{number()})? ?", flat):
        flat = f"{flat.rstrip()} {unit}"
    found: list[Sum] = []
    for match in _money().finditer(flat):
        stated = _sum(match, flat)
        if found and stated.value == found[-1].value and _REPEATED.fullmatch(flat, found[-1].end, match.start()):
            continue
        found.append(Sum(stated.value, stated.upper, stated.start, min(stated.end, len(text))))
    return [stated for at, stated in enumerate(found) if not _is_withdrawn(stated, found[at + 1 :], flat)]


@cache
def _money() -> re.Pattern[str]:
    """Return the pattern of a sum, with the lower end of a range before it."""
    currency = rf" ?(?:{_SCALE} ?)?(?:d'|de )?{_CURRENCY}"
    low = rf"(?P<low>(?!20[0-3]\d (?:a|et) ){number()})(?P<low_currency>{currency})?"
    return re.compile(
        rf"(?<![\w.,])(?:(?:de )?{low} ?[a-] ?|entre {low.replace('P<', 'P<first_')} et )?"
        rf"(?P<high>€ ?{number()}(?!\d| ?%)|{number()}{currency})"
    )


@cache
def _withdrawn_before() -> re.Pattern[str]:
    between = rf"(?:(?:{cue('withdrawn', 'between')})(?<=')|(?:{cue('withdrawn', 'between')}) )*"
    return re.compile(rf"(?<!\w)(?:{cue('withdrawn', 'before')}) {between}$")


@cache
def _withdrawn_after() -> re.Pattern[str]:
    """Return the pattern of a verb that takes back the sum before it: nothing else comes between as its subject."""
    other_subject = r", (?:l'|le |la |les |une? |cet|ce )"
    return re.compile(rf"(?:(?!{other_subject})[^.;€])*?(?<!\w)(?:{cue('withdrawn', 'after')})(?!\w)")


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{cue('withdrawn', 'changed')}) (?:en moyenne )?$")


def _sum(match: re.Match[str], flat: str) -> Sum:
    """Read a sum or a range; of a change, the new sum only."""
    value = _value(match["high"])
    low = match["low"] or match["first_low"]
    if low and not _changed().search(flat, 0, match.start()):
        currency = match["low_currency"] or match["first_low_currency"]
        lower = _value(low + (currency or match["high"].removeprefix(_number_of(match["high"]))))
        if lower < value <= lower * _WIDEST:
            return Sum(lower, value, match.start(), match.end())
    return Sum(value, None, match.start("high"), match.end())


def _value(words: str) -> Decimal:
    """Return the euros that `words` state."""
    return figures(words)[0].value


def _number_of(words: str) -> str:
    """Return the number that a sum begins with, or nothing when its currency comes first."""
    found = re.match(number(), words)
    return found[0] if found else ""


def _is_withdrawn(stated: Sum, following: list[Sum], flat: str) -> bool:
    """Whether the text denies, abolishes or replaces the sum."""
    end = following[0].start if following else len(flat)
    before = flat[max(0, stated.start - _REACH) : stated.start]
    return bool(_withdrawn_before().search(before) or _withdrawn_after().match(flat, stated.end, end))
