"""The builds of an index: which is current, which are whole, who writes, who still reads."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from corpus.errors import SetupError

MAKER = "11"
"""Raise it whenever reading, splitting, the texts of the searches or the register change: builds are then made anew."""
_WORDS = (
    files("corpus") / "vocabulary.yaml",
    files("corpus") / "territories.yaml",
    files("index") / "amounts" / "cues.yaml",
)
_POINTER = "CURRENT"
_BUILDS = "builds"
_MANIFEST = "manifest.json"


class NoIndexError(SetupError):
    """There is no index, or not the one that was asked for."""


class DamagedBuildError(NoIndexError):
    """A build that cannot be read: damaged, or made by another version."""


class BuildError(SetupError):
    """A build that could not be made; the current one is untouched."""


class SecondWriterError(BuildError):
    """Another process is building the index."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of, and what it holds."""

    build_id: str
    created: str
    """UTC, ISO 8601."""
    model: str
    """Id of the embedding model; another model may not search this build."""
    maker: str
    """What made the build, see `maker`."""
    chroma_url: str | None
    """The Chroma server that holds the vectors; None when the build does."""
    documents: dict[str, str]
    """Digest of each document with its entry, by file name."""
    passages: int
    units: int
    amounts: int
    """Rows of the register."""
    shelves: dict[str, int]
    """Passages on each shelf of the vector store."""


_MANIFESTS = TypeAdapter(Manifest)


@cache
def maker() -> str:
    """Return what makes builds: the version of the code, and the words of the field, which anyone may edit."""
    words = b"".join(path.read_bytes() for path in _WORDS)
    return f"{MAKER}-{blake2b(words, digest_size=4).hexdigest()}"


def builds_folder(index: Path) -> Path:
    """Return the folder of the builds."""
    return index / _BUILDS


def current_build(index: Path) -> Path:
    """Return the folder of the build that the pointer names; NoIndexError when there is none."""
    try:
        name = (index / _POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        raise NoIndexError(f"{index}: no index. Build it with: python -m index --index {index}") from None
    folder = builds_folder(index) / name
    if not _is_finished(folder):
        raise NoIndexError(
            f"{index}: the build {name} is missing. Build it again with: python -m index --index {index}"
        )
    return folder


def point_to(index: Path, build_id: str) -> None:
    """Switch the pointer to `build_id` in one step."""
    write_whole(index / _POINTER, f"{build_id}\n".encode())


def complete_builds(index: Path) -> list[Path]:
    """Return the folders of the builds that can be opened, oldest first; damaged ones are left out."""
    return [folder for folder in _folders(index) if _is_finished(folder) and _is_readable(folder)]


def unfinished_builds(index: Path) -> list[Path]:
    """Return the folders of the builds that were never signed off: another writer's, or what a killed one left."""
    return [folder for folder in _folders(index) if not _is_finished(folder)]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Sign a build off: its other files are on the disk before its manifest is."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    write_whole(folder / _MANIFEST, _MANIFESTS.dump_json(manifest, indent=1))


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a build."""
    with damage_said(folder):
        return _MANIFESTS.validate_json((folder / _MANIFEST).read_bytes())


@contextmanager
def damage_said(folder: Path) -> Iterator[None]:
    """Turn what goes wrong in reading the files of a build into a DamagedBuildError that says how to do without it."""
    index = folder.parents[1]
    try:
        yield
    except (OSError, ValueError) as error:
        raise DamagedBuildError(
            f"{folder}: this build is damaged, or another version made it. Build it again with: "
            f"python -m index --index {index} (or return to the one before: python -m index rollback --index {index})"
        ) from error


@contextmanager
def sole_writer(index: Path) -> Iterator[None]:
    """Hold the lock of the index, or refuse at once; the lock dies with its process."""
    index.mkdir(parents=True, exist_ok=True)
    try:
        held = FileLock(index / "writer.lock").acquire(timeout=0)
    except Timeout:
        raise SecondWriterError(
            f"{index}: another process is building this index. Wait for it to end, then try again."
        ) from None
    with held:
        yield


def hold(folder: Path) -> BinaryIO:
    """Keep a build from being retired for as long as the file returned stays open, or its process lives."""
    with damage_said(folder):
        manifest = (folder / _MANIFEST).open("rb")
        fcntl.flock(manifest, fcntl.LOCK_SH)
        # It may have been retired between the two lines above.
        os.stat(folder / _MANIFEST)
        return manifest


def retire(folder: Path) -> bool:
    """Take a build out of use before it is deleted; False, and nothing is done, while someone reads it."""
    if not _is_finished(folder):
        return True
    with (folder / _MANIFEST).open("rb") as manifest:
        try:
            fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        (folder / _MANIFEST).unlink()
    return True


def _folders(index: Path) -> list[Path]:
    """Return the folders of all builds, oldest first."""
    folder = builds_folder(index)
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _is_finished(folder: Path) -> bool:
    """Whether a build was signed off. A damaged pointer may hold a name that no path can have."""
    return os.path.isfile(folder / _MANIFEST)


def _is_readable(folder: Path) -> bool:
    try:
        read_manifest(folder)
    except DamagedBuildError:
        return False
    return True


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all, even when the power goes."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
