"""The page of the answers that administrators have approved, and where they approve others."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from assistant.messages import region_name
from assistant.question import Question
from index.settings import IndexSettings
from ui import rendering
from ui.acting import act, draw_outcome
from ui.assistant_resource import assistant_or_stop, get_assistant
from ui.identity import Role, current_user
from ui.pages import labels_verified as labels
from ui.pages.quotes import choose_region
from ui.sources import draw_sources
from ui.verifying import approve_answer, withdraw_answer

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.verified import Verified

_FOUND = "answer-to-verify"
LONGEST_QUESTION = 2000


def show() -> None:
    """Draw the page."""
    draw(get_assistant)


def draw(open_assistant: Callable[[], "Assistant"]) -> None:
    """Draw the page of an assistant; the menu offers it to administrators alone, and it looks again."""
    current_user().must_be(Role.ADMINISTRATOR)
    st.title(labels.TITLE, anchor=False)
    st.markdown(labels.ABOUT)
    draw_outcome()
    assistant = assistant_or_stop(open_assistant)
    draw_asking(assistant)
    if found := st.session_state.get(_FOUND):
        draw_found(*found, assistant)
    draw_approved(assistant)


def draw_asking(assistant: "Assistant") -> None:
    """Draw where a question is asked, and keep its answer."""
    region = choose_region(assistant, labels.EVERY_REGION)
    text = st.text_input(labels.QUESTION, max_chars=LONGEST_QUESTION, key="question-to-verify")
    if st.button(labels.FIND, type="primary") and text.strip():
        question = Question(text, region)
        with st.spinner(labels.SEARCHING):
            st.session_state[_FOUND] = (question, assistant.answer(question))


def draw_found(question: Question, answer: Answer, assistant: "Assistant") -> None:
    """Draw the statements of an answer, each to be left, written otherwise or left out, above their sources."""
    with st.container(border=True, key="to-verify"):
        rendering.draw(rendering.title_html(question.text))
        if not answer.citations:
            st.info(labels.NOTHING_TO_APPROVE)
            return
        with st.form("approve", border=False):
            for n, statement in enumerate(answer.statements):
                st.text_area(labels.statement(n + 1, statement.label), statement.text, key=f"statement-{n}")
            st.form_submit_button(labels.APPROVE, on_click=_approve, args=(question, answer, assistant), type="primary")
        draw_sources(answer.citations, assistant, key="to-verify")


def draw_approved(assistant: "Assistant") -> None:
    """Draw the answers approved, and whether each is still served."""
    # Imported here for the same reason as in ui/verifying.py.
    from assistant.verified import read_verified

    st.header(labels.APPROVED, anchor=False)
    approved = read_verified(IndexSettings().state_folder)
    if not approved:
        st.markdown(labels.NONE_APPROVED)
    for n, verified in enumerate(reversed(approved)):
        with st.container(border=True, key=f"approved-{n}"):
            rendering.draw(rendering.title_html(verified.question))
            regions = ", ".join(region_name(region, assistant.territories) for region in verified.asked.regions)
            rendering.draw(rendering.source_html(labels.approved(verified.at, verified.by, regions)))
            served = assistant.verified_standing(verified)
            rendering.draw(rendering.note_html(labels.SERVED if served else labels.NOT_SERVED))
            st.button(labels.WITHDRAW, key=f"withdraw-{n}", on_click=_withdraw, args=(verified,))


def _approve(question: Question, answer: Answer, assistant: "Assistant") -> None:
    texts = [st.session_state[f"statement-{n}"] for n in range(len(answer.statements))]
    if act(lambda user: approve_answer(user, question, answer, texts, assistant), labels.APPROVAL_DONE):
        st.session_state.pop(_FOUND, None)


def _withdraw(verified: "Verified") -> None:
    act(lambda user: withdraw_answer(user, verified), labels.WITHDRAWN)
