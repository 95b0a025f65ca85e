"""A sum and its surroundings in, the document's own words out: what it pays for, and what it depends on."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from corpus.document import BlockKind
from corpus.vocabulary import Vocabulary
from index.amounts.cues import conditions, cue, number, opening, pattern, plain
from index.amounts.paying import opens_on_a_payer
from index.amounts.placing import Setting
from index.amounts.record import Amount, Kind


def purpose_of(setting: Setting, kind: Kind, earlier: Amount | None, vocabulary: Vocabulary) -> str:
    """Return the words that say what the sum pays for, or ""."""
    own = _of_row(setting) if setting.row else _of_sentence(setting, kind)
    carried = [earlier.purpose] if earlier and earlier.purpose else []
    candidates = chain(own, carried, _of_surroundings(setting))
    return next((words for words in candidates if words in carried or _says_something(words, vocabulary)), "")


def condition_of(setting: Setting) -> str:
    """Return the clause that the sum depends on, as its row, its part or its sentence states it, or ""."""
    stated = [cell for head, cell in setting.row if pattern("condition_columns").search(plain(head))]
    part = setting.unit.text[setting.start : setting.end]
    around = [clause for clause in setting.sentence.split(";") if part.strip() in clause]
    stated += [
        words[slice(*found.span())].strip()
        for shape in conditions()
        for words in (part, *around, *setting.labels)
        if (found := shape.search(plain(words))) and not _given_back().search(plain(words), 0, found.start())
    ]
    return next(iter(stated), "")


@cache
def _given_back() -> re.Pattern[str]:
    """Return the pattern of what comes right before a clause that says when a sum is lost."""
    return re.compile(rf"(?<!\w)(?:{cue('conditions', 'given_back')})(?: [\w'-]+){{0,2}} $")


def _of_row(setting: Setting) -> Iterator[str]:
    """Yield what a row may say of the purpose: its labels, then the head of the column."""
    yield from setting.labels
    yield re.sub(r"\s*\([^)]*\)", "", setting.column)


def _of_sentence(setting: Setting, kind: Kind) -> Iterator[str]:
    """Yield what a sentence or an item may say of the purpose, the surest first."""
    ahead, behind = (
        setting.unit.text[setting.start : setting.sum.start],
        setting.unit.text[setting.sum.end : setting.end],
    )
    label = re.match(r"\s*([^:]{3,60}?)\s*:\s", ahead)
    if label and not opening("leaning").match(plain(label[1])):
        yield label[1]
    if found := _object().match(plain(behind)):
        yield behind[slice(*found.span("what"))].strip()
    for words in (behind, ahead.rpartition(" : ")[2], ahead):
        yield from _found(_prices() if kind is Kind.COST else _shapes(), words)
    if setting.unit.kind is BlockKind.LIST and (head := re.match(r"[^,(]+(?=[,(])", ahead)):
        yield head[0].strip()


def _of_surroundings(setting: Setting) -> Iterator[str]:
    """Yield what may be said of the purpose around the sum: by what introduces its list, then by a heading ("Axe 2 : …")."""
    if setting.unit.kind is BlockKind.LIST:
        yield from _found(_shapes(), setting.introduction)
    for heading in setting.sections:
        if found := pattern("headed").search(plain(heading)):
            yield heading[found.end() :].strip()


def _found(shapes: Iterable[re.Pattern[str]], words: str) -> Iterator[str]:
    """Yield the purposes that `words` state, each by the first place that has its shape."""
    for shape in shapes:
        if found := shape.search(plain(words)):
            yield words[slice(*found.span("what"))].strip()


@cache
def _end() -> str:
    """Return the pattern of what ends a purpose."""
    return rf"(?=[,;:.()]| (?:{cue('purpose_ends')})(?!\w)| (?:{cue('conditions', 'clauses')})|$)"


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a purpose, as their group `what`."""
    link = "(?:a une? |a la |a l'|au |aux |de la |de l'|de |du |des |d')"
    return (
        re.compile(rf"(?<!\w)(?:{cue('purposes')})(?P<what>.+?){_end()}"),
        re.compile(rf"(?<!\w)(?:{cue('purpose_nouns')}) {link}(?P<what>.+?){_end()}"),
        _subject(),
        re.compile(rf"(?<!\w)une? (?P<what>[\w'-]+(?: [\w'-]+){{0,3}}), (?:{cue('bounded')})"),
    )


@cache
def _subject() -> re.Pattern[str]:
    """Return the pattern of what is financed, or costs something."""
    return re.compile(rf"(?:^|[,;:] |\bqu')(?:l'|le |la |les |une? )?(?P<what>[^,;:]+?) (?:{cue('financed')})")


@cache
def _object() -> re.Pattern[str]:
    """Return the pattern of what a sum is of ("20 € d'inscription")."""
    return re.compile(rf" ?(?:de |d')(?P<what>(?!{number()}\b|l'heure\b).+?){_end()}")


@cache
def _prices() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of what costs something, the surest first."""
    price = re.compile(rf"(?<!\w)(?P<what>(?:{cue('cost')})(?!\w).*?){_end()}")
    return (_subject(), *_shapes(), price)


def _says_something(words: str, vocabulary: Vocabulary) -> bool:
    """Whether `words` name a purpose rather than a structure, a payer, a year, a size or the word "montant"."""
    flat = plain(words)
    return (
        bool(re.search(r"[a-z]{3,}", vocabulary.structures.mask(words)))
        and not re.search(cue("durations", "rank"), flat)
        and not pattern("generic").fullmatch(flat)
        and not opens_on_a_payer(flat)
        and not re.search(r"\d", flat)
    )
