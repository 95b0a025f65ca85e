"""Passages in, the best by BM25 out: French stems, accents folded, acronyms and their full names as one word."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from rapidfuzz import fuzz, process

from corpus.folding import fold
from corpus.vocabulary import Vocabulary

SYNONYM_WEIGHT = 0.3
"""Weight of a synonym's score against that of the words typed: it finds what they do not, and never outranks them."""
FAMILY_LETTERS = 6
"""Letters that two words of one family share at the start ("démarrer", "démarrage")."""
_MISSPELT_CUTOFF = 88
_MISSPELT_LETTERS = 5
_THOUSANDS = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'")
_WORD = re.compile(r"[a-z0-9€%]+")
_STOP_WORDS = frozenset(
    word for stop in bm25s.stopwords.STOPWORDS_FRENCH for word in _WORD.findall(_ELISION.sub("", fold(stop)))
)


class Analyzer:
    """Turns French text into the terms that are matched."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the acronyms and synonyms of the field."""
        self._vocabulary = vocabulary
        self._stop_words = _STOP_WORDS | vocabulary.stop_words
        self._stem = Stemmer.Stemmer("french").stemWord
        self._synonyms: dict[str, list[str]] = {}
        for group in vocabulary.synonyms:
            terms = list(dict.fromkeys(term for phrase in group for term in self.terms(phrase)))
            for phrase in group:
                if len(own := self.terms(phrase)) == 1:
                    self._synonyms.setdefault(own[0], []).extend(term for term in terms if term != own[0])

    def terms(self, text: str) -> list[str]:
        """Return the stems of `text`, and the id of each acronym or full name of the field found in it."""
        folded = _THOUSANDS.sub("", _ELISION.sub("", fold(text)))
        stems = [self._stem(word) for word in _WORD.findall(folded) if word not in self._stop_words]
        return stems + [f"#{name.lower()}" for name in self._vocabulary.terms.find(text)]

    def knows(self, term: str) -> bool:
        """Whether a term has synonyms: it is a word, not a slip of the keyboard."""
        return term in self._synonyms

    def synonyms(self, terms: Iterable[str]) -> frozenset[str]:
        """Return the other words for `terms`."""
        given = set(terms)
        return frozenset(synonym for term in given for synonym in self._synonyms.get(term, ())) - given


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A word of a question, and how much it tells passages apart."""

    term: str
    weight: float
    synonyms: frozenset[str]
    held: bool
    """Whether a passage holds the word or a synonym: what none holds tells nothing apart."""

    def credit(self, terms: frozenset[str]) -> float:
        """Return the weight earned by a text of these `terms`: whole for the word, half for a synonym."""
        if self.term in terms:
            return self.weight
        return self.weight / 2 if self.synonyms & terms else 0.0


class KeywordIndex:
    """A BM25 index over passages, in the order of the build."""

    def __init__(self, model: bm25s.BM25, analyzer: Analyzer) -> None:
        """Take a fitted or loaded model."""
        self._model = model
        self._analyzer = analyzer
        self._show(np.ones(len(self), dtype=bool))

    @classmethod
    def fit(cls, terms: Sequence[Sequence[str]], analyzer: Analyzer) -> "KeywordIndex":
        """Index passages by their terms, as `analyzer` found them."""
        model = bm25s.BM25(method="lucene")
        model.index([list(found) or [""] for found in terms], show_progress=False)
        return cls(model, analyzer)

    @classmethod
    def load(cls, folder: Path, analyzer: Analyzer) -> "KeywordIndex":
        """Open the index saved in `folder`."""
        return cls(bm25s.BM25.load(str(folder)), analyzer)

    def within(self, shown: np.ndarray) -> "KeywordIndex":
        """Return this index as if it held only the passages of the rows where `shown` is true; rows stay as they are."""
        view = copy(self)
        view._show(shown)
        return view

    def _show(self, shown: np.ndarray) -> None:
        """Count the passages that hold each term, among those of `shown`."""
        self._shown = shown
        held = np.concatenate(([0], np.cumsum(shown[self._model.scores["indices"]])))
        starts = self._model.scores["indptr"]
        self._frequencies = held[starts[1:]] - held[starts[:-1]]
        self._known = [term for term in self._model.vocab_dict if not term.startswith("#") and self._frequency(term)]

    def _frequency(self, term: str) -> int:
        """Return how many passages hold a term."""
        column = self._model.vocab_dict.get(term) if term else None
        return 0 if column is None else int(self._frequencies[column])

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        self._model.save(str(folder), show_progress=False)

    def __len__(self) -> int:
        """Return the number of passages."""
        return int(self._model.scores["num_docs"])

    def scores(self, text: str) -> np.ndarray:
        """Return the BM25 score of every passage for `text`, slips of the keyboard mended, synonyms at a lower weight."""
        terms = self._mended(self._analyzer.terms(text))
        scores = self._scores(terms)
        return scores + SYNONYM_WEIGHT * self._scores(self._analyzer.synonyms(terms))

    def weighted(self, text: str) -> list["WeightedTerm"]:
        """Return the terms of `text`, each with its inverse document frequency and its synonyms."""
        total = int(self._shown.sum())
        weighted = []
        for term in self._mended(self._analyzer.terms(text)):
            synonyms = frozenset(s for s in self._analyzer.synonyms([term]) if self._frequency(s))
            frequency = self._frequency(term)
            weight = float(np.log(1 + total / (1 + frequency)))
            weighted.append(WeightedTerm(term, weight, synonyms, bool(frequency or synonyms)))
        return weighted

    def holds(self, word: str) -> bool:
        """Whether a passage holds `word` or one of its family; words that say nothing are held."""
        terms = self._analyzer.terms(word)
        families = tuple(term[:FAMILY_LETTERS] for term in terms)
        return not terms or any(known.startswith(families) for known in self._known)

    def rows(self, word: str) -> np.ndarray:
        """Return the rows of the passages that hold every term of `word`."""
        columns = [self._model.vocab_dict.get(term) for term in self._analyzer.terms(word)]
        if not columns or None in columns:
            return np.empty(0, dtype=int)
        starts, rows = self._model.scores["indptr"], self._model.scores["indices"]
        found = reduce(np.intersect1d, (rows[starts[column] : starts[column + 1]] for column in columns))
        return found[self._shown[found]]

    def terms(self, text: str) -> frozenset[str]:
        """Return the terms of `text`."""
        return frozenset(self._analyzer.terms(text))

    def _scores(self, terms: Iterable[str]) -> np.ndarray:
        known = [term for term in terms if term in self._model.vocab_dict]
        if not known:
            return np.zeros(self._model.scores["num_docs"], dtype=np.float32)
        return self._model.get_scores(known) * self._shown

    def _mended(self, terms: Iterable[str]) -> list[str]:
        """Replace a long word that no passage holds by the nearest that one does, if any is near."""
        return [self._nearest(term) for term in dict.fromkeys(terms)]

    def _nearest(self, term: str) -> str:
        spelt_well = self._frequency(term) or self._analyzer.knows(term)
        if spelt_well or len(term) < _MISSPELT_LETTERS or any(char.isdigit() for char in term):
            return term
        found = process.extractOne(term, self._known, scorer=fuzz.ratio, score_cutoff=_MISSPELT_CUTOFF)
        return found[0] if found else term
