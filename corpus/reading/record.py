"""What every reader returns, and what stands in its place when there is nothing to return."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.document import Block
from corpus.errors import SetupError

NO_TEXT = "no text on any page"
"""Reason of a refusal that optical recognition may mend."""
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not become a document: which one, why, and what to do."""

    name: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        """Return one line without anything that a terminal could obey, whatever a file's name or content put in."""
        reason = self.reason if len(self.reason) <= _LONGEST_LINE else f"{self.reason[:_LONGEST_LINE]}…"
        return "".join(
            char if char.isprintable() else ascii(char)[1:-1] for char in f"{self.name}: {reason}. {self.remedy}"
        )


class RefusedError(SetupError):
    """A file or an entry that cannot become a document; carries its refusal."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        """Compose the message from the file's name, what is wrong with it and the remedy."""
        self.refusal = Refusal(name, reason, remedy)
        super().__init__(str(self.refusal))


class UnreadableFileError(RefusedError):
    """A file that no reader can read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its text as a reader sees it, and the blocks that cut it."""

    text: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, object] = field(default_factory=dict)
    """The front matter; empty where the file has none."""
    pages_without_text: tuple[int, ...] = ()
    pages_with_hidden_text: tuple[int, ...] = ()
    """Pages of a PDF whose invisible, white or tiny text was left out."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself beside its text: "title", "author", "date" (ISO) and "url", those that it has."""
