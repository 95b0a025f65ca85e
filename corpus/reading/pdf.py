"""A PDF in, its text and blocks out, each with its page: as a person would have typed it, without running titles."""

import re
from bisect import bisect_left
from dataclasses import replace

from corpus.document import PAGE_BREAK
from corpus.reading.layout import lay_out
from corpus.reading.pdf_pages import printed_file
from corpus.reading.pdf_tables import ruled_tables
from corpus.reading.printed import PrintedPage
from corpus.reading.record import NO_TEXT, Reading, UnreadableFileError
from corpus.reading.running_lines import without_running_lines
from corpus.reading.table_rows import ordered_lines, without_repeated_headers
from corpus.reading.typesetting import typeset

MOST_PAGES = 2_000
_LEAST_TEXT = 20
"""Characters other than white space below which a page is an image or a blank."""


def read_pdf(name: str, content: bytes, most_pages: int = MOST_PAGES) -> Reading:
    """Read a PDF: its lines, tables and type tell its blocks; a form feed in the text ends each page."""
    file = printed_file(name, content, most_pages)
    pages = without_running_lines(file.pages)
    hiding = tuple(number for number, page in enumerate(pages, 1) if page.is_hiding)
    empty = tuple(number for number, page in enumerate(pages, 1) if _is_empty(page))
    if len(empty) == len(pages):
        remedy = (
            "It is probably a scan: add a version with text, or recognise it (OCR): python -m corpus add --ocr FILE."
        )
        raise UnreadableFileError(name, NO_TEXT, remedy)
    # The words of the cells are taken afresh, hidden ones with them.
    ruled = [number for number, page in enumerate(pages) if page.has_rules and not page.is_hiding]
    tables = ruled_tables(content, ruled)
    lines = [ordered_lines(page.lines, tables.get(number, ())) for number, page in enumerate(pages)]
    typed = typeset(without_repeated_headers(lines))
    blocks = lay_out(typed.text, typed.bold, {**typed.titles, **file.outline})
    breaks = [found.start() for found in re.finditer(PAGE_BREAK, typed.text)]
    placed = (replace(block, page=1 + bisect_left(breaks, block.lines[0].start)) for block in blocks)
    return Reading(typed.text, tuple(placed), pages_without_text=empty, pages_with_hidden_text=hiding)


def _is_empty(page: PrintedPage) -> bool:
    """Whether a page has no text but its running titles."""
    return sum(len("".join(line.text.split())) for line in page.lines) < _LEAST_TEXT
