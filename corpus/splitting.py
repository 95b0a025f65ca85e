"""A document in, its passages out: cut along the document's own sections, lists kept with what introduces them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.definitions import defined_structure
from corpus.document import (
    CELL_SEPARATOR,
    PAGE_BREAK,
    STATED_LEVELS,
    Block,
    BlockKind,
    Document,
    Line,
    Passage,
    Status,
    Unit,
)
from corpus.folding import collapse, fold
from corpus.reading.shapes import LONGEST_LABEL, is_sentence
from corpus.sentences import sentence_spans
from corpus.vocabulary import Vocabulary

PASSAGE_WORDS = 160
"""A passage is closed when the next group would take it beyond; 110 to 180 words measured best (docs/architecture.md)."""
REMNANT_WORDS = 24
"""A piece of at most this many words stays with the one before: alone it says too little to be found."""

_NUMBERED = re.compile(r"^article \w+|^(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.)°]+\s*(?:[-–]\s*)?|^\d+\s+[-–]\s*")
_CONTINUED = re.compile(r"\s*\(suite\)\s*$", re.IGNORECASE)
_DEMANDED = re.compile(
    r"\b(?:aucune?|rien) n'est (?:encore )?en vigueur\b|\bne sont pas (?:encore )?en vigueur\b"
    r"|\bsont des (?:demandes|propositions|revendications)\b"
)
"""A first paragraph with these words says that what stands beside it is demanded, not in force."""
_NOW = re.compile(r"^(?:actuellement|aujourd'hui|a ce jour|a l'heure actuelle)\b")


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading path, what it is worth and is about, and the blocks under it."""

    headings: tuple[str, ...]
    status: Status
    topic: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading above a section, and the structures that it names."""

    level: int
    text: str
    named: tuple[str, ...]


def split(document: Document, vocabulary: Vocabulary) -> list[Passage]:
    """Return the passages of `document` in reading order, each with its status, topic and quotable units."""
    passages: list[Passage] = []
    for section in _sections(document, vocabulary):
        topic = section.topic
        for group in _groups(document, section):
            defined = defined_structure(group[0].text, vocabulary)
            topic = (defined,) if defined else topic
            passages.append(_passage(document, replace(section, topic=topic), group, len(passages)))
    return passages


def _sections(document: Document, vocabulary: Vocabulary) -> Iterator[_Section]:
    """Yield the sections that hold something, statuses and topics handed down from heading to heading."""
    path: list[_Heading] = []
    status = document.source.status
    demands_from: int | None = None
    topic = title_topic = vocabulary.structures.find(document.source.title)
    stated = document.source.id.lower().endswith(STATED_LEVELS)
    for is_heading, run in groupby(document.blocks, key=lambda block: block.kind is BlockKind.HEADING):
        blocks = tuple(run)
        if not is_heading:
            demanded = _DEMANDED.search(fold(_text(document, blocks[0])))
            told = Status.PROPOSAL if demanded else status
            yield _Section(tuple(heading.text for heading in path), told, topic, blocks)
            defined = _last_defined(document, blocks, vocabulary)
            topic = (defined,) if defined else topic
            continue
        for block in blocks:
            heading = _CONTINUED.sub("", collapse(_text(document, block)))
            level = block.level or 2
            if entered := _status_by_entry(document, heading):
                status, demands_from = entered, None
            elif any(_begins(heading, words) for words in vocabulary.proposal_headings):
                status, demands_from = Status.PROPOSAL, level
            elif stated and demands_from is not None and level <= demands_from:
                status, demands_from = document.source.status, None
            while path and path[-1].level >= level:
                path.pop()
            above = next((other.named for other in reversed(path) if other.named), title_topic)
            named = vocabulary.structures.find(heading)
            starts_anew = level == 1 or stated or bool(_NUMBERED.match(fold(heading)))
            path.append(_Heading(level, heading, named))
            topic = named or (above if starts_anew else topic)


def _status_by_entry(document: Document, heading: str) -> Status | None:
    """Return the status that begins at `heading` as the entry of the document says, if it says anything."""
    return next((part.status for part in document.source.sections if _begins(heading, part.heading)), None)


def _begins(heading: str, words: str) -> bool:
    """Whether a heading begins with words, whatever its number, unless the words are but a number ("Article 15")."""
    named, wanted = _title(heading), _title(words)
    if not wanted:
        named, wanted = fold(heading), fold(words)
    return bool(re.match(rf"{re.escape(wanted)}(?!\w)", named))


def _title(heading: str) -> str:
    """Return a heading folded, without its number."""
    return _NUMBERED.sub("", fold(heading))


def _last_defined(document: Document, blocks: Sequence[Block], vocabulary: Vocabulary) -> str | None:
    """Return the structure that the blocks define last: what follows is about it."""
    opened = (defined_structure(collapse(_text(document, block)), vocabulary) for block in reversed(blocks))
    return next(filter(None, opened), None)


def _groups(document: Document, section: _Section) -> Iterator[list[Unit]]:
    """Yield the units of each passage of a section: whole paragraphs and lists, up to PASSAGE_WORDS."""
    group: list[Unit] = []
    words = 0
    for piece in _pieces(document, section):
        size = sum(len(unit.text.split()) for unit in piece)
        if group and words + size > PASSAGE_WORDS and size > REMNANT_WORDS:
            yield group
            group, words = [], 0
        group.extend(piece)
        words += size
    if group:
        yield group


def _pieces(document: Document, section: _Section) -> Iterator[list[Unit]]:
    """Yield what is not to be cut: a paragraph, a list or table with its introduction; longer ones part at their items."""
    introduction: list[Unit] = []
    for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=True):
        if block.kind is BlockKind.PARAGRAPH:
            if introduction:
                yield introduction
                introduction = []
            units = _sentences(document, block, section.status)
            if _introduces(units, following):
                introduction = units
            else:
                yield units
            continue
        header = introduction[-1].text if introduction else ""
        yield from _parted(introduction, _items(document, block, section, header))
        introduction = []
    if introduction:
        yield introduction


def _introduces(units: list[Unit], following: Block | None) -> bool:
    """Whether a paragraph leads to the list or table after it: its last sentence is left open."""
    return following is not None and following.kind is not BlockKind.PARAGRAPH and units[-1].text[-1] not in ".!?…»"


def _caption(section: _Section) -> str:
    """Return what introduces a list that no sentence introduces: its heading."""
    return section.headings[-1] if section.headings else ""


def _parted(introduction: list[Unit], items: list[Unit]) -> Iterator[list[Unit]]:
    """Yield the list with its introduction, in several pieces when it is longer than a passage."""
    piece, words = list(introduction), sum(len(unit.text.split()) for unit in introduction)
    for item in items:
        size = len(item.text.split())
        if len(piece) > len(introduction) and words + size > PASSAGE_WORDS:
            yield piece
            piece, words = [], 0
        piece.append(item)
        words += size
    yield piece


def _sentences(document: Document, block: Block, status: Status) -> list[Unit]:
    """Cut a paragraph into its sentences; one that says how things stand now is a report even among proposals."""
    units = []
    for line in block.lines:
        for start, end in _told(document.text, line):
            text = collapse(document.text[start:end])
            opens_report = status is Status.PROPOSAL and (_NOW.match(fold(text)) or _opens_report(document, line))
            units.append(Unit(start, end, text, Status.REPORT if opens_report else status, BlockKind.PARAGRAPH))
    return units


def _told(text: str, line: Line) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a line; a name that opens it ("Aide au démarrage. Un…") stays with the first."""
    spans = list(sentence_spans(text, line.start, line.end))
    if len(spans) < 2:
        return spans
    (start, end), (_, following_end), *others = spans
    named = text[start:end]
    is_name = len(named) <= LONGEST_LABEL and named.endswith(".") and not is_sentence(named)
    return [(start, following_end), *others] if is_name else spans


