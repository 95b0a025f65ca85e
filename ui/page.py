"""The chat page: an assistant in, the conversation drawn."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from assistant.question import Question
from corpus.document import Source
from corpus.errors import SetupError
from corpus.territories import Territories
from ui import conversation, keeping, labels, rendering, reopening
from ui.conversation import Exchange
from ui.opinion import draw_opinion
from ui.progress import draw_stopped, draw_text, find_answer
from ui.reuse import draw_actions
from ui.settings import UiSettings
from ui.sources import draw_sources
from ui.suggestions import suggestions

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

MAX_CHARS = 2000
"""Longest question that the input accepts; the assistant has its own limit."""

TYPED_KEY = "typed"


def draw_page(get_assistant: Callable[[], "Assistant"], settings: UiSettings | None = None) -> None:
    """Draw the whole page, or why there is no assistant; the settings are those of the machine unless given."""
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

    exchanges = conversation.exchanges()
    # Before any answer is looked for: a reload meanwhile must find the conversation again.
    keeping.write_address()
    proposed = reopening.proposed(st.query_params, {region.id for region in assistant.territories.regions})
    st.markdown(labels.NOTICE)
    draw_controls(assistant.territories, sources)
    if not exchanges and proposed is None:
        draw_examples()
    for exchange in exchanges:
        draw_exchange(exchange, assistant, settings or UiSettings())
    if proposed is not None:
        draw_proposed(proposed, assistant.territories)
    elif exchanges:
        draw_suggestions(conversation.exchanges()[-1], assistant)


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
    # Placed by hand: where the input places itself, the page would run to the end of each answer, past its first words.
    with st.bottom:
        st.chat_input(labels.PLACEHOLDER, max_chars=MAX_CHARS, key=TYPED_KEY, on_submit=ask_typed, submit_mode="stop")
        rendering.draw(rendering.note_html(labels.reminder(days_kept())))


def days_kept() -> int:
    """Return the days for which questions without an answer are kept, 0 where they are not."""
    settings = UiSettings()
    return settings.keep_days if settings.keep_questions and settings.feedback_folder else 0


def ask_typed() -> None:
    """Ask what was typed."""
    conversation.ask(st.session_state[TYPED_KEY])


def draw_examples() -> None:
    """Draw questions to begin with."""
    st.markdown(labels.EXAMPLES)
    for text in labels.EXAMPLE_QUESTIONS:
        st.button(text, on_click=conversation.ask, args=(text,), width="stretch")


def draw_proposed(question: Question, territories: Territories) -> None:
    """Draw the question of a link, asked only when the reader says so."""
    with st.container(border=True, key="proposed"):
        st.markdown(labels.PROPOSED)
        rendering.draw(rendering.text_html(question.text))
        if question.region:
            rendering.draw(rendering.note_html(labels.proposed_region(territories.region(question.region).name)))
        with st.container(horizontal=True):
            st.button(labels.ASK_PROPOSED, on_click=ask_proposed, args=(question,), type="primary")
            st.button(labels.IGNORE_PROPOSED, on_click=forget_proposed)


def ask_proposed(question: Question) -> None:
    """Ask the question of a link, in its region, once."""
    st.session_state[conversation.REGION_KEY] = question.region or conversation.EVERYWHERE
    conversation.ask(question.text)
    forget_proposed()


def forget_proposed() -> None:
    """Take the question of a link off the address."""
    for name in (reopening.QUESTION, reopening.REGION):
        st.query_params.pop(name, None)


def draw_suggestions(exchange: Exchange, assistant: "Assistant") -> None:
    """Draw questions to go on with, looked for once."""
    if exchange.suggestions is None and exchange.answer is not None:
        asked = {earlier.question.text for earlier in conversation.exchanges()}
        exchange = conversation.change(replace(exchange, suggestions=find_suggestions(exchange, asked, assistant)))
    if not exchange.suggestions:
        return
    with st.container(key="suggestions", gap="small"):
        st.markdown(labels.SUGGESTIONS)
        for question in exchange.suggestions:
            st.button(question.text, on_click=conversation.put, args=(question,), width="stretch")


def find_suggestions(exchange: Exchange, asked: set[str], assistant: "Assistant") -> tuple[Question, ...]:
    """Return questions to go on with, none when looking for them fails."""
    try:
        return suggestions(exchange, asked, assistant)
    except Exception:
        logger.exception("no question to go on with could be looked for")
        return ()


def draw_exchange(exchange: Exchange, assistant: "Assistant", settings: UiSettings) -> None:
    """Draw a question and its answer, found now if it still waits for one."""
    with st.chat_message(labels.USER, avatar="user"):
        rendering.draw(rendering.text_html(exchange.question.text))
    with st.chat_message(labels.ASSISTANT, avatar="assistant"):
        if exchange.held:
            draw_held(exchange)
            return
        if is_new := exchange.pending:
            exchange = find_answer(exchange, assistant)
        if exchange.answer is not None:
            draw_answer(exchange, exchange.answer, assistant, is_new)
            draw_opinion(exchange, settings)
        elif exchange.stopped:
            draw_stopped(exchange)
        else:
            st.warning(labels.FAILED)


def draw_held(exchange: Exchange) -> None:
    """Draw why a message was not sent, and what its writer may do."""
    st.warning(labels.HELD)
    with st.container(horizontal=True):
        st.button(labels.WITHDRAW, on_click=conversation.withdraw, args=(exchange,), type="primary")
        st.button(labels.CONFIRM, on_click=conversation.confirm, args=(exchange,))
    rendering.draw(rendering.note_html(labels.CONFIRM_NOTE))


def draw_answer(exchange: Exchange, answer: Answer, assistant: "Assistant", is_new: bool) -> None:
    """Draw an answer, the sources that it rests on, then what can be done with it."""
    draw_text(answer.text, is_new)
    rendering.draw(rendering.note_html(labels.VERIFIED if answer.verified_on else labels.AUTOMATIC))
    draw_sources(answer.citations, assistant, key=exchange.id)
    draw_actions(exchange, answer, assistant, is_last=conversation.exchanges()[-1].id == exchange.id)
