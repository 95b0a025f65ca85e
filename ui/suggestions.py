"""An answer in, questions to go on with out: only those that the assistant answers."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from assistant.answer import Answer, Outcome
from assistant.messages import region_name
from assistant.question import Intent, Question
from ui import labels
from ui.conversation import Exchange
from ui.remembering import remembered_answer

if TYPE_CHECKING:
    from assistant.answering import Assistant

SHOWN = 3


def suggestions(exchange: Exchange, asked: Collection[str], assistant: "Assistant") -> tuple[Question, ...]:
    """Return up to SHOWN questions that stand by themselves, none of them in `asked`, with an answer that tells more."""
    answer = exchange.answer
    if answer is None or not answer.evidence:
        return ()
    shown = {citation.quote for citation in answer.citations}
    answerable = (
        question
        for question in _candidates(exchange.question, answer, assistant)
        if question.text not in asked and not _quotes(question.text, question.region, assistant) <= shown
    )
    return tuple(islice(answerable, SHOWN))


def _candidates(asked: Question, answer: Answer, assistant: "Assistant") -> Iterator[Question]:
    """Yield a question for each thing that was not asked, about the structure and the region of the answer."""
    query = assistant.understand(asked)
    cited = (topic for citation in answer.citations for topic in citation.passage.topic)
    structure = next((name for name in (*query.structures, *cited) if name in labels.STRUCTURES), None)
    if structure is None or len(query.regions) > 1:
        return
    region = query.regions[0] if query.regions else None
    yield from follow_ups(structure, region, assistant, query.intent)


def follow_ups(
    structure: str, region: str | None, assistant: "Assistant", asked: Intent | None = None
) -> Iterator[Question]:
    """Yield the questions about a structure in a region, but for what was asked."""
    place = labels.in_region(region_name(region, assistant.territories)) if region else ""
    for intent, wording in labels.FOLLOW_UPS.items():
        if intent is not asked:
            yield Question(wording.format(structure=structure, place=place), region=region)


def _quotes(text: str, region: str | None, assistant: "Assistant") -> frozenset[str]:
    """Return the quotes that answer a question, none unless it is answered outright and for its region."""
    answer = remembered_answer(text, region, assistant)
    if answer.outcome is not Outcome.ANSWERED or not answer.citations:
        return frozenset()
    if region is not None and region not in answer.citations[0].passage.source.regions:
        return frozenset()
    return frozenset(citation.quote for citation in answer.citations)
