"""The pages of a file in, the same pages without running titles and page numbers out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from corpus.folding import fold
from corpus.reading.printed import PrintedLine, PrintedPage
from corpus.reading.shapes import marker_of

_MARGIN = 0.1
"""Share of the height of a page, at its top and at its bottom, where running titles stand."""
_RUNNING_SHARE = 0.3
"""Share of the pages that a running title stands on: left and right pages may bear different ones."""
_STEP = 4
"""Points by which a running title may move from page to page."""
_PAGE_NUMBER = re.compile(
    r"[-–—|•\s]*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|sur|de|of)\s*\d{1,4})?[-–—|•\s]*", re.IGNORECASE
)


def without_running_lines(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Drop page numbers, and what several pages bear at the same place of their margins; numbered titles stay."""
    seen = Counter(mark for page in pages for mark in {_mark(line) for line in page.lines if _is_marginal(line, page)})
    least = max(2, ceil(_RUNNING_SHARE * len(pages)))
    return [
        replace(page, lines=[line for line in page.lines if not _is_running(line, page, seen, least)]) for page in pages
    ]


def _is_running(line: PrintedLine, page: PrintedPage, seen: Counter[tuple[str, int]], least: int) -> bool:
    """Whether the line is a page number, or stands on at least so many pages."""
    if not _is_marginal(line, page):
        return False
    if _PAGE_NUMBER.fullmatch(line.text):
        return True
    words, place = _mark(line)
    return not marker_of(line.text).level and max(seen[words, place + step] for step in (-1, 0, 1)) >= least


def _is_marginal(line: PrintedLine, page: PrintedPage) -> bool:
    """Whether the line stands in the upper or the lower margin."""
    return not _MARGIN * page.height < line.baseline < (1 - _MARGIN) * page.height


def _mark(line: PrintedLine) -> tuple[str, int]:
    """Return the words of a line, each number as one sign, and about where they stand."""
    return re.sub(r"\d+", "#", fold(line.text)), round(line.baseline / _STEP)
