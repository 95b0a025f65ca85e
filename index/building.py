"""A folder of documents in, a new build of the index out: one writer, one switch, nothing embedded twice."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

import numpy as np
from filelock import FileLock, Timeout

from corpus.catalogue import document_paths, entry_path, load_corpus
from corpus.document import Passage
from corpus.errors import SetupError
from corpus.splitting import split
from corpus.vocabulary import Vocabulary
from index import store
from index.build import (
    Manifest,
    NoIndexError,
    Vectors,
    builds_folder,
    complete_builds,
    current_build,
    point_to,
    read_manifest,
    read_vectors,
    write_manifest,
    write_passages,
    write_vectors,
)
from index.embedding import SentenceEmbeddings
from index.keywords import Analyzer, KeywordIndex
from index.settings import IndexSettings
from index.texts import digest, passage_text, unit_text

MAKER = "3"
"""Raise it whenever reading, splitting or the texts of the searches change: builds of another maker are made anew."""
_BATCH = 64

Progress = Callable[[int, int], None]
"""Called with the number of texts embedded and their total."""


class BuildError(SetupError):
    """A build that could not be made; the current one is untouched."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a run of the builder changed."""

    manifest: Manifest
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    embedded: int
    """Texts embedded, the others were known."""
    built: bool
    """False when nothing had changed."""


def build_index(
    corpus: Path,
    settings: IndexSettings,
    embeddings: SentenceEmbeddings,
    vocabulary: Vocabulary,
    progress: Progress = lambda done, total: None,
) -> BuildReport:
    """Bring the index of `settings` up to date with the documents of `corpus`, and switch to it when it is whole."""
    with _sole_writer(settings.folder):
        before = _manifest_or_none(settings.folder)
        documents = {path.name: _file_digest(path) for path in document_paths(corpus)}
        if before and (before.documents, before.model, before.maker) == (documents, embeddings.model_id, MAKER):
            return _report(before, before, embedded=0, built=False)
        passages = [passage for document in load_corpus(corpus) for passage in split(document, vocabulary)]
        if not passages:
            raise BuildError(f"{corpus}: the documents hold no text. Check them with: python -m corpus check")
        vectors, embedded = _embed(
            passages, _known_vectors(settings.folder, before, embeddings.model_id), embeddings, progress
        )
        folder = builds_folder(settings.folder) / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid4().hex[:6]}"
        folder.mkdir(parents=True)
        try:
            manifest = _write(folder, passages, vectors, documents, settings, embeddings, vocabulary)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        point_to(settings.folder, manifest.build_id)
        _prune(settings)
        return _report(before, manifest, embedded, built=True)


def rollback(settings: IndexSettings) -> str:
    """Switch back to the build before the current one; return its id."""
    with _sole_writer(settings.folder):
        current = current_build(settings.folder).name
        older = [folder.name for folder in complete_builds(settings.folder) if folder.name < current]
        if not older:
            raise NoIndexError(f"{settings.folder}: no build before {current}. List them with: python -m index builds")
        point_to(settings.folder, older[-1])
        return older[-1]


@contextmanager
def _sole_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of the index, or refuse at once; the lock dies with its process."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "writer.lock", timeout=0):
            yield
    except Timeout:
        raise BuildError(
            f"{folder}: another process is building this index. Wait for it to end, then try again."
        ) from None


def _manifest_or_none(index: Path) -> Manifest | None:
    """Return the manifest of the current build, if there is one."""
    try:
        return read_manifest(current_build(index))
    except NoIndexError:
        return None


def _file_digest(path: Path) -> str:
    """Digest a document with its entry."""
    entry = entry_path(path)
    content = path.read_bytes() + b"\x1f" + (entry.read_bytes() if entry.exists() else b"")
    return blake2b(content, digest_size=16).hexdigest()


def _known_vectors(index: Path, before: Manifest | None, model: str) -> Vectors | None:
    """Return the vectors of the current build, if the same model made them."""
    return read_vectors(current_build(index)) if before and before.model == model else None


