"""A quote and a text in, where the text holds the quote out: word for word, whatever the white space and the typography."""

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "œ": "oe", "æ": "ae"})
_HYPHENS = "-\u00ad‐‑–—−"
_BULLETS = "•→"
_GROUPED_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:\s\d{3})+(?!\d)")
_NUMBER_RUNS_INTO = re.compile(r"\d[\s.,]?\Z")
_NUMBER_GOES_ON = re.compile(r"[.,]?\d|\s\d{3}(?!\d)")
_WORD_RUNS_INTO = re.compile(r"\w(?:\u00ad\s*|[-‐]\s+)?\Z")
_WORD_GOES_ON = re.compile(r"(?:\u00ad\s*|[-‐]\s+)?\w")
_DENIES_WHAT_FOLLOWS = re.compile(
    r"\b(?:non|ne|n['’]|pas|sans|aucune?|jamais|ni)[\s-]*(?:de\s+|d['’])?$", re.IGNORECASE
)
_NEAR = 12
"""Characters looked at beside a span or a gap."""
_REMEMBERED = 1024


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Return the span of `text` that `quote` repeats word for word, or None.

    White space, letter case, hyphens, ligatures, bullets and the shape of quotation marks may differ; letters, accents,
    digits, signs and order may not. A span holds whole words and numbers, and the negation of its first word.
    """
    characters, offsets = _canonical(text)
    wanted, _ = _canonical(quote)
    at = characters.find(wanted) if wanted else -1
    while at >= 0:
        last = at + len(wanted)
        accent_cut = unicodedata.combining(characters[last : last + 1] or " ")
        start, end = offsets[at], offsets[last - 1] + 1
        if not accent_cut and _stands_alone(text, start, end):
            return start, end
        at = characters.find(wanted, at + 1)
    return None


@lru_cache(maxsize=_REMEMBERED)
def _canonical(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the characters of `text` that a quote must repeat, and where each stands."""
    grouped = {at for found in _GROUPED_NUMBER.finditer(text) for at in range(*found.span())}
    characters: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for kept in "" if at in grouped and char.isspace() else _kept(char, text, at):
            characters.append(kept)
            offsets.append(at)
    return "".join(characters), tuple(offsets)


def _kept(char: str, text: str, at: int) -> str:
    """Return what stands for a character: nothing for white space, hyphens and bullets, unless they part two numbers."""
    if char.isspace() or char in _HYPHENS:
        if not (
            text[max(0, at - _NEAR) : at].rstrip()[-1:].isdigit() and text[at + 1 : at + _NEAR].lstrip()[:1].isdigit()
        ):
            return ""
        return "-" if char in _HYPHENS else " "
    if unicodedata.category(char) in ("Cc", "Cf") or char in _BULLETS:
        return ""
    is_ligature = unicodedata.decomposition(char).startswith("<compat>")
    letters = unicodedata.normalize("NFKD", char) if is_ligature else unicodedata.normalize("NFD", char)
    return letters.casefold().translate(_PLAIN)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a span cuts no word or number in two, nor leaves out what denies it."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _DENIES_WHAT_FOLLOWS.search(before):
        return False
    first = _NUMBER_RUNS_INTO if text[start].isdigit() else _WORD_RUNS_INTO
    last = _NUMBER_GOES_ON if text[end - 1].isdigit() else _WORD_GOES_ON
    cut_before = text[start].isalnum() and first.search(before)
    cut_after = text[end - 1].isalnum() and last.match(after)
    return not (cut_before or cut_after)
