"""What an administrator does to what was kept of what readers say."""

from pathlib import Path

from ui import diary
from ui.administering import note
from ui.feedback import FEEDBACK
from ui.identity import Role, User
from ui.unanswered import UNANSWERED


def erase_kept(user: User, folder: Path) -> None:
    """Delete every question and opinion that was kept."""
    user.must_be(Role.ADMINISTRATOR)
    for kind in (FEEDBACK, UNANSWERED):
        diary.erase(kind, folder)
    note(user, "erase", "")
