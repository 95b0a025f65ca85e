"""A folder of documents in, a new build of the index out: one writer, one switch, nothing read or embedded twice."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np

from corpus.catalogue import Listing, list_files
from corpus.document import Passage
from corpus.errors import SetupError
from corpus.reading import Refusal
from corpus.vocabulary import Vocabulary
from index.build import (
    BuildError,
    Manifest,
    NoIndexError,
    complete_builds,
    current_build,
    damage_said,
    maker,
    point_to,
    read_manifest,
    sole_writer,
    unfinished_builds,
)
from index.contents import Contents, Vectors, read_contents, read_vectors
from index.embedding import SentenceEmbeddings
from index.preparing import PreparedCorpus, Progress, prepare_corpus
from index.settings import IndexSettings
from index.store import on_shelves
from index.texts import digest, passage_text, unit_text
from index.writing import check_build, prune, remove, write_build

_BATCH = 64


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a run of the builder changed."""

    manifest: Manifest
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    """Files that are not in the index, each with the reason and the remedy."""
    embedded: int
    """Texts embedded, the others were known."""
    built: bool
    """False when nothing had changed."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The current build, which spares the next one what has not changed."""

    folder: Path
    manifest: Manifest
    contents: Contents
    """Without passages when another version or another vocabulary made them."""


def build_index(
    corpus: Path,
    settings: IndexSettings,
    load_model: Callable[[], SentenceEmbeddings],
    vocabulary: Vocabulary,
    progress: Progress = lambda stage, done, total: None,
) -> BuildReport:
    """Bring the index of `settings` up to date with the documents of `corpus`, and switch to it when it is whole.

    `load_model` takes seconds: it is called once the documents are read.
    """
    listing = list_files(corpus)
    with _failures_said(settings.folder), sole_writer(settings.folder):
        for folder in unfinished_builds(settings.folder):
            remove(folder, settings)
        earlier = _earlier(settings.folder)
        documents = _prepare(listing, earlier, vocabulary, progress)
        embeddings = load_model()
        manifest = _manifest(documents, embeddings.model_id, settings)
        if earlier and _is_current(earlier, manifest, settings, vocabulary):
            return _report(earlier.manifest, earlier.manifest, documents.refused, embedded=0, built=False)
        known = earlier.contents.vectors if earlier and earlier.manifest.model == embeddings.model_id else None
        vectors, embedded = _embed([item.passage for item in documents.passages], known, embeddings, progress)
        write_build(manifest, Contents(documents.passages, vectors), settings, vocabulary, progress)
        prune(settings)
        return _report(earlier.manifest if earlier else None, manifest, documents.refused, embedded, built=True)


def rollback(settings: IndexSettings) -> str:
    """Switch back to the build before the current one; return its id."""
    # Refused before the lock, which would make the folder of an index that does not exist.
    current_build(settings.folder)
    with _failures_said(settings.folder), sole_writer(settings.folder):
        current = current_build(settings.folder).name
        older = [folder.name for folder in complete_builds(settings.folder) if folder.name < current]
        if not older:
            raise NoIndexError(f"{settings.folder}: no build before {current}. List them with: python -m index builds")
        point_to(settings.folder, older[-1])
        return older[-1]


@contextmanager
def _failures_said(folder: Path) -> Iterator[None]:
    """Turn a full or forbidden disk into a message with a remedy."""
    try:
        yield
    except OSError as error:
        raise BuildError(
            f"{folder}: the index cannot be written ({error}). The current build is untouched. "
            "Free some space or allow writing there, then try again."
        ) from error


def _earlier(index: Path) -> _Earlier | None:
    """Open the current build; None when there is none or it is damaged."""
    try:
        folder = current_build(index)
        manifest = read_manifest(folder)
        with damage_said(folder):
            if manifest.maker != maker():
                return _Earlier(folder, manifest, Contents((), read_vectors(folder)))
            return _Earlier(folder, manifest, read_contents(folder))
    except NoIndexError:
        return None


def _prepare(listing: Listing, earlier: _Earlier | None, vocabulary: Vocabulary, progress: Progress) -> PreparedCorpus:
    """Prepare the documents, those that the current build holds without reading them; refuse a corpus without any."""
    spared = earlier if earlier and earlier.contents.prepared else None
    known = spared.manifest.documents if spared else {}
    documents = prepare_corpus(listing, known, spared.contents.prepared if spared else (), vocabulary, progress)
    if documents.passages:
        return documents
    if not documents.refused:
        raise BuildError("The corpus has no document with text. Add some with: python -m corpus add FILE…")
    reasons = "\n".join(map(str, documents.refused))
    raise BuildError(f"No document of the corpus can be read. Correct these files, then build again:\n{reasons}")


def _is_current(earlier: _Earlier, manifest: Manifest, settings: IndexSettings, vocabulary: Vocabulary) -> bool:
    """Whether the build of `manifest` would be the same as the current one, and that one is sound."""
    before = earlier.manifest
    if replace(manifest, build_id=before.build_id, created=before.created) != before:
        return False
    with suppress(SetupError):
        check_build(earlier.folder, earlier.contents, settings, vocabulary)
        return True
    return False


def _embed(
    passages: Sequence[Passage], known: Vectors | None, embeddings: SentenceEmbeddings, progress: Progress
) -> tuple[Vectors, int]:
    """Return the vectors of all passages and units, and how many texts had to be embedded."""
    texts = {digest(text): text for passage in passages for text in _texts(passage)}
    rows = {key: row for row, key in enumerate(known.digests) if key in texts} if known else {}
    new = sorted((key for key in texts if key not in rows), key=lambda key: len(texts[key]))
    parts = [np.asarray(known.matrix[list(rows.values())])] if known and rows else []
    for at in range(0, len(new), _BATCH):
        progress("Embedding", at, len(new))
        parts.append(embeddings.embed_array([texts[key] for key in new[at : at + _BATCH]]))
    return Vectors((*rows, *new), np.concatenate(parts)), len(new)


def _texts(passage: Passage) -> Iterator[str]:
    """Yield the texts of a passage that are embedded: itself, then its units."""
    yield passage_text(passage)
    for unit in passage.units:
        yield unit_text(passage, unit)


def _manifest(documents: PreparedCorpus, model: str, settings: IndexSettings) -> Manifest:
    """Return the manifest of the build to make."""
    now = datetime.now(UTC)
    passages = [item.passage for item in documents.passages]
    return Manifest(
        build_id=f"{now:%Y%m%dT%H%M%S%f}-{uuid4().hex[:6]}",
        created=now.isoformat(timespec="seconds"),
        model=model,
        maker=maker(),
        chroma_url=settings.chroma_url,
        documents=documents.digests,
        passages=len(passages),
        units=sum(len(passage.units) for passage in passages),
        amounts=sum(len(item.notes.amounts) for item in documents.passages),
        shelves={shelf: len(rows) for shelf, rows in on_shelves(passages).items()},
    )


def _report(
    before: Manifest | None, after: Manifest, refused: tuple[Refusal, ...], embedded: int, built: bool
) -> BuildReport:
    """Say what changed between two manifests."""
    old = before.documents if before else {}
    return BuildReport(
        manifest=after,
        added=tuple(name for name in after.documents if name not in old),
        changed=tuple(name for name in after.documents if name in old and old[name] != after.documents[name]),
        removed=tuple(name for name in old if name not in after.documents),
        refused=refused,
        embedded=embedded,
        built=built,
    )
