"""A Word file in, its text and blocks out, in the order of its body."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.reading.assembling import Assembler, Item
from corpus.reading.record import Reading, UnreadableFileError

_HEADING_STYLE = re.compile(r"(?:heading|titre)\s*(\d)$", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"(?:title|titre|titre principal)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:list|liste)\b(?! paragraph).*?(?P<depth>\d?)$", re.IGNORECASE)
_NUMBERED_STYLE = re.compile(r"(?:list number|liste numérotée)", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|tm) ?\d", re.IGNORECASE)
_LARGEST_UNPACKED = 200_000_000
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = {_FALLBACK, *map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr", "w:txbxContent"))}
_WRITTEN = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = tuple(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")))


def read_docx(name: str, content: bytes) -> Reading:
    """Read a Word file: its headings, lists and tables are told by their styles."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            is_too_large = sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED
        if not is_too_large:
            return _assemble(docx.Document(BytesIO(content)))
    except Exception as error:
        raise UnreadableFileError(
            name, f"a broken Word file ({error})", "Open it in Word and save it again."
        ) from error
    raise UnreadableFileError(name, "more than 200 MB once unpacked", "Remove its images, or split it.")


def _assemble(word: WordDocument) -> Reading:
    """Add the blocks of the body in order; items wait until their list ends."""
    out = Assembler()
    items: list[Item] = []
    numbers: Counter[tuple[str, int]] = Counter()
    for element in _elements(word.element.body):
        is_table = element.tag == qn("w:tbl")
        paragraph = None if is_table else Paragraph(element, word)
        if paragraph is not None and not _words(element).strip():
            continue
        item = _item(word, paragraph, numbers) if paragraph is not None else None
        if not item or (items and not item.depth and (item.marker == "-") != (items[0].marker == "-")):
            out.items(items)
            items = []
        if item:
            items.append(item)
            continue
        if paragraph is None:
            out.rows([[cell.text for cell in row.cells] for row in Table(element, word).rows])
        else:
            _add(paragraph, out)
    out.items(items)
    return out.reading({})


def _elements(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield paragraphs and tables in order, those of a text box or of a one-column table by themselves."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield child
            for box in _boxes(child):
                yield from _elements(box)
        elif child.tag == qn("w:tbl"):
            cells = child.findall(f"{qn('w:tr')}/{qn('w:tc')}")
            if len(cells) == len(child.findall(qn("w:tr"))):
                for cell in cells:
                    yield from _elements(cell)
            else:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _elements(child)


def _boxes(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the outermost text boxes of a paragraph, each once."""
    for child in element:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _add(paragraph: Paragraph, out: Assembler) -> None:
    """Add a paragraph, as a heading when its style or its bold type says so; a table of contents is left out."""
    words = _words(paragraph._p)
    names = [style.name or "" for style in _styles(paragraph)]
    if any(map(_CONTENTS_STYLE.match, names)):
        return
    levels = [int(match[1]) for match in map(_HEADING_STYLE.match, names) if match]
    if levels or any(map(_TITLE_STYLE.match, names)):
        out.heading(words, max(levels[0], 1) if levels else 1)
        return
    runs = [run for run in paragraph.runs if run.text.strip()]
    out.paragraph(words, is_bold=bool(runs) and all(run.bold for run in runs))


def _styles(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    """Yield the style of a paragraph and those that it is based on."""
    style = paragraph.style
    for _ in range(10):
        if style is None:
            return
        yield style
        style = style.base_style


def _item(word: WordDocument, paragraph: Paragraph, numbers: Counter[tuple[str, int]]) -> Item | None:
    """Return the paragraph as an item, if its style or its numbering makes it one and it is not a heading."""
    styles = list(_styles(paragraph))
    names = [style.name or "" for style in styles]
    if any(_HEADING_STYLE.match(name) or _TITLE_STYLE.match(name) for name in names):
        return None
    numbering = next(filter(None, map(_numbering, (paragraph._p, *(style.element for style in styles)))), None)
    by_name = next(filter(None, map(_LIST_STYLE.match, names)), None)
    if not numbering and not by_name:
        return None
    identifier, depth = numbering or (names[0], 0)
    is_numbered = _is_numbered(word, identifier, depth) if numbering else bool(_NUMBERED_STYLE.match(names[0]))
    depth = max(depth, int(by_name["depth"] or 1) - 1 if by_name else 0)
    numbers[identifier, depth] += 1
    for deeper in [key for key in numbers if key[0] == identifier and key[1] > depth]:
        del numbers[deeper]
    return Item(_words(paragraph._p), depth, f"{numbers[identifier, depth]}." if is_numbered else "-")


def _numbering(element: BaseOxmlElement) -> tuple[str, int] | None:
    """Return the list and the depth that the properties of a paragraph or a style name."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    identifier = found.find(qn("w:numId")) if found is not None else None
    if identifier is None or identifier.get(qn("w:val")) == "0":
        return None
    depth = found.find(qn("w:ilvl"))
    return identifier.get(qn("w:val")), int(depth.get(qn("w:val"))) if depth is not None else 0


def _is_numbered(word: WordDocument, identifier: str, depth: int) -> bool:
    """Whether the items of a list at this depth bear numbers or letters rather than bullets."""
    formats = word.part.numbering_part.element.xpath(
        f"w:abstractNum[@w:abstractNumId=../w:num[@w:numId='{identifier}']/w:abstractNumId/@w:val]"
        f"/w:lvl[@w:ilvl='{depth}']/w:numFmt/@w:val"
    )
    return bool(formats) and formats[0] not in ("bullet", "none")


def _words(element: BaseOxmlElement) -> str:
    """Return what is read of a paragraph: insertions, links, no deletions, no hidden text, no text box."""
    pieces = []
    for child in element:
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag in _WRITTEN:
            pieces.append(_WRITTEN[child.tag])
        elif child.tag not in _NOT_SHOWN and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None:
            pieces.append(_words(child))
    return "".join(pieces)
