"""A Word file in, its text and blocks out, in the order of its body."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.reading.assembling import LONGEST_CELL, Assembler, Item
from corpus.reading.docx_looks import heading_level, is_bold, is_contents, size, styles
from corpus.reading.record import Reading, UnreadableFileError
from corpus.reading.type_sizes import can_be_title, title_levels

_LIST_STYLE = re.compile(r"(?:list|liste)\b(?! paragraph).*?(?P<depth>\d?)$", re.IGNORECASE)
_NUMBERED_STYLE = re.compile(r"(?:list number|liste numérotée)", re.IGNORECASE)
_LARGEST_UNPACKED = 200_000_000
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = {_FALLBACK, *map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr", "w:txbxContent"))}
_WRITTEN = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_NOTES = ((RELATIONSHIP_TYPE.FOOTNOTES, "footnote"), (RELATIONSHIP_TYPE.ENDNOTES, "endnote"))
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
    """Add the blocks of the body in order; items wait until their list ends, notes until their block does."""
    out = Assembler()
    items: list[Item] = []
    notes: list[str] = []
    numbers: Counter[tuple[str, int]] = Counter()
    known_notes = _notes(word)
    levels = _levels_by_size(word)
    for element in _elements(word.element.body):
        is_table = element.tag == qn("w:tbl")
        paragraph = None if is_table else Paragraph(element, word)
        if paragraph is not None and not _words(element).strip():
            continue
        item = _item(word, paragraph, numbers) if paragraph is not None else None
        if not item or (items and not item.depth and (item.marker == "-") != (items[0].marker == "-")):
            _close(out, items, notes)
        if item:
            items.append(item)
        elif paragraph is None:
            out.rows([[_cell(cell._tc) for cell in row.cells] for row in Table(element, word).rows])
        else:
            _add(paragraph, levels, out)
        notes += _notes_of(element, known_notes)
    _close(out, items, notes)
    return out.reading({})


def _close(out: Assembler, items: list[Item], notes: list[str]) -> None:
    """Add the list under way, then the notes of the block above."""
    out.items(items)
    items.clear()
    for note in notes:
        out.paragraph(note)
    notes.clear()


def _notes(word: WordDocument) -> Mapping[tuple[str, str], str]:
    """Return the text of each footnote and endnote, by the tag and the number of its references."""
    found: dict[tuple[str, str], str] = {}
    for relation, kind in _NOTES:
        parts = [rel.target_part for rel in word.part.rels.values() if rel.reltype == relation]
        for note in (note for part in parts for note in parse_xml(part.blob).iter(qn(f"w:{kind}"))):
            found[qn(f"w:{kind}Reference"), note.get(qn("w:id"))] = _cell(note)
    return found


def _notes_of(element: BaseOxmlElement, known: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield the notes that a block refers to."""
    for reference in element.iter(*(qn(f"w:{kind}Reference") for _, kind in _NOTES)):
        yield known.get((reference.tag, reference.get(qn("w:id"))), "")


def _levels_by_size(word: WordDocument) -> Mapping[float, int]:
    """Return the level of the headings of each size of type that is larger than that of the text."""
    paragraphs = [Paragraph(element, word) for element in word.element.body.iter(qn("w:p"))]
    lengths = Counter[float]()
    for paragraph in paragraphs:
        lengths[size(paragraph)] += len(paragraph.text)
    return title_levels(lengths, {size(paragraph) for paragraph in paragraphs if _can_be_title(paragraph)})


def _can_be_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph in large type is a title."""
    return not heading_level(paragraph) and can_be_title(_words(paragraph._p).strip())


def _elements(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield paragraphs and tables in order; those of a text box, of one column or of a form by themselves."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield child
            for box in _boxes(child):
                yield from _elements(box)
        elif child.tag == qn("w:tbl"):
            cells = child.findall(f"{qn('w:tr')}/{qn('w:tc')}")
            has_one_column = len(cells) == len(child.findall(qn("w:tr")))
            if has_one_column or any(len(_cell(cell).split()) > LONGEST_CELL for cell in cells):
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


def _add(paragraph: Paragraph, levels: Mapping[float, int], out: Assembler) -> None:
    """Add a paragraph, as a heading when its style or its type says so; a table of contents is left out."""
    words = _words(paragraph._p)
    if is_contents(paragraph):
        return
    level = heading_level(paragraph) or (levels.get(size(paragraph), 0) if _can_be_title(paragraph) else 0)
    if level:
        out.heading(words, level)
    else:
        out.paragraph(words, is_bold=is_bold(paragraph))


def _item(word: WordDocument, paragraph: Paragraph, numbers: Counter[tuple[str, int]]) -> Item | None:
    """Return the paragraph as an item, if its style or its numbering makes it one and it is not a heading."""
    if heading_level(paragraph):
        return None
    own_styles = list(styles(paragraph))
    names = [style.name or "" for style in own_styles]
    numbering = next(filter(None, map(_numbering, (paragraph._p, *(style.element for style in own_styles)))), None)
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


def _cell(element: BaseOxmlElement) -> str:
    """Return what is read of the paragraphs of a cell or a note, those of a table inside included."""
    paragraphs = (child for child in element.iter(qn("w:p")) if next(child.iterancestors(_FALLBACK), None) is None)
    return "\n".join(filter(str.strip, map(_words, paragraphs)))


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
