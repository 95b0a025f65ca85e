"""Documents printed as PDFs: what is read of them is what their texts say, block for block."""

from itertools import takewhile
from pathlib import Path

import pytest

from corpus.document import Block, BlockKind
from corpus.quoting import find_quote
from corpus.reading import Reading, read_file
from corpus.reading.pdf import read_pdf
from corpus.sentences import sentence_spans
from tests.corpus.made_pdfs import DOCUMENTS, LAYOUTS, Layout, make_corpus, make_pdf

MEMENTO = Path(__file__).parents[1] / "regions" / "normandie-memento-financements.txt"
PRINTED = [(DOCUMENTS / f"{stem}.txt", layout) for stem, layout in LAYOUTS.items()]
AMOUNTS = [
    (MEMENTO, Layout(has_narrow_spaces=True, rows_a_page=1, repeats_header=repeats)) for repeats in (True, False)
]
RUNNING_TITLE = "arsgrandestaccompagnementmsp"
"""The header of the document of one page: nothing tells it from a line of text."""


def legible(reading: Reading, layout: Layout) -> list[Block]:
    """Return the blocks of a text above the heading from which it is printed as an image."""
    return list(takewhile(lambda block: words(reading, block) != [layout.scanned_from], reading.blocks))


def words(reading: Reading, block: Block) -> list[str]:
    return [reading.text[line.start : line.end] for line in block.lines]


def letters(reading: Reading, blocks: list[Block]) -> list[tuple[BlockKind, str]]:
    """Return the kind of each line with what it says, without what printing changes: spaces, hyphens, typography."""
    return [
        (block.kind, "".join(filter(str.isalnum, line.casefold())))
        for block in blocks
        for line in words(reading, block)
    ]


def sentences(reading: Reading, blocks: list[Block]) -> list[str]:
    """Return the headings, sentences, items and cells of some blocks."""
    return [
        piece
        for block in blocks
        for line in words(reading, block)
        for piece in (
            [line[start:end] for start, end in sentence_spans(line, 0, len(line))]
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST)
            else line.split("\t")
        )
    ]


@pytest.mark.parametrize(("source", "layout"), [*PRINTED, *AMOUNTS])
def test_every_sentence_is_found_word_for_word(source: Path, layout: Layout):
    original = read_file(source)
    expected = sentences(original, legible(original, layout))

    printed = read_pdf("printed.pdf", make_pdf(source, layout))

    missing = [sentence for sentence in expected if find_quote(printed.text, sentence) is None]
    assert len(missing) <= 0.01 * len(expected), missing


@pytest.mark.parametrize(("source", "layout"), [*PRINTED, *AMOUNTS])
def test_headings_paragraphs_items_and_rows_are_those_of_the_text(source: Path, layout: Layout):
    original = read_file(source)

    printed = read_pdf("printed.pdf", make_pdf(source, layout))

    read = [line for line in letters(printed, list(printed.blocks)) if line[1] != RUNNING_TITLE]
    assert read == letters(original, legible(original, layout))


def test_rows_on_a_second_page_bear_their_page():
    printed = read_pdf("printed.pdf", make_pdf(*AMOUNTS[0]))

    table = next(block for block in printed.blocks if block.kind is BlockKind.TABLE)

    pages = [1 + printed.text.count("\f", 0, line.start) for line in table.lines]
    assert pages == [1, 1, 2, 3]


def test_the_folder_made_holds_a_pdf_and_an_entry_of_each_document(tmp_path: Path):
    make_corpus(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{stem}.{suffix}" for stem in LAYOUTS for suffix in ("pdf", "yaml")
    )
    assert read_file(tmp_path / "cls-pays-ruffecois-action-2.pdf").pages_without_text == (3,)
