"""A query and the sentences weighed for it in, an answer made of them out: no language model, nothing invented."""

from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.answer import Citation, Outcome, Statement
from assistant.composing.draft import Draft
from assistant.composing.gaps import Gap, find_gaps, names_terms, says
from assistant.composing.knowledge import Knowledge
from assistant.composing.leading import lead
from assistant.composing.wording import LIST_CHARACTERS, Extract, extract, size
from assistant.composing.writing import Writer
from assistant.question import Intent, Query
from assistant.weighing import Candidate, is_about
from corpus.definitions import defined_structure
from corpus.document import NATIONAL, BlockKind, Status
from corpus.figures import fold_figures
from corpus.folding import fold

ONE_REGION_CHARACTERS = 1350
REGIONS_CHARACTERS = 1400
MANY_REGIONS_CHARACTERS = 420
STRUCTURE_CHARACTERS = 400
"""What is shown of one region alone, of several together, of each of them at least, and of each structure compared."""
EXTRACTS = 6
NEARBY, NEARBY_AND_ELSEWHERE = 4, 2
"""Extracts shown when they do not answer, and when other regions have some that do."""
ROWS = 3
"""Extracts shown of a structure compared."""
REGIONS = 4
ANSWER_CHARACTERS = 1700
"""Nothing more is quoted beyond this; what the assistant says at the end comes on top."""
OPENING_CHARACTERS = 250
"""Kept for what is said of a team."""
KEPT_SHARE = 0.64
"""A sentence is shown when its score is at least this share of the best one's…"""
PROPOSAL_SHARE = 0.85
"""…a demand, this share…"""
ANYWAY_SHARE = 0.3
"""A question without a word of the field is answered when a passage holds this share of its words…"""
ANYWAY_COSINE = 0.62
"""…or a sentence comes this near to it (over all sets: questions on other topics .61 at most, the others .63 at least)."""
NATIONAL_SHARE = 0.9
"""…and a national one, when a region is asked that has its own, at least this share."""
ENUMERATED = frozenset({Intent.STEPS, Intent.CONDITIONS, Intent.COMPOSITION})
"""What a document gives as a list: the whole of it answers."""
NEXT_BONUS = 0.15
"""Added to the sentence that follows one already chosen: it gives the detail."""
FRESH_BONUS = 0.8
"""Added to a sentence that holds all the words of the question that those chosen lack; its share for a share of them."""
SPARSE_CHARACTERS = 450
"""When less is shown, so are the sentences that follow the first: exceptions stand there."""
SENTENCE_ENDS = ".!…»"
"""A unit that ends otherwise is a label, a question or the beginning of a list."""
OWED_SHARE = 0.75
"""A sentence that meets a need comes before better ones that do not, down to this share of the best score."""
STEPS_SHARE = 0.5
"""Steps are shown down to this share: the ones before and after the best fit are part of the answer."""


def compose(
    query: Query, ranked: Sequence[Candidate], knowledge: Knowledge, characters: int = ANSWER_CHARACTERS
) -> Draft:
    """Return the draft of an answer: what is missing first, then what the best sentences say, region by region."""
    if not query.in_domain and not _answers_anyway(query, ranked, knowledge):
        return Draft(Outcome.OUT_OF_SCOPE, (Statement(messages.OUT_OF_SCOPE, ()),), ())
    inside = _on_subject(query, [candidate for candidate in ranked if _may_be_told(query, candidate)])
    gaps = find_gaps(query, ranked, knowledge)
    others = _elsewhere(query, ranked, gaps, knowledge)
    writer = Writer(knowledge.territories, characters - OPENING_CHARACTERS * bool(query.team))
    for gap in gaps:
        writer.say(gap.text)
    if query.compares:
        _compare(query, inside, knowledge, writer)
    else:
        if gaps:
            inside = _about_the_gaps(query, inside, gaps, knowledge)
            inside = [c for c in inside if query.claims or c.unit.status is not Status.PROPOSAL]
        share = characters / ANSWER_CHARACTERS
        in_order = query.intent is Intent.STEPS
        shown = [] if any(gap.structural for gap in gaps) else _choose(query, inside, ranked, knowledge, share)
        if gaps:
            writer.show_under(messages.NEARBY, shown[: NEARBY_AND_ELSEWHERE if others else NEARBY], in_order)
        else:
            writer.show(_completed(shown), in_order)
    for caution in _local_cautions(query, writer.citations):
        writer.open(caution)
    writer.show_under(messages.ELSEWHERE, others)
    if opening := None if gaps else lead(query, writer.citations, knowledge):
        writer.open(opening)
    if not writer.citations:
        return Draft(Outcome.NOT_FOUND, (Statement(messages.NOTHING_FOUND, ()), *writer.statements), ())
    if not query.regions and "amount" in query.needs and (silent := _silent_regions(query, ranked, knowledge)):
        writer.say(messages.no_amount_in(silent))
    if signs := _signs_of_age(writer.citations, knowledge):
        writer.say(messages.age_caution(signs))
    if not query.regions and writer.regions > 1:
        writer.say(messages.ASK_REGION)
    if gaps:
        writer.say(messages.ASK_ARS)
    undefined = any(statement.text.startswith(messages.UNDEFINED) for statement in writer.statements)
    return Draft(
        Outcome.PARTIAL if undefined or any(gap.decisive for gap in gaps) else Outcome.ANSWERED,
        tuple(writer.statements),
        tuple(writer.citations),
    )


