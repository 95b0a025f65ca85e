"""Any file: the reader fits the format, and a file that cannot be read says why and what to do."""

import os
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.reading import SUFFIXES, Reading, UnreadableFileError, read_file, read_files
from corpus.settings import CorpusSettings


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"Une aide."), ("a.MD", b"Une aide."), ("a.markdown", b"Une aide."), ("a.htm", b"<p>Une aide.</p>")],
)
def test_the_reader_is_chosen_by_suffix(tmp_path: Path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)

    reading = read_file(path)

    assert reading.text == "Une aide."
    assert path.suffix.lower() in SUFFIXES


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.odt", b"PK", "an unknown format"),
        ("a.txt", b" \n", "empty"),
        ("a.txt", b"***\n---", "no text in it"),
        ("a.txt", b"\x00\x01\x02", "of no known kind, not a text"),
        ("a.md", b"---\ntitle: [Guide\n---\nTexte.", "its front matter cannot be used: it is not valid YAML"),
        ("a.html", b"<nav>Menu</nav>", "no text in it"),
        ("a.html", b"<!-- rien -->", "not a web page"),
        ("a.pdf", b"<!DOCTYPE html><p>Erreur 404</p>", "a web page, not a PDF"),
        ("a.pdf", b"%PDF-1.7\nrien", "a broken PDF"),
        ("a.docx", b"\xd0\xcf\x11\xe0 rien", "an encrypted or old Office file, not a Word file"),
        ("a.docx", b"<html></html>", "a web page, not a Word file"),
        ("a.docx", b"PK\x03\x04 rien", "a broken Word file"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_the_reason_and_the_remedy(
    tmp_path: Path, name: str, content: bytes, reason: str
):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError) as refusal:
        read_file(path)

    assert str(refusal.value).startswith(f"{name}: {reason}")
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Une aide. " * 10_001, "a paragraph of more than 100,000 characters"),
        ("Une aide.\n\n" * 500_000, "more than 5,000,000 characters of text"),
    ],
)
def test_a_text_that_cannot_be_searched_in_time_is_refused(tmp_path: Path, text: str, reason: str):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=reason):
        read_file(path)


def test_files_are_read_apart_and_in_order(tmp_path: Path):
    for name in ("c.txt", "a.txt", "b.odt"):
        (tmp_path / name).write_text(f"Une aide de {name}.", encoding="utf-8")

    first, second, third = read_files([tmp_path / name for name in ("c.txt", "a.txt", "b.odt")], CorpusSettings())

    assert first == read_file(tmp_path / "c.txt")
    assert second == read_file(tmp_path / "a.txt")
    assert str(third).startswith("b.odt: an unknown format. Save it as one of .docx ")


def test_no_file_starts_no_reader():
    assert list(read_files([], CorpusSettings())) == []


def test_front_matter_crosses_from_the_process_that_reads(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Aide\ndate: 2024-01-31\nregion: [Corse]\n---\nUne aide.", encoding="utf-8")

    (reading,) = read_files([path], CorpusSettings())

    assert reading.fields == {"title": "Aide", "date": "2024-01-31", "region": ["Corse"]}


def test_pages_that_are_images_are_recognised_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    scan, recognised, program = (tmp_path / name for name in ("scan.pdf", "recognised.pdf", "ocrmypdf"))
    for path, words in ((scan, ""), (recognised, "Une aide de 15 000 euros par an.")):
        canvas = Canvas(str(path))
        canvas.drawString(60, 700, words)
        canvas.save()
    program.write_text(f'#!/bin/sh\nfor last; do :; done\ncp "{recognised}" "$last"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    (without,) = read_files([scan], CorpusSettings())
    (with_ocr,) = read_files([scan], CorpusSettings(ocr=True))

    assert str(without).startswith("scan.pdf: no text on any page. ")
    assert isinstance(with_ocr, Reading)
    assert with_ocr.text.strip() == "Une aide de 15 000 euros par an."


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableFileError, match=r"^absent\.txt: No such file"):
        read_file(tmp_path / "absent.txt")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path):
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 20_000_001)

    with pytest.raises(UnreadableFileError, match="larger than 20 MB"):
        read_file(path)
