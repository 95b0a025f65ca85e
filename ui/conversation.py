"""The conversation of one session: questions asked, and how each was answered."""

from dataclasses import dataclass, field, replace
from secrets import token_hex

import streamlit as st

from assistant.answer import Answer, Outcome
from assistant.question import Question, Role, Turn
from ui import keeping, labels, rate
from ui.privacy import mask, patient_signs
from ui.settings import UiSettings
from ui.unanswered import note_unanswered

REGION_KEY = "region"
"""Key of the widget that holds the region id selected, or EVERYWHERE."""

EVERYWHERE = ""
"""No region selected."""

_KEY = "exchanges"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, and its answer once it has one."""

    question: Question
    answer: Answer | None = None
    failed: bool = False
    """Whether answering raised an error."""
    stopped: bool = False
    """Whether its reader stopped the search for its answer."""
    held: bool = False
    """Whether it waits for its writer to confirm it, because it looks like data of a patient."""
    suggestions: tuple[Question, ...] | None = None
    """Questions to go on with; None while nobody has looked for any."""
    id: str = field(default_factory=lambda: token_hex(4))
    """Tells exchanges apart, in widgets too."""

    @property
    def settled(self) -> bool:
        """Whether it has been answered, could not be, or was given up."""
        return self.answer is not None or self.failed or self.stopped

    @property
    def pending(self) -> bool:
        """Whether the question still waits for its answer."""
        return not self.settled and not self.held


def exchanges() -> list[Exchange]:
    """Return the exchanges of this session, oldest first: those that the address names, when a page opens."""
    if _KEY not in st.session_state:
        # A reload stops the search of the page it replaces: what was stopped is searched again.
        st.session_state[_KEY] = [replace(kept, stopped=False) for kept in keeping.restore()]
        if st.session_state[_KEY]:
            st.session_state.setdefault(REGION_KEY, st.session_state[_KEY][-1].question.region or EVERYWHERE)
    return st.session_state[_KEY]


def ask(text: str) -> None:
    """Add a question, with the region selected and the turns before it."""
    region = st.session_state.get(REGION_KEY) or None
    put(Question(text, region=region, history=history(_settled())))


def put(question: Question) -> None:
    """Add a question as it is, held back when it looks like data of a patient, declined when too many came before it.

    A question that still waits is dropped: the reader asked another one instead.
    """
    wait_s = rate.reader_wait_s()
    declined = Answer(Outcome.UNUSABLE, labels.too_many(wait_s)) if wait_s else None
    _store([*_settled(), Exchange(question, declined, held=not declined and bool(patient_signs(question.text)))])


def confirm(exchange: Exchange) -> None:
    """Send a question that was held back, without the numbers and addresses of people."""
    change(replace(exchange, question=replace(exchange.question, text=mask(exchange.question.text)), held=False))


def withdraw(exchange: Exchange) -> None:
    """Forget an exchange."""
    _store([kept for kept in exchanges() if kept.id != exchange.id])


def settle(exchange: Exchange, answer: Answer | None) -> Exchange:
    """Keep the answer of a pending exchange, None when answering failed, and return the exchange settled."""
    if answer is not None:
        note_unanswered(exchange.question, answer, UiSettings())
    return change(replace(exchange, answer=answer, failed=answer is None))


def resume(exchange: Exchange) -> None:
    """Search again for the answer of an exchange that was stopped."""
    change(replace(exchange, stopped=False))


def change(exchange: Exchange) -> Exchange:
    """Put an exchange in the place of the one with its id, and return it."""
    _store([exchange if kept.id == exchange.id else kept for kept in exchanges()])
    return exchange


def clear() -> None:
    """Start a new conversation."""
    _store([])


def history(earlier: list[Exchange]) -> tuple[Turn, ...]:
    """Return the turns of earlier exchanges, oldest first."""
    turns = []
    for exchange in earlier:
        turns.append(Turn(Role.USER, exchange.question.text))
        if exchange.answer is not None:
            turns.append(Turn(Role.ASSISTANT, exchange.answer.text))
    return tuple(turns)


def _settled() -> list[Exchange]:
    return [exchange for exchange in exchanges() if exchange.settled]


def _store(changed: list[Exchange]) -> None:
    st.session_state[_KEY] = changed
    keeping.keep(changed)
