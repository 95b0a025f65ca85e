"""A file in, what it says of itself beside its text out: title, author, date and address."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from types import MappingProxyType

import docx
from lxml import html
from pypdf import PdfReader

from corpus.folding import collapse
from corpus.reading.characters import clean, decode

_LONGEST = 300
"""Characters of a value; longer ones are cut."""


def file_properties(suffix: str, content: bytes) -> Mapping[str, str]:
    """Return the properties of a file under "title", "author", "date" (ISO) and "url", those that it has.

    They are hints: a file whose properties cannot be read is read without them.
    """
    read = _READERS.get(suffix)
    try:
        found = read(content) if read else {}
    except Exception:
        return {}
    values = {name: collapse(clean(str(value)))[:_LONGEST] for name, value in found.items() if value}
    return {name: value for name, value in values.items() if value}


def _of_pdf(content: bytes) -> Mapping[str, object]:
    """Return the properties of a PDF: its date is that of its making."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    known = reader.metadata
    return {"title": known.title, "author": known.author, "date": _day(known.creation_date)} if known else {}


def _of_word(content: bytes) -> Mapping[str, object]:
    """Return the properties of a Word file: its date is that of its last change."""
    known = docx.Document(BytesIO(content)).core_properties
    return {"title": known.title, "author": known.author, "date": _day(known.modified)}


def _of_page(content: bytes) -> Mapping[str, object]:
    """Return the properties of a web page, from its head."""
    page = html.document_fromstring(
        clean(decode(content)).encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
    )
    return {
        "title": page.findtext(".//title"),
        "author": page.xpath("string(//meta[@name='author' or @property='og:site_name']/@content)"),
        "date": page.xpath(
            "string((//meta[@property='article:modified_time'] | //meta[@property='article:published_time'])[1]/@content)"
        )[:10],
        "url": page.xpath("string(//link[@rel='canonical']/@href | //meta[@property='og:url']/@content)"),
    }


def _day(moment: date | None) -> str:
    """Return a day as ISO writes it, or nothing."""
    return moment.strftime("%Y-%m-%d") if moment else ""


_READERS: Mapping[str, Callable[[bytes], Mapping[str, object]]] = MappingProxyType(
    {".pdf": _of_pdf, ".docx": _of_word, ".html": _of_page, ".htm": _of_page}
)
