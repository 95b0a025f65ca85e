"""Passages in, every sum with what surrounds it out: its own words, the head of its column, what introduces its list or table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise

from corpus.document import CELL_SEPARATOR, STATED_LEVELS, BlockKind, Passage, Unit
from corpus.sentences import sentence_spans
from corpus.vocabulary import Vocabulary
from index.amounts.cues import cue, names, opening, pattern, plain
from index.amounts.spotting import MONEY, Sum, spot

_UNIT = re.compile(r"(?:\(|\ben |^| )(?P<scale>k|m|milliers d'|millions d')? ?(?:€|euros?\b)")
_ELLIPSIS = re.compile(r"[ ,]*(?:(?:et|ou|puis)\b)?(?: (?!(?:dont|soit|une?)\b|qu')[\w']+){0,3} ?")
"""What leads to a later sum when it goes on as the one before: "puis", "et de"; not "dont" or "soit"."""
_REACH = 500
"""Characters on each side of a sum beyond which nothing is said of it."""
_SCALES = {"k": "k€", "milliers d'": "k€", "m": "m€", "millions d'": "m€"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A sum, and the words that say what it is."""

    sum: Sum
    start: int
    """Where its own part of the sentence or cell begins in the unit's text."""
    end: int
    """Where that part ends."""
    within: tuple[int, int]
    """The sentence, item or cell that the part belongs to."""
    first: int
    """Where the first sum of that sentence, item or cell begins."""
    unit: Unit
    passage: Passage
    column: str = ""
    """Head of its column."""
    row: tuple[tuple[str, str], ...] = ()
    """The other cells of its row, each after the head of its column."""
    introduction: str = ""
    """What introduces its list, or says what its table is."""
    spoken_of: tuple[str, ...] = ()
    """Structures named by the sentence before, on which its own leans, or by one after it that says for whom the sum is."""
    named_above: tuple[str, ...] = ()
    """Structures that the nearest sentence of its paragraph before its own names."""

    @property
    def before(self) -> str:
        """Its own part up to the sum, in plain form."""
        return plain(self.unit.text[self.start : self.sum.start])

    @property
    def after(self) -> str:
        """Its own part behind the sum, in plain form."""
        return plain(self.unit.text[self.sum.end : self.end])

    @property
    def labels(self) -> tuple[str, ...]:
        """The cells of its row that say what it is: neither money, nor who pays, nor on which condition."""
        named = ("payer_columns", "condition_columns")
        return tuple(
            cell
            for head, cell in self.row
            if not MONEY.search(cell)
            and not opening("nothing").match(plain(cell))
            and not any(pattern(name).search(plain(head)) for name in named)
        )

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings that it stands under, the nearest first: only that one where the format does not say how they nest."""
        nearest_first = self.passage.headings[::-1]
        return nearest_first if self.passage.source.id.lower().endswith(STATED_LEVELS) else nearest_first[:1]

    @property
    def lead(self) -> str:
        """Its sentence up to the first sum, in plain form."""
        return plain(self.unit.text[max(self.within[0], self.first - _REACH) : self.first])

    @property
    def is_elliptic(self) -> bool:
        """Whether its own part leaves out what its sentence said of the sum before."""
        return self.sum.start != self.first and bool(_ELLIPSIS.fullmatch(self.before))

    @property
    def sentence(self) -> str:
        """The whole sentence, item or cell, as written; of an endless one, what stands near the sum."""
        start, end = self.within
        # Cut at the same places for neighbouring sums, which then share what is found there.
        near = self.sum.start - (self.sum.start - start) % _REACH
        return self.unit.text[max(start, near - _REACH) : min(end, near + 2 * _REACH)]


def place(passages: Iterable[Passage], vocabulary: Vocabulary) -> Iterator[list[Setting]]:
    """Yield the settings of the sums of each sentence, item or cell that states some, in reading order."""
    for _, section in groupby(passages, key=lambda passage: (passage.source.id, passage.headings)):
        units = [(passage, unit) for passage in section for unit in passage.units]
        above: list[Unit] = []
        spoken_of: tuple[str, ...] = ()
        named: tuple[str, ...] = ()
        for at, (passage, unit) in enumerate(units):
            leans = _leans(unit)
            own = vocabulary.structures.find(unit.text)
            spoken_of = own or (spoken_of if leans else ())
            if unit.kind is BlockKind.TABLE:
                yield from _in_row(passage, unit, above)
                continue
            goes_on = bool(above) and _goes_on(above[-1], unit, passage)
            named = named if goes_on else ()
            introduction = unit.header if unit.kind is BlockKind.LIST else ""
            near = (spoken_of if leans else ()) or _meant_for([next_ for _, next_ in units[at + 1 :]], vocabulary)
            for settings in _in_prose(passage, unit):
                yield [replace(each, introduction=introduction, spoken_of=near, named_above=named) for each in settings]
            above = [*above, unit] if goes_on else [unit]
            named = own or named


def _leans(unit: Unit) -> bool:
    """Whether a sentence goes on about those that the one before it named."""
    return bool(opening("leaning").match(plain(unit.text)))


def _meant_for(following: Sequence[Unit], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the structures for which the sentence that follows says that a sum is meant ("Elle est réservée aux ESP.")."""
    if not following or not _leans(following[0]):
        return ()
    meant = opening("meant_for").search(plain(following[0].text))
    return vocabulary.structures.find(following[0].text[meant.end() :]) if meant else ()


