"""The record that the index hands out: a passage, and how well it fits what was asked."""

from dataclasses import dataclass

from corpus.document import Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage found for a question."""

    passage: Passage
    score: float
    """Reciprocal-rank fusion of the two searches; higher is better, comparable within one search only."""
    dense_rank: int | None = None
    """Rank in the vector search, from 1; None when it did not find the passage."""
    keyword_rank: int | None = None
    """Rank in the keyword search, from 1; None when it did not find the passage."""
