"""The page that says what is done with what readers type, as the settings have it."""

from urllib.parse import urlsplit

import streamlit as st

from assistant.rewriting import TURNS
from assistant.settings import AssistantSettings
from ui.keeping import KEPT_SECONDS
from ui.pages import labels_legal as labels
from ui.pages.legal import draw_operator, draw_sections
from ui.settings import Auth, UiSettings


def show() -> None:
    """Draw the page."""
    draw(UiSettings(), AssistantSettings())


def draw(settings: UiSettings, assistant: AssistantSettings) -> None:
    """Draw the page of an operator, who may have set up a language model."""
    st.title(labels.LEGAL_TITLES["donnees_personnelles"], anchor=False)
    texts = (
        labels.PRIVACY_FIRST,
        labels.conversation_kept(KEPT_SECONDS // 60),
        where_it_goes(assistant),
        what_is_kept(settings),
        f"{labels.COOKIES} {labels.COOKIES_OF_LOGIN}" if settings.auth is Auth.OIDC else labels.COOKIES,
        labels.RIGHTS,
    )
    draw_sections(zip(labels.PRIVACY_TITLES, texts, strict=True))
    draw_operator(settings, labels.OPERATOR, labels.CONTACT, labels.DPO)


def where_it_goes(assistant: AssistantSettings) -> str:
    """Say to which host a question goes, where it goes to one."""
    if not assistant.model:
        return labels.SENT_NOWHERE
    sent = labels.sent_to_model(urlsplit(assistant.model_url).hostname or assistant.model, TURNS)
    return f"{sent} {labels.TRACED}" if assistant.model_tracing else sent


def what_is_kept(settings: UiSettings) -> str:
    """Say what is written to disk, masked how and for how long."""
    if settings.feedback_folder is None:
        return labels.NOTHING_KEPT
    opinion = labels.opinion_kept(settings.keep_days, settings.keep_questions)
    return f"{opinion}\n\n{labels.unanswered_kept(settings.keep_days)}" if settings.keep_questions else opinion
