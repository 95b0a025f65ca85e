"""Plain blocks in, a Word file in memory out: every text is written as it stands, nothing in it is interpreted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

DOCX_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

GENERATED_BY = "AI-generated; generated_by=assistant-exercice-coordonne"
"""Tells machines, in the properties of the file, that a program chose its words (AI Act, article 50)."""
_REFUSED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a Word file cannot hold, such as the page breaks of a PDF's text."""
_SMALL = "Small"
_BOXES = {True: "☑", False: "☐"}
_LANGUAGE = "fr-FR"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, in small type for a remark."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list: with boxes to tick when `ticked` says of each line whether it is done, else with bullets."""

    lines: tuple[str, ...]
    ticked: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, and where they come from."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, whose head is repeated on each page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Quote | Rows


def docx_bytes(title: str, blocks: Iterable[Block], notes: Sequence[str] = ()) -> bytes:
    """Return a French A4 Word file: its title, notes in small type under it, then the blocks."""
    document = _empty(title)
    document.add_heading(_plain(title), level=0)
    for note in notes:
        document.add_paragraph(_plain(note), style=_SMALL)
    for block in blocks:
        _add(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _empty(title: str) -> Document:
    """Return a document without text: A4, in French, with our small type, and nothing left of the library's template."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(22)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _plain(title)[:255], "", ""
    properties.language, properties.keywords = _LANGUAGE, GENERATED_BY
    properties.created = properties.modified = datetime.now(UTC)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    small = document.styles.add_style(_SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = document.styles["Normal"]
    small.font.size = Pt(9)
    return document


def _add(document: Document, block: Block) -> None:
    """Write one block at the end of the document."""
    match block:
        case Heading(text, level):
            document.add_heading(_plain(text), level=level)
        case Paragraph(text, small):
            document.add_paragraph(_plain(text), style=_SMALL if small else None)
        case Items(lines, ()):
            for line in lines:
                document.add_paragraph(_plain(line), style="List Bullet")
        case Items(lines, ticked):
            for line, done in zip(lines, ticked, strict=True):
                document.add_paragraph(f"{_BOXES[done]} {_plain(line)}")
        case Quote(text, source):
            _add_quote(document, text, source)
        case Rows(head, rows):
            _add_table(document, head, rows)


def _add_quote(document: Document, text: str, source: str) -> None:
    """Write a quote set in, and its source under it on the same page."""
    quote = document.add_paragraph(f"«\u00a0{_plain(text)}\u00a0»", style="Quote")
    quote.paragraph_format.left_indent = Mm(6)
    if source:
        quote.paragraph_format.keep_with_next = True
        document.add_paragraph(_plain(source), style=_SMALL).paragraph_format.left_indent = Mm(6)


def _add_table(document: Document, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table under a head that each page repeats."""
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(_plain(text)).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(text)


def _plain(text: str) -> str:
    """Return text without the characters that a Word file refuses."""
    return _REFUSED.sub(" ", text)