def _local_cautions(query: Query, citations: Iterable[Citation]) -> list[str]:
    """Return what to say of documents about one territory when the question names a place of the region outside it."""
    cautions = []
    for source in dict.fromkeys(c.passage.source for c in citations if c.passage.source.territory):
        home = fold(" ".join((source.territory or "", *source.places)))
        near = (locality for locality in query.localities if locality.region in source.regions)
        outside = [locality.names[0] for locality in near if not any(name in home for name in locality.names)]
        if outside:
            cautions.append(messages.local_only(source.territory or "", outside[0].capitalize()))
    return cautions


def _signs_of_age(citations: Iterable[Citation], knowledge: Knowledge) -> list[str]:
    """Return the words of what is quoted that date it."""
    return list(dict.fromkeys(s for c in citations for s in knowledge.vocabulary.age_signs_in(c.quote)))


def _answers_anyway(query: Query, ranked: Sequence[Candidate], knowledge: Knowledge) -> bool:
    """Whether a passage holds most of a question that names nothing of the field, or says the same in other words."""
    best = dict.fromkeys(candidate.passage for candidate in ranked[:EXTRACTS])
    return any(
        knowledge.index.coverage(query.words, passage) >= ANYWAY_SHARE
        or max(knowledge.index.unit_relevance(query.words, passage)) >= ANYWAY_COSINE
        for passage in best
    )


def _silent_regions(query: Query, ranked: Sequence[Candidate], knowledge: Knowledge) -> list[str]:
    """Return the names of the regions whose documents give no amount for what is asked."""
    amount = next(need for need in knowledge.cues.needs if need.id == "amount")
    telling = {c.region for c in ranked if is_about(query.structures, c) and amount.met_by(c.folded)}
    silent = sorted(knowledge.index.regions - telling)
    return [knowledge.territories.region(region).name for region in silent] if telling else []


