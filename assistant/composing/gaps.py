"""A query and its candidates in, what the documents do not say out, in words for the reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant import messages
from assistant.composing.knowledge import Knowledge
from assistant.cues import Cues, Need, matches
from assistant.question import Intent, Object, Query
from assistant.weighing import Candidate, counts, explains, home_of, is_about, states
from corpus.document import NATIONAL, Source, Status
from corpus.figures import fold_figures
from corpus.folding import fold

NEAR_BEST = 0.55
"""A sentence meets a need when its score is at least this share of the best one's."""
CLOSE_TO_BEST = 0.85
"""The same for a need whose evidence is in words found everywhere."""
SOME_WORDS = 0.3
"""A sentence that holds this share of the words of a question speaks of what it asks."""
WHICH_WORDS = 0.25
"""A passage with this share of the words of "which X…?" may name it without its class."""
STEM_LETTERS = 5
"""Words that begin alike ("soigner", "soignants") are heard as one."""
FAR_BETTER = 1.6
"""Documents of another region answer when their best sentence scores this many times the best of the region asked (so it does
for 10 of the 865 questions on one region that its documents answer, over all sets, and for 58 of the 342 that they do not)."""
RARE = 3
"""A word that more passages than this hold names nothing in particular."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something asked that the documents do not say, or do not say of a region."""

    text: str
    """The sentence that says so."""
    decisive: bool = True
    """False for a figure that no document states: the answer corrects it rather than abstains."""
    elsewhere: bool = False
    """Whether what other regions say of it is worth showing."""
    heard: tuple[str, ...] = ()
    """What the question has heard of, that other regions may say."""
    unmet: str = ""
    """Id of the need that nothing meets: what seems to meet it is about something else."""
    region: str | None = None
    """The region asked that does not say it; None for all that is shown."""
    structural: bool = False
    """Whether the documents of the region do not speak of the structure at all."""
    answered: bool = False
    """Whether a national document answers what no document of the region does: said, and no more."""


def find_gaps(query: Query, ranked: Sequence[Candidate], knowledge: Knowledge) -> list[Gap]:
    """Return what is missing, the widest gap first: a region without documents, a structure, then what was asked."""
    unknown = [region for region in query.regions if region not in knowledge.index.regions]
    gaps = [_without_document(query, unknown, ranked, knowledge)] if unknown else []
    known = [region for region in query.regions if region not in unknown]
    covered = {region: set(query.structures) & set(_covered_structures(region, knowledge)) for region in known}
    # "The MSP of Strasbourg and the CPTS of Villeurbanne": each has its own.
    shared = len(known) > 1 and all(covered.values()) and set().union(*covered.values()) == set(query.structures)
    for region in known:
        asked = (
            replace(query, structures=tuple(s for s in query.structures if s in covered[region])) if shared else query
        )
        gaps += _gaps_of_region(asked, region, ranked, knowledge)
    if not query.regions and (unknown_to_all := _unknown_structures(query, knowledge)):
        text = messages.structure_not_covered(unknown_to_all, knowledge.vocabulary.names, "", [])
        if len(unknown_to_all) == len(query.structures):
            return [Gap(text, structural=True)]
        gaps.append(Gap(text))
    if not query.regions:
        gaps += _need_gaps(query, ranked, "", knowledge)
        gaps += _only_proposed(query, ranked)
    told = [need for need in knowledge.cues.needed({gap.unmet for gap in gaps}) if need.thing]
    unheard = [
        item.phrase
        for item in query.objects
        if _unheard(item, query, ranked, knowledge) and not any(matches(need.asked, item.word) for need in told)
    ]
    if {Intent.DEFINITION, Intent.COMPARISON} & {query.intent, *query.aspects} or query.confirms:
        unheard += unknown_acronyms(query, knowledge)
    unheard += _unknown_terms(query, knowledge)
    return gaps + _undefined(query, ranked, knowledge) + [Gap(messages.not_answered(phrase)) for phrase in unheard]


