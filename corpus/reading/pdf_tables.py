"""The bytes of a PDF and some page numbers in, the ruled tables of these pages out; by pdfplumber."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import Table

from corpus.reading.characters import clean
from corpus.reading.printed import Box, RuledTable

_MOST_PAGES = 100
"""Pages searched in one file, at a tenth of a second each; those after them are read without their rules."""
_Cells = Sequence[Sequence[Box | None]]


def ruled_tables(content: bytes, numbers: Sequence[int]) -> Mapping[int, list[RuledTable]]:
    """Return the tables of the pages of these numbers, from 0; a page that cannot be searched has none."""
    if not numbers:
        return {}
    try:
        with pdfplumber.open(BytesIO(content)) as file:
            return {number: list(_tables(file.pages[number])) for number in numbers[:_MOST_PAGES]}
    except Exception:
        return {}


def _tables(page: Page) -> Iterator[RuledTable]:
    """Yield the tables of a page that have two columns at least; one of a single row may go on from the page before."""
    try:
        found = page.find_tables()
        for table in found:
            boxes = [list(row.cells) for row in table.rows]
            rows = _filled(_words(table), boxes)
            if rows and len(rows[0]) >= 2:
                yield RuledTable(_moved(table.bbox, page), rows, tuple(_moved(box, page) for box in table.cells))
    except Exception:
        return
    finally:
        page.close()


def _words(table: Table) -> list[list[str | None]]:
    """Return the text of each cell, None where another cell covers its place."""
    return [[None if cell is None else clean(cell) for cell in row] for row in table.extract()]


def _filled(rows: Sequence[Sequence[str | None]], boxes: _Cells) -> tuple[tuple[str, ...], ...]:
    """Return the rows with the text of a cell that covers others repeated, without empty rows and columns."""
    whole = [
        [cell if cell is not None else _covering(rows, boxes, at, column) for column, cell in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    columns = [column for column in zip(*whole, strict=True) if any(map(str.strip, column))]
    return tuple(row for row in zip(*columns, strict=True) if any(map(str.strip, row)))


def _covering(rows: Sequence[Sequence[str | None]], boxes: _Cells, at: int, column: int) -> str:
    """Return the text of the cell that covers a place: one on its left in the row, else one above."""
    middle = _middle([line[column] for line in boxes], 0)
    for place in range(column - 1, -1, -1):
        box = boxes[at][place]
        if box and middle and box[2] > middle:
            return rows[at][place] or ""
    height = _middle(boxes[at], 1)
    for line in range(at - 1, -1, -1):
        for place in range(column, -1, -1):
            box = boxes[line][place]
            if box and height and box[3] > height and (place == column or (middle and box[2] > middle)):
                return rows[line][place] or ""
    return ""


def _middle(boxes: Sequence[Box | None], axis: int) -> float | None:
    """Return the middle of the narrowest of the boxes, across (0) or down (1)."""
    spans = [(box[axis + 2] - box[axis], box[axis]) for box in boxes if box]
    return min(spans)[1] + min(spans)[0] / 2 if spans else None


def _moved(box: Box, page: Page) -> Box:
    """Return the box from the corner of the page as shown."""
    left, top = page.bbox[:2]
    return box[0] - left, box[1] - top, box[2] - left, box[3] - top