def _embed(
    passages: Sequence[Passage], known: Vectors | None, embeddings: SentenceEmbeddings, progress: Progress
) -> tuple[Vectors, int]:
    """Return the vectors of all passages and units, and how many texts had to be embedded."""
    texts = {digest(text): text for passage in passages for text in _texts(passage)}
    rows = {key: row for row, key in enumerate(known.digests) if key in texts} if known else {}
    new = sorted((key for key in texts if key not in rows), key=lambda key: len(texts[key]))
    parts = [np.asarray(known.matrix[list(rows.values())])] if known and rows else []
    for at in range(0, len(new), _BATCH):
        progress(at, len(new))
        parts.append(embeddings.embed_array([texts[key] for key in new[at : at + _BATCH]]))
    progress(len(new), len(new))
    return Vectors((*rows, *new), np.concatenate(parts)), len(new)


def _texts(passage: Passage) -> Iterator[str]:
    """Yield the texts of a passage that are embedded: itself, then its units."""
    yield passage_text(passage)
    for unit in passage.units:
        yield unit_text(passage, unit)


def _write(
    folder: Path,
    passages: Sequence[Passage],
    vectors: Vectors,
    documents: dict[str, str],
    settings: IndexSettings,
    embeddings: SentenceEmbeddings,
    vocabulary: Vocabulary,
) -> Manifest:
    """Write a build into its folder, check it, and sign it off with its manifest."""
    build_id = folder.name
    rows = {key: row for row, key in enumerate(vectors.digests)}
    matrix = vectors.matrix[[rows[digest(passage_text(passage))] for passage in passages]]
    shelf_sizes: dict[str, int] = {}
    for passage in passages:
        for shelf in store.shelves(passage):
            shelf_sizes[shelf] = shelf_sizes.get(shelf, 0) + 1
    client = store.connect(folder / "chroma", settings.chroma_url)
    store.write(client, build_id, passages, matrix)
    KeywordIndex.fit([passage_text(passage) for passage in passages], Analyzer(vocabulary)).save(folder / "keywords")
    write_passages(folder, passages)
    write_vectors(folder, vectors)
    _check(store.VectorStore(client, build_id, shelf_sizes, embeddings), shelf_sizes, passages, matrix)
    manifest = Manifest(
        build_id=build_id,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=embeddings.model_id,
        maker=MAKER,
        documents=documents,
        passages=len(passages),
        units=sum(len(passage.units) for passage in passages),
        shelves=shelf_sizes,
    )
    write_manifest(folder, manifest)
    return manifest


def _check(
    written: store.VectorStore, shelf_sizes: dict[str, int], passages: Sequence[Passage], matrix: np.ndarray
) -> None:
    """Refuse a build that lost a passage: counts agree, and every passage is found by its own vector."""
    for shelf, size in shelf_sizes.items():
        if written.count(shelf) != size:
            raise BuildError(f"The new build holds {written.count(shelf)} of {size} passages of {shelf}. Build again.")
    for passage, vector in zip(passages, matrix, strict=True):
        found = written.nearest(vector.tolist(), store.shelves(passage), k=5)
        if not any(score > 0.999 for _, score in found):
            raise BuildError(f"The new build does not find a passage of {passage.source.id} again. Build again.")


def _prune(settings: IndexSettings) -> None:
    """Delete unfinished builds, and finished ones beyond those kept for a rollback."""
    kept = {folder.name for folder in complete_builds(settings.folder)[-settings.builds_kept :]}
    kept.add(current_build(settings.folder).name)
    for folder in builds_folder(settings.folder).iterdir():
        if folder.name in kept:
            continue
        if settings.chroma_url:
            store.delete(store.connect(folder, settings.chroma_url), folder.name)
        shutil.rmtree(folder)


def _report(before: Manifest | None, after: Manifest, embedded: int, built: bool) -> BuildReport:
    """Say what changed between two manifests."""
    old = before.documents if before else {}
    return BuildReport(
        manifest=after,
        added=tuple(name for name in after.documents if name not in old),
        changed=tuple(name for name in after.documents if name in old and old[name] != after.documents[name]),
        removed=tuple(name for name in old if name not in after.documents),
        embedded=embedded,
        built=built,
    )
