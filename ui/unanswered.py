"""Questions that the documents do not answer, kept masked for whoever looks for documents, where the operator wants it."""

from datetime import UTC, datetime

from assistant.answer import Answer, Outcome
from assistant.question import Question
from ui import diary
from ui.privacy import mask, patient_signs
from ui.settings import UiSettings

UNANSWERED = "unanswered"
"""Kind of the lines in the diary."""
_LACKING = (Outcome.PARTIAL, Outcome.NOT_FOUND)


def note_unanswered(question: Question, answer: Answer, settings: UiSettings) -> None:
    """Keep a question without an answer, never one that looks like data of a patient."""
    folder = settings.feedback_folder
    if folder is None or not settings.keep_questions or answer.outcome not in _LACKING or patient_signs(question.text):
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    record = {
        "at": at,
        "question": mask(question.text),
        "regions": list(answer.regions),
        "outcome": answer.outcome.value,
    }
    diary.keep(record, UNANSWERED, folder, settings.keep_days)
