"""What a PDF prints, page by page: lines with their place, size and weight, and ruled tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words that stand side by side."""

    text: str
    left: float
    right: float
    """Estimated from the widths of the font."""
    baseline: float
    """Points from the top of the page."""
    size: float
    is_bold: bool = False

    def is_within(self, box: Box) -> bool:
        """Whether the line begins in `box`."""
        left, top, right, bottom = box
        return left - 1 <= self.left <= right and top <= self.baseline <= bottom + 1


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table whose cells are drawn."""

    box: Box
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[Box, ...] = ()
    """Where its cells stand, row by row."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as printed."""

    height: float
    lines: Sequence[PrintedLine] = ()
    has_rules: bool = False
    """Whether as many lines or boxes are drawn as make a table."""
    is_hiding: bool = False
    """Whether it holds text that no reader sees, which is left out."""


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A PDF as printed."""

    pages: Sequence[PrintedPage]
    outline: Mapping[str, int]
    """The level of each title that the file lists, by folded title."""
