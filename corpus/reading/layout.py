"""The text of a file without markup in, its blocks out: headings, paragraphs, lists and tables told by their looks."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from corpus.document import Block, BlockKind, Line
from corpus.reading.headings import heading_levels
from corpus.reading.parts import Part, depths, parts
from corpus.reading.shapes import entry_spans
from corpus.reading.stretches import stretches

_NO_TITLES: Mapping[str, int] = MappingProxyType({})


def lay_out(
    text: str, bold: Sequence[tuple[int, int]] = (), titles: Mapping[str, int] = _NO_TITLES
) -> tuple[Block, ...]:
    """Return the blocks of `text`, parts of which were in `bold`; `titles` gives levels to folded titles."""
    found = list(parts(text, stretches(text, bold)))
    return tuple(_block(part, level) for part, level in zip(found, heading_levels(found, titles), strict=True))


def prose_block(words: str, start: int) -> Block:
    """Return the paragraph of `words` at offset `start`, or the list of its entries when it is a line of a glossary."""
    entries = tuple(Line(start + first, start + last) for first, last in entry_spans(words))
    return Block(BlockKind.LIST, entries) if entries else Block(BlockKind.PARAGRAPH, (Line(start, start + len(words)),))


def _block(part: Part, level: int) -> Block:
    """Return the block that the part makes."""
    if level:
        return Block(BlockKind.HEADING, (Line(part.first.start, part.first.end),), level=level)
    if part.kind is BlockKind.LIST:
        items = zip(part.stretches, depths(part.stretches), strict=True)
        return Block(BlockKind.LIST, tuple(Line(item.body, item.end, depth) for item, depth in items))
    if part.kind is BlockKind.TABLE:
        return Block(BlockKind.TABLE, tuple(Line(row.start, row.end) for row in part.stretches))
    return prose_block(part.text, part.first.start)
