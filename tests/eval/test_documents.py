"""What an evaluation knows of the documents that it asks about."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from eval.documents import pages_without_text


def test_pages_that_are_images_are_named_for_the_report(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "guide.pdf"))
    canvas.drawString(60, 700, "L’agence verse une aide de 15 000 euros par an.")
    canvas.showPage()
    canvas.rect(60, 60, 400, 600)
    canvas.save()
    (tmp_path / "note.txt").write_text("Une aide.", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")

    named = pages_without_text(tmp_path)

    assert named == "guide.pdf, p. 2"