def _without_document(query: Query, unknown: Sequence[str], ranked: Sequence[Candidate], knowledge: Knowledge) -> Gap:
    """Return that no document is about these regions, and whether a national one answers all the same."""
    names = [knowledge.territories.region(region).name for region in unknown]
    if len(unknown) == len(query.regions) and _is_answered_nationally(query, ranked, knowledge):
        return Gap(messages.only_national(names), decisive=False, answered=True)
    return Gap(messages.no_document_for(names), elsewhere=True)


def _is_answered_nationally(query: Query, ranked: Sequence[Candidate], knowledge: Knowledge) -> bool:
    """Whether what fits best is national, and holds what is asked; what is only demanded answers who asks for demands."""
    fitting = [candidate for candidate in ranked if is_about(query.structures, candidate)]
    best = next((candidate for candidate in fitting if candidate.is_national()), None)
    if best is None or query.team or query.intent is Intent.CONTACT:
        return False
    source = best.passage.source
    if best.score < fitting[0].score and not names_publisher(query, source):
        return False
    if best.unit.status is Status.PROPOSAL and not asks_of_demands(query, source, knowledge.cues):
        return False
    national = [candidate for candidate in ranked if candidate.is_national()]
    return not _need_gaps(query, national, "", knowledge)


def asks_of_demands(query: Query, source: Source, cues: Cues) -> bool:
    """Whether a question is about what the publisher of a document demands: it is named, or demands are spoken of."""
    return names_publisher(query, source) or matches(cues.asks_demands, fold(query.asked))


def names_publisher(query: Query, source: Source) -> bool:
    """Whether a question names the publisher of a document."""
    return (source.publisher or "").upper() in query.terms


def unknown_acronyms(query: Query, knowledge: Knowledge) -> list[str]:
    """Return the acronyms of a question that no document holds."""
    return [acronym for acronym in query.acronyms if not knowledge.index.count(acronym)]


def _unknown_terms(query: Query, knowledge: Knowledge) -> list[str]:
    """Return the names of the terms asked that no document holds in any spelling."""
    vocabulary, passages = knowledge.vocabulary, knowledge.index.passages
    return [
        vocabulary.names[term]
        for term in query.terms
        if term in vocabulary.names and not any(term in vocabulary.terms.find(passage.text) for passage in passages)
    ]


def _undefined(query: Query, ranked: Sequence[Candidate], knowledge: Knowledge) -> list[Gap]:
    """Return the terms whose meaning is asked and that no candidate spells out or defines."""
    if query.aspects[:1] != (Intent.DEFINITION,) or query.structures or not query.terms or "«" in query.asked:
        return []
    undefined = [
        term
        for term in query.terms
        if not any(explains(term, candidate.passage, candidate.at, knowledge.vocabulary) for candidate in ranked)
    ]
    if len(undefined) < len(query.terms):
        return []
    names = {term: knowledge.vocabulary.names.get(term, "") for term in undefined}
    return [Gap(messages.not_defined(undefined, names))]


def _unheard(item: Object, query: Query, ranked: Sequence[Candidate], knowledge: Knowledge) -> bool:
    """Whether no document speaks of a thing asked for by name; "which X?" may be answered without its class being named."""
    words = knowledge.vocabulary.synonyms_of(item.word) if item.may_be_renamed else (item.word,)
    if any(map(knowledge.index.holds, words)):
        return False
    best = ranked[0] if ranked else None
    return not (item.asks_which and best and knowledge.index.coverage(query.subject, best.passage) >= WHICH_WORDS)


