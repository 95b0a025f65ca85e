"""A clause of a statement and its support in, what the clause changes of what the support says out."""

import re
from collections.abc import Iterable, Sequence

from assistant.checking.clauses import Clause
from assistant.checking.marks import Mark
from assistant.checking.quantities import Quantity
from assistant.checking.support import SourceClause
from corpus.folding import fold

_GRANTED = frozenset({Mark.POSSIBLE, Mark.CONDITION})
_DEMANDED = frozenset({Mark.DUTY, Mark.REQUIREMENT})
NEARLY_REPEATED = 0.8
"""From this likeness on, one negation among several counts."""
_NEVER_ADDED = {
    Mark.CERTAIN: "certainty that the source does not give",
    Mark.ONLY: "restriction that the source does not make",
    Mark.CEILING: "ceiling that the source does not set",
    Mark.FLOOR: "floor that the source does not set",
}


def change(clause: Clause, support: Sequence[SourceClause]) -> str | None:
    """Return what `clause` changes of what its support says, or None."""
    sources = [source.clause for source in support]
    return (
        _figures(clause, sources)
        or _rates(clause, sources)
        or _modality(clause, sources)
        or _additions(clause, sources)
        or _polarity(clause, sources)
    )


def _figures(clause: Clause, sources: Sequence[Clause]) -> str | None:
    """Every quantity stands in the support: value, unit, what is counted, bounds; none in place of another."""
    available = [quantity for source in sources for quantity in source.quantities]
    if not all(_stated(told, available) for told in clause.quantities):
        return "figure that the cited sentence does not state"
    if any(_replaces(told, source, clause) for source in sources for told in clause.quantities):
        return "figure in place of another"
    if any(_tells_just_one(clause, quantity) for quantity in available if quantity not in clause.quantities):
        return "at least one told as one"
    return None


def _stated(told: Quantity, quantities: Iterable[Quantity]) -> bool:
    return any(told.same_as(quantity) for quantity in quantities)


def _replaces(told: Quantity, source: Clause, clause: Clause) -> bool:
    """Whether `source` states of the same thing another quantity, which the clause leaves out."""
    return not _stated(told, source.quantities) and any(
        told.measures_like(other) and not _stated(other, clause.quantities) for other in source.quantities
    )


def _tells_just_one(clause: Clause, least: Quantity) -> bool:
    """Whether a clause says "un médecin" where its source says "au moins un médecin"."""
    if not (least.values == (1,) and least.bounds and least.counted):
        return False
    return bool(re.search(rf"\bune? {least.counted[0]}\b", fold(clause.text)))


def _rates(clause: Clause, sources: Sequence[Clause]) -> str | None:
    """Nothing is given by the year, the meeting or the like unless the source gives it so."""
    if clause.rates <= _union(source.rates for source in sources):
        return None
    return "figure given for what the source does not give it for"


def _modality(clause: Clause, sources: Sequence[Clause]) -> str | None:
    """What may be granted is not told as due, nor what is due as possible, and no duty is made up."""
    own = _union(source.marks for source in sources)
    around = own | _union(source.context for source in sources)
    told = clause.marks | clause.context
    if (
        Mark.POSSIBLE in own - told
        or (own >= _GRANTED and Mark.CONDITION not in told)
        or (_GRANTED & around and not _GRANTED & told)
    ):
        return "what may be granted told as due"
    if Mark.DUTY in clause.marks and not _DEMANDED & around:
        return "duty that the source does not state"
    if Mark.DUTY in own and Mark.POSSIBLE not in own and Mark.DUTY not in told and Mark.POSSIBLE in told:
        return "duty told as possible"
    return None


def _additions(clause: Clause, sources: Sequence[Clause]) -> str | None:
    """No certainty, restriction or bound is made up."""
    given = _union(source.marks | source.context for source in sources)
    return next((fault for mark, fault in _NEVER_ADDED.items() if mark in clause.marks - given), None)


def _polarity(clause: Clause, sources: Sequence[Clause]) -> str | None:
    """What is denied stays denied, and nothing else is."""
    denied_by_source = _union(source.denied for source in sources) & clause.words
    denied = clause.denied & _union(source.words for source in sources)
    denies = any(source.denies for source in sources)
    same_words_denied = denied == denied_by_source
    moved = bool(denied) != bool(denied_by_source)
    if not (same_words_denied if clause.denies == denies else moved):
        return "contrary of the cited sentence"
    if any(clause.negations != s.negations and clause.likeness(s) > NEARLY_REPEATED for s in sources if s.denies):
        return "contrary of the cited sentence"
    if denies and Mark.ONLY not in clause.marks and any(Mark.ONLY in source.marks for source in sources):
        return "restriction left out of a denial"
    return None


def _union(sets: Iterable[frozenset]) -> frozenset:
    return frozenset().union(*sets)