def _items(document: Document, block: Block, section: _Section, introduction: str) -> list[Unit]:
    """Cut a list into its items and a table into its rows, each with what introduces it."""
    status = section.status
    if block.kind is BlockKind.TABLE:
        return _rows(document, block, status, introduction)
    header = introduction or _caption(section)
    units: list[Unit] = []
    parents: dict[int, str] = {}
    for line in block.lines:
        parents = {depth: text for depth, text in parents.items() if depth < line.depth}
        introduced_by = " ".join((header, *parents.values())).strip()
        item = Unit(
            line.start, line.end, collapse(document.text[line.start : line.end]), status, block.kind, introduced_by
        )
        parents[line.depth] = item.text
        units.extend(_dated(document, item))
    return units


def _opens_report(document: Document, line: Line) -> bool:
    """Whether a paragraph or an item opens on how things stand now: among proposals, it is a report."""
    return bool(_NOW.match(fold(document.text[line.start : line.end])))


def _dated(document: Document, item: Unit) -> list[Unit]:
    """Return the item whole, or its sentences when it opens on how things stand now among proposals."""
    if item.status is not Status.PROPOSAL or not _opens_report(document, Line(item.start, item.end)):
        return [item]
    spans = sentence_spans(document.text, item.start, item.end)
    return [
        replace(item, start=start, end=end, text=collapse(document.text[start:end]), status=Status.REPORT)
        for start, end in spans
    ]


def _rows(document: Document, block: Block, status: Status, caption: str) -> list[Unit]:
    """Cut a table into its rows, its caption and its header row given with each."""
    lines = [(line, _row(document.text[line.start : line.end])) for line in block.lines]
    header = f"{caption} {lines[0][1]}".strip()
    rows = lines[1:] or lines
    return [Unit(line.start, line.end, text, status, block.kind, header) for line, text in rows]


def _row(text: str) -> str:
    """Return a row with its cells kept apart."""
    return CELL_SEPARATOR.join(filter(None, (collapse(cell) for cell in re.split(r"\t| \| ", text))))


def _passage(document: Document, section: _Section, units: list[Unit], position: int) -> Passage:
    """Make the passage that spans `units`."""
    start, end = units[0].start, units[-1].end
    return Passage(
        source=document.source,
        headings=section.headings,
        text=document.text[start:end],
        page=_page(document, start),
        start=start,
        end=end,
        status=section.status,
        units=tuple(units),
        topic=section.topic,
        position=position,
    )


def _page(document: Document, offset: int) -> int:
    """Return the page that holds `offset`: that of its block, or one after it, as the form feeds in between tell."""
    block = next(block for block in document.blocks if block.lines[-1].end > offset)
    return block.page + document.text.count(PAGE_BREAK, block.lines[0].start, offset)


def _text(document: Document, block: Block) -> str:
    """Return the text of a block, from its first line to its last."""
    return document.text[block.lines[0].start : block.lines[-1].end]
