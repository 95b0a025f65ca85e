"""The bytes of a PDF in, its pages as printed out; by pypdf, in the order in which the file holds its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from math import hypot
from typing import Any

from pypdf import PageObject, PdfReader, Transformation
from pypdf.generic import Destination, RectangleObject
from pypdf.generic._font import Font

from corpus.folding import fold
from corpus.reading.characters import clean
from corpus.reading.pdf_hidden import HiddenText
from corpus.reading.printed import PrintedFile, PrintedLine, PrintedPage
from corpus.reading.record import UnreadableFileError
from corpus.reading.shapes import marker_of

_Matrix = tuple[float, float, float, float, float, float]

_SAME_BASELINE = 0.5
"""Share of the size of type by which a superscript or an index leaves its line."""
_CELL_GAP = 1.2
"""Gap between two cells or columns, in sizes of type."""
_ESTIMATE_ERROR = 0.03
"""Share of its length by which the estimated end of a line may be wrong."""
_RULES = range(4, 5_000)
"""Lines and boxes on a page with a table; a map or a drawing has more, and would take minutes to search."""
_DRAWN, _PAINTED, _DROPPED = (b"re", b"l"), (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), b"n"
_OFF_ANY_PAGE = 20_000
"""Points; the largest page has 14,400. What stands farther, or has no size, cannot be seen."""
_BOLD = re.compile(r"bold|black|heavy|demi(?!.*light)|semibold", re.IGNORECASE)
_SOFT_HYPHEN_AT_END = re.compile("[\u00ad\u2010](?=\\s*$)")
_SMALLEST, _USUAL_SIZE = 2.0, 5.0
"""Points; smaller type than the first cannot be read."""
_LEAST_HIDDEN = 10
"""Letters of a page that are told; a space or a mark in white is a matter of layout."""
_USUAL_WIDTH = 500.0
"""Width of a character in thousandths of the size of type, where the font does not tell."""


def printed_file(name: str, content: bytes, most_pages: int) -> PrintedFile:
    """Read the pages of a PDF; one that cannot be read at all is refused, a page that cannot be is empty."""
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
    if not 0 < count <= most_pages:
        raise UnreadableFileError(
            name, f"{count} pages", f"Give a PDF of 1 to {most_pages:,} pages; split a longer one."
        )
    fonts = _Fonts()
    return PrintedFile([_page(reader, number, fonts) for number in range(count)], _outline(reader))


def _page(reader: PdfReader, number: int, fonts: "_Fonts") -> PrintedPage:
    """Return a page as printed, an empty one when it cannot be read."""
    try:
        page = reader.pages[number]
        pieces, rules, hidden = _extracted(page, fonts)
        letters = 0 if hidden.is_a_scan else hidden.letters
        if letters:
            pieces, rules, _ = _extracted(page, fonts, blanks=True)
    except MemoryError:
        raise
    except Exception:
        return PrintedPage(0)
    height = page.cropbox.width if page.rotation % 180 else page.cropbox.height
    seen, too_small = _readable(pieces.found)
    is_hiding = letters + sum(map(_letters, too_small)) >= _LEAST_HIDDEN
    return PrintedPage(float(height), list(_lines(seen)), rules.painted in _RULES, is_hiding)


def _extracted(page: PageObject, fonts: "_Fonts", *, blanks: bool = False) -> tuple["_Pieces", "_Rules", HiddenText]:
    """Return the text of a page, the rules that it paints, and what it hides, left out when `blanks`."""
    pieces, rules = _Pieces(fonts, page.cropbox, page.rotation % 360), _Rules()
    hidden = HiddenText(float(page.cropbox.width * page.cropbox.height), blanks=blanks)

    def before(operator: bytes, operands: Any, matrix: _Matrix, text_matrix: _Matrix) -> None:
        rules.count(operator)
        hidden.before(operator, operands, matrix, text_matrix)

    page.extract_text(visitor_text=pieces.add, visitor_operand_before=before, visitor_operand_after=hidden.after)
    return pieces, rules, hidden


def _readable(pieces: Sequence[PrintedLine]) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Tell the pieces that an eye can read from those too small for it, on a page that has some of usual size."""
    if max((piece.size for piece in pieces), default=0) < _USUAL_SIZE:
        return list(pieces), []
    small = [piece for piece in pieces if piece.size < _SMALLEST]
    return [piece for piece in pieces if piece.size >= _SMALLEST], small


class _Rules:
    """Counts the lines and boxes that a page paints; those that only clip are not seen."""

    def __init__(self) -> None:
        self.painted = 0
        self._drawn = 0

    def count(self, operator: bytes, *_: Any) -> None:
        """Take in one operator of the page."""
        if operator in _DRAWN:
            self._drawn += 2 if operator == b"re" else 1
        elif operator in _PAINTED:
            self.painted, self._drawn = self.painted + self._drawn, 0
        elif operator == _DROPPED:
            self._drawn = 0