def _may_be_told(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate may be told of the regions asked: it is theirs, or national, or none is asked."""
    return not query.regions or candidate.is_national() or candidate.belongs_to(query.regions)


def _on_subject(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates of the publisher named, else those not about other structures when that makes a difference."""
    if named := [
        c for c in candidates if c.passage.source.publisher and c.passage.source.publisher.upper() in query.terms
    ]:
        return named
    if not (query.needs or Intent.SUPPORT in query.aspects) or not any(
        is_about(query.structures, candidate) for candidate in candidates
    ):
        return candidates
    return [c for c in candidates if not c.structures or is_about(query.structures, c)]


def _compare(query: Query, ranked: Sequence[Candidate], knowledge: Knowledge, writer: Writer) -> None:
    """Write what the documents say of each structure, side by side; what is asked of them first."""
    cells = {structure: _of_structure(query, structure, ranked, knowledge) for structure in query.structures}
    undefined = [structure for structure, (_, defined) in cells.items() if not defined]
    if query.aspects[:1] == (Intent.DEFINITION,) and undefined:
        writer.say(messages.not_defined(undefined, knowledge.vocabulary.names))
    room = STRUCTURE_CHARACTERS * (2 if query.regions else 1)
    for rank, (structure, (own, _)) in enumerate(cells.items(), start=1):
        # None may take the room of those after it.
        writer.show_row(
            structure, _by_region(query, own, knowledge, room)[:ROWS], knowledge.vocabulary, rank / len(cells)
        )


def _of_structure(
    query: Query, structure: str, ranked: Sequence[Candidate], knowledge: Knowledge
) -> tuple[Sequence[Candidate], bool]:
    """Return what may be told of one of the structures compared, and whether it is defined by it."""
    needs = [need for need in knowledge.cues.needs if need.id in query.needs]
    own = [candidate for candidate in ranked if candidate.structures == (structure,)]
    own = own or [candidate for candidate in ranked if is_about([structure], candidate)]
    own = [candidate for candidate in own if any(need.met_by(candidate.folded) for need in needs)] or own
    defining = [c for c in own if defined_structure(c.unit.text, knowledge.vocabulary) == structure]
    # "Which one?" alone is answered by what they are.
    asks_what = query.aspects[:1] == (Intent.DEFINITION,) or not (query.aspects or query.needs)
    return (defining if defining and asks_what else own), bool(defining)


def _about_the_gaps(
    query: Query, inside: Sequence[Candidate], gaps: Sequence[Gap], knowledge: Knowledge
) -> list[Candidate]:
    """Return what is near a gap: what names the terms asked, less what meets an unmet need for something else."""
    needs = {need.id: need for need in knowledge.cues.needs}
    unmet = [(needs[gap.unmet], gap.region) for gap in gaps if gap.unmet]
    near = [
        candidate
        for candidate in inside
        if not any(
            (need.met_by(candidate.folded) or (need.narrows and needs[need.narrows].met_by(candidate.folded)))
            and (region in (None, candidate.region) or candidate.is_national())
            for need, region in unmet
        )
    ]
    return [candidate for candidate in near if names_terms(query, candidate)] or near


def _choose(
    query: Query, inside: Sequence[Candidate], ranked: Sequence[Candidate], knowledge: Knowledge, share: float
) -> list[Extract]:
    """Return the extracts to show; with a region asked, national words come only when nothing of a region says more."""
    own = [candidate for candidate in inside if candidate.belongs_to(query.regions)]
    if not own and query.intent is Intent.CONTACT:
        return _by_region(query, inside, knowledge, None, share)
    if query.regions and ranked:
        floor = NATIONAL_SHARE * (own or ranked)[0].score
        inside = [candidate for candidate in inside if candidate in own or candidate.score >= floor]
    return _by_region(query, inside, knowledge, None, share)


def _by_region(
    query: Query,
    ranked: Sequence[Candidate],
    knowledge: Knowledge,
    room: int | None,
    share: float = 1.0,
    longest: int = LIST_CHARACTERS,
) -> list[Extract]:
    """Return the extracts to show, those of one region together, the region of the best first."""
    if not ranked:
        return []
    groups: dict[str | None, list[Candidate]] = {}
    for candidate in ranked:
        groups.setdefault(candidate.region, []).append(candidate)
    floor = KEPT_SHARE * ranked[0].score
    told = [region for region, found in groups.items() if region in query.regions or found[0].score >= floor][:REGIONS]
    if query.regions:
        told.sort(key=lambda region: region == NATIONAL)
    if room is None:
        whole = ONE_REGION_CHARACTERS if len(told) == 1 else REGIONS_CHARACTERS // len(told)
        room = int(share * max(MANY_REGIONS_CHARACTERS, whole))
    return [
        chosen
        for region in told
        for chosen in _best(
            query, groups[region], min(floor, KEPT_SHARE * groups[region][0].score), room, longest, knowledge
        )
    ]


def _best(
    query: Query, ranked: Iterable[Candidate], floor: float, room: int, longest: int, knowledge: Knowledge
) -> list[Extract]:
    """Return the best extracts of one region that fit in `room` characters, at least one, best first."""
    if query.intent is Intent.STEPS:
        floor *= STEPS_SHARE / KEPT_SHARE
    whole_lists = bool(ENUMERATED & set(query.aspects))
    chosen: list[Extract] = []
    covered: dict[str, float] = {}
    waiting = list(ranked)

    def worth(candidate: Candidate) -> float:
        fresh = sum(max(0.0, share - covered.get(word, 0.0)) for word, share in candidate.words.items())
        return candidate.score + NEXT_BONUS * _follows(candidate, chosen) + FRESH_BONUS * fresh

    while waiting and len(chosen) < EXTRACTS:
        owed = _owed(query, waiting, chosen, knowledge)
        candidate = owed or max(waiting, key=worth)
        waiting.remove(candidate)
        if not owed and worth(candidate) < floor:
            break
        found = extract(candidate.passage, candidate.at, whole_lists, longest)
        if candidate.unit.status is Status.PROPOSAL and candidate.score < floor * PROPOSAL_SHARE / KEPT_SHARE:
            continue
        alone = candidate.unit.kind is BlockKind.PARAGRAPH and not candidate.unit.text.endswith(":")
        if alone and size([*chosen, found]) > room:
            found = Extract(candidate.passage, candidate.at, candidate.at)
        if any(found.overlaps(other) for other in chosen) or (chosen and size([*chosen, found]) > room):
            continue
        chosen.append(found)
        covered |= {word: max(share, covered.get(word, 0.0)) for word, share in candidate.words.items()}
    return chosen


def _completed(shown: Sequence[Extract]) -> list[Extract]:
    """Return the extracts, the first with the sentences that follow it as long as little is shown."""
    if not shown:
        return []
    best, *others = shown
    while best.last + 1 < len(best.passage.units):
        longer = Extract(best.passage, best.first, best.last + 1)
        this, following = longer.units[-2:]
        if (
            {this.kind, following.kind} != {BlockKind.PARAGRAPH}
            or this.status is not following.status
            or this.text[-1] not in SENTENCE_ENDS
            or following.text[-1] not in SENTENCE_ENDS
            or size([longer, *others]) > SPARSE_CHARACTERS
            or any(longer.overlaps(other) for other in others)
        ):
            break
        best = longer
    return [best, *others]


def _owed(
    query: Query, waiting: Sequence[Candidate], chosen: Sequence[Extract], knowledge: Knowledge
) -> Candidate | None:
    """Return the best candidate that meets a need which nothing chosen meets, if one is good enough to meet it."""
    if not query.needs:
        return None
    told = fold_figures(" ".join(f"{unit.header} {unit.text}" for shown in chosen for unit in shown.units))
    unmet = [need for need in knowledge.cues.needs if need.id in query.needs and not need.met_by(told)]
    best = max(candidate.score for candidate in waiting)
    able = (
        c
        for c in waiting
        if c.unit.status is not Status.PROPOSAL and is_about(query.structures, c) and c.score >= OWED_SHARE * best
    )
    return next((c for c in able if names_terms(query, c) and any(need.met_by(c.folded) for need in unmet)), None)


def _follows(candidate: Candidate, chosen: Iterable[Extract]) -> bool:
    """Whether a sentence comes right after an extract already chosen."""
    follows = (shown.passage.id == candidate.passage.id and shown.last + 1 == candidate.at for shown in chosen)
    return candidate.unit.kind is BlockKind.PARAGRAPH and any(follows)


def _elsewhere(query: Query, ranked: Sequence[Candidate], gaps: Sequence[Gap], knowledge: Knowledge) -> list[Extract]:
    """Return what other regions say of what is missing in those asked; their contacts are of no use."""
    if query.intent is Intent.CONTACT or not any(gap.elsewhere for gap in gaps):
        return []
    fitting = [c for c in ranked if not _may_be_told(query, c) and is_about(query.structures, c)]
    heard = [words for gap in gaps for words in gap.heard]
    fitting = [c for c in fitting if any(says(words, c, knowledge) for words in heard)] or fitting
    # A long list would part a figure from the region that it is of.
    room = MANY_REGIONS_CHARACTERS
    return _by_region(query, fitting, knowledge, room, longest=room)[:3]
