"""The records between the assistant and a language model: what is asked, what comes back, what goes wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Fault(StrEnum):
    """Why a model gave nothing that can be used."""

    UNREACHABLE = "server not reached"
    REFUSED = "request refused"
    BUSY = "too many requests"
    SLOW = "time limit reached"
    CUT = "reply cut short"
    EMPTY = "empty reply"
    TOO_LONG = "request too long for the model"
    UNREADABLE = "reply in no form that can be read"
    BROKEN = "server error"


class ModelError(Exception):
    """A model that gave nothing that can be used; the answer is then made without it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked of a model."""

    task: str
    """What for: "write" or "rewrite"."""
    system: str
    user: str
    schema: Mapping[str, object]
    """JSON schema of the reply, for servers that hold a model to it."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole reply."""

    text: str
    prompt_tokens: int | None = None
    """As the server counts them; None when it does not say."""
    completion_tokens: int | None = None


class Model(Protocol):
    """What the assistant needs of a language model."""

    answer_s: float
    """Seconds for all that is asked of it for one message."""

    def complete(self, prompt: Prompt, limit_s: float, on_text: Callable[[str], None]) -> Completion:
        """Reply within `limit_s` seconds, handing over the text as it comes; raise a ModelError otherwise."""
        ...