def _gaps_of_region(query: Query, region: str, ranked: Sequence[Candidate], knowledge: Knowledge) -> list[Gap]:
    """Return what the documents of a region do not say."""
    where = f" {knowledge.territories.region(region).locative}"
    covered = _covered_structures(region, knowledge)
    if missing := [structure for structure in query.structures if structure not in covered]:
        return [
            Gap(
                messages.structure_not_covered(missing, knowledge.vocabulary.names, where, covered),
                elsewhere=True,
                structural=True,
            )
        ]
    own = [candidate for candidate in ranked if candidate.belongs_to([region])]
    others = [gap for claim in query.claims if (gap := _of_another_structure(claim, query, own, knowledge))]
    claims = [claim for claim in query.claims if not any(states(claim, candidate.folded) for candidate in own)]
    names = _names_heard(query, region, ranked, knowledge)
    gaps = _need_gaps(query, own, where, knowledge, region)
    if heard := [_as_typed(words, query) for words in claims or names]:
        elsewhere = _regions_that_say(claims, names, ranked, knowledge)
        text = messages.not_mentioned(heard, where, elsewhere)
        # Another figure than the one believed answers, too.
        corrected = bool(claims and query.needs and not gaps)
        gaps.append(Gap(text, decisive=bool(elsewhere) and not corrected, elsewhere=True, heard=tuple(heard)))
    found = _only_proposed(query, own) + others + _places_not_listed(query, region, knowledge) + gaps
    answered = _told_elsewhere(query, region, ranked, where, knowledge)
    return [replace(gap, elsewhere=True) for gap in found] if found and answered else found or answered


def _told_elsewhere(
    query: Query, region: str, ranked: Sequence[Candidate], where: str, knowledge: Knowledge
) -> list[Gap]:
    """Return what only documents of other regions answer: one of their sentences fits far better than any of the region's.

    Whom to contact, and what a word means, is asked of the region all the same.
    """
    if len(query.regions) > 1 or query.team or query.intent in (Intent.CONTACT, Intent.DEFINITION):
        return []
    fitting = [candidate for candidate in ranked if is_about(query.structures, candidate)]
    told = max((c.score for c in fitting if c.is_national() or c.belongs_to([region])), default=0.0)
    best = next((c for c in fitting if not c.is_national() and not c.belongs_to(query.regions)), None)
    if best is None or best.region is None or best.score < FAR_BETTER * told or best.overlap < SOME_WORDS:
        return []
    names = [
        name
        for name in query.long_words
        if name in query.names and says(name, best, knowledge) and _unknown_in(name, region, knowledge)
    ]
    heard = tuple(_as_typed(name, query) for name in names)
    text = messages.told_elsewhere(heard, where, knowledge.territories.region(best.region).name)
    return [Gap(text, elsewhere=True, heard=heard)]


def _of_another_structure(claim: str, query: Query, own: Iterable[Candidate], knowledge: Knowledge) -> Gap | None:
    """Return that a figure which the question takes for granted is only told of another structure, when it is."""
    stating = [candidate for candidate in own if states(claim, candidate.folded)]
    told = dict.fromkeys(structure for candidate in stating for structure in candidate.structures)
    if not told or any(is_about(query.structures, candidate) or not candidate.structures for candidate in stating):
        return None
    return Gap(
        messages.of_another_structure(_as_typed(claim, query), tuple(told), knowledge.vocabulary.names), decisive=False
    )


def _as_typed(folded: str, query: Query) -> str:
    """Return folded words of the question with their accents, where they stand in it."""
    asked = fold(query.asked)
    at = asked.find(folded)
    return query.asked[at : at + len(folded)] if at >= 0 and len(asked) == len(query.asked) else folded


def _places_not_listed(query: Query, region: str, knowledge: Knowledge) -> list[Gap]:
    """Return the places that the question asks of, when it asks whether they are on a list and no document names them."""
    if not matches(knowledge.cues.among, fold(query.asked)):
        return []
    asked = (locality.names[0] for locality in query.localities if locality.region == region)
    return [Gap(messages.place_not_listed(place.capitalize())) for place in asked if not knowledge.index.holds(place)]


def says(heard: str, candidate: Candidate, knowledge: Knowledge) -> bool:
    """Whether a candidate states a claim, or speaks of a name, of the question."""
    if any(char.isdigit() for char in heard):
        return states(heard, candidate.folded)
    return knowledge.index.unit_holds(candidate.passage, candidate.at, heard)


