"""The part of the administration that says what to look at in the documents: unreadable, incomplete, old, superseded."""

import streamlit as st

from assistant.settings import AssistantSettings
from corpus.catalogue import load_corpus
from corpus.errors import SetupError
from corpus.reviewing import Remark, review
from corpus.settings import CorpusSettings
from corpus.vocabulary import load_vocabulary
from ui import rendering
from ui.identity import Role, User
from ui.pages import labels_administration as labels

_REMARKS = "reading-report"


def draw_report(user: User) -> None:
    """Draw the report of the documents, read when it is asked for."""
    user.must_be(Role.ADMINISTRATOR)
    st.header(labels.REPORT, anchor=False)
    st.markdown(labels.ABOUT_REPORT)
    if st.button(labels.READ_REPORT):
        try:
            with st.spinner(labels.READING):
                st.session_state[_REMARKS] = read_report(user)
        except SetupError as error:
            st.warning(labels.NO_REPORT)
            rendering.draw(rendering.source_html(str(error)))
    remarks = st.session_state.get(_REMARKS)
    if remarks is None:
        return
    if not remarks:
        st.success(labels.NOTHING_TO_SAY)
    for name in dict.fromkeys(remark.name for remark in remarks):
        with st.container(border=True):
            rendering.draw(rendering.title_html(name))
            for remark in remarks:
                if remark.name == name:
                    told = labels.remark(remark.text)
                    rendering.draw(rendering.source_html(labels.unusable(told) if remark.is_error else told))


def read_report(user: User) -> list[Remark]:
    """Read all the documents, and return what is to be looked at."""
    user.must_be(Role.ADMINISTRATOR)
    folder = AssistantSettings().corpus
    return review(folder, load_corpus(folder, CorpusSettings()), load_vocabulary())
