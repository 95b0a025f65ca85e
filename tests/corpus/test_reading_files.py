"""Any file: the reader fits the format, and a file that cannot be read says why and what to do."""

from pathlib import Path

import pytest

from corpus.reading import SUFFIXES, UnreadableFileError, read_file


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
        ("a.txt", b"\x00\x01\x02", "not a text"),
        ("a.md", b"---\ntitle: [Guide\n---\nTexte.", "the front matter is not valid YAML"),
        ("a.html", b"<nav>Menu</nav>", "no text in it"),
        ("a.html", b"<!-- rien -->", "not a web page"),
        ("a.pdf", b"<!DOCTYPE html><p>Erreur 404</p>", "not really a PDF"),
        ("a.pdf", b"%PDF-1.7\nrien", "a broken PDF"),
        ("a.docx", b"\xd0\xcf\x11\xe0 rien", "encrypted, or in the old Word format"),
        ("a.docx", b"<html></html>", "not really a Word file"),
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


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableFileError, match=r"^absent\.txt: No such file"):
        read_file(tmp_path / "absent.txt")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path):
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 20_000_001)

    with pytest.raises(UnreadableFileError, match="larger than 20 MB"):
        read_file(path)
