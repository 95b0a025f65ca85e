"""A reading in, the entry proposed for it out: each field with the words that it rests on, or left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from corpus.document import Status
from corpus.proposing import labels
from corpus.proposing.clue import Clue
from corpus.proposing.dates import propose_date
from corpus.proposing.opening import Opening, opening_of
from corpus.proposing.organisations import named_organisations
from corpus.proposing.published_places import published_places
from corpus.proposing.publisher import propose_publisher
from corpus.proposing.purpose import kind_of, propose_audience, propose_structures
from corpus.proposing.regions import propose_region, propose_territory, region_of
from corpus.proposing.standing import propose_sections
from corpus.reading import Reading

_LONGEST_BEGINNING = 100_000
"""Characters; some thirty pages."""
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'()]+")
_MACHINE_TITLE = re.compile(r"^(?:microsoft|untitled|sans titre|document\d*$)|\.\w{3,4}$|_", re.IGNORECASE)
"""What programs write for a title."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for the entry of a document."""

    clues: Mapping[str, Clue]
    """By field, in the order of labels.FIELDS; a field that nothing was found for is absent."""
    given: Mapping[str, object]
    """The fields that the document states in its front matter: they hold, and need no proposal."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields to be filled in."""
        return tuple(name for name in labels.TO_BE_FILLED_IN if name not in self.clues and name not in self.given)

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """The fields whose value is inferred."""
        return tuple(name for name, clue in self.clues.items() if clue.to_confirm)

    @property
    def fields(self) -> dict[str, object]:
        """The fields of the entry, front matter apart, as catalogue.Entry reads them."""
        fields: dict[str, object] = {}
        for name, clue in self.clues.items():
            fields[name] = clue.value
            if name in labels.WITH_BASIS and clue.to_confirm:
                fields[f"{name}_basis"] = "inferred"
                fields[f"{name}_cue"] = " ; ".join(f"« {quote} »" for quote in clue.quotes) or clue.reason
        if self.to_confirm:
            fields["to_confirm"] = list(self.to_confirm)
        return fields


def propose_entry(name: str, reading: Reading) -> Proposal:
    """Return what the document called `name` says of itself; its front matter needs no proposal."""
    reading = _beginning(reading)
    places = published_places().find(reading.text)
    organisations = named_organisations(reading.text, places)
    opening = opening_of(reading, organisations)
    territory = propose_territory(reading, organisations, places)
    kind = kind_of(opening, reading)
    status = kind[0].status if kind else None
    publisher = propose_publisher(
        reading, opening, organisations, contract_territory=territory if status is Status.PLAN else None
    )
    clues = {
        "title": _title(name, opening, reading.properties.get("title")),
        "publisher": publisher,
        "region": propose_region(reading, opening, organisations, places, publisher) or region_of(publisher),
        "territory": territory,
        "date": propose_date(reading, opening),
        "kind": kind[1] if kind else None,
        "audience": propose_audience(reading),
        "url": _url(reading),
        "structures": propose_structures(reading),
        "status": Clue(status.value, labels.OF_KIND, kind[1].quotes) if kind and status else None,
        "sections": propose_sections(name, reading, publisher, status or Status.REPORT),
    }
    given = {field: value for field, value in reading.fields.items() if value not in (None, "", [])}
    return Proposal({field: clue for field, clue in clues.items() if clue and field not in given}, given)


def _beginning(reading: Reading) -> Reading:
    """Return the first pages of a long document: what it is, it says there."""
    blocks = tuple(block for block in reading.blocks if block.lines[-1].end <= _LONGEST_BEGINNING)
    return replace(reading, text=reading.text[:_LONGEST_BEGINNING], blocks=blocks)


def _url(reading: Reading) -> Clue | None:
    """Return the address that a saved page gives as its own."""
    url = reading.properties.get("url", "")
    return Clue(url, labels.FROM_PROPERTIES, to_confirm=False) if _WEB_ADDRESS.fullmatch(url) else None


def _title(name: str, opening: Opening, of_file: str | None) -> Clue:
    """Return the title of the document, else the one that its file has, else the name of its file as words."""
    if opening.title:
        return Clue(opening.title.text, labels.FIRST_HEADING, to_confirm=False)
    if of_file and not _MACHINE_TITLE.search(of_file):
        return Clue(of_file, labels.FROM_PROPERTIES)
    return Clue(re.sub(r"[_-]+", " ", PurePath(name).stem).strip().capitalize(), labels.FROM_FILE_NAME)
