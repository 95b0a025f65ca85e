"""Passages and their vectors in, the nearest passages of a region out: the only module that knows Chroma."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from corpus.document import Passage
from corpus.errors import SetupError

UNKNOWN_REGION = "unknown"
"""Shelf of the documents whose region is not known."""
_BATCH = 1000
_CONFIGURATION: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "ef_search": 400}}


class StoreError(SetupError):
    """The vector store cannot be reached."""


def shelves(passage: Passage) -> tuple[str, ...]:
    """Return the collections that hold `passage`: one a region, so that a region filter costs nothing."""
    return passage.source.regions or (UNKNOWN_REGION,)


def connect(folder: Path, url: str | None) -> ClientAPI:
    """Open the embedded Chroma of `folder`, or the server at `url`."""
    settings = Settings(anonymized_telemetry=False)
    if url is None:
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    address = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or 8000,
            ssl=address.scheme == "https",
            settings=settings,
        )
    except Exception as error:
        raise StoreError(f"No Chroma server at {url} ({error}). Start it, or unset INDEX_CHROMA_URL.") from error


def write(client: ClientAPI, build_id: str, passages: Sequence[Passage], vectors: np.ndarray) -> None:
    """Write the passages and their vectors, shape (passages, dimensions), as the collections of a build."""
    by_shelf: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        for shelf in shelves(passage):
            by_shelf.setdefault(shelf, []).append(row)
    for shelf, rows in by_shelf.items():
        collection = client.create_collection(
            _name(build_id, shelf), configuration=_CONFIGURATION, embedding_function=None
        )
        for batch in (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH)):
            collection.add(
                ids=[passages[row].id for row in batch],
                embeddings=vectors[batch],
                documents=[passages[row].text for row in batch],
                metadatas=[_metadata(passages[row]) for row in batch],
            )


def delete(client: ClientAPI, build_id: str) -> None:
    """Delete the collections of a build from a server; an embedded build goes with its folder."""
    for collection in client.list_collections():
        if collection.name.startswith(f"{build_id}."):
            client.delete_collection(collection.name)


class VectorStore:
    """The collections of one build, open for reading."""

    def __init__(
        self, client: ClientAPI, build_id: str, shelf_sizes: Mapping[str, int], embeddings: Embeddings
    ) -> None:
        """Open one LangChain store a shelf; `shelf_sizes` are the counts of the manifest."""
        self._sizes = dict(shelf_sizes)
        self._stores = {
            shelf: Chroma(
                client=client,
                collection_name=_name(build_id, shelf),
                embedding_function=embeddings,
                create_collection_if_not_exists=False,
            )
            for shelf in shelf_sizes
        }

    @property
    def shelves(self) -> tuple[str, ...]:
        """The shelves of the build."""
        return tuple(self._stores)

    def count(self, shelf: str) -> int:
        """Return how many passages Chroma holds on `shelf`."""
        return self._stores[shelf]._collection.count()

    def nearest(self, vector: Sequence[float], shelves: Iterable[str], k: int) -> list[tuple[str, float]]:
        """Return the ids of the `k` passages nearest to `vector` on `shelves`, with their cosine, best first."""
        best: dict[str, float] = {}
        for shelf in shelves:
            if shelf not in self._stores:
                continue
            found = self._stores[shelf].similarity_search_by_vector_with_relevance_scores(
                list(vector), k=min(k, self._sizes[shelf])
            )
            best |= {str(document.id): 1.0 - distance for document, distance in found}
        return sorted(best.items(), key=lambda pair: -pair[1])[:k]


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
