"""What an administrator does to the answers that are served as verified."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.parting import questions_in
from assistant.question import Question
from index.settings import IndexSettings
from ui.administering import note
from ui.identity import Role, User

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.verified import Verified


def approve_answer(
    user: User, question: Question, answer: Answer, texts: Sequence[str], assistant: "Assistant"
) -> None:
    """Serve an answer as verified from now on, its statements in these words; raise SetupError when checks refuse it."""
    user.must_be(Role.ADMINISTRATOR)
    # Imported here: it loads the libraries of the searches, and the menu must appear before them.
    from assistant.verified import ApprovalError, approve, keep_verified

    parts = questions_in(question, assistant.territories)
    if len(parts) != 1:
        raise ApprovalError("One question at a time can be approved.")
    query = assistant.understand(parts[0])
    verified = approve(question.text, query, answer, texts, assistant.territories, user.name)
    keep_verified(verified, IndexSettings().state_folder)
    note(user, "approve", question.text)


def withdraw_answer(user: User, verified: "Verified") -> None:
    """Serve an answer as verified no more."""
    user.must_be(Role.ADMINISTRATOR)
    from assistant.verified import withdraw_verified

    withdraw_verified(verified.asked, IndexSettings().state_folder)
    note(user, "withdraw", verified.question)
