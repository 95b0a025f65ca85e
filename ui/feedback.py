"""A reader's opinion of an answer in, a line of a file out: masked, and deleted in time."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from assistant.answer import Answer
from assistant.question import Question
from ui import diary
from ui.privacy import mask

FEEDBACK = "feedback"
"""Kind of the lines in the diary."""


class Reason(StrEnum):
    """What is wrong with an answer."""

    AMOUNT = "amount"
    REGION = "region"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """An opinion, and what is needed to review the answer: the answer's own text may repeat the question."""

    at: str
    """ISO date and time, UTC."""
    useful: bool
    reason: Reason | None
    outcome: str
    regions: tuple[str, ...]
    passages: tuple[str, ...]
    """Ids of the passages cited."""
    documents: tuple[str, ...]
    question: str | None
    """Masked; None unless the operator keeps questions."""


def feedback_on(answer: Answer, question: Question | None, reason: Reason | None, at: datetime) -> Feedback:
    """Return an opinion: favourable without a reason, without the question when None is given."""
    cited = [citation.passage for citation in answer.citations]
    return Feedback(
        at=at.astimezone(UTC).isoformat(timespec="seconds"),
        useful=reason is None,
        reason=reason,
        outcome=answer.outcome,
        regions=answer.regions,
        passages=tuple(dict.fromkeys(passage.id for passage in cited)),
        documents=tuple(dict.fromkeys(passage.source.id for passage in cited)),
        question=mask(question.text) if question else None,
    )


def keep(feedback: Feedback, folder: Path, days: int) -> bool:
    """Add a line to the file of the day, delete the files older than `days`, and return whether it could be done."""
    return diary.keep(asdict(feedback), FEEDBACK, folder, days)
