"""A sum and its surroundings in, the funds and bodies that are said to pay it out."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from index.amounts.cues import cue, names, pattern, plain
from index.amounts.placing import Setting
from index.amounts.record import Amount, Kind


def payers_of(setting: Setting, kind: Kind, earlier: Amount | None) -> tuple[str, ...]:
    """Return who is said to pay: beside the sum, in its row, earlier in its sentence, in what introduces it or in its headings.

    A cost is the team's: nobody is said to pay it.
    """
    if kind is Kind.COST:
        return ()
    part = setting.unit.text[setting.start : setting.end]
    for words in (part, setting.sentence):
        if found := _payers(plain(words)):
            return found
    if found := _payers_in_columns(setting.row):
        return found
    if earlier and earlier.payers:
        return earlier.payers
    return next(filter(None, (_payers(plain(words)) for words in (setting.introduction, *setting.sections))), ())


def _payers_in_columns(row: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the payers of the cells whose column says that they pay."""
    cells = (plain(cell) for head, cell in row if pattern("payer_columns").search(plain(head)))
    return tuple(name for cell in cells for name in _payer_names() if _payer(name).search(cell))


@lru_cache(maxsize=256)
def _payers(words: str) -> tuple[str, ...]:
    """Return the funds that `words` name, and the bodies that they say to pay."""
    agents = " | ".join(match[0] for match in _paying().finditer(words))
    return tuple(name for name in _payer_names() if _payer(name).search(words if name in names("funds") else agents))


def opens_on_a_payer(words: str) -> bool:
    """Whether `words`, in plain form, begin with a payer."""
    noun = re.sub(r"^(?:la |le |les |l')", "", words)
    return any(_payer(name).match(noun) for name in _payer_names())


def _payer_names() -> tuple[str, ...]:
    return (*names("bodies"), *names("funds"))


@cache
def _payer(name: str) -> re.Pattern[str]:
    return pattern("funds" if name in names("funds") else "bodies", name)


@cache
def _paying() -> re.Pattern[str]:
    """Return the pattern of a body in a place where it pays: subject, agent or giver."""
    body = "|".join(_payer(name).pattern for name in _payer_names())
    article = r"(?:l'|la |le |les |l'une |certaines )?"
    together = rf"(?:{body})(?:(?: et |, | ou )(?:par )?{article}(?:{body})){{0,3}}"
    few = r"(?: [\w'€-]+){0,8}?"
    return re.compile(
        rf"{together}(?:,? [\w'-]+){{0,4}}? (?:{cue('paying')})(?!\w)"
        rf"|(?<!\w)(?:{cue('paid')}){few} (?:par|de|du) {article}{together}"
        rf"|(?<!\w)que (?:{cue('paying')}) {article}{together}"
        rf"|(?<!\w)(?:{cue('given')})(?: [\w-]+)? (?:du|de|de la|de l'|des) ?{article}{together}"
    )
