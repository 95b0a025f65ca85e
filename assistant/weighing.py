"""Evidence in, its sentences weighed out: how well each fits the words, the intent and the structure of the question."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.cues import Cues, Need, matches
from assistant.question import Intent, Query
from corpus.definitions import defined_structure
from corpus.document import NATIONAL, BlockKind, Passage, Source, Status, Unit
from corpus.figures import figures, fold_figures
from corpus.folding import fold
from corpus.vocabulary import Vocabulary
from index.evidence import Evidence
from index.searching import Index

OVERLAP_WEIGHT = 1.2
DENSE_WEIGHT = 2.6
RANK_WEIGHT = 0.2
INTENT_BONUS = 0.5
SECOND_INTENT_BONUS = 0.3
NEED_BONUS = 0.3
STRUCTURE_BONUS = 0.4
OTHER_STRUCTURE_MALUS = 0.6
OTHER_TOPIC_MALUS = 0.3
DEFINITION_BONUS = 0.8
SPELLED_OUT_BONUS = 0.4
TERM_BONUS = 0.4
CLAIM_BONUS = 0.6
COUNT_BONUS = 0.6
PLACE_BONUS = 0.6
LABEL_BONUS = 0.8
ENUMERATION_BONUS = 0.6
ACTORS_BONUS = 0.5
NUMBERED_STEP_BONUS = 0.5
PROPOSAL_MALUS = 0.4
GLOSSARY_MALUS = 1.0
FRAGMENT_MALUS = 5.0
"""Weights of the score of a sentence; the unit is about a full overlap of words. Coarse on purpose: see docs/architecture.md."""
COSINE_FLOOR, COSINE_SPAN = 0.45, 0.30
"""Cosines of a question and a sentence lie between these (measured on documents left out of the training of the model: with any
sentence .47 at the median, with one that answers .63, and .76 at the 95th percentile)."""
FRAGMENT_WORDS = 10
"""A paragraph shorter than this that no full stop ends is a label, not a sentence."""
VALUE_WORDS = 6
"""All that stands under a heading, with this many words, is what the heading announces ("Public ciblé"), not a label."""
EVERY_STRUCTURE = 3
"""A sentence that names this many structures says nothing of one."""
_TELLS = re.compile(r"\d|@| : ")
"""A figure, an address, a term and its value: however short, more than a label."""
_ENUMERATION = re.compile(r"^[^:/;]{8,80} : [^:]+?(?: / |;)")
"""Things named one after the other, behind what they are."""
SEVERAL_ACTORS = 2
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_GLOSSARY = re.compile(r"[A-Z]{2,} ?:")
_FEDERATION = re.compile(r"\bfédérations?(?: [\w'’-]+){1,6}", re.IGNORECASE)
"""An organisation named after the structures that it gathers: what it does is not about these alone."""
_NUMBER_MARK = re.compile(r"\d{1,2}[.)°]\s*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer."""

    passage: Passage
    at: int
    """Place of the unit in the passage."""
    score: float
    folded: str
    """The unit with its header, folded, numbers as digits."""
    structures: tuple[str, ...]
    """Structures that it is about: named in it, else those of its section; none when it names them all."""
    words: Mapping[str, float]
    """Words of the question that it holds, each with its share of them all."""

    @property
    def overlap(self) -> float:
        """Share of the words of the question that it holds, from 0 to 1."""
        return sum(self.words.values())

    @property
    def unit(self) -> Unit:
        """The unit itself."""
        return self.passage.units[self.at]

    @property
    def region(self) -> str | None:
        """The region whose document says it, or NATIONAL; None when that is not known."""
        return self.passage.source.regions[0] if self.passage.source.regions else None

    def meets(self, need: Need) -> bool:
        """Whether it holds what is needed, or its heading does."""
        return need.met_by(self.folded, _heading(self.passage))

    def belongs_to(self, regions: Iterable[str]) -> bool:
        """Whether it may be told of these regions as theirs."""
        return bool(set(regions) & set(self.passage.source.regions))

    def is_national(self) -> bool:
        """Whether it holds for the whole country."""
        return self.passage.source.regions == (NATIONAL,)


