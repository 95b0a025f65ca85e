"""A sum and its surroundings in, what the document says of it out: bound, kind, rate, duration, whom it is for."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.document import STATED_LEVELS
from corpus.figures import figures
from corpus.vocabulary import Vocabulary
from index.amounts.cues import conditions, cue, names, number, opening, ordinals, pattern, plain
from index.amounts.placing import Setting
from index.amounts.record import Amount, Kind, Qualifier

_BUDGET_FROM = 2_000_000
"""Euros; no scheme of the field pays one team this much, and what buildings cost is said to be a cost."""
_WORDS_BEFORE = 8
"""Words that may part a bound from the sum that it leads to ("le forfait de la première année d'une MSP est de…")."""
_WORDS_AFTER = 4
"""The same behind a sum ("5 000 € par an au maximum")."""
_SHARE = re.compile(r"% (?:de la |de l'|du |des |de |d')\w+")
"""A share of a cost is an aid: "60 % du coût du poste"."""
_ASIDE = re.compile(r", qui (?:[^,;.]|(?<=\d)[,.](?=\d))*,(?!\d)")
"""Told of the subject between commas: "le point, qui valait 6,70 € en 2022, vaut 7 €"."""
_BOUNDS = (Qualifier.CEILING, Qualifier.FLOOR, Qualifier.ABOUT, Qualifier.FLAT)


def qualifier_of(setting: Setting) -> Qualifier:
    """Return how the words beside the sum bound it, else its column, its row, or what introduces it."""
    if setting.sum.upper is not None:
        return Qualifier.RANGE
    for bound in _BOUNDS:
        leads = (setting.before, setting.lead) if setting.is_elliptic else (setting.before,)
        if any(map(_bound_before(bound).search, leads)) or _bound_after(bound).match(setting.after):
            return bound
    for words in map(plain, (setting.column, *setting.labels, setting.introduction, *setting.sections[:1])):
        for bound in _BOUNDS:
            if pattern("qualifiers", bound, "heads").search(words):
                return bound
    return Qualifier.NONE


@cache
def _bound_before(bound: Qualifier) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{cue('qualifiers', bound, 'before')})(?!\w){_gap(_WORDS_BEFORE)}[ :(]*$")


@cache
def _bound_after(bound: Qualifier) -> re.Pattern[str]:
    """Return the pattern of a bound behind a sum; one that a number follows is about that number."""
    words = cue("qualifiers", bound, "after")
    return re.compile(rf"(?:{_gap(_WORDS_AFTER)} ?[,(]? ?)(?<!\w)(?:{words})(?!\w)(?! (?:de )?{number()})")


def _gap(words: int) -> str:
    """Return the pattern of a few words without a number but a calendar year."""
    return rf"(?:[ :/]+(?:20\d\d\b|(?!{number()}\b)[\w'/-]+)){{0,{words}}}?"


def kind_of(setting: Setting, earlier: Amount | None) -> Kind:
    """Return whether a team gets the sum, pays it, or is told of a budget; a part is of the kind of its whole."""
    if earlier and (_is_part(setting) or _is_at_other_times(setting)):
        return earlier.kind
    if earlier and earlier.kind is Kind.BUDGET and setting.is_elliptic:
        return Kind.BUDGET
    if pattern("due", "before").search(setting.before) or pattern("due", "after").match(setting.after.strip()):
        return Kind.COST
    before = setting.before.rpartition(";")[2]
    labels = plain(" ".join((setting.column, *setting.labels)))
    whole = _SHARE.sub(" ", f"{before} {labels}")
    is_cost = pattern("cost").search(whole) or _cost_after().match(setting.after)
    if is_cost and not pattern("aid").search(f"{before} {setting.after} {labels}"):
        return Kind.COST
    is_total = pattern("budget", "before").search(before) or opening("budget", "after").search(setting.after)
    return Kind.BUDGET if is_total or setting.sum.value >= _BUDGET_FROM else Kind.AID


@cache
def _cost_after() -> re.Pattern[str]:
    return re.compile(rf" ?d(?:e |')(?:{cue('cost')})(?!\w)")


def is_possible(setting: Setting, earlier: Amount | None) -> bool:
    """Whether the sum may be granted rather than is due."""
    said = pattern("possible").search(f"{setting.before} {setting.after} {plain(setting.introduction)}")
    return bool(said) or bool(earlier and earlier.possible and setting.is_elliptic)


def per_of(setting: Setting, earlier: Amount | None) -> tuple[str, ...]:
    """Return what the sum is counted by, as said beside it, else by its column, its row or what introduces it."""
    behind = re.match(rf" ?\(?(?:(?<=[a-z])\d|(?!{number()}\b)[^,;:.()\d])*", setting.after)
    ahead = re.split(rf"[;:.]|\d+ (?!point)|\b{number()}\b(?! point)", _ASIDE.sub(" ", setting.before))[-1]
    beside = f"{behind[0] if behind else ''} | {ahead}"
    labels = plain(" | ".join((setting.column, *setting.labels, setting.introduction)))
    to_each = _to_each(setting)
    own = _rates(beside) or _rates(labels) or (earlier.per if earlier and _shares_rate(setting) else ())
    return (*own, *(rate for rate in to_each if rate not in own))


def _to_each(setting: Setting) -> tuple[str, ...]:
    """Return the rates of a sentence that says what each gets first, for what each gets next."""
    said = re.match(rf" *chaque (?:{number()}|[^,;:.()\d])*", setting.lead) if setting.is_elliptic else None
    return _rates(said[0]) if said else ()


def _shares_rate(setting: Setting) -> bool:
    """Whether a later sum is counted as the one before: a part of it, the same at other times, or what each gets next."""
    return (
        _is_part(setting)
        or _is_at_other_times(setting)
        or (setting.is_elliptic and bool(re.search(r"\bchacune?\b", plain(setting.sentence))))
    )


def _is_part(setting: Setting) -> bool:
    """Whether the sum is a part of the one before it."""
    return bool(re.match(r" *dont\b", setting.before))


def _is_at_other_times(setting: Setting) -> bool:
    """Whether the sum is of the same thing as the one before it, at other times or on average."""
    return bool(re.fullmatch(rf"[ ,(]*(?:(?:et|ou) )?(?:{cue('at_other_times')}) ?", setting.before))


def _rates(words: str) -> tuple[str, ...]:
    """Return the ids of the rates that `words` name."""
    phrases = names("per_phrases")
    return tuple(
        rate
        for rate in names("per")
        if _rate(rate).search(words) or (rate in phrases and pattern("per_phrases", rate).search(words))
    )


@cache
def _rate(rate: str) -> re.Pattern[str]:
    return re.compile(rf"(?:/ ?|(?<!\w)(?:par|chaque) )(?:{cue('per', rate)})(?!\w)")


def duration_of(setting: Setting, earlier: Amount | None) -> str:
    """Return what the sum covers: a length, the rank of a year, or a calendar year that its sentence gives."""
    clause, _ = conditions()
    beside = (clause.sub(" ", words) for words in (setting.after, setting.before))
    columns = (plain(f"durée : {cell}") for head, cell in setting.row if plain(head).startswith("duree"))
    for words in (*beside, *columns, *map(plain, (setting.column, *setting.labels, setting.introduction))):
        if found := _length(words) or _rank(words) or _calendar(words):
            return found
    carried = earlier.duration if earlier else ""
    return carried if carried.isdigit() else ""


def _length(words: str) -> str:
    """Return the length that `words` give."""
    found = re.search(cue("durations", "length"), words)
    if not found:
        return ""
    count = figures(found["count"])[0].value
    one, several = names("durations", "units", found["unit"])
    return f"{count:f} {one if count == 1 else several}"


def _rank(words: str) -> str:
    """Return the year of a degressive scheme that `words` give."""
    found = re.search(cue("durations", "rank"), words)
    if not found:
        return ""
    rank = found["digit"] or next(at for at, form in enumerate(ordinals(), start=1) if form.fullmatch(found["rank"]))
    return cue("durations", "year").format(rank=rank)


def _calendar(words: str) -> str:
    """Return the calendar year that `words` give."""
    found = re.search(cue("durations", "calendar"), words)
    return (found["date"] or found["head"]) if found else ""


def structures_of(setting: Setting, kind: Kind, earlier: Amount | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return whom the sum is for, by the nearest words that say so."""
    if kind is Kind.BUDGET:
        return ()
    return next(filter(None, _structures(setting, earlier, vocabulary)), ())


