"""A clause of a statement and its support in, the name that it may not bear out: a region, a structure, an actor."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.checking.clauses import Clause, stems
from assistant.checking.marks import Mark
from assistant.checking.support import CitedPassage, SourceClause
from corpus.document import NATIONAL
from corpus.folding import fold
from corpus.territories import Mention, Territories
from corpus.vocabulary import load_vocabulary

_NAME = re.compile(r"(?<=[\w,;:)’'] )[A-ZÀ-Ý][\w-]+|\b[A-Z]{2,}\w*")
"""A word with a capital inside a sentence, or an acronym."""


def foreign_name(
    clause: Clause, support: Sequence[SourceClause], cited: Sequence[CitedPassage], territories: Territories
) -> str | None:
    """Return what `clause` names that its sources do not, or None."""
    mentions = territories.find(clause.text)
    if _foreign_region(mentions, support, cited, territories) or _claims_the_country(clause, cited):
        return "region of no cited passage"
    if not _structures_are_named(clause, support, cited):
        return "structure that the cited passage is not about"
    if not _actors_are_named(clause, support, cited):
        return "actor that the cited passage does not name"
    known = frozenset().union(*(passage.words for passage in cited)) | _words_of(clause, mentions)
    if any(not stems(fold(name)) <= known for name in _NAME.findall(clause.text)):
        return "name that the cited passage does not bear"
    return None


def _foreign_region(
    mentions: Sequence[Mention],
    support: Sequence[SourceClause],
    cited: Sequence[CitedPassage],
    territories: Territories,
) -> bool:
    """Whether a region is named that is neither that of a source nor named in what the clause rests on."""
    known = {region for passage in cited for region in passage.passage.source.regions}
    foreign = {mention.region for mention in mentions} - known
    if not foreign:
        return False
    units = (f"{' '.join(source.passage.headings)} {source.unit.header} {source.unit.text}" for source in support)
    return not foreign <= {mention.region for unit in units for mention in territories.find(unit)}


def _claims_the_country(clause: Clause, cited: Sequence[CitedPassage]) -> bool:
    """Whether a clause tells the rule of a region as that of the whole country."""
    if Mark.NATIONAL not in clause.marks or any(NATIONAL in passage.passage.source.regions for passage in cited):
        return False
    return not any(Mark.NATIONAL in source.clause.marks for passage in cited for source in passage.clauses)


def _structures_are_named(clause: Clause, support: Sequence[SourceClause], cited: Sequence[CitedPassage]) -> bool:
    """Whether the structures named are those of the support or of its topic, none in place of another."""
    named = Counter(name for source in support for name in source.clause.structures)
    near = set(named) | {name for passage in cited for name in passage.passage.topic}
    near |= {name for source in support for name in load_vocabulary().structures.find(source.unit.header)}
    allowed = near or {name for passage in cited for name in passage.terms}
    return set(clause.structures) <= allowed and not _replaces(Counter(clause.structures), named)


def _actors_are_named(clause: Clause, support: Sequence[SourceClause], cited: Sequence[CitedPassage]) -> bool:
    """Whether the bodies and funds named are in the passages or their sources' names, none in place of another."""
    named = Counter(name for source in support for name in source.clause.actors)
    allowed = {name for passage in cited for name in passage.terms}
    return set(clause.actors) <= allowed and not _replaces(Counter(clause.actors), named)


def _replaces(told: Counter[str], named: Counter[str]) -> bool:
    """Whether a name is told more often than the support has it, and another not at all."""
    return bool(told - named) and bool(named.keys() - told.keys())


def _words_of(clause: Clause, mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the stems of what is known by other means: places, and the full names of acronyms."""
    names = load_vocabulary().names
    spelled = (f"{name} {names[name]}" for name in (*clause.structures, *clause.actors))
    return stems(fold(" ".join((*spelled, *(mention.text for mention in mentions)))))
