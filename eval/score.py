"""What is measured: the measures by name, a score by case, and means derived from scores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What an evaluation measures; every value lies between 0 and 1 and is judged case by case."""

    PASS_RATE = "pass_rate"
    """Share of cases whose answer passes every check of the question set."""
    RECALL_AT_5 = "recall_at_5"
    """Share of the relevant passages that stand among the first five. Not Success@5, which others call recall."""
    RR_AT_10 = "mrr_at_10"
    """Inverse rank of the first relevant passage among the first ten, 0 beyond; its mean is the MRR."""
    NDCG_AT_10 = "ndcg_at_10"
    """Discounted gain of the first ten passages over that of the best order, with binary relevance."""
    SUCCESS_AT_5 = "success_at_5"
    """Share of cases with a relevant passage among the first five. Others call it hit rate or Recall@5."""
    QUOTES_VERBATIM = "quotes_verbatim"
    """Share of cited answers whose every quote stands in its document, white space apart."""
    UNSUPPORTED_FIGURES = "unsupported_figures"
    """Share of answers with a figure in a statement that stands in none of the passages that it cites."""
    WRONG_REGION = "wrong_region"
    """Share of answers that give a region's fact to another region, by the anchors of the question set."""
    PROPOSALS_AS_RULES = "proposals_as_rules"
    """Share of answers that cite a proposal without saying that it is one."""
    ABSTENTION_RECALL = "abstention_recall"
    """Share of unanswerable questions at which the assistant abstains."""
    OVER_REFUSAL = "over_refusal"
    """Share of questions answerable in full at which the assistant abstains."""


LOWER_IS_BETTER = frozenset(
    {Measure.UNSUPPORTED_FIGURES, Measure.WRONG_REGION, Measure.PROPOSALS_AS_RULES, Measure.OVER_REFUSAL}
)
RETRIEVAL = frozenset({Measure.RECALL_AT_5, Measure.RR_AT_10, Measure.NDCG_AT_10, Measure.SUCCESS_AT_5})
"""Measures that need the passages retrieved, which an answers file does not hold."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one case does on one measure."""

    value: float | None
    """None when the case was not judged, which is not 0."""
    reason: str


@dataclass(frozen=True, slots=True)
class Mean:
    """How a set of cases does on one measure."""

    value: float | None
    """Mean over the judged cases; None when there is none."""
    judged: int
    not_judged: int


Scores = Mapping[Measure, Score]


def violation(faults: Iterable[str]) -> Score:
    """Score 1 when there are faults, told as the reason, else 0."""
    told = "; ".join(faults)
    return Score(1.0 if told else 0.0, told or "none")


def average(cases: Iterable[Scores]) -> dict[Measure, Mean]:
    """Average each measure over the cases that it judges."""
    scores = list(cases)
    return {measure: _mean([case[measure].value for case in scores]) for measure in Measure}


def _mean(values: list[float | None]) -> Mean:
    judged = [value for value in values if value is not None]
    return Mean(sum(judged) / len(judged) if judged else None, len(judged), len(values) - len(judged))
