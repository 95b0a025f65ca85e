"""Words in, ranked evidence out: vectors and keywords, each within the regions asked, fused by reciprocal rank."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from corpus.definitions import defined_structure
from corpus.document import NATIONAL, Passage, Source
from corpus.errors import SetupError
from corpus.vocabulary import Vocabulary
from index.amounts import Amount, amounts
from index.build import Manifest, current_build, read_manifest, read_passages, read_vectors
from index.embedding import SentenceEmbeddings
from index.evidence import Evidence
from index.keywords import Analyzer, KeywordIndex
from index.settings import IndexSettings
from index.store import VectorStore, connect
from index.texts import digest, unit_text

FUSION_CONSTANT = 60
"""k of reciprocal rank fusion, 1 / (k + rank); Cormack, Clarke and Büttcher, SIGIR 2009."""
CANDIDATES = 50
"""Passages that each search hands to the fusion."""


class OtherModelError(SetupError):
    """The index was made with another embedding model."""


class Index:
    """One build, open for reading; it stays the same whatever is built beside it."""

    def __init__(
        self, folder: Path, settings: IndexSettings, embeddings: SentenceEmbeddings, vocabulary: Vocabulary
    ) -> None:
        """Open the build in `folder`; raise OtherModelError when `embeddings` did not make it."""
        self.manifest: Manifest = read_manifest(folder)
        if self.manifest.model != embeddings.model_id:
            raise OtherModelError(
                f"{settings.folder}: this index was made with {self.manifest.model}, not {embeddings.model_id}. "
                f"Build it again with: python -m index --index {settings.folder}"
            )
        self.passages: list[Passage] = read_passages(folder)
        self._vocabulary = vocabulary
        self._rows = {passage.id: row for row, passage in enumerate(self.passages)}
        client = connect(folder / "chroma", settings.chroma_url)
        self._store = VectorStore(client, self.manifest.build_id, self.manifest.shelves, embeddings)
        self._keywords = KeywordIndex.load(folder / "keywords", Analyzer(vocabulary))
        vectors = read_vectors(folder)
        self._matrix = vectors.matrix
        self._vector_rows = {key: row for row, key in enumerate(vectors.digests)}
        self._weighted = lru_cache(maxsize=256)(self._keywords.weighted)
        self._unit_terms = lru_cache(maxsize=4096)(self._terms_of_units)
        self._embed = lru_cache(maxsize=256)(lambda text: np.asarray(embeddings.embed_query(text), dtype=np.float32))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the build, in order."""
        return tuple({passage.source.id: passage.source for passage in self.passages}.values())

    @cached_property
    def regions(self) -> frozenset[str]:
        """The regions that have a document of their own."""
        return frozenset(region for source in self.sources for region in source.regions if region != NATIONAL)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The acronyms that documents spell out or gloss ("Name (ACRONYM)", "ACRONYM : name"), and the publishers' names."""
        glossed = re.compile(r"\(([A-Z]{3,})\)|\b([A-Z]{3,}) ?[:(]")
        found = {a or b for passage in self.passages for a, b in glossed.findall(passage.text)}
        return frozenset(found | {source.publisher.upper() for source in self.sources if source.publisher})

    @cached_property
    def definitions(self) -> dict[str, tuple[Passage, ...]]:
        """The passages that define each structure, by its vocabulary id."""
        defining: dict[str, dict[str, Passage]] = {}
        for passage in self.passages:
            for unit in passage.units:
                if structure := defined_structure(unit.text, self._vocabulary):
                    defining.setdefault(structure, {})[passage.id] = passage
        return {structure: tuple(found.values()) for structure, found in defining.items()}

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The register of amounts of the build."""
        return tuple(amounts(self.passages, self._vocabulary))

    def search(self, text: str, regions: Sequence[str] | None = None, k: int = 10) -> list[Evidence]:
        """Return the `k` best passages for `text`: of any region, or only of `regions` and national ones."""
        shelves = self._store.shelves if regions is None else (*regions, NATIONAL)
        dense = [key for key, _ in self._store.nearest(self._embed(text).tolist(), shelves, CANDIDATES)]
        keyword = self._by_keywords(text, None if regions is None else shelves)
        dense_ranks = {key: rank for rank, key in enumerate(dense, start=1)}
        keyword_ranks = {key: rank for rank, key in enumerate(keyword, start=1)}
        found = [
            Evidence(
                passage=self.passages[self._rows[key]],
                score=_reciprocal(dense_ranks.get(key)) + _reciprocal(keyword_ranks.get(key)),
                dense_rank=dense_ranks.get(key),
                keyword_rank=keyword_ranks.get(key),
            )
            for key in dict.fromkeys((*dense, *keyword))
        ]
        return sorted(found, key=lambda evidence: -evidence.score)[:k]

    def unit_relevance(self, text: str, passage: Passage) -> list[float]:
        """Return the cosine between `text` and each unit of `passage`, from vectors made when indexing."""
        rows = [self._vector_rows[digest(unit_text(passage, unit))] for unit in passage.units]
        return (self._matrix[rows] @ self._embed(text)).tolist()

    def unit_overlap(self, text: str, passage: Passage) -> list[float]:
        """Return, for each unit of `passage`, the share of the words of `text` that it holds, from 0 to 1.

        Rare words count more, synonyms half; the words of its heading and of its introduction count for a unit.
        """
        weighted = [word for word in self._weighted(text) if word.held]
        total = sum(word.weight for word in weighted) or 1.0
        return [sum(word.credit(terms) for word in weighted) / total for terms in self._unit_terms(passage.id)]

    def coverage(self, text: str, passage: Passage) -> float:
        """Return the share of the words of `text` that the best unit of `passage` holds; words held nowhere count, too."""
        weighted = self._weighted(text)
        total = sum(word.weight for word in weighted) or 1.0
        return max(sum(word.credit(terms) for word in weighted) / total for terms in self._unit_terms(passage.id))

    def holds(self, word: str) -> bool:
        """Whether any passage holds `word`."""
        return self._keywords.holds(word)

    def holds_in(self, word: str, regions: Iterable[str]) -> bool:
        """Whether a passage of `regions` holds `word`."""
        wanted = set(regions)
        return any(wanted & set(self.passages[row].source.regions) for row in self._keywords.rows(word))

    def unit_holds(self, passage: Passage, at: int, word: str) -> bool:
        """Whether the unit at `at`, with its heading and introduction, holds `word`."""
        return self._keywords.terms(word) <= self._unit_terms(passage.id)[at]

    def count(self, word: str) -> int:
        """Return how many passages hold `word`."""
        return len(self._keywords.rows(word))

    def document(self, source_id: str) -> tuple[Passage, ...]:
        """Return the passages of a document, in order."""
        return tuple(passage for passage in self.passages if passage.source.id == source_id)

    def _terms_of_units(self, passage_id: str) -> tuple[frozenset[str], ...]:
        passage = self.passages[self._rows[passage_id]]
        heading = passage.headings[-1] if passage.headings else ""
        return tuple(self._keywords.terms(f"{heading} {unit.header} {unit.text}") for unit in passage.units)

    def _by_keywords(self, text: str, shelves: Iterable[str] | None) -> list[str]:
        """Return the ids of the passages that BM25 finds on `shelves`, best first."""
        scores = self._keywords.scores(text)
        if shelves is not None:
            allowed = set(shelves)
            scores = np.where([bool(allowed & set(p.source.regions)) for p in self.passages], scores, 0.0)
        order = np.argsort(-scores, kind="stable")[:CANDIDATES]
        return [self.passages[row].id for row in order if scores[row] > 0]


def open_index(settings: IndexSettings, embeddings: SentenceEmbeddings, vocabulary: Vocabulary) -> Index:
    """Open the build that is current now."""
    return Index(current_build(settings.folder), settings, embeddings, vocabulary)


def _reciprocal(rank: int | None) -> float:
    return 0.0 if rank is None else 1.0 / (FUSION_CONSTANT + rank)
