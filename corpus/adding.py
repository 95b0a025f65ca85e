"""Files in, documents of the corpus out: each with its entry, given or proposed, or not at all."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from corpus.catalogue import document_paths, entry_path, list_files, misplaced
from corpus.entry import source_of
from corpus.errors import SetupError
from corpus.fields import FieldsError, load_fields
from corpus.proposing import entry_text, propose_entry
from corpus.reading import Reading, Refusal, RefusedError, UnreadableFileError, read_files
from corpus.reading.isolated import is_mute
from corpus.reading.ocr import recognise, require_program
from corpus.settings import CorpusSettings

_LOCK = ".adding.lock"
_PARTIAL = ".partial"
NEEDED = ("title", "publisher", "region", "date")
"""Fields without which an entry is incomplete; a front matter that has them needs no entry beside it."""


class AddingError(SetupError):
    """Documents cannot be added to this folder now."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A file that became a document."""

    name: str
    to_fill_in: tuple[str, ...] = ()
    """Fields needed that nothing was found for."""
    to_confirm: tuple[str, ...] = ()
    """Fields of the entry that are inferred."""
    pages_without_text: tuple[int, ...] = ()
    pages_with_hidden_text: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose content is in the corpus already."""

    name: str
    same_as: str


def files_to_add(paths: Sequence[Path]) -> tuple[list[Path], list[Refusal]]:
    """Return the files given and those of the folders given, apart from what cannot be a document."""
    files: list[Path] = []
    refusals: list[Refusal] = []
    for path in paths:
        if path.is_dir():
            listing = list_files(path)
            files += listing.paths
            refusals += listing.refusals
        elif refusal := misplaced(path):
            refusals.append(refusal)
        else:
            files.append(path)
    return files, refusals


def add_files(
    files: Sequence[Path], corpus: Path, settings: CorpusSettings
) -> Iterator[Addition | Duplicate | Refusal]:
    """Copy files into the folder `corpus`, each with its entry; yield what became of each as soon as it is known.

    Raise AddingError when another process is adding documents to the folder.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(corpus / _LOCK, timeout=0):
            for left in corpus.glob(f".*{_PARTIAL}"):
                left.unlink()
            yield from _add(files, corpus, settings)
    except Timeout as error:
        raise AddingError(
            f"{corpus}: documents are being added by another command. Wait until it has ended."
        ) from error


def _add(files: Sequence[Path], corpus: Path, settings: CorpusSettings) -> Iterator[Addition | Duplicate | Refusal]:
    """Add files to a folder that nobody else is adding to; of those with the same content, the first."""
    present = document_paths(corpus)
    names = {_digest(path): path.name for path in present}
    entries = {entry_path(path): path.name for path in present}
    alike: dict[str, list[Path]] = {}
    for file in files:
        digest = _digest(file)
        obstacle = None if digest in alike else _already_there(file, names.get(digest), corpus, entries)
        if obstacle:
            yield obstacle
            continue
        entries.setdefault(entry_path(corpus / file.name), file.name)
        alike.setdefault(digest, []).append(file)
    to_read = [first for first, *_ in alike.values()]
    for (first, *copies), (file, reading) in zip(alike.values(), _read(to_read, settings), strict=True):
        outcome = _outcome(file, reading, corpus, first)
        yield outcome
        for copy in copies:
            is_added = isinstance(outcome, Addition)
            yield Duplicate(copy.name, first.name) if is_added else replace(outcome, name=copy.name)


def _read(files: Sequence[Path], settings: CorpusSettings) -> Iterator[tuple[Path, Reading | Refusal]]:
    """Read files; yield each, or its copy with the text of its images when that was asked for, with what became of it."""
    if settings.ocr:
        require_program()
    plainly = settings.model_copy(update={"ocr": False})
    with TemporaryDirectory() as folder:
        for file, reading in zip(files, read_files(files, plainly), strict=True):
            if not (settings.ocr and is_mute(reading)):
                yield file, reading
                continue
            copy = Path(folder) / file.name
            try:
                recognise(file.resolve(), copy)
            except UnreadableFileError as error:
                yield file, error.refusal if isinstance(reading, Refusal) else reading
                continue
            (recognised,) = read_files([copy], plainly)
            yield copy, recognised
            copy.unlink()


def _outcome(file: Path, reading: Reading | Refusal, corpus: Path, given: Path) -> Addition | Refusal:
    """Put a file that was read into the folder, or return why it stays out; its entry may stand beside the one `given`."""
    try:
        return reading if isinstance(reading, Refusal) else _place(file, reading, corpus, given)
    except RefusedError as error:
        return error.refusal


def _already_there(
    file: Path, same: str | None, corpus: Path, entries: Mapping[Path, str]
) -> Duplicate | Refusal | None:
    """Return what prevents a file from being added: `same` is the document of that content, `entries` have theirs."""
    if file.parent.resolve() == corpus.resolve():
        return Duplicate(file.name, file.name) if entry_path(file).exists() else None
    if same:
        return Duplicate(file.name, same)
    other = entries.get(entry_path(corpus / file.name))
    if other == file.name:
        remedy = f"Remove the other first (python -m corpus remove {other}), or rename this one."
        return Refusal(file.name, "already in the corpus with other content", remedy)
    if other:
        return Refusal(file.name, f"its entry would be that of {other}", "Rename one of them.")
    return None


def _place(file: Path, reading: Reading, corpus: Path, beside: Path) -> Addition:
    """Put a file and its entry into the folder; the entry first, so that the document never stands without it.

    The entry is the one `beside` the file given, or the one that waits in the folder, or else a proposal.
    """
    target = corpus / file.name
    given = next((path for path in (entry_path(beside), entry_path(target)) if path.is_file()), None)
    if given:
        text, addition = _given_entry(file.name, given, reading), Addition(file.name)
    else:
        proposal = propose_entry(file.name, reading)
        source_of(file.name, {**reading.fields, **proposal.fields})
        missing = tuple(name for name in proposal.missing if name in NEEDED)
        text, addition = entry_text(proposal), Addition(file.name, missing, proposal.to_confirm)
    addition = replace(
        addition,
        pages_without_text=reading.pages_without_text,
        pages_with_hidden_text=reading.pages_with_hidden_text,
    )
    if given or not all(name in reading.fields for name in NEEDED):
        _write(entry_path(target), text)
    if not (target.exists() and target.samefile(file)):
        partial = _partial(target)
        shutil.copyfile(file, partial)
        os.replace(partial, target)
    return addition


def _given_entry(name: str, path: Path, reading: Reading) -> str:
    """Return the text of the entry at `path`, which must be valid for the document `name`."""
    try:
        text = path.read_text(encoding="utf-8")
        source_of(name, {**reading.fields, **load_fields(text)})
    except (OSError, FieldsError, UnicodeDecodeError) as error:
        raise RefusedError(name, f"its entry {path.name} cannot be used: {error}", "Correct the entry.") from error
    return text


def _write(path: Path, text: str) -> None:
    """Write a file that appears whole."""
    partial = _partial(path)
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)


def _partial(path: Path) -> Path:
    """Return where a file is written before it appears."""
    return path.with_name(f".{path.name}{_PARTIAL}")


def _digest(path: Path) -> str:
    """Return what identifies the content of a file; a file that cannot be opened has no content."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return f"unreadable {path}"
