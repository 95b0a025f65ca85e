"""The page on the assistant of the front desk."""

import streamlit as st

from tests.ui.fake_desk import DeskAssistant
from ui.page import draw_page


@st.cache_resource
def assistant() -> DeskAssistant:
    """Return the one assistant of all sessions."""
    return DeskAssistant()


draw_page(assistant)
