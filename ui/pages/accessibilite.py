"""The accessibility statement: what is checked, what fails, whom to ask."""

import streamlit as st

from ui.pages import labels_legal as labels
from ui.pages.legal import draw_operator, draw_sections
from ui.settings import UiSettings


def show() -> None:
    """Draw the page."""
    draw(UiSettings())


def draw(settings: UiSettings) -> None:
    """Draw the page of an operator."""
    st.title(labels.LEGAL_TITLES["accessibilite"], anchor=False)
    texts = (
        labels.CONFORMITY,
        f"{labels.CHECKED}\n\n{labels.as_list(labels.CHECKS)}",
        labels.as_list(labels.KNOWN_FAILURES),
        labels.HELP,
    )
    draw_sections(zip(labels.ACCESS_TITLES, texts, strict=True))
    draw_operator(settings, labels.OPERATOR, labels.CONTACT)
