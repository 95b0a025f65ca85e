"""A path in, its reading out: the reader is chosen by suffix, after a look at the first bytes."""

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from corpus.reading.docx import read_docx
from corpus.reading.html import read_html
from corpus.reading.kinds import REMEDIES, Kind, kind_of
from corpus.reading.markdown import read_markdown
from corpus.reading.pdf import MOST_PAGES, read_pdf
from corpus.reading.properties import file_properties
from corpus.reading.record import Reading, UnreadableFileError
from corpus.reading.text import read_text

LONGEST_TEXT = 5_000_000
"""Characters; 2,000 dense pages."""
LONGEST_PARAGRAPH = 100_000
"""Characters; a text without line breaks is not cut into passages, and searching it takes time that grows with its square."""


@dataclass(frozen=True, slots=True)
class _Format:
    """How files of a suffix are read."""

    read: Callable[[str, bytes], Reading]
    kinds: tuple[Kind, ...]
    """What the content may be; the first is what the suffix says."""


_TEXT = _Format(read_text, (Kind.TEXT,))
_MARKDOWN = _Format(read_markdown, (Kind.TEXT,))
_HTML = _Format(read_html, (Kind.WEB_PAGE, Kind.TEXT))
_FORMATS: Mapping[str, _Format] = MappingProxyType(
    {
        ".txt": _TEXT,
        ".md": _MARKDOWN,
        ".markdown": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".docx": _Format(read_docx, (Kind.WORD,)),
        ".pdf": _Format(read_pdf, (Kind.PDF,)),
    }
)
SUFFIXES = frozenset(_FORMATS)
"""Suffixes of the files that can be read, in lower case."""


def read_file(path: Path, most_mb: int = 20, most_pages: int = MOST_PAGES) -> Reading:
    """Read the file at `path`; raise UnreadableFileError with the reason and the remedy when nothing can be read."""
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise unknown_format(path.name)
    content = _content(path, most_mb)
    kind = kind_of(content)
    if kind not in form.kinds:
        raise UnreadableFileError(path.name, f"{kind}, not {form.kinds[0]}", REMEDIES[kind])
    if kind is Kind.TEXT and len(content) > LONGEST_TEXT:
        raise _too_long(path.name)
    is_pdf = kind is Kind.PDF
    reading = read_pdf(path.name, content, most_pages) if is_pdf else form.read(path.name, content)
    _refuse_unusable(path.name, reading)
    return replace(reading, properties=file_properties(path.suffix.lower(), content))


def _refuse_unusable(name: str, reading: Reading) -> None:
    """Refuse a reading that holds nothing, or more than can be split and searched."""
    longest = max((line.end - line.start for block in reading.blocks for line in block.lines), default=0)
    if not longest:
        raise UnreadableFileError(name, "no text in it", "Remove it, or add a version that holds text.")
    if longest > LONGEST_PARAGRAPH:
        reason = f"a paragraph of more than {LONGEST_PARAGRAPH:,} characters"
        raise UnreadableFileError(name, reason, "Save it again with its line breaks.")
    if len(reading.text) > LONGEST_TEXT:
        raise _too_long(name)


def _too_long(name: str) -> UnreadableFileError:
    """Return the error of a file that holds a library rather than a document."""
    return UnreadableFileError(name, f"more than {LONGEST_TEXT:,} characters of text", "Split it.")


def unknown_format(name: str) -> UnreadableFileError:
    """Return the error of a file whose suffix no reader knows."""
    return UnreadableFileError(name, "an unknown format", f"Save it as one of {' '.join(sorted(SUFFIXES))}.")


def _content(path: Path, most_mb: int) -> bytes:
    """Return the bytes of a file that is there, not empty and not too large."""
    most = most_mb * 1_000_000
    try:
        is_regular = stat.S_ISREG(path.stat().st_mode)
        if is_regular:
            with path.open("rb") as file:
                content = file.read(most + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError(path.name, reason, "Check its name and that you may read it.") from error
    if not is_regular:
        raise UnreadableFileError(path.name, "not a file", "Remove it, or put the document itself in its place.")
    if len(content) > most:
        raise UnreadableFileError(path.name, f"larger than {most_mb} MB", "Remove its images, or split it.")
    if not content.strip(b"\x00 \t\r\n\f\v"):
        raise UnreadableFileError(path.name, "empty", "Remove it, or save the document again.")
    return content
