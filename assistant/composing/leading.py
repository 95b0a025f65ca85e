"""An answer composed in, its first sentence out: what the quotes amount to, when that can be said for certain."""

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.answer import Citation
from assistant.composing.gaps import asks_of_demands
from assistant.composing.knowledge import Knowledge
from assistant.cues import matches
from assistant.question import Intent, Query
from assistant.team import Team, lacking, minimum_in
from corpus.definitions import defined_structure
from corpus.document import Passage, Status, Unit
from corpus.folding import fold

_UNDER_DUTY = re.compile(r"(\w{3,}) (?:obligatoires?|possibles?|permise?s?)\b", re.IGNORECASE)
"""A thing of which it is asked, in few words, whether it is a duty or a right."""
SAME_THING = 0.25
"""A passage with this share of the words of a yes-or-no question, those that no document holds included, answers it."""


def lead(query: Query, citations: Sequence[Citation], knowledge: Knowledge) -> str | None:
    """Return the sentence that an answer opens on, or None when its quotes speak for themselves."""
    team = query.team if query.aspects[:1] == (Intent.COMPOSITION,) else None
    if team and (verdicts := list(dict.fromkeys(_verdicts(team, query.structures, citations, knowledge)))):
        return messages.team_verdict(team.words, verdicts)
    if citations and _is_only_demanded(query, citations[0], knowledge):
        return messages.ONLY_DEMANDED
    if citations and Intent.YES_NO in query.aspects:
        return _yes_or_no(query, citations, knowledge) or _unsaid(query, citations, knowledge)
    return None


def _is_only_demanded(query: Query, citation: Citation, knowledge: Knowledge) -> bool:
    """Whether a quote demands what is asked, structures and terms that many sentences name left aside.

    Not when the question is about what a publisher demands.
    """
    if citation.status is not Status.PROPOSAL or asks_of_demands(query, citation.passage.source, knowledge.cues):
        return False
    asked = knowledge.vocabulary.terms.mask(query.subject)
    worded = zip(citation.passage.units, knowledge.index.unit_credits(asked, citation.passage), strict=True)
    quoted = _quoted(citation)
    return any(sum(words.values()) >= SAME_THING for unit, words in worded if unit in quoted)


def _verdicts(
    team: Team, structures: Sequence[str], citations: Sequence[Citation], knowledge: Knowledge
) -> Iterator[str]:
    """Yield, for each minimum of these structures that is quoted, of any when none is asked, whether the team reaches it."""
    for citation in citations:
        for unit in _quoted(citation):
            needed = minimum_in(unit.text)
            structure = defined_structure(unit.text, knowledge.vocabulary) or _only(citation.passage.topic)
            if not needed or not structure or unit.status is Status.PROPOSAL:
                continue
            if structures and structure not in structures:
                continue
            place = messages.places(citation.passage.source, knowledge.territories)
            if missing := lacking(team, needed):
                yield messages.minimum_missed(structure, place, missing)
            else:
                yield messages.minimum_reached(structure, place)


def _quoted(citation: Citation) -> list[Unit]:
    """Return the units that a citation quotes."""
    return [unit for unit in citation.passage.units if citation.start <= unit.start < citation.end]


def _only(structures: Sequence[str]) -> str | None:
    return structures[0] if len(structures) == 1 else None


def _unsaid(query: Query, citations: Sequence[Citation], knowledge: Knowledge) -> str | None:
    """Return what the quotes do not say: a duty is asked, or a right, and none speaks of any."""
    asked, told = fold(query.asked), fold(" ".join(citation.quote for citation in citations))
    modes = knowledge.cues.modes
    if matches(knowledge.cues.open_questions, asked) or any(
        matches(modes[mode], told) for mode in ("refused", "possible", "required")
    ):
        return None
    if matches(modes["asks_duty"], asked):
        return messages.DUTY_NOT_SAID
    return messages.RIGHT_NOT_SAID if matches(modes["asks_right"], asked) else None


def _yes_or_no(query: Query, citations: Sequence[Citation], knowledge: Knowledge) -> str | None:
    """Return the answer that the first quote gives to a question of right or of duty, when it is about the same thing.

    A yes is never said beside a quote that refuses something.
    """
    citation, asked = citations[0], fold(query.asked)
    if citation.status is Status.PROPOSAL or matches(knowledge.cues.open_questions, asked):
        return None
    named = knowledge.vocabulary.terms.find(citation.quote)
    if (
        knowledge.index.coverage(query.subject, citation.passage) < SAME_THING
        or matches(knowledge.cues.provisos, asked)
        or (query.terms and not set(query.terms) & set(named))
        # "Pourra être de 15 000 €" grants no use of them.
        or query.claims
        or Intent.AMOUNT in query.aspects
    ):
        return messages.READ_BEFORE_CONCLUDING
    if len(query.regions) != 1:
        return None
    told = fold(citation.quote)
    modes = knowledge.cues.modes
    refused, possible, required = (matches(modes[mode], told) for mode in ("refused", "possible", "required"))
    if not refused and any(matches(modes["refused"], fold(other.quote)) for other in citations):
        return messages.READ_BEFORE_CONCLUDING
    if not refused and not _speaks_of_what_is_asked(query, citation.passage, knowledge):
        return messages.READ_BEFORE_CONCLUDING
    if matches(modes["asks_duty"], asked):
        if refused or (possible and not required):
            return messages.NO if refused else messages.NOT_REQUIRED
        return messages.YES_REQUIRED if required else None
    if matches(modes["asks_right"], asked):
        if refused:
            return messages.NO
        return messages.YES_POSSIBLE if possible else None
    return None


def _speaks_of_what_is_asked(query: Query, passage: Passage, knowledge: Knowledge) -> bool:
    """Whether a passage speaks of most things that a question names: of the first, and of all professions and acronyms.

    A yes to furniture is none to an air conditioner.
    """
    vocabulary, index = knowledge.vocabulary, knowledge.index

    def holds(name: str) -> bool:
        words = vocabulary.synonyms_of(name)
        return any(index.unit_holds(passage, at, word) for word in words for at in range(len(passage.units)))

    besides = fold(vocabulary.structures.mask(query.asked))
    named = [name for name in query.names if fold(name) in besides and not vocabulary.terms.find(name)]
    professions = [name for name in named if vocabulary.profession_spellings.find(name)]
    decisive = (*named[:1], *professions, *query.acronyms, *_UNDER_DUTY.findall(query.asked))
    return all(map(holds, decisive)) and 2 * sum(map(holds, named)) >= len(named)
