"""The lines of a page in the order of the file in, in the order of reading out: columns in turn, rows with their cells."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus.reading.printed import PrintedLine

_NARROWEST = 100
"""Points."""
_LEAST_LINES = 4
_FILLED = 0.6
"""Share of its width that the lines of a column fill; the cells of a table are shorter."""
_ACROSS = 3
"""Times that the file goes back to a column on its left, from which it holds lines across the columns."""
_ALIGNED = 4
"""Points between two left ends that are the same."""
_SAME_BASELINE = 0.5


def in_reading_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines column by column, and those that stand side by side elsewhere as one, cells apart by tabs."""
    return list(_rows(_by_column(lines)))


def _by_column(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines column by column where the file holds them across the columns, else as the file holds them."""
    starts = _column_starts(lines)
    bands: list[list[tuple[int, PrintedLine]]] = [[]]
    for line in lines:
        column = max(0, bisect_right(starts, line.left + _ALIGNED) - 1)
        if column + 1 < len(starts) and line.right > starts[column + 1]:
            bands += [[(0, line)], []]
        else:
            bands[-1].append((column, line))
    back = sum(lower[0] < upper[0] for band in bands for upper, lower in pairwise(band))
    if back < _ACROSS:
        return list(lines)
    return [
        line for band in bands for _, line in sorted(band, key=lambda placed: (placed[0], round(placed[1].baseline)))
    ]


def _column_starts(lines: Sequence[PrintedLine]) -> list[float]:
    """Return where the columns of a page begin: ends that many lines share, right of lines that fill their width."""
    lefts = Counter(round(line.left) for line in lines)
    starts = [float(min(lefts, default=0))]
    for left in sorted(lefts):
        sharing = sum(lefts[near] for near in range(left - 1, left + 2))
        if left < starts[-1] + _NARROWEST or sharing < max(_LEAST_LINES, len(lines) // 10):
            continue
        widths = [line.right - line.left for line in lines if starts[-1] <= line.left and line.right <= left]
        if len(widths) >= _LEAST_LINES and median(widths) >= _FILLED * (left - starts[-1]):
            starts.append(float(left))
    return starts


def _rows(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield the lines, those that share a baseline as one: with tabs where the next or the last row has the same ends."""
    rows = list(_side_by_side(lines))
    for at, row in enumerate(rows):
        neighbours = (rows[near] for near in (at - 1, at + 1) if 0 <= near < len(rows))
        is_table = len(row) > 1 and any(_are_aligned(row, other) for other in neighbours)
        text = ("\t" if is_table else " ").join(cell.text for cell in row)
        yield replace(row[0], text=text, right=row[-1].right, is_bold=all(cell.is_bold for cell in row))


def _side_by_side(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Yield the lines that follow each other on one baseline, from left to right."""
    row: list[PrintedLine] = []
    for line in lines:
        if row and (line.left <= row[-1].left or abs(line.baseline - row[-1].baseline) > _SAME_BASELINE * row[-1].size):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _are_aligned(row: Sequence[PrintedLine], other: Sequence[PrintedLine]) -> bool:
    """Whether two rows have as many cells, which begin at the same places."""
    return len(row) == len(other) and all(
        abs(cell.left - below.left) <= _ALIGNED for cell, below in zip(row, other, strict=True)
    )
