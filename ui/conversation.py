"""The conversation of one session: questions asked, and how each was answered."""

from dataclasses import dataclass, replace

import streamlit as st

from assistant.answer import Answer
from assistant.question import Question, Role, Turn

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

    @property
    def pending(self) -> bool:
        """Whether the question still waits for its answer."""
        return self.answer is None and not self.failed


def exchanges() -> list[Exchange]:
    """Return the exchanges of this session, oldest first."""
    return st.session_state.setdefault(_KEY, [])


def ask(text: str) -> None:
    """Add a question, with the region selected and the turns before it.

    A question that still waits is dropped: the reader asked another one instead.
    """
    earlier = [exchange for exchange in exchanges() if not exchange.pending]
    region = st.session_state.get(REGION_KEY) or None
    question = Question(text, region=region, history=history(earlier))
    st.session_state[_KEY] = [*earlier, Exchange(question)]


def settle(exchange: Exchange, answer: Answer | None) -> Exchange:
    """Keep the answer of a pending exchange, None when answering failed, and return the exchange settled."""
    settled = replace(exchange, answer=answer, failed=answer is None)
    st.session_state[_KEY] = [settled if kept is exchange else kept for kept in exchanges()]
    return settled


def clear() -> None:
    """Start a new conversation."""
    st.session_state[_KEY] = []


def history(earlier: list[Exchange]) -> tuple[Turn, ...]:
    """Return the turns of earlier exchanges, oldest first."""
    turns = []
    for exchange in earlier:
        turns.append(Turn(Role.USER, exchange.question.text))
        if exchange.answer is not None:
            turns.append(Turn(Role.ASSISTANT, exchange.answer.text))
    return tuple(turns)
