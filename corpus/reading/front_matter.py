"""The top of a text, Markdown or HTML file in; its YAML fields and the rest of the file out."""

import re
from collections.abc import Mapping

from corpus.fields import FieldsError, load_fields
from corpus.reading.record import UnreadableFileError

_FENCED = re.compile(r"\s*---[ \t]*\n(?P<yaml>[\w-]+[ \t]*:.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(
    r"\s*(?:<!DOCTYPE[^>]*>\s*)?<!--[ \t]*(?:---[ \t]*)?\n(?P<yaml>[\w-]+[ \t]*:(?:(?!-->).)*?\n)(?:---\s*)?-->",
    re.DOTALL | re.IGNORECASE,
)
_LONGEST = 20_000


def split_front_matter(name: str, text: str) -> tuple[Mapping[str, object], str]:
    """Return the fields between two "---" lines at the top of `text`, and the text below them."""
    return _split(name, text, _FENCED.match(text, 0, _LONGEST))


def split_comment(name: str, text: str) -> tuple[Mapping[str, object], str]:
    """Return the fields of the front matter or of the first comment of an HTML file, and the rest of the file."""
    return _split(name, text, _FENCED.match(text, 0, _LONGEST) or _COMMENT.match(text, 0, _LONGEST))


def _split(name: str, text: str, match: re.Match[str] | None) -> tuple[Mapping[str, object], str]:
    """Read the YAML that `match` found; no match means no fields."""
    if match is None:
        return {}, text
    try:
        return load_fields(match["yaml"]), text[match.end() :]
    except FieldsError as error:
        raise UnreadableFileError(
            name, f"its front matter cannot be used: {error}", "Correct it, or move it to an entry beside the file."
        ) from error