def _structures(setting: Setting, earlier: Amount | None, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """Yield the structures that each surrounding names, the nearest first."""
    find = vocabulary.structures.find
    yield find(setting.column)
    given_to = re.search(r"(?:^|\s)(?:pour|aux?|par|chaque) .{0,60}", setting.after)
    yield find(given_to[0]) if given_to else ()
    yield _subject(setting.before, vocabulary)
    yield find(setting.after)
    yield earlier.structures if earlier else ()
    yield _subject(setting.sentence, vocabulary)
    for _, cell in setting.row:
        yield find(cell)
    yield setting.spoken_of
    yield find(setting.introduction)
    yield from _topics(setting, vocabulary)
    # What a budget comes to on average ("soit 39 000 € par projet") is of its projects, whoever was named before.
    yield () if earlier and earlier.kind is Kind.BUDGET else setting.named_above


def _topics(setting: Setting, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """Yield the structures that the section is about: by its own headings where the format states how they nest."""
    if not setting.passage.source.id.lower().endswith(STATED_LEVELS):
        yield setting.passage.topic
    else:
        yield from map(vocabulary.structures.find, (*setting.sections, setting.passage.source.title))


def _subject(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the structures that `words` name first; one named aside ("membre d'une CPTS") does not count."""
    return next(filter(None, map(vocabulary.structures.find, pattern("aside").split(plain(words)))), ())
