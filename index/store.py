"""Passages and their vectors in, the nearest passages of a region out: the only module that knows Chroma."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit
from weakref import finalize

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma

from corpus.document import Passage
from corpus.errors import SetupError
from index.texts import passage_text

UNKNOWN_REGION = "unknown"
"""Shelf of the documents whose region is not known."""
_BATCH = 1000
_CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {
        "space": "cosine",
        "ef_search": 400,
        "ef_construction": 400,
        "max_neighbors": 48,
        "batch_size": 1,
        "sync_threshold": 1,
    }
}
"""By default small collections get their vector files from whoever opens them: builds would change when they are read.
With the usual 16 neighbours, some of a thousand letters that differ by a word are linked from nowhere, and never found."""
_PERTURB, _WITH_ZEROS = -6, 0xFF
"""M_PERTURB of mallopt(3), and the value whose complement is zero."""
_NEIGHBOURS = 5
_SAME = 1e-3
"""Cosine distance under which two vectors are those of one text."""


class StoreError(SetupError):
    """The vector store cannot be reached, written or read."""


def shelves(passage: Passage) -> tuple[str, ...]:
    """Return the collections that hold `passage`: one a region, so that a region filter costs nothing."""
    return passage.source.regions or (UNKNOWN_REGION,)


def on_shelves(passages: Sequence[Passage]) -> dict[str, list[int]]:
    """Return the rows of `passages` that each shelf holds."""
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        for shelf in shelves(passage):
            rows.setdefault(shelf, []).append(row)
    return rows


def of_one_text(passages: Sequence[Passage], rows: Iterable[int]) -> dict[int, list[int]]:
    """Return the rows of each text among `rows`, by the first of them.

    Chroma gets a text once: a graph of vectors in which a thousand are equal leads to few of the others.
    """
    groups: dict[str, list[int]] = {}
    for row in rows:
        groups.setdefault(passage_text(passages[row]), []).append(row)
    return {group[0]: group for group in groups.values()}


def connect(folder: Path, url: str | None) -> Client:
    """Open the embedded Chroma of `folder`, or the server at `url`."""
    settings = Settings(anonymized_telemetry=False)
    if url is None:
        with _failures_said():
            try:
                return cast(Client, chromadb.PersistentClient(path=str(folder), settings=settings))
            except ChromaError:
                # What could not be started would be taken for started at the next attempt.
                Client.clear_system_cache()
                raise
    address = urlsplit(url)
    try:
        secure, host, port = address.scheme == "https", address.hostname or "localhost", address.port or 8000
        return cast(Client, chromadb.HttpClient(host=host, port=port, ssl=secure, settings=settings))
    except Exception as error:
        raise StoreError(f"No Chroma server at {url} ({error}). Start it, or unset INDEX_CHROMA_URL.") from error


def write(client: Client, build_id: str, passages: Sequence[Passage], vectors: np.ndarray) -> None:
    """Write the passages and their vectors, shape (passages, dimensions), as the collections of a build."""
    with _failures_said(), _blank_memory():
        for shelf, rows in on_shelves(passages).items():
            collection = client.create_collection(
                _name(build_id, shelf), configuration=_CONFIGURATION, embedding_function=None
            )
            for batch in _batches(list(of_one_text(passages, rows))):
                collection.add(
                    ids=[passages[row].id for row in batch],
                    embeddings=vectors[batch],
                    documents=[passages[row].text for row in batch],
                    metadatas=[_metadata(passages[row]) for row in batch],
                )


def lost(client: Client, build_id: str, passages: Sequence[Passage], vectors: np.ndarray) -> list[Passage]:
    """Return the passages of a build that are not found again by their own vector, and those of a miscounted shelf."""
    missing: list[Passage] = []
    with _failures_said():
        for shelf, rows in on_shelves(passages).items():
            collection = client.get_collection(_name(build_id, shelf), embedding_function=None)
            texts = list(of_one_text(passages, rows))
            if collection.count() != len(texts):
                missing += [passages[row] for row in rows]
                continue
            for batch in _batches(texts):
                found = collection.query(
                    query_embeddings=vectors[batch], n_results=min(_NEIGHBOURS, len(texts)), include=["distances"]
                )
                nearest = zip(batch, found["ids"], found["distances"] or [], strict=True)
                # Texts that differ by a number may have one vector, and more equals than neighbours are asked for.
                missing += [
                    passages[row]
                    for row, ids, distances in nearest
                    if passages[row].id not in ids and distances[-1] > _SAME
                ]
    return missing


def delete(client: Client, build_id: str) -> None:
    """Delete the collections of a build from a server; an embedded build goes with its folder."""
    with _failures_said():
        for collection in client.list_collections():
            if collection.name.startswith(f"{build_id}."):
                client.delete_collection(collection.name)


class VectorStore:
    """The collections of one build, open for reading; its connection is closed when nobody uses it any more."""

    def __init__(self, client: Client, build_id: str, passages: Sequence[Passage]) -> None:
        """Open one LangChain store a shelf; `passages` are those of the build."""
        finalize(self, client.close)
        texts = {shelf: of_one_text(passages, rows) for shelf, rows in on_shelves(passages).items()}
        self._sizes = {shelf: len(groups) for shelf, groups in texts.items()}
        self._of_one_text = {
            (shelf, passages[first].id): [passages[row].id for row in group]
            for shelf, groups in texts.items()
            for first, group in groups.items()
            if len(group) > 1
        }
        with _failures_said():
            self._stores = {
                shelf: Chroma(
                    client=client, collection_name=_name(build_id, shelf), create_collection_if_not_exists=False
                )
                for shelf in texts
            }

    @property
    def shelves(self) -> tuple[str, ...]:
        """The shelves of the build."""
        return tuple(self._stores)

    def nearest(self, vector: Sequence[float], shelves: Iterable[str], k: int) -> list[tuple[str, float]]:
        """Return the ids of the `k` passages nearest to `vector` on `shelves`, with their cosine, best first."""
        best: dict[str, float] = {}
        for shelf in shelves:
            if shelf not in self._stores:
                continue
            found = self._stores[shelf].similarity_search_by_vector_with_relevance_scores(
                list(vector), k=min(k, self._sizes[shelf])
            )
            for document, distance in found:
                first = str(document.id)
                best |= dict.fromkeys(self._of_one_text.get((shelf, first), (first,)), 1.0 - distance)
        return sorted(best.items(), key=lambda pair: -pair[1])[:k]


@contextmanager
def _blank_memory() -> Iterator[None]:
    """Blank the memory that is handed out meanwhile, where the C library can.

    Chroma writes the unused part of its vector files as it finds it in memory: with what was freed there before, which
    may be the text of a removed document or a key.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        yield
        return
    mallopt(_PERTURB, _WITH_ZEROS)
    try:
        yield
    finally:
        mallopt(_PERTURB, 0)


@contextmanager
def _failures_said() -> Iterator[None]:
    """Turn what Chroma refuses into a message with a remedy."""
    try:
        yield
    except ChromaError as error:
        raise StoreError(
            f"Chroma cannot read or write the index ({error}). See that its disk is not full, then build again: "
            "python -m index"
        ) from error


def _batches(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield `rows` by as many as Chroma takes at once."""
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))


def _name(build_id: str, shelf: str) -> str:
    return f"{build_id}.{shelf}"


def _metadata(passage: Passage) -> dict[str, str | int]:
    """Flatten what a reader of the store wants to see; the passages file holds the rest."""
    return {
        "document": passage.source.id,
        "page": passage.page,
        "headings": " › ".join(passage.headings),
        "status": passage.status.value,
        "start": passage.start,
    }