def _regions_that_say(
    claims: Sequence[str], names: Sequence[str], ranked: Sequence[Candidate], knowledge: Knowledge
) -> list[str]:
    """Return the names of the regions whose documents say what the question has heard of."""
    found = [c.region for c in ranked for heard in (claims or names) if says(heard, c, knowledge)]
    return [knowledge.territories.region(r).name for r in dict.fromkeys(found) if r not in (None, NATIONAL)]


def _unknown_structures(query: Query, knowledge: Knowledge) -> list[str]:
    """Return the structures asked that no document speaks of."""
    known = {name for region in knowledge.index.regions | {NATIONAL} for name in _covered_structures(region, knowledge)}
    return [structure for structure in query.structures if structure not in known]


def _covered_structures(region: str, knowledge: Knowledge) -> list[str]:
    """Return the structures that the documents of a region speak of."""
    passages = (passage for passage in knowledge.index.passages if region in passage.source.regions)
    return sorted({name for p in passages for name in (*p.topic, *knowledge.vocabulary.structures.find(p.text))})


def _need_gaps(
    query: Query, own: Sequence[Candidate], where: str, knowledge: Knowledge, region: str | None = None
) -> list[Gap]:
    """Return the needs that no good candidate about the right structure, term and thing holds, and the missing numbers."""
    best = max((candidate.score for candidate in own if is_about(query.structures, candidate)), default=0.0)
    near = [c for c in own if (is_about(query.structures, c) or not c.structures) and names_terms(query, c, knowledge)]
    able = [candidate for candidate in near if candidate.score >= NEAR_BEST * best]
    closest = [candidate for candidate in able if candidate.score >= CLOSE_TO_BEST * best]
    # A sum told of something else meets nothing, unless nothing fits better; a question may also hold no word that
    # tells sums apart.
    telling = not query.claims and any(candidate.words for candidate in own)
    unmet = [
        Gap(messages.not_stated(_named(need, query), where), elsewhere=need.elsewhere, unmet=need.id, region=region)
        for need in knowledge.cues.needed(query.needs)
        if not any(
            _meets(need, c, query)
            and (need.thing or _names_objects(query, c, knowledge))
            and (c.words or not telling or need.id != "amount" or c.score >= best)
            for c in (closest if need.close else near if need.thing else able)
        )
    ]
    return unmet + [
        Gap(messages.not_stated(messages.number_of(_as_typed(counted, query), places), where))
        for counted in query.counts
        for places in [_counted_in(counted, query)]
        if not any(_counts(counted, c, knowledge) and (not places or _is_of(places, c)) for c in own)
    ]


def _counted_in(counted: str, query: Query) -> tuple[str, ...]:
    """Return the département whose structures are counted: those of the region do not answer, its consultants do."""
    if counted.upper() not in query.structures:
        return ()
    return tuple(locality.names[0] for locality in query.localities if len(set(locality.names)) == 1)


def _is_of(places: Iterable[str], candidate: Candidate) -> bool:
    """Whether a candidate, its headings or its document name one of these places."""
    passage = candidate.passage
    named = f"{fold(' '.join(passage.headings))} {home_of(passage.source)} {candidate.folded}"
    return any(place in named for place in places)


def _counts(counted: str, candidate: Candidate, knowledge: Knowledge) -> bool:
    """Whether a candidate says how many of something there are, whatever it calls them."""
    vocabulary = knowledge.vocabulary
    told = (candidate.folded, vocabulary.structures.short(candidate.folded))
    return any(counts(word, text) for word in vocabulary.synonyms_of(counted) for text in told)


def _meets(need: Need, candidate: Candidate, query: Query) -> bool:
    """Whether a sentence holds what is needed; what introduces a list speaks of the terms it names, not of the items'."""
    if need.dated and candidate.passage.source.date is not None:
        return True
    if not candidate.meets(need):
        return False
    introduction = fold_figures(candidate.unit.header)
    if need.thing or not query.terms or not need.met_by(introduction) or need.met_by(fold_figures(candidate.unit.text)):
        return True
    named = f"{fold(' '.join(candidate.passage.headings))} {introduction}"
    return any(fold(term) in named for term in query.terms)


