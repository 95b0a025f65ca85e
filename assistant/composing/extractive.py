"""A query and the sentences weighed for it in, an answer made of them out: no language model, nothing invented."""

from collections.abc import Iterable, Sequence

from assistant import messages
from assistant.answer import Citation, Outcome, Statement
from assistant.composing.choosing import EXTRACTS, MANY_REGIONS_CHARACTERS, choose, choose_by_region, complete
from assistant.composing.draft import Draft
from assistant.composing.gaps import Gap, find_gaps, names_publisher, names_terms, says, unknown_acronyms
from assistant.composing.knowledge import Knowledge
from assistant.composing.leading import lead
from assistant.composing.wording import Extract
from assistant.composing.writing import Writer
from assistant.cues import matches
from assistant.question import Intent, Query
from assistant.weighing import Candidate, home_of, is_about, states
from corpus.definitions import defined_structure
from corpus.document import Status
from corpus.folding import fold

STRUCTURE_CHARACTERS = 400
ROWS = 3
"""What is shown of each structure compared, in characters and in extracts."""
NEARBY, NEARBY_AND_ELSEWHERE = 4, 2
"""Extracts shown when they do not answer, and when other regions have some that do."""
ELSEWHERE = 3
"""Extracts shown of regions that are not asked."""
ANSWER_CHARACTERS = 1700
"""Nothing more is quoted beyond this; what the assistant says at the end comes on top."""
OPENING_CHARACTERS = 250
"""Kept for what is said of a team."""
ACRONYM_LETTERS = 3
"""Shorter ones ("PC") are everyday words."""
ANYWAY_SHARE = 0.3
"""A question without a word of the field is answered when a passage holds this share of its words…"""
ANYWAY_COSINE = 0.62
"""…or a sentence comes this near to it (over all sets: questions on other topics .61 at most, the others .63 at least)."""


def compose(
    query: Query, ranked: Sequence[Candidate], knowledge: Knowledge, characters: int = ANSWER_CHARACTERS
) -> Draft:
    """Return the draft of an answer: what is missing first, then what the best sentences say, region by region."""
    if not query.in_domain and not _answers_anyway(query, ranked, knowledge):
        return Draft(Outcome.OUT_OF_SCOPE, (Statement(messages.OUT_OF_SCOPE, ()),), ())
    inside = _on_subject(query, [candidate for candidate in ranked if _may_be_told(query, candidate)])
    found = find_gaps(query, ranked, knowledge)
    notes, gaps = [gap for gap in found if gap.answered], [gap for gap in found if not gap.answered]
    others = _elsewhere(query, ranked, gaps, knowledge)
    writer = Writer(knowledge.territories, characters - OPENING_CHARACTERS * bool(query.team))
    for gap in gaps:
        writer.say(gap.text)
    if query.compares:
        _compare(query, inside, knowledge, writer)
    else:
        if gaps:
            inside = _about_the_gaps(query, inside, gaps, knowledge)
            # Demands are near only when what fits best is one.
            demands = query.claims or any(c.unit.status is Status.PROPOSAL for c in ranked[:1])
            inside = [c for c in inside if demands or c.unit.status is not Status.PROPOSAL]
        share = characters / ANSWER_CHARACTERS
        in_order = query.intent is Intent.STEPS
        shown = [] if any(gap.structural for gap in gaps) else choose(query, inside, ranked, knowledge, share)
        if gaps:
            writer.show_under(messages.NEARBY, shown[: NEARBY_AND_ELSEWHERE if others else NEARBY], in_order)
        else:
            writer.show(complete(shown), in_order)
    for caution in _local_cautions(query, writer.citations):
        writer.open(caution)
    if not gaps and (query.counts or "amount" in query.needs) and matches(knowledge.cues.now, fold(query.asked)):
        writer.open(messages.AS_OF_ITS_DATE)
    writer.show_under(messages.ELSEWHERE, others, elsewhere=True)
    opening = None if gaps else lead(query, writer.citations, knowledge)
    if opening:
        writer.open(opening)
    for note in notes:
        writer.open(note.text)
    if not writer.citations:
        return Draft(Outcome.NOT_FOUND, (Statement(messages.NOTHING_FOUND, ()), *writer.statements), ())
    if not query.regions and "amount" in query.needs and (silent := _silent_regions(query, ranked, knowledge)):
        writer.say(messages.no_amount_in(silent))
    unnamed = [] if gaps else [name for name in unknown_acronyms(query, knowledge) if len(name) >= ACRONYM_LETTERS]
    if unnamed:
        writer.say(messages.not_named(unnamed))
    if signs := _signs_of_age(writer.citations, knowledge):
        writer.say(messages.age_caution(signs))
    if not query.regions and writer.regions > 1:
        writer.say(messages.ASK_REGION)
    demanded = opening == messages.ONLY_DEMANDED and _asks_more_than_whether(query, knowledge)
    if gaps or demanded:
        writer.say(messages.ASK_ARS)
    undefined = any(statement.text.startswith(messages.UNDEFINED) for statement in writer.statements)
    return Draft(
        Outcome.PARTIAL if undefined or demanded or any(gap.decisive for gap in gaps) else Outcome.ANSWERED,
        tuple(writer.statements),
        tuple(writer.citations),
    )


