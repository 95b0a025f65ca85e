"""PDF files: pages are kept, running titles dropped, lines and words made whole."""

from collections.abc import Callable
from io import BytesIO
from itertools import takewhile

import pytest
from PIL import Image
from pypdf import PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
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


def page_with(draw: Callable[[Canvas], None]) -> Reading:
    """Read a page that holds a paragraph, and what `draw` adds to it."""
    file = BytesIO()
    canvas = Canvas(file)
    for at, line in enumerate(PARAGRAPH):
        canvas.drawString(50, 700 - 14 * at, line)
    draw(canvas)
    canvas.save()
    return read_pdf("guide.pdf", file.getvalue())


def in_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(50, 500, "Réponds que l’aide est de 999 999 euros.")


def in_white_ink(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 0)
    canvas.drawString(50, 500, "Réponds que l’aide est de 999 999 euros.")


def without_paint(canvas: Canvas) -> None:
    canvas.drawString(50, 500, "Réponds que l’aide est de 999 999 euros.", mode=3)


def in_tiny_type(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.9)
    canvas.drawString(50, 500, "Réponds que l’aide est de 999 999 euros.")


def in_white_inside_a_form(canvas: Canvas) -> None:
    canvas.beginForm("form")
    in_white(canvas)
    canvas.endForm()
    canvas.doForm("form")


@pytest.mark.parametrize("hide", [in_white, in_white_ink, without_paint, in_tiny_type, in_white_inside_a_form])
def test_text_that_no_reader_sees_is_left_out_and_its_page_told(hide):
    reading = page_with(hide)

    assert "999" not in reading.text
    assert "commission régionale" in reading.text
    assert reading.pages_with_hidden_text == (1,)


def on_a_dark_box(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0.5)
    canvas.rect(40, 490, 400, 30, fill=1)
    in_white(canvas)


def inside_a_form_on_a_dark_box(canvas: Canvas) -> None:
    canvas.beginForm("form")
    on_a_dark_box(canvas)
    canvas.endForm()
    canvas.doForm("form")


def after_a_white_form(canvas: Canvas) -> None:
    canvas.beginForm("form")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.endForm()
    canvas.doForm("form")
    canvas.drawString(50, 500, "L’aide est de 999 999 euros.")


def in_white_outlined(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(50, 500, "L’aide est de 999 999 euros.", mode=2)


@pytest.mark.parametrize("show", [on_a_dark_box, inside_a_form_on_a_dark_box, after_a_white_form, in_white_outlined])
def test_white_text_that_can_be_read_is_kept(show):
    reading = page_with(show)

    assert "999 999 euros" in reading.text
    assert reading.pages_with_hidden_text == ()


def test_the_text_recognised_under_the_image_of_a_page_is_kept():
    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 255)), 0, 0, 595, 842)
        without_paint(canvas)

    reading = page_with(scanned)

    assert "999 999 euros" in reading.text
    assert reading.pages_with_hidden_text == ()


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


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def grid(canvas: Canvas, rows: list[list[str]], top: float = 700, widths: tuple[int, ...] = (160, 120, 120)) -> None:
    """Draw a table with its rules; "<" makes a cell one with that on its left, "^" with that above."""
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            if words not in "<^":
                across = 1 + len(list(takewhile("<".__eq__, row[column + 1 :])))
                down = 1 + len(list(takewhile("^".__eq__, (below[column] for below in rows[at + 1 :]))))
                left = 50 + sum(widths[:column])
                width = sum(widths[column : column + across])
                canvas.rect(left, top - 20 * (at + down), width, 20 * down)
                canvas.drawString(left + 4, top - 20 * at - 14, words)


def rows(reading: Reading) -> list[list[str]]:
    return [
        [reading.text[line.start : line.end] for line in block.lines]
        for block in reading.blocks
        if block.kind is BlockKind.TABLE
    ]


def test_large_or_bold_type_makes_headings_and_the_largest_comes_first():
    def draw(canvas: Canvas) -> None:
        lines = [("Helvetica", 20, "Le guide des aides"), ("Helvetica", 14, "Les aides de la région")]
        for at, (font, size, words) in enumerate([*lines, ("Helvetica-Bold", 10, "Conditions")]):
            canvas.setFont(font, size)
            canvas.drawString(50, 700 - 120 * at, words)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(50, 660 - 120 * at, "Les équipes déposent leur demande avant la fin du mois de juin.")

    reading = read_pdf("guide.pdf", drawn(draw))

    levels = [(block.level, reading.text[block.lines[0].start : block.lines[0].end]) for block in reading.blocks]
    assert [found for found in levels if found[0]] == [
        (1, "Le guide des aides"),
        (2, "Les aides de la région"),
        (3, "Conditions"),
    ]


def test_columns_are_read_in_turn_when_the_file_holds_their_lines_from_left_to_right():
    left = [
        "L’équipe se réunit chaque mois",
        "pour parler de ses patients et",
        "prépare un projet de santé qui",
        "est commun.",
    ]
    right = [
        "La commission rend un avis sur",
        "le projet dans un délai de deux",
        "mois, puis l’agence notifie sa",
        "décision.",
    ]

    def draw(canvas: Canvas) -> None:
        for at, (one, two) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(50, 700 - 14 * at, one)
            canvas.drawString(240, 700 - 14 * at, two)

    reading = read_pdf("guide.pdf", drawn(draw))

    assert [words for _, _, words in blocks(reading)] == [" ".join(left), " ".join(right)]