def weigh(
    query: Query, evidence: Iterable[Evidence], index: Index, vocabulary: Vocabulary, cues: Cues
) -> list[Candidate]:
    """Return every sentence of the evidence with its score, best first."""
    found = []
    which = matches(cues.which, fold(query.asked))
    needs = cues.needed(query.needs)
    for rank, item in enumerate(evidence):
        passage = item.passage
        dense = index.unit_relevance(query.words, passage)
        shares = index.unit_credits(query.subject, passage)
        for at, unit in enumerate(passage.units):
            structures = _structures(passage, unit, vocabulary)
            folded = fold_figures(f"{unit.header} {unit.text}")
            overlap = sum(shares[at].values())
            score = (
                DENSE_WEIGHT * min(1.0, max(0.0, (dense[at] - COSINE_FLOOR) / COSINE_SPAN))
                + OVERLAP_WEIGHT * overlap
                + RANK_WEIGHT / (1 + rank)
                + _intent_fit(query, folded, overlap, cues)
                + _fit(query, passage, at, folded, needs)
                + _structure_fit(query, structures, bool(vocabulary.structures.find(f"{unit.header} {unit.text}")))
                + CLAIM_BONUS * min(1.0, 2 * overlap) * any(states(claim, folded) for claim in query.claims)
                + ENUMERATION_BONUS * min(1.0, 2 * overlap) * (which and bool(_ENUMERATION.search(unit.text)))
                + _definition(query, passage, at, vocabulary)
                - PROPOSAL_MALUS * (1.2 - overlap) * (unit.status is Status.PROPOSAL)
            )
            found.append(Candidate(passage, at, score, folded, structures, shares[at]))
    return sorted(found, key=lambda candidate: -candidate.score)


def by_best_sentence(evidence: Iterable[Evidence], ranked: Iterable[Candidate]) -> list[Evidence]:
    """Return the evidence in the order of its best sentences."""
    order = {id_: rank for rank, id_ in enumerate(dict.fromkeys(candidate.passage.id for candidate in ranked))}
    return sorted(evidence, key=lambda item: order[item.passage.id])


def states(claim: str, folded: str) -> bool:
    """Whether a folded text states the figure of a claim, and what it counts when that is not a unit."""
    claimed, known = figures(claim), {(figure.value, figure.unit) for figure in figures(folded)}
    if any(figure.unit for figure in claimed):
        return all((figure.value, figure.unit) in known for figure in claimed)
    number, _, counted = fold_figures(claim).rstrip("s").partition(" ")
    # "3 à 7 réunions" states both.
    return bool(re.search(rf"\b{re.escape(number)} (?:(?:a|et|ou) \d+ )?{re.escape(counted)}", folded))


def is_about(structures: Iterable[str], candidate: Candidate) -> bool:
    """Whether a sentence is about one of `structures`, or none is given."""
    wanted = set(structures)
    return not wanted or bool(wanted & set(candidate.structures))


