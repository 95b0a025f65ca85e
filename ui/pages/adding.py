"""The part of the administration where documents are added: sent, read, completed, confirmed."""

import streamlit as st

from assistant.messages import STATUS_LABELS
from corpus.adding import Addition, Duplicate
from corpus.document import NATIONAL, Status
from corpus.pending import Pending, as_typed, confirmed_fields, propose
from corpus.proposing.labels import FIELDS
from corpus.proposing.proposal import Proposal
from corpus.reading import SUFFIXES, Refusal
from corpus.settings import CorpusSettings
from corpus.territories import load_territories
from ui import rendering
from ui.acting import act, tell
from ui.administering import add_upload, confirm_upload, discard_upload, waiting
from ui.identity import User
from ui.pages import labels_administration as labels
from ui.uploads import allow_uploads

TYPED = ("title", "publisher", "region", "territory", "date", "kind", "audience", "url", "status")
"""The fields that the form shows, in its order."""
_SENT = "sent-files"


def draw_adding(user: User) -> None:
    """Draw where files are sent, then each file that waits with the entry proposed for it."""
    st.header(labels.ADD, anchor=False)
    st.markdown(labels.ABOUT_ADD)
    allow_uploads()
    with st.form("send", clear_on_submit=True, border=False):
        st.file_uploader(
            labels.FILES,
            type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
            accept_multiple_files=True,
            max_upload_size=CorpusSettings().file_mb,
            key=_SENT,
        )
        st.form_submit_button(labels.READ_FILES, on_click=_take, type="primary")
    for pending in waiting(user):
        draw_pending(pending)


def draw_pending(pending: Pending) -> None:
    """Draw the entry proposed for a file, to be completed and confirmed."""
    with st.container(border=True, key=f"pending-{pending.key}"):
        rendering.draw(rendering.title_html(pending.name))
        proposal = proposed(pending.key, pending)
        if isinstance(proposal, Refusal):
            st.warning(labels.REFUSED)
            rendering.draw(rendering.source_html(str(proposal)))
        else:
            with st.form(f"entry-{pending.key}", border=False):
                for name in TYPED:
                    draw_field(name, pending.key, proposal)
                st.form_submit_button(labels.CONFIRM, on_click=_confirm, args=(pending, proposal), type="primary")
        st.button(labels.DISCARD, key=f"discard-{pending.key}", on_click=_discard, args=(pending.key,))


@st.cache_resource(show_spinner=labels.READING, max_entries=32)
def proposed(key: str, _pending: Pending) -> Proposal | Refusal:
    """Read a file for its entry, once."""
    return propose(_pending, CorpusSettings())


def draw_field(name: str, key: str, proposal: Proposal) -> None:
    """Draw a field with its value, and under it the words that the value rests on."""
    value = as_typed(name, proposal.fields.get(name, proposal.given.get(name)))
    widget = f"{name}-{key}"
    if name == "region":
        names = [NATIONAL, *(region.name for region in load_territories().regions)]
        st.multiselect(
            FIELDS[name],
            [*names, *(one for one in value if one not in names)],
            default=value,
            key=widget,
            placeholder=labels.UNKNOWN_REGION,
            format_func=lambda region: labels.NATIONAL if region == NATIONAL else region,
        )
    elif name == "status":
        statuses = [status.value for status in Status]
        st.selectbox(
            FIELDS[name],
            statuses,
            index=statuses.index(value) if value in statuses else statuses.index(Status.REPORT),
            format_func=lambda status: STATUS_LABELS[Status(status)].capitalize(),
            key=widget,
        )
    else:
        st.text_input(FIELDS[name], value, key=widget)
    clue = proposal.clues.get(name)
    told = labels.rests_on(clue.reason, clue.quotes) if clue else labels.WRITTEN if value else labels.NOTHING_FOUND
    rendering.draw(rendering.note_html(told))


def _take() -> None:
    """Take the files sent."""
    refused: list[Refusal] = []

    def take(user: User) -> None:
        for file in st.session_state.get(_SENT) or ():
            kept = add_upload(user, file.name, file.getvalue())
            if isinstance(kept, Refusal):
                refused.append(kept)

    if act(take, labels.TO_CONFIRM) and refused:
        tell(labels.REFUSED, "\n".join(map(str, refused)), failed=True)


def _confirm(pending: Pending, proposal: Proposal) -> None:
    """Make a document of a file, with the entry as it was left."""
    values = {name: st.session_state[f"{name}-{pending.key}"] for name in TYPED}
    stripped = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    outcomes: list[Addition | Duplicate | Refusal] = []
    fields = {**confirmed_fields(proposal, stripped), "original_name": pending.name}
    if not act(lambda user: outcomes.append(confirm_upload(user, pending.key, fields)), labels.ADDED):
        return
    match outcomes[0]:
        case Duplicate(same_as=same_as):
            tell(labels.duplicate(same_as), failed=True)
        case Refusal() as refusal:
            tell(labels.NOT_ADDED, str(refusal), failed=True)


def _discard(key: str) -> None:
    act(lambda user: discard_upload(user, key), labels.DISCARDED)
