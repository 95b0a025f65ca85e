"""What a reader takes away: a reply by mail, the text, a link, the conversation as a Word file."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from assistant.question import Question
from ui import conversation, labels, rendering
from ui.conversation import Exchange
from ui.conversation_export import conversation_docx
from ui.docx_export import DOCX_MIME
from ui.mail_reply import answer_text, mail_reply, mailto
from ui.reopening import link_to
from ui.sources import reference

if TYPE_CHECKING:
    from assistant.answering import Assistant

_BODY_HEIGHT = 320


def draw_actions(exchange: Exchange, answer: Answer, assistant: "Assistant", is_last: bool) -> None:
    """Draw the buttons under an answer that cites documents; the last one also exports the conversation."""
    if not answer.citations:
        return
    with st.container(key=f"actions-{exchange.id}", horizontal=True):
        if st.button(labels.REPLY, key=f"reply-{exchange.id}", type="tertiary"):
            draw_reply(exchange.question, answer, assistant)
        if st.button(labels.COPY, key=f"copy-{exchange.id}", type="tertiary"):
            draw_copy(answer, assistant)
        if st.button(labels.LINK, key=f"link-{exchange.id}", type="tertiary"):
            draw_link(exchange.question)
        if is_last:
            st.download_button(
                labels.EXPORT,
                partial(conversation_docx, conversation.exchanges(), assistant, date.today()),
                file_name=labels.EXPORT_FILE,
                mime=DOCX_MIME,
                key=f"export-{exchange.id}",
                on_click="ignore",
                type="tertiary",
            )


@st.dialog(labels.REPLY, width="large")
def draw_reply(question: Question, answer: Answer, assistant: "Assistant") -> None:
    """Draw a reply to send, and the link that opens it in a mail program."""
    reply = mail_reply(question, answer, references(answer, assistant))
    st.text_input(labels.MAIL_SUBJECT, reply.subject)
    st.text_area(labels.MAIL_BODY, reply.body, height=_BODY_HEIGHT)
    if not reply.fits_a_link:
        rendering.draw(rendering.note_html(labels.MAIL_TOO_LONG))
    st.link_button(labels.OPEN_MAIL, mailto(reply), type="primary")


@st.dialog(labels.COPY, width="large")
def draw_copy(answer: Answer, assistant: "Assistant") -> None:
    """Draw an answer and its sources as plain text."""
    text = "\n\n".join([answer_text(answer, references(answer, assistant)), labels.CAUTION])
    st.text_area(labels.TO_COPY, text, height=_BODY_HEIGHT)
    rendering.draw(rendering.note_html(labels.COPY_NOTE))
    st.download_button(
        labels.DOWNLOAD_TEXT, text, file_name=labels.TEXT_FILE, mime="text/plain", on_click="ignore", type="primary"
    )


@st.dialog(labels.LINK)
def draw_link(question: Question) -> None:
    """Draw the link that proposes a question again."""
    link = link_to(question, st.context.url or "")
    if link is None:
        st.info(labels.LINK_TOO_LONG)
        return
    st.text_area(labels.LINK, link, label_visibility="collapsed")
    rendering.draw(rendering.note_html(labels.LINK_NOTE))


def references(answer: Answer, assistant: "Assistant") -> list[str]:
    """Return a line for each citation of an answer."""
    return [reference(citation, assistant) for citation in answer.citations]
