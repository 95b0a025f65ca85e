"""Markdown: its marks become blocks, what is left is what is read."""

from corpus.document import BlockKind
from corpus.reading import Reading
from corpus.reading.markdown import read_markdown


def blocks(reading: Reading) -> list[tuple[BlockKind, int, list[str]]]:
    return [(b.kind, b.level, [reading.text[line.start : line.end] for line in b.lines]) for b in reading.blocks]


def test_headings_paragraphs_and_bold_lines_are_told_apart():
    content = b"# Guide *ESP*\n\nUne **aide** de l'ARS* [ici](x) ![image](y.png)\nsur deux lignes.\n\n**Suivi**\n\nFin."

    reading = read_markdown("guide.md", content)

    assert blocks(reading) == [
        (BlockKind.HEADING, 1, ["Guide ESP"]),
        (BlockKind.PARAGRAPH, 0, ["Une aide de l'ARS ici\nsur deux lignes."]),
        (BlockKind.HEADING, 2, ["Suivi"]),
        (BlockKind.PARAGRAPH, 0, ["Fin."]),
    ]


def test_lists_nest_and_show_their_markers_outside_their_items():
    content = b"- un\n  - deux\n- trois\n\n3. quatre\n4. cinq\n"

    reading = read_markdown("guide.md", content)

    assert reading.text == "- un\n  - deux\n- trois\n\n3. quatre\n4. cinq"
    assert [line.depth for line in reading.blocks[0].lines] == [0, 1, 0]
    assert [words for _, _, words in blocks(reading)] == [["un", "deux", "trois"], ["quatre", "cinq"]]


def test_a_table_keeps_its_columns_where_a_cell_is_empty():
    content = b"| | ESP |\n|---|---|\n| Aide | |\n"

    reading = read_markdown("guide.md", content)

    assert blocks(reading) == [(BlockKind.TABLE, 0, ["–\tESP", "Aide\t–"])]


def test_front_matter_becomes_fields_and_markup_is_not_shown():
    content = b"---\ntitle: Guide\n---\n<div>Texte<br></div>\n\n> Note <b>grasse</b>\n"

    reading = read_markdown("guide.md", content)

    assert reading.fields == {"title": "Guide"}
    assert reading.text == "Texte\n\nNote grasse"
