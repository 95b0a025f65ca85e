"""The bytes of a file in, what they say it is out, whatever its name says."""

import re
from enum import StrEnum
from io import BytesIO
from types import MappingProxyType
from zipfile import BadZipFile, ZipFile

_PDF_MARK_WITHIN = 1024
"""Bytes before which the mark of a PDF may stand, as viewers allow."""
_SAMPLE = 65_536
_MOST_CONTROLS = 0.01
"""Share of control characters in a text; program output with form feeds stays below."""
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_CONTROLS = bytes(range(9)) + bytes(range(14, 32))


class Kind(StrEnum):
    """What a file is, in the words of a refusal."""

    PDF = "a PDF"
    WORD = "a Word file"
    OLD_OFFICE = "an encrypted or old Office file"
    SPREADSHEET = "an Excel file"
    SLIDES = "a PowerPoint file"
    OPEN_DOCUMENT = "an OpenDocument file"
    ARCHIVE = "an archive"
    RICH_TEXT = "a rich text file"
    IMAGE = "an image"
    WEB_PAGE = "a web page"
    TEXT = "a text"
    UNKNOWN = "of no known kind"


REMEDIES = MappingProxyType(
    {
        Kind.PDF: "Rename it to .pdf.",
        Kind.WORD: "Rename it to .docx.",
        Kind.WEB_PAGE: "Download it again; if it is the page you want, rename it to .html.",
        Kind.TEXT: "Download it again; if it is the text you want, rename it to .txt.",
        Kind.OLD_OFFICE: "Save it as .docx without a password.",
        Kind.SPREADSHEET: "Save it as PDF.",
        Kind.SLIDES: "Save it as PDF.",
        Kind.OPEN_DOCUMENT: "Save it as .docx.",
        Kind.RICH_TEXT: "Save it as .docx.",
        Kind.ARCHIVE: "Unpack it, and add what it holds.",
        Kind.IMAGE: "Add a PDF that holds its text (OCR).",
        Kind.UNKNOWN: "Save it again from the program that made it; a text as UTF-8.",
    }
)
"""What to do with a file whose suffix says something else."""
_MARKS = (
    (b"PK\x05\x06", Kind.ARCHIVE),
    (b"\xd0\xcf\x11\xe0", Kind.OLD_OFFICE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE),
    (b"{\\rtf", Kind.RICH_TEXT),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
)
_MEMBERS = (
    ("word/", Kind.WORD),
    ("xl/", Kind.SPREADSHEET),
    ("ppt/", Kind.SLIDES),
    ("content.xml", Kind.OPEN_DOCUMENT),
)


def kind_of(content: bytes) -> Kind:
    """Return what `content` is by its first bytes; a text holds few control characters and no NUL but in UTF-16."""
    for mark, kind in _MARKS:
        if content.startswith(mark):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if b"%PDF-" in content[:_PDF_MARK_WITHIN]:
        return Kind.PDF
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.TEXT
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\x00" in content or controls > _MOST_CONTROLS * len(sample):
        return Kind.UNKNOWN
    return Kind.WEB_PAGE if _WEB_PAGE.match(sample) else Kind.TEXT


def _kind_of_archive(content: bytes) -> Kind:
    """Return what the members of an archive make it; one whose list is lost passes for a Word file, to be refused there."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return Kind.WORD
    kinds = (kind for start, kind in _MEMBERS if any(name.startswith(start) for name in names))
    return next(kinds, Kind.ARCHIVE)