def _named(need: Need, query: Query) -> str:
    """Return how a missing need is named: with the thing that it was asked of, when one is named."""
    if need.thing or not query.objects:
        return need.gap
    return f"{need.gap} : {', '.join(f'« {item.phrase} »' for item in query.objects)}"


def _names_objects(query: Query, candidate: Candidate, knowledge: Knowledge) -> bool:
    """Whether a candidate speaks of what is asked for by name, if anything is."""
    words = [item.word for item in query.objects]
    # Of several questions, it is not known which one asks for the thing.
    several = query.asked.count("?") > 1
    return (
        not words or several or any(knowledge.index.unit_holds(candidate.passage, candidate.at, word) for word in words)
    )


def names_terms(query: Query, candidate: Candidate, knowledge: Knowledge) -> bool:
    """Whether a candidate, its headings, its title or its publisher name a term that the question is about, if any."""
    if not query.terms:
        return True
    source = candidate.passage.source
    titles = " ".join((*candidate.passage.headings, source.title, source.publisher or ""))
    text = f"{fold(titles)} {candidate.folded}"
    spelled_out = knowledge.vocabulary.terms.find(titles)
    return any(fold(term) in text or term in spelled_out for term in query.terms)


def _only_proposed(query: Query, own: Iterable[Candidate]) -> list[Gap]:
    """Return the claims that documents only demand: they are not rules."""
    own = list(own)
    return [
        Gap(messages.only_proposed(claim))
        for claim in query.claims
        if (
            stating := [
                candidate
                for candidate in own
                if states(claim, candidate.folded) and is_about(query.structures, candidate)
            ]
        )
        and stating[0].unit.status is Status.PROPOSAL
    ]


def _names_heard(query: Query, region: str, ranked: Sequence[Candidate], knowledge: Knowledge) -> list[str]:
    """Return what the question speaks of and only other regions' documents know.

    A term or an acronym is enough, or one noun when the question asks whether a thing holds here, too; else two words that
    stand together elsewhere.
    """
    if query.compared:
        there = (name for name in query.names if knowledge.index.holds_in(name, query.compared))
        return [name for name in there if _unknown_in(name, region, knowledge)]
    if query.confirms:
        heard = dict.fromkeys((*query.names, *query.terms, *query.acronyms))
        return [name for name in heard if _known_elsewhere_only(name, region, knowledge)]
    named = dict.fromkeys((*query.terms, *query.acronyms))
    if organisations := [name for name in named if _known_to_none_asked(name, query, knowledge)]:
        return organisations
    nouns = set(query.names)
    foreign = [w for w in query.long_words if w in nouns and _known_elsewhere_only(w, region, knowledge)]
    together = [[word for word in foreign if says(word, candidate, knowledge)] for candidate in ranked]
    families = (list({word[:STEM_LETTERS]: word for word in words}.values()) for words in together)
    best = max(families, key=len, default=[])
    return best if len(best) > 1 else []


def _known_to_none_asked(name: str, query: Query, knowledge: Knowledge) -> bool:
    """Whether documents speak of an organisation, a programme or an aid, but those of no region asked."""
    return knowledge.index.holds(name) and all(_unknown_in(name, region, knowledge) for region in query.regions)


def _known_elsewhere_only(name: str, region: str, knowledge: Knowledge) -> bool:
    """Whether documents of other regions speak of a thing, and those of `region` never, nor by a synonym; never a profession."""
    if knowledge.vocabulary.profession_spellings.find(name) or not 0 < knowledge.index.count(name) <= RARE:
        return False
    return _unknown_in(name, region, knowledge)


def _unknown_in(name: str, region: str, knowledge: Knowledge) -> bool:
    """Whether neither the documents of a region nor national ones speak of a thing, by its name or by a synonym."""
    words = knowledge.vocabulary.synonyms_of(name)
    return not any(knowledge.index.holds_in(word, [region, NATIONAL]) for word in words)