def _goes_on(last: Unit, unit: Unit, passage: Passage) -> bool:
    """Whether `unit` belongs to the paragraph of the one before it."""
    if last.kind is not unit.kind or last.start < passage.start:
        return False
    return "\n" not in passage.quote(last.end, unit.start)


def _in_prose(passage: Passage, unit: Unit) -> Iterator[list[Setting]]:
    """Yield the settings of each sentence that states a sum: an item of a list may hold several."""
    for start, end in sentence_spans(unit.text, 0, len(unit.text)):
        sums = [_moved(stated, start) for stated in spot(unit.text[start:end])]
        if sums:
            yield _in_sentence(passage, unit, (start, end), sums)


def _moved(stated: Sum, by: int) -> Sum:
    """Return a sum with its place in the unit."""
    return replace(stated, start=stated.start + by, end=stated.end + by)


def _in_sentence(passage: Passage, unit: Unit, within: tuple[int, int], sums: Sequence[Sum]) -> list[Setting]:
    """Give each sum of a sentence its own part of it."""
    if not sums:
        return []
    bounds = [within[0]]
    for left, right in pairwise(sums):
        bounds.append(left.end + _turn(plain(unit.text[left.end : right.start])))
    bounds.append(within[1])
    return [
        Setting(stated, start, end, within, sums[0].start, unit, passage)
        for stated, (start, end) in zip(sums, pairwise(bounds), strict=True)
    ]


def _turn(gap: str) -> int:
    """Return where, between two sums, what is said of the first ends and what is said of the second begins."""
    for turn in _turns():
        found = list(turn.finditer(gap))
        if found:
            return found[-1].start()
    return len(gap)


@cache
def _turns() -> tuple[re.Pattern[str], ...]:
    """Return the marks that part two sums, the clearest first."""
    return (
        re.compile(r";|\b(?:puis|dont|soit|mais)\b|, et une? "),
        re.compile(r"(?:,| et| ou) (?:a |de |d'|a hauteur de )?$"),
        re.compile(r", (?:et|ou)\b"),
        re.compile(r",|\((?![^)]*\))| - "),
        re.compile(r"\b(?:et|ou) (?!par\b)|\bavec\b"),
        *(pattern("qualifiers", bound, "before") for bound in names("qualifiers")),
    )


def _in_row(passage: Passage, unit: Unit, above: Sequence[Unit]) -> Iterator[list[Setting]]:
    """Yield the settings of each cell of a row that states a sum; a cell spread over several columns counts once."""
    cells = unit.text.split(CELL_SEPARATOR)
    heads, caption = _heads(unit, above, len(cells)), _caption(above)
    start = 0
    for at, cell in enumerate(cells):
        within = (start, start + len(cell))
        start = within[1] + len(CELL_SEPARATOR)
        if at and cell == cells[at - 1] and MONEY.search(cell):
            continue
        sums = [_moved(stated, within[0]) for stated in spot(cell, _unit_of(heads[at], caption) if at else "")]
        row = tuple((head, other) for place, (head, other) in enumerate(zip(heads, cells, strict=True)) if place != at)
        settings = _in_sentence(passage, unit, within, sums)
        yield [replace(each, column=heads[at], row=row, introduction=caption) for each in settings]


def _heads(row: Unit, above: Sequence[Unit], columns: int) -> list[str]:
    """Return the heads of the columns of a row, without the sentence above that the header may begin with."""
    heads = row.header.removeprefix(above[-1].text if above else "").strip().split(CELL_SEPARATOR)
    return heads if len(heads) == columns else [""] * columns


def _caption(above: Sequence[Unit]) -> str:
    """Return the sentences of the paragraph above a table that are about it."""
    texts = [unit.text for unit in above if unit.kind is BlockKind.PARAGRAPH]
    return " ".join(text for text in texts if re.search(rf"(?<!\w)(?:{cue('captions')})", plain(text)))


def _unit_of(head: str, caption: str) -> str:
    """Return the currency and scale that the head of a column gives its numbers, else the caption; "" when it holds no money."""
    found = _UNIT.search(plain(head))
    if not found and not pattern("counts").search(plain(head)):
        found = _UNIT.search(plain(caption))
    return _SCALES.get(found["scale"] or "", "€") if found else ""
