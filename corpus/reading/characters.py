"""Text as a file holds it in, text as a reader sees it out: one kind of line break, nothing invisible."""

import re
import unicodedata

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def clean(text: str) -> str:
    """Return `text` composed, with one kind of line break, without control, invisible or ligature characters."""
    unbroken = _INVISIBLE.sub("", _LINE_BREAK.sub("\n", text))
    whole = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), unbroken)
    return unicodedata.normalize("NFC", whole)


def decode(content: bytes) -> str:
    """Return the text of a file, in UTF-8 or UTF-16 if it is valid, else in the old Windows encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def one_line(text: str) -> str:
    """Return `text` with each run of line breaks, tabs and plain spaces as one space; no-break spaces stay."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip()
