"""Headings, paragraphs, items and rows in, as a format tells them; one text and its blocks out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Block, BlockKind, Line
from corpus.reading.characters import clean, one_line
from corpus.reading.emphasis import without_emphasis
from corpus.reading.layout import lay_out, prose_block
from corpus.reading.record import Reading
from corpus.reading.shapes import LONGEST_TITLE, marker_of, opens_title

EMPTY_CELL = "–"
"""Keeps the cells of a row under their headers."""
LONGEST_CELL = 60
"""Words; a table with more in a cell is a form, whose cells are read as text."""
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    text: str
    depth: int = 0
    marker: str = "-"


class Assembler:
    """A document under way: the text so far, and the blocks that cut it."""

    def __init__(self) -> None:
        """Begin with an empty document."""
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._level = 1
        self._after_typed_bullets = False

    def heading(self, text: str, level: int = 0) -> None:
        """Add a heading; one of no level goes below the last that had one."""
        if words := one_line(_shown(text)):
            self._level = level or self._level
            start, end = self._write(words)
            self._add(Block(BlockKind.HEADING, (Line(start, end),), level=level or self._level + 1))

    def paragraph(self, text: str, *, is_bold: bool = False) -> None:
        """Add a paragraph; a short one in bold is a heading, and bullets typed by hand make a list."""
        words = _shown(text)
        if not any(map(str.isalnum, words)):
            return
        if is_bold and len(words) <= LONGEST_TITLE and opens_title(words) and words[-1] not in ".,;:":
            self.heading(words)
        elif any(marker_of(line.strip()).is_bullet for line in words.split("\n")):
            self._typed_list(words)
        else:
            start, _ = self._write(words)
            self._add(prose_block(words, start))

    def items(self, items: Sequence[Item]) -> None:
        """Add a list."""
        lines: list[Line] = []
        for item in items:
            if words := _shown(item.text):
                opening = f"{_INDENT * item.depth}{item.marker} "
                start, end = self._write(opening + words, "\n" if lines else "\n\n")
                lines.append(Line(start + len(opening), end, item.depth))
        if lines:
            self._add(Block(BlockKind.LIST, tuple(lines)))

    def rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table, its header first; a first row that says one thing is its caption, one row or column is paragraphs."""
        filled = [[one_line(_shown(cell)) for cell in row] for row in rows]
        filled = [row for row in filled if any(row)]
        if len(filled) > 2 and len(set(filled[0])) == 1:
            self.paragraph(filled.pop(0)[0])
        if len(filled) < 2 or max(map(len, filled)) < 2:
            for cell in (cell for row in filled for cell in row):
                self.paragraph(cell)
            return
        lines: list[Line] = []
        for row in filled:
            start, end = self._write("\t".join(cell or EMPTY_CELL for cell in row), "\n" if lines else "\n\n")
            lines.append(Line(start, end))
        self._add(Block(BlockKind.TABLE, tuple(lines)))

    def reading(self, fields: Mapping[str, object]) -> Reading:
        """Return what was assembled."""
        return Reading("".join(self._pieces), tuple(self._blocks), fields)

    def _write(self, words: str, separator: str = "\n\n") -> tuple[int, int]:
        """Append `words` to the text and return their span."""
        gap = separator if self._pieces else ""
        start = self._length + len(gap)
        self._pieces += (gap, words)
        self._length = start + len(words)
        return start, self._length

    def _add(self, block: Block) -> None:
        """Append a block whose text is written."""
        self._blocks.append(block)
        self._after_typed_bullets = False

    def _typed_list(self, words: str) -> None:
        """Add a paragraph whose lines begin with bullets; the list of the paragraph above goes on."""
        follows_bullets = self._after_typed_bullets
        start, _ = self._write(words)
        for block in _shifted(lay_out(words), start):
            if block.kind is BlockKind.HEADING:
                block = replace(block, level=self._level + 1)
            if follows_bullets and block.kind is BlockKind.LIST:
                block = replace(block, lines=self._blocks.pop().lines + block.lines)
            self._add(block)
            follows_bullets = False
        self._after_typed_bullets = self._blocks[-1].kind is BlockKind.LIST


def _shown(text: str) -> str:
    """Return `text` as a reader sees it, without note asterisks, white space trimmed around line breaks."""
    return re.sub(r"[ \t]*\n\s*", "\n", without_emphasis(clean(text)).text).strip()


def _shifted(blocks: Sequence[Block], offset: int) -> Iterator[Block]:
    """Yield the blocks moved by `offset` characters."""
    for block in blocks:
        moved = (Line(line.start + offset, line.end + offset, line.depth) for line in block.lines)
        yield replace(block, lines=tuple(moved))
