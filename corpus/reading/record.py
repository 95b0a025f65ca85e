"""What every reader returns, and the error that it raises when there is nothing to return."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.document import Block
from corpus.errors import SetupError


class UnreadableFileError(SetupError):
    """A file that cannot become a document: which one, why, and what to do."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        """Compose the message from the file's name, what is wrong with it and the remedy."""
        super().__init__(f"{name}: {reason}. {remedy}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its text as a reader sees it, and the blocks that cut it."""

    text: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, object] = field(default_factory=dict)
    """The front matter; empty where the file has none."""
    pages_without_text: tuple[int, ...] = ()
