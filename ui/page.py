"""The chat page: an assistant in, the conversation drawn."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from corpus.document import Source
from corpus.errors import SetupError
from corpus.territories import Territories
from ui import conversation, labels, rendering
from ui.conversation import Exchange
from ui.sources import draw_sources

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

MAX_CHARS = 2000
"""Longest question that the input accepts; the assistant has its own limit."""

TYPED_KEY = "typed"


def draw_page(get_assistant: Callable[[], "Assistant"]) -> None:
    """Draw the whole page, or why there is no assistant."""
    st.set_page_config(page_title=labels.TITLE, layout="centered")
    rendering.draw_style()
    st.title(labels.TITLE, anchor=False)
    try:
        assistant = get_assistant()
        sources = assistant.sources()
    except SetupError as error:
        logger.error("the assistant cannot be opened: %s", error)
        st.error(labels.UNAVAILABLE)
        rendering.draw(rendering.text_html(str(error)))
        return
    except Exception:
        logger.exception("the assistant cannot be opened")
        st.error(labels.UNAVAILABLE)
        return

    st.markdown(labels.NOTICE)
    draw_controls(assistant.territories, sources)
    if not conversation.exchanges():
        draw_examples()
    for position, exchange in enumerate(conversation.exchanges()):
        draw_exchange(exchange, assistant, key=f"answer-{position}")


def draw_controls(territories: Territories, sources: tuple[Source, ...]) -> None:
    """Draw what stays in reach under the conversation: the region, a new conversation, the input."""
    counts = Counter(region for source in sources for region in source.regions)
    names = {region.id: labels.region_option(region.name, counts[region.id]) for region in territories.regions}
    with st.bottom, st.container(key="controls", horizontal=True, vertical_alignment="center"):
        st.selectbox(
            labels.REGION,
            [conversation.EVERYWHERE, *names],
            format_func=lambda region: names.get(region, labels.EVERY_REGION),
            key=conversation.REGION_KEY,
            label_visibility="collapsed",
        )
        st.button(labels.NEW_CONVERSATION, on_click=conversation.clear)
    # Not inside the block above: the page follows new messages only when the input places itself at the bottom.
    st.chat_input(labels.PLACEHOLDER, max_chars=MAX_CHARS, key=TYPED_KEY, on_submit=ask_typed)
    with st.bottom:
        rendering.draw(rendering.note_html(labels.REMINDER))


def ask_typed() -> None:
    """Ask what was typed."""
    conversation.ask(st.session_state[TYPED_KEY])


def draw_examples() -> None:
    """Draw questions to begin with."""
    st.markdown(labels.EXAMPLES)
    for text in labels.EXAMPLE_QUESTIONS:
        st.button(text, on_click=conversation.ask, args=(text,), width="stretch")


def draw_exchange(exchange: Exchange, assistant: "Assistant", key: str) -> None:
    """Draw a question and its answer, found now if it still waits for one."""
    with st.chat_message(labels.USER, avatar="user"):
        rendering.draw(rendering.text_html(exchange.question.text))
    with st.chat_message(labels.ASSISTANT, avatar="assistant"):
        if exchange.pending:
            exchange = find_answer(exchange, assistant)
        if exchange.answer is None:
            st.warning(labels.FAILED)
        else:
            draw_answer(exchange.answer, assistant, key)


def find_answer(exchange: Exchange, assistant: "Assistant") -> Exchange:
    """Answer a pending exchange while showing the stages, and return it settled.

    Settled before anything else is drawn: drawing is where a click interrupts the run.
    """
    status = st.status(labels.SEARCHING)
    try:
        answer = assistant.answer(exchange.question, lambda stage: status.update(label=labels.STAGES[stage]))
    except Exception:
        logger.exception("a question could not be answered")
        exchange = conversation.settle(exchange, None)
        status.update(label=labels.INTERRUPTED, state="error", expanded=False)
    else:
        exchange = conversation.settle(exchange, answer)
        status.update(label=labels.DONE, state="complete", expanded=False)
    return exchange


def draw_answer(answer: Answer, assistant: "Assistant", key: str) -> None:
    """Draw an answer, then the sources that it rests on."""
    rendering.draw(rendering.answer_html(answer.text))
    rendering.draw(rendering.note_html(labels.AUTOMATIC))
    draw_sources(answer.citations, assistant, key)
