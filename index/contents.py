"""What a build holds besides Chroma and the keywords, as files: written by building.py, opened by searching.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.document import Passage
from index.preparing import Notes, PreparedPassage
from index.texts import digest, passage_text

_PASSAGES = TypeAdapter(list[Passage])
_TERMS = TypeAdapter(list[tuple[str, ...]])
_NOTES = TypeAdapter(list[Notes])
_WITHOUT_PASSAGE = {"__all__": {"amounts": {"__all__": {"passage"}}}}


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors by the digest of the text that they embed, so that no text is embedded twice."""

    digests: tuple[str, ...]
    matrix: np.ndarray
    """Shape (digests, dimensions), float32, rows of unit length."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The passages of a build, in order, and the vectors of their texts."""

    prepared: tuple[PreparedPassage, ...]
    vectors: Vectors

    @property
    def passages(self) -> list[Passage]:
        """The passages alone."""
        return [item.passage for item in self.prepared]

    def matrix(self) -> np.ndarray:
        """Return the vector of each passage, shape (passages, dimensions)."""
        rows = {key: row for row, key in enumerate(self.vectors.digests)}
        return self.vectors.matrix[[rows[digest(passage_text(passage))] for passage in self.passages]]


def write_contents(folder: Path, contents: Contents) -> None:
    """Write what the next build may spare, and what is searched besides Chroma and the keywords."""
    prepared = contents.prepared
    (folder / "passages.json").write_bytes(_PASSAGES.dump_json(contents.passages))
    (folder / "terms.json").write_bytes(_TERMS.dump_json([item.terms for item in prepared]))
    notes = [item.notes for item in prepared]
    (folder / "notes.json").write_bytes(_NOTES.dump_json(notes, exclude=_WITHOUT_PASSAGE))
    np.save(folder / "vectors.npy", contents.vectors.matrix)
    (folder / "vectors.json").write_text(json.dumps(contents.vectors.digests), encoding="utf-8")


def read_contents(folder: Path) -> Contents:
    """Read what `write_contents` wrote."""
    passages = read_passages(folder)
    terms = _TERMS.validate_json((folder / "terms.json").read_bytes())
    prepared = zip(passages, terms, read_notes(folder, passages), strict=True)
    return Contents(tuple(PreparedPassage(*item) for item in prepared), read_vectors(folder))


def read_passages(folder: Path) -> list[Passage]:
    """Read the passages, in the order of the build."""
    return _PASSAGES.validate_json((folder / "passages.json").read_bytes())


def read_notes(folder: Path, passages: Sequence[Passage]) -> list[Notes]:
    """Read the notes of `passages`, which an amount refers to."""
    notes = json.loads((folder / "notes.json").read_bytes())
    for passage, note in zip(passages, notes, strict=True):
        for amount in note["amounts"]:
            amount["passage"] = passage
    return _NOTES.validate_python(notes)


def read_vectors(folder: Path) -> Vectors:
    """Open the vectors of every passage and unit, read from disk as needed."""
    digests = tuple(json.loads((folder / "vectors.json").read_text(encoding="utf-8")))
    return Vectors(digests, np.load(folder / "vectors.npy", mmap_mode="r"))
