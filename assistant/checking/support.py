"""A clause of a statement and the passages that it cites in, the clauses of the documents that say the same out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.clauses import Clause, clause_texts, read_clause, stems
from assistant.checking.quantities import Quantity
from corpus.document import CELL_SEPARATOR, NATIONAL, BlockKind, Passage, Unit
from corpus.folding import fold
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary

MOST_CLAUSES = 3
"""A clause of a statement may join what this many clauses of the documents say."""
WORDS_ADDED = 2
"""A further clause counts as support when it says at least this many words that the ones before do not."""
HELD_SHARE = 0.5
"""A passage holds more than this share of the distinctive words of what rests on it…"""
SAID_SHARE = 0.4
"""…and the clauses found in it say at least this share of the rest."""
_NUMBER = re.compile(r"^\d+[.)]\s*")


@dataclass(frozen=True, slots=True, eq=False)
class SourceClause:
    """A clause of a document, the unit that it belongs to, and the passage."""

    clause: Clause
    unit: Unit
    passage: Passage


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage ready to be compared."""

    passage: Passage
    clauses: tuple[SourceClause, ...]
    by_text: Mapping[str, SourceClause]
    """Its clauses by their folded text: a statement that repeats one word for word is true to it."""
    words: frozenset[str]
    """Stems of its text and of what places it: headings, introductions, title, publisher, territory."""
    terms: frozenset[str]
    """Vocabulary ids of the structures, bodies and funds named in these."""


@lru_cache(maxsize=4096)
def read_passage(passage: Passage) -> CitedPassage:
    """Read the clauses and the words of a passage."""
    clauses = tuple(_clauses(passage))
    everything = f"{passage.text} – {_surroundings(passage)}"
    terms = load_vocabulary().terms.find(everything)
    return CitedPassage(
        passage=passage,
        clauses=clauses,
        by_text={fold(source.clause.text): source for source in clauses},
        words=stems(fold(everything), terms),
        terms=frozenset(terms),
    )


def _clauses(passage: Passage) -> Iterator[SourceClause]:
    """Yield the clauses of a passage: those of its headings and introductions, then those of its units."""
    around = {_NUMBER.sub("", heading): passage.units[0] for heading in passage.headings}
    around |= {unit.header: unit for unit in passage.units if unit.kind is not BlockKind.TABLE}
    for text, unit in around.items():
        yield from (SourceClause(read_clause(clause), unit, passage) for clause in clause_texts(text))
    for unit in passage.units:
        for text in _cells(unit) or [unit.text]:
            yield from (SourceClause(read_clause(clause, unit.header), unit, passage) for clause in clause_texts(text))


def find_support(clause: Clause, cited: Iterable[CitedPassage]) -> list[SourceClause]:
    """Return the clauses that say what `clause` says, the nearest first; each of the others adds something."""
    candidates = [source for passage in cited for source in passage.clauses]
    support = _by_words(clause, candidates)
    for told in clause.quantities:
        stating = [source for source in candidates if _states(source, told)]
        if stating and not any(source in support for source in stating):
            support.append(max(stating, key=lambda source: _nearness(source.clause, clause.subject, clause)))
    return support


def _states(source: SourceClause, told: Quantity) -> bool:
    """Whether a clause states a quantity, of the same thing."""
    return any(told.same_as(other) and told.measures_like(other) for other in source.clause.quantities)


def _by_words(clause: Clause, candidates: Sequence[SourceClause]) -> list[SourceClause]:
    """Return the clauses that hold the words of `clause`, as few as it takes."""
    support: list[SourceClause] = []
    missing = clause.subject
    while candidates and len(support) < MOST_CLAUSES:
        best = max(candidates, key=lambda source: _nearness(source.clause, missing, clause))
        added = best.clause.subject & missing
        if not added or (support and len(added) < WORDS_ADDED and not best.clause.subject <= clause.subject):
            break
        support.append(best)
        missing -= added
    return support


def is_covered(clause: Clause, support: Iterable[SourceClause], cited: Iterable[CitedPassage]) -> bool:
    """Whether the passages hold what sets a clause apart, and the clauses that it rests on hold what it says."""
    held = frozenset().union(*(passage.words for passage in cited))
    said = frozenset().union(*(source.clause.words for source in support))
    return _share(clause.distinctive, held) > HELD_SHARE and _share(clause.subject, said) >= SAID_SHARE


def _share(words: frozenset[str], among: frozenset[str]) -> float:
    """Return the share of `words` that are `among` others; all of none."""
    return len(words & among) / len(words) if words else 1.0


def _cells(unit: Unit) -> list[str]:
    """Return the cells of a row, each under the head of its column and after that of its row, as readers are told them."""
    if unit.kind is not BlockKind.TABLE:
        return []
    row, *cells = unit.text.split(CELL_SEPARATOR)
    _, *columns = unit.header.split(CELL_SEPARATOR)
    if len(cells) == 1 or len(cells) != len(columns):
        return []
    return [f"{row} – {column} : {cell}" for column, cell in zip(columns, cells, strict=True)]


def _surroundings(passage: Passage) -> str:
    source = passage.source
    introductions = dict.fromkeys(unit.header for unit in passage.units)
    regions = (load_territories().region(region).name for region in source.regions if region != NATIONAL)
    names = (source.title, source.publisher, source.territory, *source.places, *regions)
    return " – ".join(filter(None, (*passage.headings, *introductions, *names)))


def _nearness(source: Clause, missing: frozenset[str], clause: Clause) -> tuple[int, float]:
    """Rank a clause of a document by the words that it adds, then by how little else it says."""
    return len(source.subject & missing), source.likeness(clause)
