"""A question that waits in, its answer found: what the reader sees and hears meanwhile, and the way to stop it."""

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx

from ui import conversation, labels, rendering
from ui.conversation import Exchange

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

BLOCKS_APART_S = 0.04
"""Between two paragraphs of an answer that has just been found; all of it is checked before the first is shown."""
LONGEST_S = 0.4


def find_answer(exchange: Exchange, assistant: "Assistant") -> Exchange:
    """Answer a pending exchange while showing the stages, and return it settled.

    Settled before anything else is drawn: drawing is where a click interrupts the run.
    """
    held = conversation.exchanges()
    slot = st.empty()
    with slot.container():
        announce(exchange, labels.SEARCH_ANNOUNCED)
        # The style shows the second of these once the run is over, which no code is left to say.
        with st.container(key=f"searching-{exchange.id}"):
            status = st.status(labels.SEARCHING)
        with st.container(key=f"given-up-{exchange.id}"):
            draw_stopped(exchange)
    try:
        answer = assistant.answer(exchange.question, lambda stage: status.update(label=labels.STAGES[stage]))
    except StopException:
        # A session that is being stopped can no longer be written to: the list that it holds is changed in place.
        if not another_run_began():
            held[:] = [replace(kept, stopped=True) if kept.id == exchange.id else kept for kept in held]
        raise
    except Exception:
        logger.exception("a question could not be answered")
        exchange = conversation.settle(exchange, None)
        told = labels.FAILURE_ANNOUNCED
    else:
        exchange = conversation.settle(exchange, answer)
        told = labels.ready_announced(len({citation.passage.source.id for citation in answer.citations}))
    slot.empty()
    announce(exchange, told)
    return exchange


def another_run_began() -> bool:
    """Whether this run was stopped for another one of its session, which a click began and which searches again.

    Streamlit stops a run in the same way for a click as for its button to stop, and tells which in no public way.
    """
    context = get_script_run_ctx()
    sessions = getattr(runtime.get_instance(), "_session_mgr", None) if runtime.exists() else None
    active = sessions.get_active_session_info(context.session_id) if sessions and context else None
    if active is None:
        return False
    current = active.session._scriptrunner
    return current is None or not current._is_in_script_thread()


def draw_stopped(exchange: Exchange) -> None:
    """Draw that a search was stopped, and the way to take it up again."""
    rendering.draw(rendering.note_html(labels.STOPPED))
    st.button(labels.RESUME, key=f"resume-{exchange.id}", on_click=conversation.resume, args=(exchange,))


def announce(exchange: Exchange, text: str) -> None:
    """Have screen readers say something of an exchange, once."""
    rendering.draw(rendering.announcement_html(text, exchange.id))


def draw_text(markdown: str, is_new: bool) -> None:
    """Draw the text of an answer, paragraph after paragraph when it has just been found."""
    slot = st.empty()
    blocks = markdown.split("\n\n")
    if is_new:
        for shown in range(1, len(blocks)):
            with slot:
                rendering.draw(rendering.answer_html("\n\n".join(blocks[:shown])))
            time.sleep(min(BLOCKS_APART_S, LONGEST_S / len(blocks)))
    with slot:
        rendering.draw(rendering.answer_html(markdown))
