"""The page that says who runs the service and what its answers are worth."""

import streamlit as st

from ui.pages import labels_legal as labels
from ui.pages.legal import draw_operator, draw_sections
from ui.settings import UiSettings


def show() -> None:
    """Draw the page."""
    draw(UiSettings())


def draw(settings: UiSettings) -> None:
    """Draw the page of an operator."""
    st.title(labels.LEGAL_TITLES["mentions_legales"], anchor=False)
    draw_operator(settings, labels.OPERATOR, labels.ADDRESS, labels.DIRECTOR, labels.CONTACT, labels.HOST)
    draw_sections(labels.MENTIONS)
