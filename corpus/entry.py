"""The fields of an entry in, the source of its document out."""

import datetime
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.document import NATIONAL, Basis, SectionStatus, Source, Status
from corpus.errors import SetupError
from corpus.reading import RefusedError
from corpus.territories import load_territories

_OTHER_WORDS = {
    "explicit": Basis.STATED,
    "explicite": Basis.STATED,
    "deduced": Basis.INFERRED,
    "déduite": Basis.INFERRED,
    "inférée": Basis.INFERRED,
}
"""What people write for a basis, besides its own names."""


class EntryError(RefusedError):
    """An entry that is missing or cannot be used as it is."""


class SectionEntry(BaseModel):
    """A heading from which a status holds."""

    model_config = ConfigDict(extra="ignore")

    heading: str
    status: Status


class Entry(BaseModel):
    """What stands in an entry; other keys are kept in the file and ignored here."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    title: str = Field(min_length=1)
    publisher: str | None = None
    region: list[str] = []
    region_basis: Basis | None = None
    region_cue: str | None = None
    territory: str | None = None
    places: list[str] = []
    date: str | None = None
    date_basis: Basis | None = None
    date_cue: str | None = None
    kind: str | None = None
    audience: str | None = None
    url: str | None = None
    original_name: str | None = None
    status: Status = Status.REPORT
    sections: list[SectionEntry] = []

    @field_validator("region", "places", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        """Take one name for a list of one, and nothing for an empty list."""
        if value is None:
            return []
        return [value] if isinstance(value, str) else value

    @field_validator("date", mode="before")
    @classmethod
    def _text(cls, value: object) -> object:
        """Take the dates and years that YAML reads by itself as text."""
        return str(value) if isinstance(value, int | datetime.date) else value

    @field_validator("region_basis", "date_basis", mode="before")
    @classmethod
    def _same_basis(cls, value: object) -> object:
        """Take the other words that people write for a basis."""
        return _OTHER_WORDS.get(value.casefold(), value) if isinstance(value, str) else value

    @field_validator("sections", mode="before")
    @classmethod
    def _sections(cls, value: object) -> object:
        """Take a mapping from headings to statuses for the list that it means."""
        if isinstance(value, Mapping):
            return [{"heading": heading, "status": status} for heading, status in value.items()]
        return value or []

    @field_validator("region")
    @classmethod
    def _known_regions(cls, names: list[str]) -> list[str]:
        """Turn names into region ids; an unknown one is refused with the nearest."""
        try:
            return [NATIONAL if name.casefold() == NATIONAL else load_territories().region(name).id for name in names]
        except SetupError as error:
            raise ValueError(error) from error


def source_of(name: str, fields: Mapping[str, object]) -> Source:
    """Return the source of the document `name` from the fields of its entry, or say which field is wrong."""
    try:
        return _source(name, Entry.model_validate(dict(fields)))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise EntryError(name, f"field `{field}` of its entry: {first['msg']}", "Correct the entry.") from error


def _source(name: str, entry: Entry) -> Source:
    """Turn a valid entry into a source; what is given without a basis is stated."""
    return Source(
        id=name,
        title=entry.title,
        publisher=entry.publisher,
        regions=tuple(dict.fromkeys(entry.region)),
        region_basis=_basis(entry.region_basis, bool(entry.region)),
        region_cue=entry.region_cue,
        territory=entry.territory,
        places=tuple(entry.places),
        date=entry.date,
        date_basis=_basis(entry.date_basis, entry.date is not None),
        date_cue=entry.date_cue,
        kind=entry.kind,
        audience=entry.audience,
        url=entry.url,
        original_name=entry.original_name,
        status=entry.status,
        sections=tuple(SectionStatus(section.heading, section.status) for section in entry.sections),
    )


def _basis(given: Basis | None, known: bool) -> Basis:
    """Return how a field is known."""
    if not known:
        return Basis.UNKNOWN
    return given or Basis.STATED
