"""Word files: styles tell headings and lists, the order of the body is kept."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

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


def test_type_makes_headings_where_no_style_does():
    word = docx.Document()
    for size, words in (
        (20, "Le guide des aides"),
        (14, "Les aides"),
        (11, "Une aide est versée aux équipes de soins."),
    ):
        word.add_paragraph().add_run(words).font.size = Pt(size)
    outlined = word.add_paragraph("Conditions")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))

    reading = read(word)

    assert [(level, words) for _, level, words in blocks(reading)] == [
        (1, ["Le guide des aides"]),
        (2, ["Les aides"]),
        (0, ["Une aide est versée aux équipes de soins."]),
        (3, ["Conditions"]),
    ]


def test_merged_cells_are_repeated_and_a_first_row_over_all_columns_is_a_caption():
    word = docx.Document()
    table = word.add_table(4, 3)
    for cell, words in zip(
        table._cells, ["Aides", "", "", "Étape", "ESP", "MSP", "Appui", "1", "2", "Suivi", "", "3"], strict=True
    ):
        cell.text = words
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(2, 1).merge(table.cell(3, 1))

    reading = read(word)

    assert blocks(reading) == [
        (BlockKind.PARAGRAPH, 0, ["Aides"]),
        (BlockKind.TABLE, 0, ["Étape\tESP\tMSP", "Appui\t1\t2", "Suivi\t1\t3"]),
    ]


def test_insertions_and_inner_tables_are_read_in_the_cells_of_a_table():
    word = docx.Document()
    table = word.add_table(2, 2)
    for cell, words in zip(table._cells, ["Étape", "Montant", "Appui", "3 000"], strict=True):
        cell.text = words
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> €</w:t></w:r></w:ins>"))
    table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "externe"

    reading = read(word)

    assert blocks(reading) == [(BlockKind.TABLE, 0, ["Étape\tMontant", "Appui externe\t3 000 €"])]


def test_a_form_whose_cells_hold_paragraphs_is_read_cell_by_cell():
    word = docx.Document()
    table = word.add_table(1, 2)
    table.cell(0, 0).paragraphs[0].add_run("Description").bold = True
    table.cell(0, 1).text = "Les équipes se réunissent chaque mois. " * 12
    table.cell(0, 1).add_paragraph("un projet", style="List Bullet")

    reading = read(word)

    assert [kind for kind, _, _ in blocks(reading)] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST]


def test_notes_follow_the_list_that_refers_to_them():
    word = docx.Document()
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>Sous réserve d’accord.</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    item = word.add_paragraph("une aide", style="List Bullet")
    item._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>"))
    word.add_paragraph("un appui", style="List Bullet")

    reading = read(word)

    assert blocks(reading) == [
        (BlockKind.LIST, 0, ["une aide", "un appui"]),
        (BlockKind.PARAGRAPH, 0, ["Sous réserve d’accord."]),
    ]


def test_running_titles_are_not_read_and_text_boxes_are():
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "ARS"
    word.sections[0].footer.paragraphs[0].text = "Page 1"
    paragraph = word.add_paragraph("Une aide.")
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>À retenir.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph._p.append(parse_xml(box))

    reading = read(word)

    assert reading.text == "Une aide.\n\nÀ retenir."
