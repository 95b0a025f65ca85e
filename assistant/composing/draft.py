"""The record between composing and checking."""

from dataclasses import dataclass

from assistant.answer import Citation, Outcome, Statement


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its checks."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
