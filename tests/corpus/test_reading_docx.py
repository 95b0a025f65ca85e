"""Word files: styles tell headings and lists, the order of the body is kept."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.document import BlockKind
from corpus.reading import Reading
from corpus.reading.docx import read_docx


def read(word: WordDocument) -> Reading:
    file = BytesIO()
    word.save(file)
    return read_docx("guide.docx", file.getvalue())


def blocks(reading: Reading) -> list[tuple[BlockKind, int, list[str]]]:
    return [(b.kind, b.level, [reading.text[line.start : line.end] for line in b.lines]) for b in reading.blocks]


def test_headings_paragraphs_and_tables_come_in_the_order_of_the_body():
    word = docx.Document()
    word.add_heading("Guide", 0)
    word.add_heading("Aides", 2)
    word.add_paragraph("Une aide de 15\u00a0000\u00a0€.")
    table = word.add_table(2, 2)
    for cell, words in zip(table._cells, ["", "ESP", "Montant", "15 000 €"], strict=True):
        cell.text = words
    word.add_paragraph().add_run("Suivi").bold = True

    reading = read(word)

    assert blocks(reading) == [
        (BlockKind.HEADING, 1, ["Guide"]),
        (BlockKind.HEADING, 2, ["Aides"]),
        (BlockKind.PARAGRAPH, 0, ["Une aide de 15\u00a0000\u00a0€."]),
        (BlockKind.TABLE, 0, ["–\tESP", "Montant\t15 000 €"]),
        (BlockKind.HEADING, 3, ["Suivi"]),
    ]


@pytest.mark.parametrize("name", ["Titre 2", "Heading 2"])
def test_style_names_are_read_in_both_languages(name: str):
    word = docx.Document()
    style = word.styles[name] if name in word.styles else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    word.add_paragraph("Aides", style=style)

    reading = read(word)

    assert blocks(reading) == [(BlockKind.HEADING, 2, ["Aides"])]


def test_bulleted_and_numbered_items_make_two_lists():
    word = docx.Document()
    word.add_paragraph("un", style="List Bullet")
    word.add_paragraph("deux", style="List Bullet 2")
    word.add_paragraph("trois", style="List Number")
    word.add_paragraph("quatre", style="List Number")

    reading = read(word)

    assert reading.text == "- un\n  - deux\n\n1. trois\n2. quatre"
    assert [words for _, _, words in blocks(reading)] == [["un", "deux"], ["trois", "quatre"]]


def test_insertions_are_read_and_deletions_and_hidden_text_are_not():
    word = docx.Document()
    paragraph = word.add_paragraph("Une aide ")
    paragraph.add_run("cachée ").font.hidden = True
    for xml in (
        "<w:ins {}><w:r><w:t>de 5 ans</w:t></w:r></w:ins>",
        "<w:del {}><w:r><w:delText>non</w:delText></w:r></w:del>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))

    reading = read(word)

    assert reading.text == "Une aide de 5 ans"


def test_a_table_of_one_column_is_its_paragraphs():
    word = docx.Document()
    word.add_table(1, 1).cell(0, 0).text = "Un encadré."

    reading = read(word)

    assert blocks(reading) == [(BlockKind.PARAGRAPH, 0, ["Un encadré."])]
