"""A folder in, its documents out, each with its entry, beside the refusals of the files that are none."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document
from corpus.entry import EntryError, source_of
from corpus.errors import SetupError
from corpus.fields import LONGEST_FIELDS, FieldsError, load_fields
from corpus.proposing import propose_entry
from corpus.reading import SUFFIXES, Reading, Refusal, RefusedError, read_files
from corpus.reading.file import unknown_format
from corpus.settings import CorpusSettings

_ENTRY_SUFFIXES = (".yaml", ".yml")
_LONGEST_NAME = 200
"""Bytes; file systems take 255, and names are lengthened beside the document."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of control signs, marks of direction, bytes that are no text, and line breaks."""


class CatalogueError(SetupError):
    """A folder that cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder, told by their names alone."""

    paths: list[Path]
    """Those that can be documents."""
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder, and the files that did not become documents."""

    documents: tuple[Document, ...]
    refusals: tuple[Refusal, ...]


def list_files(folder: Path) -> Listing:
    """Tell the files of `folder` that can be documents, by name, from those that cannot; hidden files are passed over."""
    if not folder.is_dir():
        raise CatalogueError(f"{folder}: no such folder. Give the folder of the documents with --corpus DIR.")
    shown = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    files = [path for path in shown if path.suffix.lower() not in _ENTRY_SUFFIXES]
    named_alike = Counter(entry_path(path) for path in files if path.suffix.lower() in SUFFIXES)
    refusals = {path: misplaced(path, named_alike[entry_path(path)]) for path in files}
    return Listing(
        paths=[path for path, refusal in refusals.items() if not refusal],
        refusals=tuple(filter(None, refusals.values())),
    )


def document_paths(folder: Path) -> list[Path]:
    """Return the files of `folder` that can be documents, by name."""
    return list_files(folder).paths


def entry_path(document: Path) -> Path:
    """Return where the entry of `document` stands."""
    return document.with_suffix(".yaml")


def load_documents(paths: Sequence[Path], settings: CorpusSettings) -> Iterator[Document | Refusal]:
    """Read files with their entries; yield a document, or why there is none, for each in order."""
    for path, reading in zip(paths, read_files(paths, settings), strict=True):
        try:
            yield reading if isinstance(reading, Refusal) else _document(path, reading)
        except RefusedError as error:
            yield error.refusal


def load_corpus(folder: Path, settings: CorpusSettings) -> Corpus:
    """Read every document of `folder`; a folder without any file is an error."""
    listing = list_files(folder)
    if not listing.paths and not listing.refusals:
        raise CatalogueError(f"{folder}: no document. Put files there with: python -m corpus add FILE…")
    loaded = list(load_documents(listing.paths, settings))
    return Corpus(
        documents=tuple(one for one in loaded if isinstance(one, Document)),
        refusals=(*listing.refusals, *(one for one in loaded if isinstance(one, Refusal))),
    )


def misplaced(path: Path, named_alike: int = 1) -> Refusal | None:
    """Return why the file at `path` cannot be a document, whatever it holds; None when it can."""
    if not _is_plain(path.name):
        return Refusal(path.name, "a name that is too long, or has signs that no name should", "Rename it.")
    if not _is_inside(path):
        return Refusal(path.name, "a link that leads out of the folder", "Put the file itself in its place.")
    if path.is_dir():
        return Refusal(path.name, "a folder", "Put its files beside the other documents.")
    if not path.is_file():
        return Refusal(path.name, "not a file", "Remove it, or put the document itself in its place.")
    if path.suffix.lower() not in SUFFIXES:
        return unknown_format(path.name).refusal
    if named_alike > 1:
        return Refusal(path.name, f"another file has the same entry, {entry_path(path).name}", "Rename one of them.")
    return None


def _is_plain(name: str) -> bool:
    """Whether a name can be shown, stored and put beside an entry, on any machine."""
    is_short = len(os.fsencode(name)) <= _LONGEST_NAME
    return is_short and "\\" not in name and not any(unicodedata.category(char) in _UNSEEN for char in name)


def _is_inside(path: Path) -> bool:
    """Whether `path`, its links followed, stays in its folder; pathlib would stop at a link to itself."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent))


def _document(path: Path, reading: Reading) -> Document:
    """Join a file that was read with its entry, else its front matter, else what it says of itself; the entry holds."""
    beside = entry_path(path)
    if beside.is_symlink() and not _is_inside(beside):
        raise EntryError(path.name, "its entry is a link that leads out of the folder", "Put the entry in its place.")
    has_entry = beside.is_file()
    confirmed = has_entry or bool(reading.fields)
    given = _entry_fields(path) if has_entry else {} if confirmed else propose_entry(path.name, reading).fields
    return Document(
        replace(source_of(path.name, {**reading.fields, **given}), confirmed=confirmed),
        reading.text,
        reading.blocks,
        reading.pages_without_text,
        reading.pages_with_hidden_text,
    )


def _entry_fields(path: Path) -> Mapping[str, object]:
    """Return the fields of the entry beside the file at `path`."""
    beside = entry_path(path)
    try:
        with beside.open(encoding="utf-8") as file:
            return load_fields(file.read(LONGEST_FIELDS + 1))
    except (OSError, UnicodeDecodeError, FieldsError) as error:
        raise EntryError(path.name, f"its entry cannot be used: {error}", f"Correct {beside.name}.") from error
