"""The lines and ruled tables of a page in, its lines in reading order out, each row of a table as one line with tabs."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.folding import fold
from corpus.reading.assembling import EMPTY_CELL, LONGEST_CELL
from corpus.reading.characters import one_line
from corpus.reading.columns import in_reading_order
from corpus.reading.hyphens import Hyphens
from corpus.reading.printed import PrintedLine, RuledTable

_HELD = 0.8
"""Share of the words of a table that its cells hold; those that a gap or a rule cuts are read in two ways."""


def ordered_lines(lines: Sequence[PrintedLine], tables: Sequence[RuledTable]) -> list[PrintedLine]:
    """Return the lines of a page in reading order, the rows of its tables in their place."""
    outside = list(lines)
    insides: list[tuple[RuledTable, list[PrintedLine]]] = []
    for table in tables:
        inside = [line for line in outside if any(map(line.is_within, table.cells))]
        if inside and _holds(table, inside):
            outside = [line for line in outside if line not in inside]
            insides.append((table, inside))
    ordered = in_reading_order(outside)
    for table, inside in insides:
        place = _place(ordered, table)
        ordered[place:place] = _form(inside, table) if _is_form(table) else _rows(inside, table)
    return ordered


def without_repeated_headers(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """Drop the header that a table repeats at the top of its next page."""
    kept: list[list[PrintedLine]] = []
    header: PrintedLine | None = None
    for lines in pages:
        is_repeated = header is not None and bool(lines) and fold(lines[0].text) == fold(header.text)
        rest = list(lines[1:] if is_repeated else lines)
        table = _table_at_end(rest)
        goes_on = header is not None and len(table) == len(rest) > 0 and _tabs(table[0]) == _tabs(header)
        if not goes_on:
            header = table[0] if table else None
        kept.append(rest)
    return kept


def _table_at_end(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the rows that a page ends with."""
    columns = _tabs(lines[-1]) if lines else 0
    return list(takewhile(lambda line: columns and _tabs(line) == columns, reversed(lines)))[::-1]


def _tabs(line: PrintedLine) -> int:
    """Count what sets the cells of a row apart."""
    return line.text.count("\t")


def _holds(table: RuledTable, lines: Sequence[PrintedLine]) -> bool:
    """Whether the cells hold the words of the lines that they replace: no text is lost to a font read in two ways."""
    held = {word for row in table.rows for cell in row for word in fold(cell).split()}
    words = [word for line in lines for word in fold(line.text).split()]
    return sum(word in held for word in words) >= _HELD * len(words)


def _place(lines: Sequence[PrintedLine], table: RuledTable) -> int:
    """Return where a table goes among lines: after the nearest above it, else before the nearest below."""
    left, top, right, bottom = table.box
    beside = [(line.baseline, at) for at, line in enumerate(lines) if line.left < right and line.right > left]
    above = [found for found in beside if found[0] <= top + 1]
    below = [found for found in beside if found[0] > bottom]
    return max(above)[1] + 1 if above else min(below)[1] if below else len(lines)


def _is_form(table: RuledTable) -> bool:
    """Whether a cell holds more than a cell of figures does."""
    return any(len(cell.split()) > LONGEST_CELL for row in table.rows for cell in row)


def _form(lines: Sequence[PrintedLine], table: RuledTable) -> Iterator[PrintedLine]:
    """Yield the lines cell by cell."""
    for cell in table.cells:
        yield from in_reading_order([line for line in lines if line.is_within(cell)])


def _rows(lines: Sequence[PrintedLine], table: RuledTable) -> Iterator[PrintedLine]:
    """Yield a line a row, and before them what the first row says over all columns."""
    left, top, right, _ = table.box
    size = max((line.size for line in lines), default=0.0)
    for at, row in enumerate(table.rows):
        cells = [_cell(cell) for cell in row]
        is_caption = at == 0 and len(set(cells)) == 1 and len(table.rows) > 2
        text = cells[0] if is_caption else "\t".join(cells)
        yield PrintedLine(text, left, right, top, size)


def _cell(text: str) -> str:
    """Return the words of a cell on one line."""
    lines = [line for line in text.split("\n") if line.strip()] or [EMPTY_CELL]
    hyphens = Hyphens(lines)
    whole = lines[0]
    for line in lines[1:]:
        whole = hyphens.joined(whole, line)
    return one_line(whole)
