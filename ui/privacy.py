"""Text in; out, the same text without what identifies someone, or the signs that it speaks of a patient.

Names cannot be recognised by program: the page asks not to type them.
"""

import re
from enum import StrEnum

from ui import labels

_BEFORE, _AFTER = r"(?<![\d,.])", r"(?!\d)"
_GAP = r"[ \u00a0\u202f.-]?"

_NIR = re.compile(
    rf"{_BEFORE}[1-478]{_GAP}\d\d{_GAP}(?:0[1-9]|[1-9]\d){_GAP}(?:\d\d|2[AB]){_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"(?:{_GAP}\d\d)?{_AFTER}",
    re.IGNORECASE,
)
_RPPS = re.compile(rf"{_BEFORE}[18](?:{_GAP}\d){{10}}{_AFTER}(?![ \u00a0\u202f]?€)")
_PHONE = re.compile(rf"{_BEFORE}(?:(?:\+|00)33{_GAP}(?:\(0\){_GAP})?[1-9]|0{_GAP}[1-9])(?:{_GAP}\d\d){{4}}{_AFTER}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_MASKS = (
    (_MAIL, labels.MASKED_MAIL),
    (_NIR, labels.MASKED_NIR),
    (_RPPS, labels.MASKED_RPPS),
    (_PHONE, labels.MASKED_PHONE),
)

_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|\d{1,2}(?:er)? "
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre) (?:19|20)\d\d)"
)
_AGE = r"\d{1,3} ?(?:ans|mois)\b"
_PERSON = r"\b(?:(?i:monsieur|madame|mme|mlle)|M\.|Mr)\.? [A-ZÀ-Ý][\w’'-]+"
_BIRTH = re.compile(rf"(?i:\bn[ée]e? le|\bddn|\bdate de naissance)\W{{0,3}}{_DATE}|{_PERSON}[^.?!\n]{{0,40}}{_DATE}")
_PATIENT = re.compile(rf"(?i:\bpatiente?\b)[^.?!\n]{{0,40}}?\b{_AGE}|{_PERSON}[^.?!\n]{{0,30}}?\b{_AGE}")


class PatientSign(StrEnum):
    """What makes a message look as if it spoke of one patient."""

    NIR = "nir"
    BIRTH = "birth"
    """A date of birth, or a date beside a name."""
    AGE = "age"
    """A patient, or a person named, with an age."""


_SIGNS = {PatientSign.NIR: _NIR, PatientSign.BIRTH: _BIRTH, PatientSign.AGE: _PATIENT}


def mask(text: str) -> str:
    """Return text with social security numbers, RPPS numbers, phone numbers and mail addresses replaced."""
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


def patient_signs(text: str) -> tuple[PatientSign, ...]:
    """Return why a message looks as if it spoke of one patient; nothing for a question about patients in general."""
    return tuple(sign for sign, pattern in _SIGNS.items() if pattern.search(text))