def _structures(passage: Passage, unit: Unit, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the structures that a unit is about."""
    named = vocabulary.structures.find(_FEDERATION.sub(" ", f"{unit.header} {unit.text}"))
    if not named:
        return passage.topic
    return named if len(named) < EVERY_STRUCTURE or unit.kind is BlockKind.TABLE else ()


def _structure_fit(query: Query, structures: tuple[str, ...], named: bool) -> float:
    """Return what a sentence earns by being about a structure asked, or loses by being about another."""
    if not query.structures or not structures:
        return 0.0
    if set(query.structures) & set(structures):
        return STRUCTURE_BONUS
    return -(OTHER_STRUCTURE_MALUS if named else OTHER_TOPIC_MALUS)


def _fit(query: Query, passage: Passage, at: int, folded: str, needs: Iterable[Need]) -> float:
    """Return the part of the score that words do not give: needs, terms, status, shape."""
    unit = passage.units[at]
    score = NEED_BONUS * any(need.met_by(folded, _heading(passage)) for need in needs)
    score += TERM_BONUS * any(_speaks_of(term, passage, folded) for term in query.terms)
    score += PLACE_BONUS * _names_place(query, passage, folded)
    score += LABEL_BONUS * any(label in fold(" ".join((*passage.headings, folded))) for label in query.labels)
    score += NUMBERED_STEP_BONUS * _is_step(query, passage, unit)
    score += COUNT_BONUS * any(counts(counted, folded) for counted in query.counts)
    score += ACTORS_BONUS * (query.intent is Intent.CONTACT and _names_actors(query, unit.text))
    if Intent.DEFINITION not in query.aspects:
        score -= GLOSSARY_MALUS * is_glossary(unit)
    return score - FRAGMENT_MALUS * _is_fragment(passage, at)


def _heading(passage: Passage) -> str:
    """Return the nearest heading of a passage, folded."""
    return fold(passage.headings[-1]) if passage.headings else ""


def _names_actors(query: Query, text: str) -> bool:
    """Whether a text names several organisations by their acronyms, besides the structures asked."""
    return len({*_ACRONYM.findall(text)} - {*query.structures}) >= SEVERAL_ACTORS


def _speaks_of(term: str, passage: Passage, folded: str) -> bool:
    """Whether a folded text names a term, or its publisher is the one named."""
    name = fold(term)
    return name == fold(passage.source.publisher or "") or bool(re.search(rf"\b{re.escape(name)}\b", folded))


def _names_place(query: Query, passage: Passage, folded: str) -> bool:
    """Whether a folded text names a place of the question that its document is not all about."""
    home = home_of(passage.source)
    return any(re.search(rf"\b{re.escape(place)}\b", folded) for place in query.places if place not in home)


def home_of(source: Source) -> str:
    """Return the names of the territory that a document is all about, folded; "" when it is about a whole region."""
    return fold(" ".join((*source.places, source.territory or "")))


def counts(counted: str, folded: str) -> bool:
    """Whether a folded text says how many of something there are."""
    noun = re.escape(counted.rstrip("sx"))
    return bool(
        re.search(rf"\d ?(?:[a-z']+ )?{noun}|\b{noun}.*\b(?:ils|elles) (?:etaient|sont) (?:environ )?\d", folded)
    )


def is_glossary(unit: Unit) -> bool:
    """Whether a list item spells out an acronym: "ACI : accord conventionnel…"."""
    return unit.kind is BlockKind.LIST and bool(_GLOSSARY.match(unit.text))


def _intent_fit(query: Query, folded: str, overlap: float, cues: Cues) -> float:
    """Return what a sentence earns by speaking of what is asked: most for the leading aspect.

    "Peut" or "doit" answers a question of yes or no only in a sentence about the same thing.
    """
    degrees = [
        cues.intents_evidence[aspect].degree(folded) * (min(1.0, 2 * overlap) if aspect is Intent.YES_NO else 1.0)
        for aspect in query.aspects
    ]
    if not degrees:
        return 0.0
    return INTENT_BONUS * degrees[0] + SECOND_INTENT_BONUS * max(degrees[1:], default=0.0)


def _is_step(query: Query, passage: Passage, unit: Unit) -> bool:
    """Whether steps are asked and a list item bears a number, in a section that is not about something else."""
    about_others = query.structures and passage.topic and not set(query.structures) & set(passage.topic)
    if Intent.STEPS not in query.aspects or about_others:
        return False
    before = passage.text[max(0, unit.start - passage.start - 6) : unit.start - passage.start]
    return unit.kind is BlockKind.LIST and bool(_NUMBER_MARK.search(before))


def _is_fragment(passage: Passage, at: int) -> bool:
    """Whether a unit is a label, or leads to nothing."""
    unit = passage.units[at]
    if unit.kind is not BlockKind.PARAGRAPH:
        return False
    if is_value(passage):
        return False
    if unit.text.endswith(":"):
        return at + 1 == len(passage.units)
    return unit.text[-1] not in ".!?…»" and len(unit.text.split()) < FRAGMENT_WORDS and not _TELLS.search(unit.text)


def is_value(passage: Passage) -> bool:
    """Whether lines that no full stop ends are all that stands under a heading: what it announces."""
    lines = [unit.text for unit in passage.units if unit.kind is BlockKind.PARAGRAPH]
    if not passage.headings or len(lines) < len(passage.units):
        return False
    return sum(len(line.split()) for line in lines) >= VALUE_WORDS and not any(line[-1] in ".!?…»:" for line in lines)


def explains(term: str, passage: Passage, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a unit says what a term is: by a heading that names it, a gloss, or its name in full beside it."""
    text = passage.units[at].text
    folded, name = fold(text), re.escape(fold(term))
    if at == 0 and passage.headings and term in vocabulary.terms.find(passage.headings[-1]):
        return True
    return bool(
        re.search(
            rf"\({name}\)|\b{name} ?[:=]|\b{name} \([^)]{{8,}}\)|\b{name}[»\" ]* (?:est|sont|designe|correspond|constitue)\b",
            folded,
        )
    )


def _definition(query: Query, passage: Passage, at: int, vocabulary: Vocabulary) -> float:
    """Return what a unit earns by saying what a structure or a term of the question is."""
    if not {Intent.DEFINITION, Intent.COMPOSITION} & set(query.aspects[:1]):
        return 0.0
    unit = passage.units[at]
    folded = fold(unit.text)
    if defined_structure(unit.text, vocabulary) in query.structures:
        return DEFINITION_BONUS
    if at == 0 and passage.headings and set(query.terms) & set(vocabulary.terms.find(passage.headings[-1])):
        return DEFINITION_BONUS
    names = query.terms if query.structures else (*query.terms, *query.structures)
    if any(re.match(rf"{re.escape(name.lower())} ?[:=]", folded) for name in names):
        return DEFINITION_BONUS
    return SPELLED_OUT_BONUS * any(re.search(rf"\({re.escape(name.lower())}\)", folded) for name in names)
