"""A folder of documents in, their sources out: each file with the entry that stands beside it or in its front matter."""

import datetime
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.document import NATIONAL, Basis, Document, SectionStatus, Source, Status
from corpus.errors import SetupError
from corpus.reading import SUFFIXES, read_file
from corpus.territories import load_territories


class CatalogueError(SetupError):
    """A folder or an entry that cannot be used as it is."""


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


def document_paths(folder: Path) -> list[Path]:
    """Return the documents of `folder`, by name; entries and hidden files are not documents."""
    if not folder.is_dir():
        raise CatalogueError(f"{folder}: no such folder. Give the folder of the documents with --corpus DIR.")
    return sorted(
        path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


def entry_path(document: Path) -> Path:
    """Return where the entry of `document` stands."""
    return document.with_suffix(".yaml")


def load_document(path: Path) -> Document:
    """Read the file at `path` with its entry; raise a SetupError that says what to do when either is unusable."""
    reading = read_file(path)
    fields, where = _fields(path, reading.fields)
    source = _source(path.name, _entry(fields, where))
    return Document(source, reading.text, reading.blocks, reading.pages_without_text)


def load_corpus(folder: Path) -> list[Document]:
    """Read every document of `folder`; two files may not share an entry, and an empty folder is an error."""
    paths = document_paths(folder)
    if not paths:
        raise CatalogueError(f"{folder}: no document. Put files there with: python -m corpus add FILE…")
    entries: dict[Path, Path] = {}
    for path in paths:
        other = entries.setdefault(entry_path(path), path)
        if other != path:
            raise CatalogueError(f"{other.name} and {path.name} share the entry {entry_path(path).name}: rename one.")
    return [load_document(path) for path in paths]


def _fields(path: Path, front_matter: Mapping[str, object]) -> tuple[Mapping[str, object], Path]:
    """Return the fields of the entry of `path`, and the file that they come from."""
    beside = entry_path(path)
    if not beside.exists():
        if front_matter:
            return front_matter, path
        raise CatalogueError(f"{path.name}: no entry. Propose one with: python -m corpus add {path}")
    try:
        fields = yaml.safe_load(beside.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{beside}: not readable as YAML ({error}). Correct the entry.") from error
    if not isinstance(fields, Mapping):
        raise CatalogueError(f"{beside}: an entry is a list of `name: value` lines. Correct the entry.")
    return {**front_matter, **fields}, beside


def _entry(fields: Mapping[str, object], where: Path) -> Entry:
    """Validate `fields`, or say which one of the file `where` is wrong."""
    try:
        return Entry.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"{where}: field `{name}`: {first['msg']}. Correct the entry.") from error


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
