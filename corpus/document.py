"""The records of the corpus: a source, its document, the passages that it is split into."""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

NATIONAL = "national"
"""Pseudo-region of a document that holds for the whole country."""
STATED_LEVELS = (".md", ".markdown", ".html", ".htm", ".docx")
"""Formats that say the level of a heading: one that names no structure is about those above it, not about the one before."""
PAGE_BREAK = "\f"
"""Ends each page in Document.text, where the format has pages."""


class Status(StrEnum):
    """What a section of a document is worth."""

    RULE = "rule"
    """In force for the publisher's territory and date: policy, criteria, procedure."""
    REPORT = "report"
    """Describes what exists or was done."""
    PLAN = "plan"
    """What the signatories intend to do."""
    PROPOSAL = "proposal"
    """A demand or a proposal; never a rule."""


class Basis(StrEnum):
    """How a field of an entry is known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """From this heading on, until the next one listed, the document has this status."""

    heading: str
    """First words of the heading, compared without case, accents or typography."""
    status: Status


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about a document as published, from its entry."""

    id: str
    """The file's name in the corpus."""
    title: str
    publisher: str | None = None
    regions: tuple[str, ...] = ()
    """Region ids of territories.yaml, or (NATIONAL,), or () when not known."""
    region_basis: Basis = Basis.UNKNOWN
    region_cue: str | None = None
    """The words that an inferred region rests on."""
    territory: str | None = None
    places: tuple[str, ...] = ()
    """Names of places that belong to the territory, besides those of territories.yaml."""
    date: str | None = None
    """As the entry writes it: ISO date, year or period."""
    date_basis: Basis = Basis.UNKNOWN
    date_cue: str | None = None
    kind: str | None = None
    audience: str | None = None
    url: str | None = None
    original_name: str | None = None
    """The file's name before it was renamed for the corpus."""
    status: Status = Status.REPORT
    sections: tuple[SectionStatus, ...] = ()
    confirmed: bool = True
    """Whether somebody gave its entry; else it is what the document seems to say of itself."""


CELL_SEPARATOR = " | "
"""What stands between the cells of a row in Unit.text and Unit.header."""


class BlockKind(StrEnum):
    """The shapes that every reader reduces a document to."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """A span of the document's text: a paragraph, a list item, a table row or a heading."""

    start: int
    """Offset of the first character in Document.text."""
    end: int
    """Offset after the last character in Document.text."""
    depth: int = 0
    """Nesting of a list item; 0 elsewhere."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list or a table, as spans of the document's text."""

    kind: BlockKind
    lines: tuple[Line, ...]
    """One line for a heading or a paragraph, one an item for a list, one a row for a table (its header first)."""
    page: int = 1
    level: int = 0
    """Depth of a heading, 1 for a title; 0 where the format does not say and for other blocks."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source read: its text as displayed, and the blocks that cut it."""

    source: Source
    text: str
    """The whole text, typography kept, markup of the file format removed; quotes are spans of it."""
    blocks: tuple[Block, ...]
    pages_without_text: tuple[int, ...] = ()
    pages_with_hidden_text: tuple[int, ...] = ()
    """Pages of a PDF whose invisible, white or tiny text was left out."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is quoted: a sentence, a list item or a table row, as a span of Document.text."""

    start: int
    end: int
    text: str
    """The span with its white space collapsed, list marker removed, CELL_SEPARATOR between the cells of a row."""
    status: Status
    kind: BlockKind
    header: str = ""
    """What the unit needs beside it to be understood: the introduction of its list, the header of its table."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one section: what is retrieved, cited and shown."""

    source: Source
    headings: tuple[str, ...]
    """Path of headings from the title down, without the document's title."""
    text: str
    """Verbatim span Document.text[start:end]."""
    page: int
    start: int
    end: int
    status: Status
    units: tuple[Unit, ...]
    topic: tuple[str, ...] = ()
    """Structures (vocabulary ids such as "ESP") that the section is about, own or inherited from headings above."""
    position: int = 0
    """Rank in the document, from 0."""
    id: str = field(default="", compare=False)
    """Digest of source, place and text."""

    def __post_init__(self) -> None:
        """Derive the id from what identifies the passage."""
        if not self.id:
            key = "\x1f".join((self.source.id, str(self.start), *self.headings, self.text))
            object.__setattr__(self, "id", blake2b(key.encode(), digest_size=12).hexdigest())

    def quote(self, start: int, end: int) -> str:
        """Return the verbatim span [start, end) of the document, which must lie inside this passage."""
        if not self.start <= start <= end <= self.end:
            raise ValueError(f"span {start}:{end} outside passage {self.start}:{self.end}")
        return self.text[start - self.start : end - self.start]
