"""Cases and an assistant in, runs out: what was answered, case by case, in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from assistant.answer import Answer
from assistant.question import Question
from corpus.territories import Territories
from eval.case import Case


class Answering(Protocol):
    """What a run needs of an assistant."""

    territories: Territories

    def answer(self, question: Question) -> Answer:
        """Answer one question."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """A case and the answer that it got."""

    case: Case
    answer: Answer
    latency_ms: float | None
    """Measured around the call; None for an answer read from a file."""
    has_evidence: bool = True
    """False for an answer read from a file: the passages retrieved are not known, cited passages are their quotes."""


def run_cases(cases: Iterable[Case], assistant: Answering, with_region: bool = True) -> Iterator[Run]:
    """Ask each question as a user would, with the region selected in the interface unless it is withheld."""
    for case in cases:
        region = assistant.territories.region(case.region).id if with_region and case.region else None
        question = Question(case.question, region, case.history)
        started = perf_counter()
        answer = assistant.answer(question)
        yield Run(case, answer, (perf_counter() - started) * 1000)
