"""The files of one build: what is written once by building.py and opened by searching.py."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.document import Passage
from corpus.errors import SetupError

_POINTER = "CURRENT"
_BUILDS = "builds"
_PASSAGES = TypeAdapter(list[Passage])


class NoIndexError(SetupError):
    """There is no index, or not the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of, and what it holds."""

    build_id: str
    created: str
    """UTC, ISO 8601."""
    model: str
    """Id of the embedding model; another model may not search this build."""
    maker: str
    """Version of the code that makes builds; another version makes them anew."""
    documents: dict[str, str]
    """Digest of each document with its entry, by file name."""
    passages: int
    units: int
    shelves: dict[str, int]
    """Passages on each shelf of the vector store."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors by the digest of the text that they embed, so that no text is embedded twice."""

    digests: tuple[str, ...]
    matrix: np.ndarray
    """Shape (digests, dimensions), float32, rows of unit length."""


def builds_folder(index: Path) -> Path:
    """Return the folder of the builds."""
    return index / _BUILDS


def current_build(index: Path) -> Path:
    """Return the folder of the build that the pointer names; NoIndexError when there is none."""
    try:
        name = (index / _POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoIndexError(f"{index}: no index. Build it with: python -m index --index {index}") from None
    folder = builds_folder(index) / name
    if not (folder / "manifest.json").exists():
        raise NoIndexError(
            f"{index}: the build {name} is missing. Build it again with: python -m index --index {index}"
        )
    return folder


def point_to(index: Path, build_id: str) -> None:
    """Switch the pointer to `build_id` in one step."""
    pointer = index / _POINTER
    new = pointer.with_name(f"{_POINTER}.new")
    new.write_text(build_id + "\n", encoding="utf-8")
    os.replace(new, pointer)


def complete_builds(index: Path) -> list[Path]:
    """Return the folders of the finished builds, oldest first."""
    folder = builds_folder(index)
    return sorted(path.parent for path in folder.glob("*/manifest.json")) if folder.is_dir() else []


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last: a build without one is unfinished."""
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a build."""
    return Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def write_passages(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the passages, in the order of the build."""
    (folder / "passages.json").write_bytes(_PASSAGES.dump_json(list(passages)))


def read_passages(folder: Path) -> list[Passage]:
    """Read the passages, in the order of the build."""
    return _PASSAGES.validate_json((folder / "passages.json").read_bytes())


def write_vectors(folder: Path, vectors: Vectors) -> None:
    """Write the vectors of every passage and unit."""
    np.save(folder / "vectors.npy", vectors.matrix)
    (folder / "vectors.json").write_text(json.dumps(vectors.digests), encoding="utf-8")


def read_vectors(folder: Path) -> Vectors:
    """Open the vectors of every passage and unit, read from disk as needed."""
    digests = tuple(json.loads((folder / "vectors.json").read_text(encoding="utf-8")))
    return Vectors(digests, np.load(folder / "vectors.npy", mmap_mode="r"))
