"""An answer in, questions to go on with out: only those that the assistant answers."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer, Outcome
from assistant.messages import region_name
from assistant.question import Question
from ui import labels
from ui.conversation import Exchange

if TYPE_CHECKING:
    from assistant.answering import Assistant

SHOWN = 3
KNOWN_SECONDS = 600
"""How long it stays known that a question has an answer: there are few such questions, and many readers."""


def suggestions(exchange: Exchange, asked: Collection[str], assistant: "Assistant") -> tuple[Question, ...]:
    """Return up to SHOWN questions that stand by themselves, none of them in `asked`, with an answer that tells more."""
    answer = exchange.answer
    if answer is None or not answer.evidence:
        return ()
    shown = {citation.quote for citation in answer.citations}
    known = frozenset(source.id for source in assistant.sources())
    answerable = (
        question
        for question in _candidates(exchange.question, answer, assistant)
        if question.text not in asked and not _quotes(question.text, question.region, known, assistant) <= shown
    )
    return tuple(islice(answerable, SHOWN))


def _candidates(asked: Question, answer: Answer, assistant: "Assistant") -> Iterator[Question]:
    """Yield a question for each thing that was not asked, about the structure and the region of the answer."""
    query = assistant.understand(asked)
    cited = (topic for citation in answer.citations for topic in citation.passage.topic)
    structure = next((name for name in (*query.structures, *cited) if name in labels.STRUCTURES), None)
    if structure is None or len(query.regions) > 1:
        return
    place = labels.in_region(region_name(query.regions[0], assistant.territories)) if query.regions else ""
    for intent, wording in labels.FOLLOW_UPS.items():
        if intent is not query.intent:
            text = wording.format(structure=structure, place=place)
            yield Question(text, region=query.regions[0] if query.regions else None)


@st.cache_data(ttl=KNOWN_SECONDS, max_entries=2000, show_spinner=False)
def _quotes(text: str, region: str | None, known: frozenset[str], _assistant: "Assistant") -> frozenset[str]:
    """Return the quotes that answer a question from the documents `known`, none unless outright and for its region."""
    answer = _assistant.answer(Question(text, region=region))
    if answer.outcome is not Outcome.ANSWERED or not answer.citations:
        return frozenset()
    if region is not None and region not in answer.citations[0].passage.source.regions:
        return frozenset()
    return frozenset(citation.quote for citation in answer.citations)
