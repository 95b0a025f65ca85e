"""The records of an answer: statements, the citations that they rest on, and how it ended."""

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.document import PAGE_BREAK, Passage, Status
from index.evidence import Evidence


class Outcome(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    """What was asked is not in the documents; what they say nearby is given."""
    NOT_FOUND = "not_found"
    """The documents do not answer, nor say anything near enough to be shown."""
    OUT_OF_SCOPE = "out_of_scope"
    """Clinical, or another topic than coordinated practice."""
    UNUSABLE = "unusable"
    """Empty or too long a question."""


class Mode(StrEnum):
    """How the statements were composed."""

    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote of a passage, numbered as the reader sees it."""

    n: int
    passage: Passage
    start: int
    """Offset of the quote in Document.text."""
    end: int

    @property
    def quote(self) -> str:
        """The verbatim span of the document."""
        return self.passage.quote(self.start, self.end)

    @property
    def page(self) -> int:
        """The page that the quote begins on: a passage may go on over the next ones."""
        return self.passage.page + self.passage.quote(self.passage.start, self.start).count(PAGE_BREAK)

    @property
    def status(self) -> Status:
        """What the quoted words are worth: that of the unit quoted, else the passage's."""
        for unit in self.passage.units:
            if unit.start <= self.start < unit.end:
                return unit.status
        return self.passage.status


@dataclass(frozen=True, slots=True)
class Statement:
    """A thing said, and the citations that it rests on."""

    text: str
    citations: tuple[int, ...]
    """Numbers of Answer.citations; empty only for the assistant's own words, which state no fact of a document."""
    label: str = ""
    """Whose words these are, for where and of when: made from the sources cited, shown above the text."""
    section: str = ""
    """Heading in the document under which they stand, shown before them."""
    row: str = ""
    """What it is said of, in a table that compares several things; empty outside of one."""
    elsewhere: bool = False
    """Whether a region that is not asked says it."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks did to an answer."""

    statements: int = 0
    """Statements composed, before the checks."""
    dropped: int = 0
    reasons: tuple[str, ...] = ()
    """One per dropped statement."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds spent in each stage."""

    understand: float = 0.0
    retrieve: float = 0.0
    compose: float = 0.0
    check: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user reads, and all that it rests on."""

    outcome: Outcome
    text: str
    """Markdown without HTML; citations as [n]."""
    regions: tuple[str, ...] = ()
    """Ids of the regions that the question is about, asked or selected."""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """The passages retrieved, best first."""
    checks: Checks = field(default_factory=Checks)
    timing_ms: Timing = field(default_factory=Timing)
    mode: Mode = Mode.EXTRACTIVE
    verified_on: str = ""
    """ISO date on which a person approved this very answer; empty for one made by program alone."""

    @property
    def abstained(self) -> bool:
        """Whether the answer says first that the documents do not give what was asked."""
        return self.outcome is not Outcome.ANSWERED
