"""A group of questions and the upper layers in; how high the answers stand among the units of the group out."""

from dataclasses import dataclass

import numpy as np
import torch

from index.adapting.layers import UpperLayers
from index.adapting.training import Prepared

CUTS = (1, 3, 8)


@dataclass(frozen=True, slots=True)
class Standing:
    """Measures of the questions of a group that have an answer."""

    questions: int
    recall: dict[int, float]
    """By k: share of the questions with an answer among the first k units. Others call this success@k or hit rate."""
    mrr: float
    """Mean of 1 / place of the first answer, whatever its place; 1 is best."""

    def __str__(self) -> str:
        recalls = "  ".join(f"recall@{k} {share:.3f}" for k, share in self.recall.items())
        return f"{recalls}  MRR {self.mrr:.3f}"


@torch.no_grad()
def measure(upper: UpperLayers, prepared: Prepared) -> Standing:
    """Rank the units of a group by cosine for each of its questions that has an answer."""
    upper.eval()
    asked = [row for row, question in enumerate(prepared.group.questions) if question.answers]
    units = upper.encode(prepared.units)
    questions = upper.encode([prepared.questions[row] for row in asked])
    answers = [prepared.group.questions[row].answers for row in asked]
    return standing(places((questions @ units.T).numpy(), answers))


def places(cosines: np.ndarray, answers: list[frozenset[int]]) -> np.ndarray:
    """Return the place of the best answer of each question, from 1; `cosines` is (questions, units)."""
    best = np.array([row[sorted(units)].max() for row, units in zip(cosines, answers, strict=True)])
    return 1 + (cosines > best[:, None]).sum(1)


def standing(places_of_answers: np.ndarray) -> Standing:
    """Sum up the places of the best answers."""
    return Standing(
        questions=len(places_of_answers),
        recall={k: float((places_of_answers <= k).mean()) for k in CUTS},
        mrr=float((1 / places_of_answers).mean()),
    )
