"""A reading in, what opens the document out: its title, and the lines that stand around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Block, BlockKind
from corpus.folding import collapse
from corpus.proposing.cues import load_entry_cues
from corpus.proposing.organisations import Named
from corpus.proposing.written_dates import date_alone
from corpus.reading import Reading

_LONGEST_LINE = 15
"""Words; a longer paragraph is the body of the document."""
_LONGEST_SENTENCE = 8
"""Words; a longer paragraph that ends with a full stop is the body."""
NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[ivxIVX]+[.)]|[a-z]\))\s+(?=\S)")
"""The number of a heading: "2.", "2.1", "IV.", "a)"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a short paragraph above the body of a document."""

    text: str
    start: int
    end: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the body of a document."""

    lines: tuple[Line, ...]
    title: Line | None

    @property
    def letterhead(self) -> tuple[Line, ...]:
        """The lines above the title, or all of them where there is none."""
        return self.lines[: self.lines.index(self.title)] if self.title else self.lines

    def holds(self, start: int) -> bool:
        """Whether a span that starts here is in the opening."""
        return bool(self.lines) and start < self.lines[-1].end


def opening_of(reading: Reading, organisations: Sequence[Named]) -> Opening:
    """Return the lines above the first sentence, list or table, and the heading among them that is the title."""
    lines: list[Line] = []
    title: Line | None = None
    local = load_entry_cues().words["local_organisations"]
    for block in reading.blocks:
        if _is_body(reading, block):
            break
        start, end = block.lines[0].start, block.lines[-1].end
        line = Line(collapse(reading.text[start:end]), start, end, block.kind is BlockKind.HEADING)
        if title and line.is_heading and not date_alone(line.text):
            break
        lines.append(line)
        if line.is_heading and title is None and _may_be_a_title(line, organisations) and not local.match(line.text):
            title = line
    named = next((line for line in lines if line.is_heading and _may_be_a_title(line, organisations)), None)
    return Opening(tuple(lines), title or named)


def block_text(reading: Reading, block: Block) -> str:
    """Return the words of a block on one line."""
    return collapse(reading.text[block.lines[0].start : block.lines[-1].end])


def _is_body(reading: Reading, block: Block) -> bool:
    """Whether a block is where the document itself begins."""
    if block.kind is BlockKind.HEADING:
        return False
    text = block_text(reading, block)
    words = len(text.split())
    is_sentence = words > _LONGEST_SENTENCE and text.endswith(".")
    return block.kind is not BlockKind.PARAGRAPH or words > _LONGEST_LINE or is_sentence


def _may_be_a_title(line: Line, organisations: Sequence[Named]) -> bool:
    """Whether a heading is more than a letterhead, a date or an announcement of what follows."""
    if line.text.endswith(":") or date_alone(line.text) or load_entry_cues().words["letterhead"].match(line.text):
        return False
    inside = sum(named.end - named.start for named in organisations if line.start <= named.start < line.end)
    return len(line.text) - inside > len(line.text) / 3 and len(line.text.split()) > 1
