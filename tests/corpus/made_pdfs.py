"""Texts in, the same texts as PDFs out: running titles, columns, ruled tables, cut words, ligatures, a page that is an image.

`python -m tests.corpus.made_pdfs FOLDER` makes PDFs of the documents of the project with their entries, so that
`python -m eval --corpus FOLDER` tells what reading PDFs rather than texts costs.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import reportlab
import yaml
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Block, BlockKind, Line
from corpus.folding import collapse
from corpus.reading import read_file

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"

_WIDTH, _HEIGHT = A4
_MARGIN = 60.0
_TOP, _BOTTOM = _HEIGHT - 80, 70.0
_GUTTER = 24.0
_SIZE = 9.5
_HEADING_SIZES = (15.0, 12.0, 10.5)
_LEADING = 1.25
_INDENT = 14.0
_PLAIN, _BOLD = "Vera", "VeraBd"
_NARROW = "\u202f"
_GROUPED = re.compile(r"(?<=\d)[ \u00a0](?=\d{3}\b|€)")
_FONTS = Path(reportlab.__file__).parent / "fonts"
_LIGATURES = MappingProxyType({"fi": "ﬁ", "fl": "ﬂ"})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is printed."""

    columns: int = 1
    is_across: bool = False
    """Whether the file holds its lines from left to right over the columns rather than column by column."""
    is_hyphenated: bool = False
    has_ligatures: bool = False
    has_narrow_spaces: bool = False
    rows_a_page: int = 0
    """Rows of a table before it goes over to the next page; 0 for as many as fit."""
    repeats_header: bool = True
    scanned_from: str = ""
    """The heading from which the text is an image; "" for none."""


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "ars-grand-est-accompagnement-msp": Layout(has_narrow_spaces=True, has_ligatures=True),
        "ars-esp-cpts-gcs-sara": Layout(columns=2, is_across=True, is_hyphenated=True, has_narrow_spaces=True),
        "ars-bretagne-politique-exercices-coordonnes": Layout(is_hyphenated=True, rows_a_page=2),
        "avecsante-accompagner-les-msp": Layout(columns=2, is_hyphenated=True, has_ligatures=True),
        "cls-pays-ruffecois-action-2": Layout(scanned_from="Les regroupements de professionnels labellisés :"),
    }
)


@dataclass(frozen=True, slots=True)
class _Words:
    """A line of print."""

    text: str
    x: float
    y: float
    font: str
    size: float


@dataclass(slots=True)
class _Page:
    """What one page bears."""

    words: list[_Words] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    is_scanned: bool = False


class _Printer:
    """A document under way: its pages so far, and where the next line goes."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._column = 0
        self._y = _TOP
        self.pages = [_Page()]
        self.width = (_WIDTH - 2 * _MARGIN - (layout.columns - 1) * _GUTTER) / layout.columns

    def lines(self, text: str, indent: float = 0.0, font: str = _PLAIN, size: float = _SIZE, marker: str = "") -> None:
        """Print a paragraph, an item or a heading."""
        for at, line in enumerate(self._wrapped(text, self.width - indent, font, size)):
            self._make_room(size * _LEADING)
            if marker and at == 0:
                self._put(marker, indent - _INDENT, font, size)
            self._put(line, indent, font, size)
            self._y -= size * _LEADING
        self._y -= 5

    def row(self, cells: Sequence[str], font: str = _PLAIN) -> None:
        """Print a row of a table, each cell in its box."""
        width = self.width / len(cells)
        wrapped = [list(self._wrapped(cell, width - 8, font, _SIZE)) for cell in cells]
        height = max(map(len, wrapped)) * _SIZE * _LEADING + 6
        self._make_room(height)
        top = self._y
        for number, lines in enumerate(wrapped):
            self.pages[-1].boxes.append((self._left + number * width, top - height, width, height))
            for at, line in enumerate(lines):
                self._y = top - 3 - at * _SIZE * _LEADING
                self._put(line, number * width + 4, font, _SIZE)
        self._y = top - height

    def new_page(self, *, is_scanned: bool = False) -> None:
        """Go on at the top of another page."""
        self.pages.append(_Page(is_scanned=is_scanned))
        self._column, self._y = 0, _TOP

    def gap(self, height: float = 8.0) -> None:
        """Leave a space."""
        self._y -= height

    @property
    def _left(self) -> float:
        return _MARGIN + self._column * (self.width + _GUTTER)

    def _put(self, text: str, indent: float, font: str, size: float) -> None:
        self.pages[-1].words.append(_Words(text, self._left + indent, self._y - size, font, size))

    def _make_room(self, height: float) -> None:
        if self._y - height >= _BOTTOM:
            return
        if self._column + 1 < self._layout.columns:
            self._column, self._y = self._column + 1, _TOP
        else:
            self.new_page(is_scanned=self.pages[-1].is_scanned)

    def _wrapped(self, text: str, width: float, font: str, size: float) -> Iterator[str]:
        """Yield the lines of `text`, the last word of each cut where the layout allows it."""
        line = ""
        for word in _dressed(text, self._layout).split(" "):
            longer = f"{line} {word}" if line else word
            if stringWidth(longer, font, size) <= width:
                line = longer
                continue
            head = self._head(line, word, width, font, size)
            yield f"{line} {head}-" if head else line
            line = word.removeprefix(head)
        yield line

    def _head(self, line: str, word: str, width: float, font: str, size: float) -> str:
        """Return how much of `word` still fits on `line`, cut between a vowel and a consonant; "" for nothing."""
        if not self._layout.is_hyphenated or font != _PLAIN or not word.isalpha():
            return ""
        cuts = (at for at in range(len(word) - 3, 2, -1) if word[at - 1] in "aeiou" and word[at] not in "aeiouyhx")
        return next((word[:at] for at in cuts if stringWidth(f"{line} {word[:at]}-", font, size) <= width), "")


def make_pdf(source: Path, layout: Layout) -> bytes:
    """Print the text at `source`."""
    _register_fonts()
    reading = read_file(source)
    printer = _Printer(layout)
    for block in reading.blocks:
        _print(printer, layout, block, reading.text)
    return _drawn(printer.pages, layout, running_title=source.stem.replace("-", " ").capitalize())


def make_corpus(folder: Path) -> None:
    """Make the PDF and the entry of each document; an entry holds the name that question sets give to the text."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem, layout in LAYOUTS.items():
        (folder / f"{stem}.pdf").write_bytes(make_pdf(DOCUMENTS / f"{stem}.txt", layout))
        entry = yaml.safe_load((DOCUMENTS / f"{stem}.yaml").read_text(encoding="utf-8"))
        entry["original_name"] = f"{stem}.txt"
        (folder / f"{stem}.yaml").write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")


