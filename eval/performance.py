"""What a bench measured in, the Markdown tables of docs/performance.md out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from corpus.errors import SetupError
from eval.evaluation import Latency
from eval.running import Run

WHOLE_ANSWER = "whole answer"
WHOLE_ANSWER_P95_MS = 300.0
"""Limit of the 95th percentile of a whole answer; told, never enforced."""
PEAK_MEMORY_GB = 1.6
"""Limit of the served app's peak memory; told, never enforced."""

_STAGES = ("understand", "retrieve", "compose", "check")
_BEGIN, _END = "<!-- bench: begin -->", "<!-- bench: end -->"
_NOT_MEASURED = "not measured"

Durations = Mapping[str, Sequence[float]]
"""Milliseconds of each stage, one number for each answer that went through it."""


class PageError(SetupError):
    """A page that has no place for the figures."""


@dataclass(frozen=True, slots=True)
class Indexing:
    """How long a full build of the index took."""

    passages: int
    texts: int
    """Distinct texts embedded: passages and their sentences, list items and table rows."""
    duration_s: float


@dataclass(frozen=True, slots=True)
class Performance:
    """All that a bench measured."""

    conditions: Mapping[str, str]
    """Machine, versions, model, date: what the figures depend on."""
    passes: tuple[Durations, ...]
    """The same questions, asked again in each pass."""
    indexing: Indexing
    start_up_s: Mapping[str, float]
    """Seconds of each step of a fresh process, in order."""
    disk_bytes: Mapping[str, int | None]
    peak_memory_bytes: int | None


def durations(runs: Iterable[Run]) -> dict[str, list[float]]:
    """Collect the milliseconds of each stage over the answers that went through it, and of all whole answers."""
    collected: dict[str, list[float]] = {stage: [] for stage in (*_STAGES, WHOLE_ANSWER)}
    for run in runs:
        timing = asdict(run.answer.timing_ms)
        for stage in _STAGES:
            # 0: an answer that stopped before, as one out of scope does.
            if timing[stage] > 0:
                collected[stage].append(timing[stage])
        if run.latency_ms is not None:
            collected[WHOLE_ANSWER].append(run.latency_ms)
    return collected


def latency(durations_ms: Sequence[float]) -> Latency | None:
    """Return the 50th and 95th percentiles, linear between neighbours; None of nothing."""
    return Latency(*map(float, np.percentile(durations_ms, (50, 95)))) if durations_ms else None


def tables(performance: Performance) -> str:
    """Return all tables, the conditions first."""
    sections = {
        "Measured on": _table(("", "value"), performance.conditions.items()),
        "Limits (information, not a gate)": _limits(performance),
        "Answering, ms": _answering(performance.passes),
        "Indexing, model loaded": _indexing(performance.indexing),
        "Start-up of a fresh process": _table(
            ("step", "seconds"), ((step, f"{spent:.2f}") for step, spent in performance.start_up_s.items())
        ),
        "Memory and disk": _sizes(performance),
    }
    return "\n\n".join("\n".join((f"### {title}", "", *lines)) for title, lines in sections.items())


def with_tables(page: str, new: str) -> str:
    """Return a page with everything between its two markers replaced."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise PageError(f"The page of the figures has lost its markers. Put back {_BEGIN} and, below it, {_END}.")
    return f"{before}{begin}\n\n{new}\n\n{end}{after}"


def _limits(performance: Performance) -> Iterator[str]:
    whole = latency(performance.passes[0][WHOLE_ANSWER])
    peak = performance.peak_memory_bytes
    return _table(
        ("figure", "measured", "limit", "held"),
        (
            _limit("p95 of a whole answer, first pass, ms", whole.p95 if whole else None, WHOLE_ANSWER_P95_MS),
            _limit("peak memory of the served app, GB", peak / 1e9 if peak else None, PEAK_MEMORY_GB),
        ),
    )


def _limit(name: str, measured: float | None, limit: float) -> tuple[str, ...]:
    if measured is None:
        return name, _NOT_MEASURED, f"< {limit:g}", "-"
    return name, f"{measured:.2f}", f"< {limit:g}", "yes" if measured < limit else "**NO**"


def _answering(passes: Sequence[Durations]) -> Iterator[str]:
    counts = range(1, len(passes) + 1)
    header = ("stage", "answers", *(f"p{percent}, pass {n}" for n in counts for percent in (50, 95)))
    rows = []
    for stage, first in passes[0].items():
        latencies = [latency(each[stage]) for each in passes]
        cells = [f"{value:.1f}" for found in latencies if found for value in (found.p50, found.p95)]
        rows.append((stage, len(first), *(cells or ["-"] * 2 * len(passes))))
    return _table(header, rows)


def _indexing(indexing: Indexing) -> Iterator[str]:
    return _table(
        ("", "count", "a second"),
        (
            ("passages", indexing.passages, f"{indexing.passages / indexing.duration_s:.1f}"),
            ("texts embedded", indexing.texts, f"{indexing.texts / indexing.duration_s:.1f}"),
            ("whole build, s", f"{indexing.duration_s:.1f}", "-"),
        ),
    )


def _sizes(performance: Performance) -> Iterator[str]:
    sizes = {**performance.disk_bytes, "peak memory of the served app": performance.peak_memory_bytes}
    rows = ((name, _NOT_MEASURED if size is None else f"{size / 1e6:.1f}") for name, size in sizes.items())
    return _table(("", "MB"), rows)


def _table(header: Sequence[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    for cells in (header, ["---"] * len(header), *rows):
        yield f"| {' | '.join(map(str, cells))} |"