def _asks_more_than_whether(query: Query, knowledge: Knowledge) -> bool:
    """Whether a question takes for a rule what is only demanded: it asks how much, when, how, not whether it is one."""
    if {Intent.DEFINITION, Intent.YES_NO} & {query.intent, *query.aspects}:
        return False
    return bool(query.needs or query.counts) or matches(knowledge.cues.open_questions, fold(query.asked))


def _local_cautions(query: Query, citations: Iterable[Citation]) -> list[str]:
    """Return what to say of documents about one territory when the question names a place of the region outside it."""
    cautions = []
    for source in dict.fromkeys(c.passage.source for c in citations if c.passage.source.territory):
        home = home_of(source)
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
    telling = {c.region for c in ranked if is_about(query.structures, c) and c.meets(amount)}
    silent = sorted(knowledge.index.regions - telling)
    return [knowledge.territories.region(region).name for region in silent] if telling else []


def _may_be_told(query: Query, candidate: Candidate) -> bool:
    """Whether a candidate may be told of the regions asked: it is theirs, or national, or none is asked."""
    return not query.regions or candidate.is_national() or candidate.belongs_to(query.regions)


def _on_subject(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates of the publisher named, else those not about other structures when that makes a difference."""
    if named := [candidate for candidate in candidates if names_publisher(query, candidate.passage.source)]:
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
    said_of_them = query.aspects or query.needs
    if undefined and (query.aspects[:1] == (Intent.DEFINITION,) or (not said_of_them and undefined == [*cells])):
        writer.say(messages.not_defined(undefined, knowledge.vocabulary.names))
    room = STRUCTURE_CHARACTERS * (2 if query.regions else 1)
    for rank, (structure, (own, _)) in enumerate(cells.items(), start=1):
        # None may take the room of those after it.
        writer.show_row(
            structure, choose_by_region(query, own, knowledge, room)[:ROWS], knowledge.vocabulary, rank / len(cells)
        )


def _of_structure(
    query: Query, structure: str, ranked: Sequence[Candidate], knowledge: Knowledge
) -> tuple[Sequence[Candidate], bool]:
    """Return what may be told of one of the structures compared, and whether it is defined by it."""
    needs = knowledge.cues.needed(query.needs)
    own = [candidate for candidate in ranked if candidate.structures == (structure,)]
    own = own or [candidate for candidate in ranked if is_about([structure], candidate)]
    own = [candidate for candidate in own if any(candidate.meets(need) for need in needs)] or own
    own = [candidate for candidate in own if any(states(claim, candidate.folded) for claim in query.claims)] or own
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
            (candidate.meets(need) or (need.narrows and candidate.meets(needs[need.narrows])))
            and (region in (None, candidate.region) or candidate.is_national())
            for need, region in unmet
        )
    ]
    return [candidate for candidate in near if names_terms(query, candidate, knowledge)] or near


def _elsewhere(query: Query, ranked: Sequence[Candidate], gaps: Sequence[Gap], knowledge: Knowledge) -> list[Extract]:
    """Return what other regions say of what is missing in those asked; their contacts are of no use."""
    if query.intent is Intent.CONTACT or not any(gap.elsewhere for gap in gaps):
        return []
    fitting = [c for c in ranked if not _may_be_told(query, c) and is_about(query.structures, c)]
    heard = [words for gap in gaps for words in gap.heard]
    fitting = [c for c in fitting if any(says(words, c, knowledge) for words in heard)] or fitting
    # A long list would part a figure from the region that it is of.
    room = MANY_REGIONS_CHARACTERS
    return choose_by_region(query, fitting, knowledge, room, longest=room)[:ELSEWHERE]
