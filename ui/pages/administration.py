"""The page of administrators: documents to add, what to look at in those that are there, builds."""

import streamlit as st

from ui.acting import draw_outcome
from ui.identity import Role, current_user
from ui.pages import labels_administration as labels
from ui.pages.adding import draw_adding
from ui.pages.builds import draw_builds
from ui.pages.report import draw_report


def show() -> None:
    """Draw the page; the menu offers it to administrators alone, and it looks again."""
    user = current_user()
    user.must_be(Role.ADMINISTRATOR)
    st.title(labels.TITLE, anchor=False)
    draw_outcome()
    draw_adding(user)
    draw_builds(user)
    draw_report(user)
