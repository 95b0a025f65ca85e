"""Runs in, results out: every check and every measure, case by case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.answer_measures import answer_scores
from eval.case import Rules
from eval.retrieval_measures import retrieval_scores
from eval.running import Run
from eval.score import Scores
from eval.set_checks import Failure, failures


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents that answers are held against."""

    texts: Mapping[str, str]
    """Text by document name, white space collapsed."""
    names: Mapping[str, str]
    """Name in the corpus by every name that a document goes by."""


@dataclass(frozen=True, slots=True)
class Result:
    """A run, judged."""

    run: Run
    failures: tuple[Failure, ...]
    """Checks of the question set that the answer does not pass."""
    scores: Scores

    @property
    def passed(self) -> bool:
        """Whether the answer passes every check of the question set."""
        return not self.failures


def score_runs(runs: Iterable[Run], rules: Rules, corpus: Corpus) -> tuple[Result, ...]:
    """Judge each run by itself."""
    return tuple(_score(run, rules, corpus) for run in runs)


def _score(run: Run, rules: Rules, corpus: Corpus) -> Result:
    found = failures(run.answer.text, run.case, rules)
    return Result(run, found, {**answer_scores(run, found, corpus.texts), **retrieval_scores(run, corpus.names)})
