"""A folder of documents in, what a person should look at out: entries to complete, documents that look superseded or old."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from corpus.catalogue import Corpus, entry_path
from corpus.document import Document, Source
from corpus.fields import FieldsError, load_fields
from corpus.folding import fold
from corpus.reading import SUFFIXES
from corpus.vocabulary import Vocabulary

_SAME_SUBJECT = 0.75
"""Share of the words of the shorter title that two titles of one subject have in common."""
_LEAST_COMMON = 2
"""Words that they must have in common."""
_SHORTEST_WORD = 4
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_PERIOD = re.compile(r"(\d{4})-(\d{4})")
_FIRST_DAY = {4: "-01-01", 7: "-01", 10: ""}
_LAST_DAY = {4: "-12-31", 7: "-31", 10: ""}
"""What completes a year, a month and a day, by length."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a document."""

    name: str
    text: str
    is_error: bool = False
    """Whether the document cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A document with a date, and the words that say what it is about."""

    name: str
    subject: frozenset[str]
    first_day: str
    last_day: str

    def follows(self, older: "_Dated") -> bool:
        """Whether this document is about the same thing as another one, and later."""
        common = len(self.subject & older.subject)
        is_same = common >= _LEAST_COMMON and common >= _SAME_SUBJECT * min(len(self.subject), len(older.subject))
        return is_same and older.last_day < self.first_day


def review(folder: Path, corpus: Corpus, vocabulary: Vocabulary) -> list[Remark]:
    """Return what is to be looked at in the documents of `folder`, by name; what makes one unusable comes first."""
    errors = [Remark(refusal.name, f"{refusal.reason}. {refusal.remedy}", is_error=True) for refusal in corpus.refusals]
    remarks = [
        *(remark for document in corpus.documents for remark in _remarks(folder, document, vocabulary)),
        *_superseded([document.source for document in corpus.documents], vocabulary),
        *_without_document(folder),
    ]
    return sorted(errors, key=lambda remark: remark.name) + sorted(remarks, key=lambda remark: remark.name)


def _remarks(folder: Path, document: Document, vocabulary: Vocabulary) -> Iterator[Remark]:
    """Yield the remarks on one document that do not depend on the others."""
    source = document.source
    if not source.confirmed:
        remedy = f"Propose an entry, then confirm it: python -m corpus add {quote(str(folder / source.id))}"
        yield Remark(source.id, f"no entry: described as it describes itself. {remedy}")
    known = {"publisher": source.publisher, "region": source.regions, "date": source.date}
    missing = [name for name, value in known.items() if not value]
    if missing:
        yield Remark(source.id, f"to fill in: {', '.join(missing)}")
    to_confirm = _to_confirm(folder / source.id)
    if to_confirm:
        yield Remark(source.id, f"to confirm: {', '.join(to_confirm)}")
    if document.pages_without_text:
        yield Remark(source.id, f"pages without text: {', '.join(map(str, document.pages_without_text))}")
    if document.pages_with_hidden_text:
        pages = ", ".join(map(str, document.pages_with_hidden_text))
        yield Remark(source.id, f"text that no reader sees was left out, look at pages: {pages}")
    signs = vocabulary.age_signs_in(document.text)
    if signs:
        yield Remark(source.id, f"may be out of date: it says {', '.join(f'« {sign} »' for sign in signs)}")


def _to_confirm(path: Path) -> list[str]:
    """Return the fields that the entry of a document lists as not confirmed."""
    try:
        listed = load_fields(entry_path(path).read_text(encoding="utf-8")).get("to_confirm")
    except (OSError, FieldsError):
        return []
    return [str(name) for name in listed] if isinstance(listed, list) else []


def _superseded(sources: Sequence[Source], vocabulary: Vocabulary) -> Iterator[Remark]:
    """Yield the documents that another one of the same publisher, regions and subject follows, with the last of these."""
    alike: dict[tuple[str, tuple[str, ...]], list[_Dated]] = defaultdict(list)
    for source in sources:
        period = _period(source.date or "")
        if source.publisher and period:
            dated = _Dated(source.id, _subject(source, vocabulary), *period)
            alike[fold(source.publisher), source.regions].append(dated)
    for group in alike.values():
        newest_first = sorted(group, key=lambda dated: dated.first_day, reverse=True)
        for older in group:
            newer = next((one for one in newest_first if one.follows(older)), None)
            if newer:
                yield Remark(older.name, f"looks superseded by {newer.name} ({newer.first_day[:4]})")


def _subject(source: Source, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words of a title that say what it is about: its structures by id, no number, no small word."""
    structures = vocabulary.structures.find(source.title)
    words = re.findall(r"[^\W\d_]+", vocabulary.structures.mask(source.title))
    return frozenset({*structures, *(word for word in words if len(word) >= _SHORTEST_WORD)})


def _period(date: str) -> tuple[str, str] | None:
    """Return the first and the last day of a date as an entry writes it, for comparison; None for one written otherwise."""
    years = _PERIOD.fullmatch(date)
    first, last = years.groups() if years else (date, date)
    if not (_DATE.fullmatch(first) and _DATE.fullmatch(last)):
        return None
    return first + _FIRST_DAY[len(first)], last + _LAST_DAY[len(last)]


def _without_document(folder: Path) -> Iterator[Remark]:
    """Yield the entries that no document stands beside."""
    for entry in folder.glob("*.yaml"):
        if not any(entry.with_suffix(suffix).exists() for suffix in SUFFIXES):
            yield Remark(entry.name, "an entry without its document: add the document, or delete the entry")
