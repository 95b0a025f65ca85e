"""What an administrator does to documents that answer: off, and on again."""

from datetime import UTC, datetime

from index.settings import IndexSettings
from index.switching import Switch, switch
from ui.identity import Role, User


def switch_off(user: User, document: str, reason: str) -> None:
    """Stop answering from a document at once; raise NotAllowedError, or SetupError when it cannot be written down."""
    _switch(user, document, reason, off=True)


def switch_on(user: User, document: str, reason: str = "") -> None:
    """Answer from a document again."""
    _switch(user, document, reason, off=False)


def _switch(user: User, document: str, reason: str, off: bool) -> None:
    user.must_be(Role.ADMINISTRATOR)
    switch(Switch(document, off, user.name, datetime.now(UTC), reason), IndexSettings())
