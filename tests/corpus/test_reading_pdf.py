"""PDF files: pages are kept, running titles dropped, lines and words made whole."""

from io import BytesIO

import pytest
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from corpus.document import BlockKind
from corpus.reading import Reading, UnreadableFileError
from corpus.reading.pdf import read_pdf

PARAGRAPH = [
    "L’agence régionale de santé étudie chaque demande avec la caisse primaire, puis réunit la",
    "commission régionale qui rend son avis. Le financement peut être mobilisé par les profes-",
    "sionnels de santé libéraux dans le cadre d’un projet pluri-professionnel, pour un exercice pluri-",
    "professionnel.",
]


def pdf(*pages: list[str]) -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    for lines in pages:
        for at, line in enumerate(lines):
            canvas.drawString(50, 800 - 14 * at, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def blocks(reading: Reading) -> list[tuple[BlockKind, int, str]]:
    return [(b.kind, b.page, reading.text[b.lines[0].start : b.lines[-1].end]) for b in reading.blocks]


def test_wrapped_lines_make_paragraphs_and_cut_words_are_made_whole():
    reading = read_pdf("guide.pdf", pdf(["Financement du projet", *PARAGRAPH, "Le délai est de trois mois."]))

    assert [kind for kind, _, _ in blocks(reading)] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert "les professionnels de santé" in reading.text
    assert reading.text.count("pluri-professionnel") == 2


def test_blocks_bear_their_page_and_running_titles_are_dropped():
    subjects = ["Les équipes", "Les maisons", "Les communautés"]
    pages = [
        ["ARS – Guide", f"{number}. Partie", f"{subject} de soins ont leur projet.", f"Page {number}/3"]
        for number, subject in enumerate(subjects, 1)
    ]

    reading = read_pdf("guide.pdf", pdf(*pages))

    headings = [(page, words) for kind, page, words in blocks(reading) if kind is BlockKind.HEADING]
    assert headings == [(1, "1. Partie"), (2, "2. Partie"), (3, "3. Partie")]
    assert "Guide" not in reading.text
    assert "Page" not in reading.text


def test_a_sentence_goes_on_over_the_end_of_a_page():
    reading = read_pdf(
        "guide.pdf", pdf(["Une aide est versée aux équipes qui"], ["réunissent deux médecins généralistes."])
    )

    assert len(reading.blocks) == 1
    assert reading.blocks[0].page == 1


def test_a_bullet_alone_on_its_line_belongs_to_the_next():
    reading = read_pdf(
        "guide.pdf", pdf(["Les conditions sont les suivantes :", "•", "deux médecins ;", "• un projet."])
    )

    assert [reading.text[line.start : line.end] for line in reading.blocks[1].lines] == [
        "deux médecins ;",
        "un projet.",
    ]


def test_the_outline_tells_headings_and_their_levels():
    writer = PdfWriter(clone_from=BytesIO(pdf(["Qui peut en bénéficier", *PARAGRAPH])))
    top = writer.add_outline_item(title="Guide", page_number=0)
    writer.add_outline_item(title="Qui peut en bénéficier", page_number=0, parent=top)
    file = BytesIO()
    writer.write(file)

    reading = read_pdf("guide.pdf", file.getvalue())

    assert blocks(reading)[0] == (BlockKind.HEADING, 1, "Qui peut en bénéficier")


def test_pages_without_text_are_listed():
    reading = read_pdf("guide.pdf", pdf(PARAGRAPH, [], ["2"]))

    assert reading.pages_without_text == (2, 3)


def test_an_encrypted_file_is_read_when_its_password_is_empty_and_refused_otherwise():
    locked, unlocked = (encrypted(password) for password in ("secret", ""))

    reading = read_pdf("guide.pdf", unlocked)

    assert reading.blocks
    with pytest.raises(UnreadableFileError, match=r"^guide\.pdf: encrypted\. Save it without a password\.$"):
        read_pdf("guide.pdf", locked)


def test_a_file_of_images_alone_is_refused_with_the_remedy():
    with pytest.raises(UnreadableFileError, match=r"no text on any page.*OCR"):
        read_pdf("scan.pdf", pdf([], []))


def test_a_file_of_too_many_pages_is_refused():
    writer = PdfWriter()
    for _ in range(2_001):
        writer.add_blank_page(10, 10)
    file = BytesIO()
    writer.write(file)

    with pytest.raises(UnreadableFileError, match="2001 pages"):
        read_pdf("long.pdf", file.getvalue())


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf(PARAGRAPH)))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
