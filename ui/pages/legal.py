"""What the legal pages share: the operator as the settings name it, and sections of text."""

from collections.abc import Iterable

import streamlit as st

from ui import rendering
from ui.pages import labels_legal as labels
from ui.settings import UiSettings


def draw_operator(settings: UiSettings, *names: str) -> None:
    """Draw the lines of the operator called `names`, and that the operator has to fill in those that are missing."""
    known = {
        labels.OPERATOR: settings.operator_name,
        labels.ADDRESS: settings.operator_address,
        labels.DIRECTOR: settings.operator_director,
        labels.CONTACT: settings.operator_contact,
        labels.HOST: settings.operator_host,
        labels.DPO: settings.operator_dpo,
    }
    if not all(known[name] for name in names):
        st.warning(labels.NOT_CONFIGURED)
    rendering.draw(rendering.facts_html({name: known[name] or labels.TO_FILL_IN for name in names}))


def draw_sections(sections: Iterable[tuple[str, str]]) -> None:
    """Draw headings, each with its text; all of it is ours."""
    for title, text in sections:
        st.header(title, anchor=False)
        st.markdown(text)
