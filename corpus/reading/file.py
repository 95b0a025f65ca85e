"""A path in, its reading out: the reader is chosen by suffix, after a look at the first bytes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from corpus.reading.docx import read_docx
from corpus.reading.html import read_html
from corpus.reading.markdown import read_markdown
from corpus.reading.pdf import read_pdf
from corpus.reading.record import Reading, UnreadableFileError
from corpus.reading.text import read_text

LARGEST_FILE = 20_000_000
"""Bytes."""
_READERS: Mapping[str, Callable[[str, bytes], Reading]] = MappingProxyType(
    {
        ".txt": read_text,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".docx": read_docx,
        ".pdf": read_pdf,
    }
)
SUFFIXES = frozenset(_READERS)
"""Suffixes of the files that can be read, in lower case."""

_PDF_MARK_WITHIN = 1024
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_ARCHIVE = b"PK\x03\x04"


def read_file(path: Path) -> Reading:
    """Read the file at `path`; raise UnreadableFileError with the reason and the remedy when nothing can be read."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError(path.name, "an unknown format", f"Give one of {' '.join(sorted(SUFFIXES))}.")
    content = _content(path)
    _refuse_disguise(path, content)
    reading = reader(path.name, content)
    if not reading.blocks:
        raise UnreadableFileError(path.name, "no text in it", "Remove it, or add a version that holds text.")
    return reading


def _content(path: Path) -> bytes:
    """Return the bytes of a file that is there, not empty and not too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            limit = f"{LARGEST_FILE // 1_000_000} MB"
            raise UnreadableFileError(path.name, f"larger than {limit}", "Remove its images, or split it.")
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError(path.name, reason, "Check its name and that you may read it.") from error
    if not content.strip():
        raise UnreadableFileError(path.name, "empty", "Remove it, or save the document again.")
    return content


def _refuse_disguise(path: Path, content: bytes) -> None:
    """Refuse a file whose first bytes are not those of its suffix."""
    suffix = path.suffix.lower()
    if suffix == ".pdf" and b"%PDF-" not in content[:_PDF_MARK_WITHIN]:
        raise UnreadableFileError(path.name, "not really a PDF", "Download it again, or rename it to what it is.")
    if suffix == ".docx" and content.startswith(_OLD_WORD):
        reason = "encrypted, or in the old Word format"
        raise UnreadableFileError(path.name, reason, "Save it as .docx without a password.")
    if suffix == ".docx" and not content.startswith(_ARCHIVE):
        raise UnreadableFileError(path.name, "not really a Word file", "Save it as .docx from Word.")
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if suffix not in (".pdf", ".docx") and b"\x00" in content and not is_utf16:
        raise UnreadableFileError(path.name, "not a text", "Rename it to what it is, or save it as UTF-8 text.")
