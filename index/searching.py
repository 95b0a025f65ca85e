"""Words in, ranked evidence out: vectors and keywords, each within the regions asked, fused by reciprocal rank."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path
from weakref import finalize

import numpy as np

from corpus.document import NATIONAL, Passage, Source
from corpus.errors import SetupError
from corpus.vocabulary import Vocabulary
from index.amounts import Amount
from index.build import Manifest, current_build, damage_said, hold, maker, read_manifest
from index.contents import read_notes, read_passages, read_vectors
from index.embedding import SentenceEmbeddings
from index.evidence import Evidence
from index.keywords import Analyzer, KeywordIndex
from index.preparing import Notes
from index.settings import IndexSettings
from index.store import VectorStore, connect, on_shelves
from index.switching import read_switches, switched_off
from index.texts import digest, unit_text

FUSION_CONSTANT = 60
"""k of reciprocal rank fusion, 1 / (k + rank); Cormack, Clarke and Büttcher, SIGIR 2009."""
TELLING_WEIGHT = 4.0
"""Inverse document frequencies that the words of a question add up to at least when they tell passages apart: one rare word."""
CANDIDATES = 50
"""Passages that each search hands to the fusion."""


class OtherModelError(SetupError):
    """The index was made with another embedding model, another version, or for another Chroma."""


class Index:
    """One build, open for reading: it stays the same whatever is built beside it, and is not deleted while it is used."""

    def __init__(
        self, folder: Path, settings: IndexSettings, embeddings: SentenceEmbeddings, vocabulary: Vocabulary
    ) -> None:
        """Open the build in `folder`; raise OtherModelError when `embeddings` did not make it."""
        finalize(self, hold(folder).close)
        self.manifest: Manifest = usable_manifest(folder, settings)
        if self.manifest.model != embeddings.model_id:
            raise _other("model", self.manifest.model, embeddings.model_id, settings)
        with damage_said(folder):
            self._all: list[Passage] = read_passages(folder)
            _refuse_foreign(self._all, self.manifest)
            self._all_notes = read_notes(folder, self._all)
            self._keywords = KeywordIndex.load(folder / "keywords", Analyzer(vocabulary))
            vectors = read_vectors(folder)
        client = connect(folder / "chroma", settings.chroma_url)
        self._store = VectorStore(client, self.manifest.build_id, self._all)
        self._rows = {passage.id: row for row, passage in enumerate(self._all)}
        self._shelf_rows = on_shelves(self._all)
        self._matrix = vectors.matrix
        self._vector_rows = {key: row for row, key in enumerate(vectors.digests)}
        # Nothing that an index holds refers to the index: it is freed, and its build let go, as soon as nobody uses it.
        self._unit_terms = lru_cache(maxsize=4096)(partial(_terms_of_units, self._all, self._rows, self._keywords))
        self._embed = lru_cache(maxsize=256)(lambda text: np.asarray(embeddings.embed_query(text), dtype=np.float32))
        self.whole: Index | None = None
        self._show(frozenset())

    def without(self, hidden: frozenset[str]) -> "Index":
        """Return this build as if it held none of the documents `hidden`, whatever this index hides; both can be used."""
        whole = self.whole or self
        if not hidden:
            return whole
        view = copy(whole)
        view.__dict__ = {
            name: value
            for name, value in vars(whole).items()
            if not isinstance(getattr(Index, name, None), cached_property)
        }
        # The build is held for as long as the whole index lives.
        view.whole = whole
        view._show(hidden)
        return view

    def _show(self, hidden: frozenset[str]) -> None:
        """Keep to the passages of the documents that are not hidden."""
        self.hidden = hidden
        shown = [passage.source.id not in hidden for passage in self._all]
        self.passages: list[Passage] = [passage for passage, is_shown in zip(self._all, shown, strict=True) if is_shown]
        self._notes = [notes for notes, is_shown in zip(self._all_notes, shown, strict=True) if is_shown]
        if hidden:
            self._keywords = self._keywords.within(np.array(shown, dtype=bool))
        self._weighted = lru_cache(maxsize=256)(self._keywords.weighted)

    @property
    def hidden_sources(self) -> tuple[Source, ...]:
        """The sources of the build that this index hides, in order."""
        return tuple({p.source.id: p.source for p in self._all if p.source.id in self.hidden}.values())

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
        publishers = (source.publisher.upper() for source in self.sources if source.publisher)
        return frozenset(chain(publishers, *(notes.acronyms for notes in self._notes)))

    @cached_property
    def definitions(self) -> dict[str, tuple[Passage, ...]]:
        """The passages that define each structure, by its vocabulary id."""
        defining: dict[str, tuple[Passage, ...]] = {}
        for passage, notes in zip(self.passages, self._notes, strict=True):
            for structure in notes.defines:
                defining[structure] = (*defining.get(structure, ()), passage)
        return defining

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The register of amounts of the build."""
        return _register(self._notes)

    def search(self, text: str, regions: Sequence[str] | None = None, k: int = 10) -> list[Evidence]:
        """Return the `k` best passages for `text`: of any region, or only of `regions` and national ones."""
        shelves = self._store.shelves if regions is None else (*regions, NATIONAL)
        dense = self._by_vectors(text, shelves)
        keyword = self._by_keywords(text, None if regions is None else shelves)
        dense_ranks = {key: rank for rank, key in enumerate(dense, start=1)}
        keyword_ranks = {key: rank for rank, key in enumerate(keyword, start=1)}
        found = [
            Evidence(
                passage=self._all[self._rows[key]],
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

    def unit_credits(self, text: str, passage: Passage) -> list[dict[str, float]]:
        """Return, for each unit of `passage`, the words of `text` that it holds, each with its share of them all.

        The shares of all the words that some passage holds add up to 1, or to less when these are few and common.
        Rare words count more, synonyms half; the words of its heading and of its introduction count for a unit.
        """
        weighted = [word for word in self._weighted(text) if word.held]
        total = max(TELLING_WEIGHT, sum(word.weight for word in weighted))
        return [
            {word.term: credit / total for word in weighted if (credit := word.credit(terms))}
            for terms in self._unit_terms(passage.id)
        ]

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
        return any(wanted & set(self._all[row].source.regions) for row in self._keywords.rows(word))

    def unit_holds(self, passage: Passage, at: int, word: str) -> bool:
        """Whether the unit at `at`, with its heading and introduction, holds `word`."""
        return self._keywords.terms(word) <= self._unit_terms(passage.id)[at]

    def count(self, word: str) -> int:
        """Return how many passages hold `word`."""
        return len(self._keywords.rows(word))

    def document(self, source_id: str) -> tuple[Passage, ...]:
        """Return the passages of a document, in order."""
        return tuple(passage for passage in self.passages if passage.source.id == source_id)

    def _by_vectors(self, text: str, shelves: Iterable[str]) -> list[str]:
        """Return the ids of the passages nearest to `text` on `shelves`, best first; those hidden take nobody's place."""
        asked = CANDIDATES + len(self._all) - len(self.passages)
        nearest = self._store.nearest(self._embed(text).tolist(), shelves, asked)
        # What the build does not hold was put into Chroma by someone else: it is never served.
        known = (key for key, _ in nearest if key in self._rows)
        return [key for key in known if self._all[self._rows[key]].source.id not in self.hidden][:CANDIDATES]

    def _by_keywords(self, text: str, shelves: Iterable[str] | None) -> list[str]:
        """Return the ids of the passages that BM25 finds on `shelves`, best first."""
        scores = self._keywords.scores(text)
        if shelves is not None:
            allowed = [row for shelf in shelves for row in self._shelf_rows.get(shelf, ())]
            within = np.zeros_like(scores)
            within[allowed] = scores[allowed]
            scores = within
        order = np.argsort(-scores, kind="stable")[:CANDIDATES]
        return [self._all[row].id for row in order if scores[row] > 0]


def open_index(settings: IndexSettings, load_model: Callable[[], SentenceEmbeddings], vocabulary: Vocabulary) -> Index:
    """Open the build that is current now, without what is switched off; one that cannot be used is refused first."""
    folder = current_build(settings.folder)
    usable_manifest(folder, settings)
    hidden = frozenset(switched_off(read_switches(settings)))
    return Index(folder, settings, load_model(), vocabulary).without(hidden)


def read_register(settings: IndexSettings) -> tuple[Amount, ...]:
    """Return the register of amounts of the current build, without what is switched off; it needs no model."""
    folder = current_build(settings.folder)
    manifest = usable_manifest(folder, settings)
    hidden = switched_off(read_switches(settings))
    with damage_said(folder), hold(folder):
        passages = read_passages(folder)
        _refuse_foreign(passages, manifest)
        register = _register(read_notes(folder, passages))
    return tuple(amount for amount in register if amount.passage.source.id not in hidden)


def usable_manifest(folder: Path, settings: IndexSettings) -> Manifest:
    """Return the manifest of a build that this version and these settings can open."""
    manifest = read_manifest(folder)
    if manifest.maker != maker():
        raise _other("version or vocabulary", manifest.maker, maker(), settings)
    if manifest.chroma_url != settings.chroma_url:
        raise _other("Chroma", manifest.chroma_url or "the embedded one", settings.chroma_url or "embedded", settings)
    return manifest


def _refuse_foreign(passages: Iterable[Passage], manifest: Manifest) -> None:
    """Refuse passages of a document whose digest the manifest does not hold, as a file that was changed."""
    if foreign := {passage.source.id for passage in passages} - manifest.documents.keys():
        raise ValueError(f"documents that its manifest does not name: {', '.join(sorted(foreign))}")


def _terms_of_units(
    passages: Sequence[Passage], rows: Mapping[str, int], keywords: KeywordIndex, passage_id: str
) -> tuple[frozenset[str], ...]:
    """Return the terms of each unit of a passage, with those of its heading and its introduction."""
    passage = passages[rows[passage_id]]
    heading = passage.headings[-1] if passage.headings else ""
    return tuple(keywords.terms(f"{heading} {unit.header} {unit.text}") for unit in passage.units)


def _register(notes: Iterable[Notes]) -> tuple[Amount, ...]:
    return tuple(amount for noted in notes for amount in noted.amounts)


def _other(what: str, made_with: str, asked: str, settings: IndexSettings) -> OtherModelError:
    """Return the error that says what differs, and how to build again."""
    return OtherModelError(
        f"{settings.folder}: this index was made with another {what} ({made_with}, not {asked}). "
        f"Build it again with: python -m index --index {settings.folder}"
    )


def _reciprocal(rank: int | None) -> float:
    return 0.0 if rank is None else 1.0 / (FUSION_CONSTANT + rank)
