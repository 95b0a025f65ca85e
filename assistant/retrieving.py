"""A query in, evidence out: the regions asked first, then what other regions say, named as such later."""

from dataclasses import replace

from assistant.question import Intent, Query
from corpus.document import NATIONAL
from corpus.vocabulary import Vocabulary
from index.evidence import Evidence
from index.searching import Index

WITHIN = 12
"""Passages kept within each region asked, or over all regions when none is."""
ELSEWHERE = 6
"""Passages kept of each side: other regions when some are asked, each region when none is."""
STRUCTURE_BONUS = 0.004
"""Added to the fused score of a passage about a structure asked: about ten ranks of one search."""


def retrieve(query: Query, index: Index, vocabulary: Vocabulary) -> list[Evidence]:
    """Return the evidence for `query`, best first within the regions asked, then that of the others."""
    places = [place for place in query.places if index.count(place)]
    words = " ".join((query.words, *places))
    known = [region for region in query.regions if region in index.regions] or None
    first = _within(words, known, query, index, vocabulary)
    rest = [] if known else _each_region(query, index, vocabulary)
    rest = _registered(query, known, index) + rest
    if query.compares:
        rest = _each_structure(query, known, index, vocabulary) + rest
    if known:
        rest += _each_region(query, index, vocabulary) if query.claims or query.confirms else []
        rest += _ranked(index.search(query.words, None, 2 * WITHIN), query, vocabulary)[:ELSEWHERE]
    return list({evidence.passage.id: evidence for evidence in reversed(first + rest)}.values())[::-1]


def _within(
    words: str, regions: list[str] | None, query: Query, index: Index, vocabulary: Vocabulary
) -> list[Evidence]:
    """Return the best passages within the regions asked, as many of each, so that none is crowded out."""
    found = [
        evidence
        for searched in ([[region] for region in regions] if regions else [None])
        for evidence in _ranked(index.search(words, searched, 2 * WITHIN), query, vocabulary)[:WITHIN]
    ]
    return sorted(found, key=lambda evidence: -evidence.score)


def _each_structure(query: Query, regions: list[str] | None, index: Index, vocabulary: Vocabulary) -> list[Evidence]:
    """Return the best passages for each structure compared, so that none is crowded out by one that says more."""
    found = []
    for structure in query.structures:
        text = f"{structure} {vocabulary.names[structure]} {query.subject}"
        ranked = _ranked(index.search(text, regions, WITHIN), replace(query, structures=(structure,)), vocabulary)
        found += ranked[:ELSEWHERE]
    return found


def _registered(query: Query, regions: list[str] | None, index: Index) -> list[Evidence]:
    """Return the passages that define or price what is asked, wherever the searches ranked them."""
    passages = []
    if {Intent.DEFINITION, Intent.COMPOSITION} & set(query.aspects):
        passages += [passage for structure in query.structures for passage in index.definitions.get(structure, ())]
    if "amount" in query.needs:
        wanted = set(query.structures)
        passages += [a.passage for a in index.amounts if not wanted or wanted & set(a.structures)]
    return [Evidence(p, 0.0) for p in passages if regions is None or set(regions) & set(p.source.regions)]


def _each_region(query: Query, index: Index, vocabulary: Vocabulary) -> list[Evidence]:
    """Return the best passages of every region, so that none is crowded out by one that says more."""
    found = [
        evidence
        for region in (*sorted(index.regions), NATIONAL)
        for evidence in _ranked(index.search(query.words, [region], ELSEWHERE), query, vocabulary)[: ELSEWHERE // 2]
        if region in evidence.passage.source.regions
    ]
    return sorted(found, key=lambda evidence: -evidence.score)


def _ranked(found: list[Evidence], query: Query, vocabulary: Vocabulary) -> list[Evidence]:
    """Raise the passages about the structures asked."""
    wanted = set(query.structures)
    raised = [
        replace(evidence, score=evidence.score + STRUCTURE_BONUS)
        if wanted & {*evidence.passage.topic, *vocabulary.structures.find(evidence.passage.text)}
        else evidence
        for evidence in found
    ]
    return sorted(raised, key=lambda evidence: -evidence.score)
