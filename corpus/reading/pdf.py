"""A PDF in, its text and blocks out, each with its page; running titles dropped, words cut by the margin made whole."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import accumulate
from math import ceil

from pypdf import PdfReader
from pypdf.generic import Destination

from corpus.folding import fold
from corpus.reading.characters import clean
from corpus.reading.layout import lay_out
from corpus.reading.record import Reading, UnreadableFileError
from corpus.reading.shapes import marker_of

MOST_PAGES = 2_000
_LEAST_TEXT = 20
"""Characters other than white space below which a page is an image or a blank."""
_RUNNING_SHARE = 0.6
"""Share of the pages that a running title stands on."""
_EDGE = 3
"""Lines at the top and at the bottom of a page where running titles stand."""
_LONE_BULLET = re.compile(r"^[ \t]*([•▪◦■□●○►▸➢➔⇒✓✔❖‣·→–\uf0a7\uf0b7\uf0d8-])[ \t]*\n", re.MULTILINE)
_CUT_WORD = re.compile(r"([^\W\d_]+)-[ \t]*\n[ \t]*([^\W\d_]+)")


def read_pdf(name: str, content: bytes) -> Reading:
    """Read a PDF page by page, in the order in which it holds its text."""
    try:
        reader = PdfReader(BytesIO(content))
        is_locked = bool(reader.is_encrypted and not reader.decrypt(""))
        count = 0 if is_locked else len(reader.pages)
    except Exception as error:
        raise UnreadableFileError(
            name, f"a broken PDF ({error})", "Open it in a viewer and print it to PDF."
        ) from error
    if is_locked:
        raise UnreadableFileError(name, "encrypted", "Save it without a password.")
    if not 0 < count <= MOST_PAGES:
        raise UnreadableFileError(
            name, f"{count} pages", f"Give a PDF of 1 to {MOST_PAGES:,} pages; split a longer one."
        )
    pages = [_page_text(reader, number) for number in range(count)]
    empty = tuple(number for number, page in enumerate(pages, 1) if len("".join(page.split())) < _LEAST_TEXT)
    if len(empty) == count:
        raise UnreadableFileError(name, "no text on any page", "It is probably a scan: add a version with text (OCR).")
    return _laid_out(pages, _outline(reader), empty)


def _laid_out(pages: Sequence[str], titles: Mapping[str, int], empty: tuple[int, ...]) -> Reading:
    """Join the pages and cut the whole into blocks, so that a sentence goes on over the end of a page."""
    kept = _without_running_lines([[line.strip() for line in page.split("\n") if line.strip()] for page in pages])
    whole = _whole_words("\f".join("\n".join(lines) for lines in kept))
    texts = whole.split("\f")
    text = "\n".join(texts)
    starts = list(accumulate((len(page) + 1 for page in texts), initial=0))
    blocks = tuple(
        replace(block, page=bisect_right(starts, block.lines[0].start)) for block in lay_out(text, (), titles)
    )
    return Reading(text, blocks, pages_without_text=empty)


def _page_text(reader: PdfReader, number: int) -> str:
    """Return the text of a page, nothing when the page cannot be read."""
    try:
        # The bullet of the standard fonts may come out as the control character of its old code.
        text = reader.pages[number].extract_text().replace("\x7f", "•")
    except Exception:
        return ""
    return _LONE_BULLET.sub(r"\1 ", re.sub(r"(?<=\S) {2,}(?=\S)", " ", clean(text)))


def _outline(reader: PdfReader) -> Mapping[str, int]:
    """Return the level of each title of the outline, by folded title; nothing when it cannot be read."""
    try:
        return dict(_levels(reader.outline, 1))
    except Exception:
        return {}


def _levels(outline: list[Destination | list], level: int) -> Iterator[tuple[str, int]]:
    """Yield the folded titles of an outline with their levels."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _levels(entry, level + 1)
        else:
            yield fold(entry.title or ""), level


def _without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Drop the lines at the edges of pages that most pages bear, whatever their figures; numbered titles stay."""
    if len(pages) < 3:
        return list(pages)
    seen = Counter(line for page in pages for line in {_masked(line) for line in page[:_EDGE] + page[-_EDGE:]})
    running = {line for line, count in seen.items() if count >= ceil(_RUNNING_SHARE * len(pages))}
    return [
        [
            line
            for at, line in enumerate(page)
            if _EDGE <= at < len(page) - _EDGE or _masked(line) not in running or marker_of(line).level
        ]
        for page in pages
    ]


def _masked(line: str) -> str:
    """Return `line` with each number as one sign."""
    return re.sub(r"\d+", "#", fold(line))


def _whole_words(text: str) -> str:
    """Join the words that a hyphen cuts at the end of a line; one written with a hyphen elsewhere keeps it."""
    written = {word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", text)}

    def joined(match: re.Match[str]) -> str:
        first, second = match.groups()
        if not second[0].islower():
            return match[0]
        has_hyphen = f"{first}-{second}".lower() in written
        return f"{first}-{second}" if has_hyphen else first + second

    return _CUT_WORD.sub(joined, text)
