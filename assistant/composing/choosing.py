"""The sentences weighed for a query in, the extracts to show out: region by region, best first, within their room."""

from collections.abc import Iterable, Sequence

from assistant.composing.gaps import names_terms
from assistant.composing.knowledge import Knowledge
from assistant.composing.wording import LIST_CHARACTERS, Extract, extract, size
from assistant.question import Intent, Query
from assistant.weighing import Candidate, is_about
from corpus.document import NATIONAL, BlockKind, Status
from corpus.figures import fold_figures

ONE_REGION_CHARACTERS = 1350
REGIONS_CHARACTERS = 1400
MANY_REGIONS_CHARACTERS = 420
"""What is shown of one region alone, of several together, and of each of them at least."""
EXTRACTS = 6
REGIONS = 4
KEPT_SHARE = 0.64
"""A sentence is shown when its score is at least this share of the best one's…"""
PROPOSAL_SHARE = 0.85
"""…a demand, this share…"""
NATIONAL_SHARE = 0.9
"""…and a national one, when a region is asked that has its own, at least this share."""
STEPS_SHARE = 0.5
"""Steps are shown down to this share: the ones before and after the best fit are part of the answer."""
ENUMERATED = frozenset({Intent.STEPS, Intent.CONDITIONS, Intent.COMPOSITION})
"""What a document gives as a list: the whole of it answers."""
NEXT_BONUS = 0.15
"""Added to the sentence that follows one already chosen: it gives the detail."""
FRESH_BONUS = 0.8
"""Added to a sentence that holds all the words of the question that those chosen lack; its share for a share of them."""
OWED_SHARE = 0.75
"""A sentence that meets a need comes before better ones that do not, down to this share of the best score."""
SPARSE_CHARACTERS = 450
"""When less is shown, so are the sentences that follow the first: exceptions stand there."""
SENTENCE_ENDS = ".!…»"
"""A unit that ends otherwise is a label, a question or the beginning of a list."""


def choose(
    query: Query, inside: Sequence[Candidate], ranked: Sequence[Candidate], knowledge: Knowledge, share: float
) -> list[Extract]:
    """Return the extracts to show; with a region asked, national words come only when nothing of a region says more."""
    own = [candidate for candidate in inside if candidate.belongs_to(query.regions)]
    if not own and query.intent is Intent.CONTACT:
        return choose_by_region(query, inside, knowledge, None, share)
    if query.regions and ranked:
        floor = NATIONAL_SHARE * (own or ranked)[0].score
        inside = [candidate for candidate in inside if candidate in own or candidate.score >= floor]
    return choose_by_region(query, inside, knowledge, None, share)


def choose_by_region(
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
        told.sort(key=lambda region: (region == NATIONAL, _rank(region, query)))
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


def _rank(region: str | None, query: Query) -> int:
    """Return the place of a region among those asked; the others come after them."""
    return query.regions.index(region) if region in query.regions else len(query.regions)


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


def complete(shown: Sequence[Extract]) -> list[Extract]:
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
    unmet = [need for need in knowledge.cues.needed(query.needs) if not need.met_by(told)]
    best = max(candidate.score for candidate in waiting)
    able = (
        c
        for c in waiting
        if c.unit.status is not Status.PROPOSAL and is_about(query.structures, c) and c.score >= OWED_SHARE * best
    )
    return next((c for c in able if names_terms(query, c, knowledge) and any(c.meets(need) for need in unmet)), None)


def _follows(candidate: Candidate, chosen: Iterable[Extract]) -> bool:
    """Whether a sentence comes right after an extract already chosen."""
    follows = (shown.passage.id == candidate.passage.id and shown.last + 1 == candidate.at for shown in chosen)
    return candidate.unit.kind is BlockKind.PARAGRAPH and any(follows)
