"""One line of text in, what it looks like out: an item, a title, a label, a question or a sentence."""

import re
from dataclasses import dataclass

from corpus.reading.french import PRONOUNS, VERBS

LONGEST_TITLE = 130
"""Characters; the longest bare title of the first corpus has 122."""
LONGEST_NUMBERED_TITLE = 250
LONGEST_LABEL = 60

_BULLET = re.compile(r"(?P<kind>[•→▪◦■□●○►▸➢➔⇒✓✔❖‣·\uf0a7\uf0b7\uf0d8])\s*(?=\S)|(?P<spaced>[-–—*>›]|o(?=\s))\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,2}(?:[.)]|°)\s+(?=\S)")
_LETTER = re.compile(r"[a-z]\)\s+(?=\S)")
_SECTION = re.compile(r"(?P<dotted>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=[A-ZÀ-Ý])|[IVX]{1,5}\s?[.)–-]\s+(?=\S)")
_NAMED_NUMBER = re.compile(r"[^\W\d_]{3,}\s+(?:n°\s*)?(?:\d{1,2}|[IVX]{1,4})\s*[:.–—-]\s*(?=\S)")
_SENTENCE_BREAK = re.compile(r"\w{3,}[.!?…]\s+[A-ZÀ-Ý]")
_VERB = re.compile(rf"(?<![\w'’-])(?:{VERBS.replace(' ', '|')})(?![\w-])")
_PRONOUN = re.compile(rf"(?:{'|'.join(PRONOUNS)})\s")
_ADDRESS = re.compile(r"@|://|www\.")
_ENTRY_BREAK = re.compile(r"\s+/\s+|\s*;\s*")
_ENTRY = re.compile(r"[A-ZÀ-Ý][\w.’'-]{0,5}[A-ZÀ-Ý][\w.’'-]{0,8}\s*:\s*\S")


@dataclass(frozen=True, slots=True)
class Marker:
    """What an item or a numbered title begins with."""

    kind: str
    """The bullet itself, "1" for any number, "a" for any letter, "1.1" for what only a title bears; "" for no marker."""
    length: int = 0
    level: int = 0
    """Depth of the title that it numbers."""

    @property
    def is_bullet(self) -> bool:
        """Whether it is a bullet rather than a number, a letter or nothing."""
        return self.kind not in ("", "1", "a", "1.1")


def marker_of(line: str) -> Marker:
    """Return the bullet or number that `line` begins with."""
    if bullet := _BULLET.match(line):
        return Marker(bullet["kind"] or bullet["spaced"], bullet.end())
    if section := _SECTION.match(line):
        return Marker("1.1", section.end(), 1 + (section["dotted"] or "").count("."))
    if number := _NUMBER.match(line):
        return Marker("1", number.end(), 1)
    if letter := _LETTER.match(line):
        return Marker("a", letter.end(), 2)
    return Marker("")


def opens_title(text: str) -> bool:
    """Whether `text` begins as titles do and is not several sentences, an address or mostly figures."""
    letters = sum(char.isalpha() for char in text)
    return (
        letters >= 3
        and letters * 2 > len(text.replace(" ", ""))
        and not text[0].islower()
        and not _SENTENCE_BREAK.search(text)
        and not _ADDRESS.search(text)
    )


def is_title(text: str) -> bool:
    """Whether `text` can be a title by itself: short, begun by a capital, without end mark, colon or verb."""
    return (
        len(text) <= LONGEST_TITLE
        and opens_title(text)
        and text[-1] not in ".,;:!?…"
        and not re.search(r"[:;]\s", text)
        and not is_sentence(text)
    )


def is_sentence(text: str) -> bool:
    """Whether a verb or a pronoun makes a sentence of `text`."""
    return bool(_PRONOUN.match(text) or _VERB.search(text))


def is_shouted(text: str) -> bool:
    """Whether `text` is a title in capitals; dots of suspension may end it, a full stop may not."""
    is_stopped = text.endswith(".") and not text.endswith("..")
    has_word = sum(map(str.isalpha, text)) >= 5
    return len(text) <= LONGEST_TITLE and text.isupper() and has_word and opens_title(text) and not is_stopped


def is_question(text: str) -> bool:
    """Whether `text` is one short question."""
    return len(text) <= LONGEST_TITLE and text.endswith("?") and opens_title(text)


def is_label(text: str) -> bool:
    """Whether `text` names the value that follows it ("Public ciblé :")."""
    return len(text) <= LONGEST_LABEL and text.endswith(":") and opens_title(text) and not is_sentence(text)


def is_numbered_title(text: str) -> bool:
    """Whether `text`, which begins with a number, is a title rather than an item or a sentence."""
    return len(text) <= LONGEST_NUMBERED_TITLE and text[-1] not in ".,;:" and not _SENTENCE_BREAK.search(text)


def is_numbered_by_name(text: str) -> bool:
    """Whether `text` is a title such as "Phase 1 : …"."""
    return bool(_NAMED_NUMBER.match(text)) and is_numbered_title(text)


def entry_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the entries of a glossary line ("ACI : … / AMO : …"), none when it is not one."""
    breaks = list(_ENTRY_BREAK.finditer(text))
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    return spans if len(spans) >= 3 and all(_ENTRY.match(text, *span) for span in spans) else []