class _Pieces:
    """Gathers the runs of text of a page with their places."""

    def __init__(self, fonts: "_Fonts", box: RectangleObject, rotation: int) -> None:
        self.found: list[PrintedLine] = []
        self._fonts = fonts
        self._sides = tuple(map(float, (box.left, box.bottom, box.right, box.top)))
        self._rotation = rotation

    def add(self, text: str, matrix: _Matrix, text_matrix: _Matrix, font: Any, size: float) -> None:
        """Take in one run of text."""
        if not text:
            return
        # The bullet of the standard fonts may come out as the control character of its old code.
        words = clean(_SOFT_HYPHEN_AT_END.sub("-", text.replace("\x7f", "•"))).replace("\n", " ")
        placed = Transformation(text_matrix).transform(Transformation(matrix)).ctm
        left, down = self._shown(placed[4], placed[5])
        shown_size = abs(size) * hypot(placed[2], placed[3])
        if not (0 < shown_size < _OFF_ANY_PAGE and abs(left) < _OFF_ANY_PAGE and abs(down) < _OFF_ANY_PAGE):
            return
        right = left + self._fonts.width(font, text.strip("\n")) * shown_size
        self.found.append(PrintedLine(words, left, right, down, shown_size, _is_bold(font)))

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """Return a place from the left and from the top of the page as shown, turned as the page is."""
        left, bottom, right, top = self._sides
        if self._rotation == 90:
            return y - bottom, x - left
        if self._rotation == 180:
            return right - x, y - bottom
        if self._rotation == 270:
            return top - y, right - x
        return x - left, top - y


class _Fonts:
    """Remembers the widths of the characters of the fonts of a file."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Mapping[str, float]]] = {}

    def width(self, font: Any, text: str) -> float:
        """Return the width of `text` in sizes of type."""
        if id(font) not in self._known:
            # The font is kept as well: the identity of one that is let go may be given to another.
            self._known[id(font)] = font, _widths(font)
        _, widths = self._known[id(font)]
        return sum(widths.get(char, _USUAL_WIDTH) for char in text) / 1000


def _lines(pieces: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield the lines that the pieces make; a wide gap ends one, but after a bullet or a number."""
    line: PrintedLine | None = None
    bold_letters = 0
    for added in pieces:
        if line is not None and not _goes_on(line, added):
            yield from _finished(line, bold_letters)
            line = None
        if line is None:
            if added.text.strip():
                line, bold_letters = added, _letters(added) * added.is_bold
            continue
        bold_letters += _letters(added) * added.is_bold
        right = max(line.right, added.right) if added.text.strip() else line.right
        size = added.size if _letters(added) > _letters(line) else line.size
        line = replace(line, text=line.text + added.text, right=right, size=size)
    if line is not None:
        yield from _finished(line, bold_letters)


def _goes_on(line: PrintedLine, added: PrintedLine) -> bool:
    """Whether `added` stands on the same line, next to its end."""
    if abs(added.baseline - line.baseline) > _SAME_BASELINE * max(line.size, added.size):
        return False
    if not added.text.strip():
        return True
    words = line.text.strip()
    marker = marker_of(f"{words} x")
    if marker.kind and marker.length >= len(words):
        return added.left > line.left
    allowed = _CELL_GAP * line.size + _ESTIMATE_ERROR * (line.right - line.left)
    return line.left < added.left < line.right + allowed


def _finished(line: PrintedLine, bold_letters: int) -> Iterator[PrintedLine]:
    """Yield the line with single spaces, bold when all its letters are; nothing for white space."""
    text = re.sub(r"[ \t]{2,}", " ", line.text).strip(" \t")
    if text:
        yield replace(line, text=text, is_bold=0 < _letters(line) == bold_letters)


def _letters(line: PrintedLine) -> int:
    """Count the letters of a line."""
    return sum(map(str.isalpha, line.text))


def _is_bold(font: Any) -> bool:
    """Whether the name of a font says that it is bold."""
    return font is not None and bool(_BOLD.search(str(font.get("/BaseFont", ""))))


def _widths(font: Any) -> Mapping[str, float]:
    """Return the width of each character that a font shows, in thousandths of the size of type."""
    if font is None:
        return {}
    known = Font.from_font_resource(font)
    encoding = known.encoding if isinstance(known.encoding, dict) else {}
    widths = {}
    for code, width in known.character_widths.items():
        if len(code) == 1:
            raw = encoding.get(ord(code), code)
            widths[known.character_map.get(raw, raw)] = width
    return widths


def _outline(reader: PdfReader) -> dict[str, int]:
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