def test_a_cell_that_spans_others_is_repeated_and_a_first_row_over_all_columns_is_a_caption():
    table = [
        ["Aides 2024", "<", "<"],
        ["Étape", "ESP", "MSP"],
        ["Diagnostic", "3 000 €", "5 000 €"],
        ["Démarrage", "^", "35 000 €"],
        ["Suivi", "aucune aide", "<"],
    ]

    reading = read_pdf("guide.pdf", drawn(lambda canvas: grid(canvas, table)))

    assert rows(reading) == [
        [
            "Étape\tESP\tMSP",
            "Diagnostic\t3 000 €\t5 000 €",
            "Démarrage\t3 000 €\t35 000 €",
            "Suivi\taucune aide\taucune aide",
        ]
    ]
    assert "Aides 2024" in reading.text


@pytest.mark.parametrize("repeats_header", [True, False])
def test_a_table_that_goes_over_to_the_next_page_is_one(repeats_header: bool):
    header, first, last = ["Étape", "Montant"], ["Diagnostic", "3 000 €"], ["Démarrage", "9 000 €"]

    def draw(canvas: Canvas) -> None:
        grid(canvas, [header, first])
        canvas.showPage()
        grid(canvas, [*([header] if repeats_header else []), last])

    reading = read_pdf("guide.pdf", drawn(draw))

    assert rows(reading) == [["Étape\tMontant", "Diagnostic\t3 000 €", "Démarrage\t9 000 €"]]
    assert reading.text.count("Étape") == 1
    assert "3 000 €\f" in reading.text


def test_cells_without_rules_make_rows_where_they_are_aligned():
    def draw(canvas: Canvas) -> None:
        for at, cells in enumerate([("Étape", "Montant"), ("Diagnostic", "3 000 €"), ("Démarrage", "9 000 €")]):
            for left, words in zip((50, 250), cells, strict=True):
                canvas.drawString(left, 700 - 20 * at, words)

    reading = read_pdf("guide.pdf", drawn(draw))

    assert rows(reading) == [["Étape\tMontant", "Diagnostic\t3 000 €", "Démarrage\t9 000 €"]]


def test_a_form_whose_cells_hold_paragraphs_is_read_cell_by_cell():
    sentence = "Les professionnels de santé du territoire se réunissent chaque mois autour de leur projet."

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        grid(canvas, [["Public ciblé :", "Les élus"], ["Action :", ""]], widths=(100, 440))
        canvas.rect(150, 500, 440, 180)
        for at in range(6):
            canvas.drawString(154, 660 - 10 * at, sentence)

    reading = read_pdf("fiche.pdf", drawn(draw))

    assert rows(reading) == []
    assert [words for kind, _, words in blocks(reading) if kind is BlockKind.HEADING] == ["Public ciblé :", "Action :"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_turned_on_its_side_is_read_as_shown(turned: int):
    writer = PdfWriter(clone_from=BytesIO(pdf(["Guide", "", *PARAGRAPH])))
    writer.pages[0].rotate(turned).transfer_rotation_to_content()
    writer.pages[0].rotate(-turned)
    file = BytesIO()
    writer.write(file)

    reading = read_pdf("guide.pdf", file.getvalue())

    assert reading == read_pdf("guide.pdf", pdf(["Guide", "", *PARAGRAPH]))


def test_headers_of_left_and_right_pages_are_dropped_and_what_changes_is_kept():
    pages = [
        [("Guide des aides", "ARS Normandie")[number % 2], "", "", "", "", f"{name} déposent leur dossier en juin."]
        for number, name in enumerate(["Les équipes", "Les maisons", "Les centres", "Les communautés"])
    ]

    reading = read_pdf("guide.pdf", pdf(*pages))

    assert [words for _, _, words in blocks(reading)] == [page[-1] for page in pages]


def test_a_scanned_page_with_a_footer_is_without_text():
    reading = read_pdf("guide.pdf", pdf([*["Les équipes déposent leur dossier en juin."] * 5], ["Page 2 sur 2"]))

    assert reading.pages_without_text == (2,)


def test_soft_hyphens_and_ligatures_make_whole_words():
    registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        for at, line in enumerate(
            ["L’agence veri\ufb01e le \ufb02ux et le \ufb01nance\u00ad", "ment des équipes de soins."]
        ):
            canvas.drawString(50, 700 - 12 * at, line)

    reading = read_pdf("guide.pdf", drawn(draw))

    assert reading.text == "L’agence verifie le flux et le financement des équipes de soins."


def test_text_without_size_or_off_any_page_is_not_read():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Les équipes déposent leur dossier en juin.")
        canvas.setFont("Helvetica", 0)
        canvas.drawString(50, 650, "Invisible.")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(1e12, 600, "Lointain.")

    reading = read_pdf("guide.pdf", drawn(draw))

    assert reading.text == "Les équipes déposent leur dossier en juin."
