"""The page that says what is done with what readers type, as the settings have it."""

import streamlit as st

from ui.keeping import KEPT_SECONDS
from ui.pages import labels_legal as labels
from ui.pages.legal import draw_operator, draw_sections
from ui.settings import UiSettings


def show() -> None:
    """Draw the page."""
    draw(UiSettings())


def draw(settings: UiSettings) -> None:
    """Draw the page of an operator."""
    st.title(labels.LEGAL_TITLES["donnees_personnelles"], anchor=False)
    opinion = labels.opinion_kept(settings.keep_days, settings.keep_questions)
    texts = (
        labels.PRIVACY_FIRST,
        labels.conversation_kept(KEPT_SECONDS // 60),
        opinion if settings.feedback_folder else labels.NOTHING_KEPT,
        labels.COOKIES,
        labels.RIGHTS,
    )
    draw_sections(zip(labels.PRIVACY_TITLES, texts, strict=True))
    draw_operator(settings, labels.OPERATOR, labels.CONTACT, labels.DPO)
