"""The documents switched off, shown to everybody with the reason; the buttons that do it, to administrators."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from corpus.document import Source
from index.settings import IndexSettings
from index.switching import LONGEST_REASON, Switch, read_switches, switched_off
from ui import rendering
from ui.acting import act, draw_outcome, tell
from ui.identity import Role, current_user
from ui.pages import labels_switches as labels
from ui.switching import switch_off, switch_on

if TYPE_CHECKING:
    from assistant.answering import Assistant

PARIS = ZoneInfo("Europe/Paris")


def draw_switch_off(source: Source) -> None:
    """Draw, for an administrator, what switches a document off."""
    if current_user().role < Role.ADMINISTRATOR:
        return
    key = f"reason-{source.id}"
    with st.popover(labels.SWITCH_OFF):
        st.text_input(labels.REASON, key=key, max_chars=LONGEST_REASON, placeholder=labels.REASON_EXAMPLE)
        st.button(labels.SWITCH_OFF_NOW, key=f"off-{source.id}", on_click=_off, args=(source.id, key), type="primary")
        rendering.draw(rendering.note_html(labels.AT_ONCE))


def draw_switched_off(assistant: "Assistant") -> None:
    """Draw the documents that are off, with the reason, and for an administrator what switches them on again."""
    draw_outcome()
    sources = assistant.hidden_sources()
    if not sources:
        return
    off = switched_off(read_switches(IndexSettings()))
    is_administrator = current_user().role >= Role.ADMINISTRATOR
    st.header(labels.SWITCHED_OFF, anchor=False)
    st.markdown(labels.ABOUT_SWITCHED_OFF)
    for source in sources:
        with st.container(border=True, key=f"off-document-{source.id}"):
            rendering.draw(rendering.title_html(source.title))
            if source.id in off:
                rendering.draw(rendering.source_html(labels.why(off[source.id].reason)))
                rendering.draw(rendering.note_html(_when(off[source.id], is_administrator)))
            if is_administrator:
                st.button(labels.SWITCH_ON, key=f"on-{source.id}", on_click=_on, args=(source.id,))


def _when(switch: Switch, is_administrator: bool) -> str:
    """Say when a document was switched off; by whom, to an administrator alone."""
    day = switch.at.astimezone(PARIS).strftime("%d/%m/%Y")
    return labels.switched_on_day(day, switch.by if is_administrator else "")


def _off(document: str, key: str) -> None:
    reason = st.session_state.get(key, "").strip()
    if not reason:
        tell(labels.REASON_NEEDED, failed=True)
        return
    act(lambda user: switch_off(user, document, reason), labels.OFF_DONE)


def _on(document: str) -> None:
    act(lambda user: switch_on(user, document), labels.ON_DONE)