def _register_fonts() -> None:
    """Make the fonts known; the narrow no-break space, which they lack, borrows the glyph of the space."""
    for name in (_PLAIN, _BOLD):
        font = TTFont(name, _FONTS / f"{name}.ttf")
        font.face.charToGlyph[ord(_NARROW)] = font.face.charToGlyph[ord(" ")]
        font.face.charWidths[ord(_NARROW)] = font.face.charWidths[ord(" ")]
        registerFont(font)


def _print(printer: _Printer, layout: Layout, block: Block, text: str) -> None:
    """Print one block of `text`."""
    lines = [text[line.start : line.end] for line in block.lines]
    if block.kind is BlockKind.HEADING:
        if layout.scanned_from and collapse(lines[0]) == layout.scanned_from:
            printer.new_page(is_scanned=True)
        printer.gap()
        printer.lines(collapse(lines[0]), font=_BOLD, size=_HEADING_SIZES[min(block.level, len(_HEADING_SIZES)) - 1])
    elif block.kind is BlockKind.LIST:
        for words, line in zip(lines, block.lines, strict=True):
            printer.lines(collapse(words), _INDENT * (line.depth + 1), marker=_marker(text, line))
    elif block.kind is BlockKind.TABLE:
        _print_table(printer, layout, [row.split("\t") for row in lines])
    else:
        printer.lines(collapse(lines[0]))


def _marker(text: str, line: Line) -> str:
    """Return the number before an item, else a bullet."""
    before = text[text.rfind("\n", 0, line.start) + 1 : line.start].strip()
    return before if before[:1].isdigit() else "•–"[line.depth % 2]


def _print_table(printer: _Printer, layout: Layout, rows: Sequence[Sequence[str]]) -> None:
    """Print a table, over to the next page when the layout says so."""
    header, *body = rows
    printer.row(header, _BOLD)
    for at, row in enumerate(body):
        if layout.rows_a_page and at and at % layout.rows_a_page == 0:
            printer.new_page()
            if layout.repeats_header:
                printer.row(header, _BOLD)
        printer.row(row)
    printer.gap(14)


def _dressed(text: str, layout: Layout) -> str:
    """Return `text` with the typography of the layout."""
    if layout.has_narrow_spaces:
        text = _GROUPED.sub(_NARROW, text)
    if layout.has_ligatures:
        for letters, ligature in _LIGATURES.items():
            text = text.replace(letters, ligature)
    return text


def _drawn(pages: Sequence[_Page], layout: Layout, running_title: str) -> bytes:
    """Draw the pages, each with its header and its footer."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for number, page in enumerate(pages, 1):
        header = _Words(running_title, _MARGIN, _HEIGHT - 45, _PLAIN, 8)
        footer = _Words(f"Page {number} sur {len(pages)}", _WIDTH / 2 - 25, 40, _PLAIN, 8)
        if page.is_scanned:
            canvas.drawImage(_photographed(page), 0, 0, _WIDTH, _HEIGHT)
        else:
            ordered = sorted(page.words, key=lambda words: -words.y) if layout.is_across else page.words
            for words in (header, *ordered, footer):
                canvas.setFont(words.font, words.size)
                canvas.drawString(words.x, words.y, words.text)
            for box in page.boxes:
                canvas.rect(*box)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _photographed(page: _Page) -> ImageReader:
    """Return an image of the page, as a scanner makes it."""
    scale = 150 / 72
    image = Image.new("L", (round(_WIDTH * scale), round(_HEIGHT * scale)), 255)
    draw = ImageDraw.Draw(image)
    for words in page.words:
        font = ImageFont.truetype(_FONTS / f"{words.font}.ttf", round(words.size * scale))
        draw.text((words.x * scale, (_HEIGHT - words.y - words.size) * scale), words.text, fill=0, font=font)
    return ImageReader(image)


if __name__ == "__main__":
    make_corpus(Path(sys.argv[1]))
