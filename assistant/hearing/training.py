"""Phrasings in, the model that hears needs out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from assistant.cues import Cues, matches
from assistant.hearing.model import NOTHING, SURE
from assistant.parting import asking_part
from assistant.understanding import plain_words
from corpus.folding import collapse, fold
from corpus.territories import Territories
from corpus.vocabulary import Vocabulary
from index.adapting.questions import load_groups, read_lines

HERE = Path(__file__).parent
WEIGHTS_KEPT = 400_000
"""The largest weights, of 2.8 million: all of them hear one phrasing in a hundred more, in a file four times larger."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A question, and what it asks for."""

    question: str
    asks: str = NOTHING
    """Id of the need; NOTHING for a question that asks for none."""
    near: str = ""
    """Id of the need whose words it holds while it asks something else."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model hears of questions that it was not trained on and that the patterns do not hear."""

    asking: int
    """How many ask for a need."""
    right: int
    """How many of these are heard rightly…"""
    wrong: int
    """…or for another need."""
    ordinary: int
    """How many ask for none…"""
    misheard: int
    """…and are heard to ask for one."""


class Reader:
    """Turns a question as typed into the words that the model sees."""

    def __init__(self, vocabulary: Vocabulary, territories: Territories, cues: Cues) -> None:
        """Take what the understanding of a question takes."""
        self._vocabulary = vocabulary
        self._territories = territories
        self._cues = cues
        self.common = [need.id for need in cues.needs if need.common]

    def words(self, question: str) -> str:
        """Return what is asked, shorthand spelled out, without places and greetings."""
        asked, _ = asking_part(collapse(self._vocabulary.expand_shorthand(question)), self._cues)
        return plain_words(asked, self._territories, self._cues)

    def needs(self, question: str) -> list[str]:
        """Return the needs that the patterns find."""
        folded = fold(self._vocabulary.expand_shorthand(question))
        return [need.id for need in self._cues.needs if matches(need.asked, folded)]


def load_phrasings(name: str) -> list[Phrasing]:
    """Read "phrasings" or "held_out"."""
    return [Phrasing(**record) for record in read_lines(HERE / f"{name}.jsonl")]


def all_phrasings() -> list[Phrasing]:
    """Return the phrasings to train on, and the questions with an answer that the embedding model was trained on."""
    answered = [Phrasing(question.text) for group in load_groups() for question in group.questions if question.answers]
    return [*load_phrasings("phrasings"), *answered]


def train(phrasings: Iterable[Phrasing], reader: Reader) -> Pipeline:
    """Fit a logistic regression on the words, pairs of words and groups of letters of the phrasings.

    Where nobody has said what one asks, the patterns do; one that they hear to ask for several things is left out.
    """
    labelled = ((phrasing, _need(phrasing, reader)) for phrasing in phrasings)
    known = [(reader.words(phrasing.question), need) for phrasing, need in labelled if need is not None]
    texts = partial(TfidfVectorizer, sublinear_tf=True, strip_accents="unicode", dtype=np.float32)
    words = texts(ngram_range=(1, 2), min_df=3, token_pattern=r"(?u)\b\w+\b")
    letters = texts(analyzer="char_wb", ngram_range=(3, 5), min_df=8)
    model = Pipeline(
        [
            ("text", FeatureUnion([("words", words), ("letters", letters)])),
            ("need", LogisticRegression(C=20, max_iter=100)),
        ]
    )
    model.fit(*map(list, zip(*known, strict=True)))
    _lighten(model.named_steps["need"])
    return model


def measure(model: Pipeline, held_out: Sequence[Phrasing], reader: Reader) -> Heard:
    """Compare what the model is sure of with what questions of other writers ask, where the patterns hear nothing."""
    unheard = [phrasing for phrasing in held_out if not reader.needs(phrasing.question)]
    probabilities = model.predict_proba([reader.words(phrasing.question) for phrasing in unheard])
    best = model.classes_[probabilities.argmax(axis=1)]
    heard = np.where((probabilities.max(axis=1) >= SURE) & ~np.isin(best, reader.common), best, NOTHING)
    asks = np.array([phrasing.asks for phrasing in unheard])
    asking, hears = asks != NOTHING, heard != NOTHING
    return Heard(
        asking=int(asking.sum()),
        right=int((asking & (heard == asks)).sum()),
        wrong=int((asking & hears & (heard != asks)).sum()),
        ordinary=int((~asking).sum()),
        misheard=int((~asking & hears).sum()),
    )


def _need(phrasing: Phrasing, reader: Reader) -> str | None:
    """Return what a phrasing is an example of, or None when that is not certain."""
    if phrasing.asks:
        return phrasing.asks
    found = reader.needs(phrasing.question)
    if len(found) > 1 or phrasing.near in found:
        return None
    return found[0] if found else NOTHING


def _lighten(regression: LogisticRegression) -> None:
    """Keep the largest weights, as a sparse matrix."""
    weights = regression.coef_
    kept = min(WEIGHTS_KEPT, weights.size)
    least = np.partition(np.abs(weights), -kept, axis=None)[-kept]
    regression.coef_ = np.where(np.abs(weights) >= least, weights, 0.0).astype(np.float32)
    regression.sparsify()
