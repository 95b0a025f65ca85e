"""Whether an answer was useful, asked of readers where the operator keeps opinions."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from assistant.answer import Answer
from ui import feedback, labels, rendering
from ui.conversation import Exchange
from ui.feedback import Reason, feedback_on
from ui.settings import UiSettings

_THANKED, _USEFUL, _REASON = "thanked", "useful", "reason"


@st.fragment
def draw_opinion(exchange: Exchange, settings: UiSettings) -> None:
    """Ask whether an answer was useful and, if not, what is wrong; then thank."""
    if settings.feedback_folder is None or exchange.answer is None:
        return
    if thanks := st.session_state.get(_key(_THANKED, exchange)):
        rendering.draw(rendering.note_html(thanks))
        return
    with st.container(key=f"opinion-{exchange.id}", gap="small"):
        useful = st.pills(
            labels.USEFUL,
            [labels.YES, labels.NO],
            key=_key(_USEFUL, exchange),
            on_change=tell,
            args=(exchange, exchange.answer, settings.feedback_folder, settings),
        )
        if useful == labels.NO:
            st.pills(
                labels.WHAT_IS_WRONG,
                list(Reason),
                format_func=lambda reason: labels.REASONS[reason],
                key=_key(_REASON, exchange),
                on_change=tell,
                args=(exchange, exchange.answer, settings.feedback_folder, settings),
            )
        rendering.draw(rendering.note_html(labels.KEEPS_QUESTION if settings.keep_questions else labels.KEEPS_OPINION))


def tell(exchange: Exchange, answer: Answer, folder: Path, settings: UiSettings) -> None:
    """Keep an opinion once it is whole, and what to say to the reader: an answer that is not useful needs a reason."""
    useful = st.session_state[_key(_USEFUL, exchange)] == labels.YES
    reason = None if useful else st.session_state.get(_key(_REASON, exchange))
    if not useful and reason is None:
        return
    question = exchange.question if settings.keep_questions else None
    opinion = feedback_on(answer, question, reason, datetime.now(UTC))
    kept = feedback.keep(opinion, folder, settings.keep_days)
    st.session_state[_key(_THANKED, exchange)] = labels.THANKS if kept else labels.NOT_KEPT


def _key(name: str, exchange: Exchange) -> str:
    return f"{name}-{exchange.id}"
