"""An evaluation in, a report that a person reads out."""

from collections.abc import Iterable, Iterator
from textwrap import indent

from eval.evaluation import Evaluation, by_category, failed_checks, latencies
from eval.score import LOWER_IS_BETTER, Measure, average
from eval.scoring import Result


def markdown(evaluation: Evaluation) -> str:
    """Return the report: verdict, tables, then each failure with question, answer, what was expected and found."""
    sections = (
        _summary(evaluation),
        _measures(evaluation),
        _categories(evaluation),
        _checks(evaluation),
        _latency(evaluation),
        _failures(evaluation.results),
        _faults(evaluation.results),
        _provenance(evaluation),
    )
    return "\n".join(line for section in sections for line in (*section, ""))


def _summary(evaluation: Evaluation) -> Iterator[str]:
    yield from ("# Evaluation", "", f"{evaluation.passed} passed, {evaluation.failed} failed", "")
    yield from (f"{evaluation.statements} statements composed, {evaluation.dropped} dropped by the checks.", "")
    if evaluation.without_region:
        passed = sum(result.passed for result in evaluation.without_region)
        yield from (f"Region withheld: {passed} passed of {len(evaluation.without_region)} (not gated).", "")
    yield from _table(
        ("gate", "held", "value"),
        ((finding.name, "yes" if finding.held else "**NO**", finding.message) for finding in evaluation.findings),
    )


def _measures(evaluation: Evaluation) -> Iterator[str]:
    withheld = average(result.scores for result in evaluation.without_region)
    yield from ("## Measures", "")
    yield from _table(
        ("measure", "better", "mean", "judged", "not judged", "mean, region withheld"),
        (
            (
                measure,
                "lower" if measure in LOWER_IS_BETTER else "higher",
                _number(mean.value),
                mean.judged,
                mean.not_judged,
                _number(withheld[measure].value),
            )
            for measure, mean in evaluation.means.items()
        ),
    )


def _categories(evaluation: Evaluation) -> Iterator[str]:
    yield from ("## Categories", "")
    shown = (Measure.PASS_RATE, Measure.SUCCESS_AT_5, Measure.RR_AT_10, Measure.ABSTENTION_RECALL, Measure.OVER_REFUSAL)
    rows = []
    for category, results in by_category(evaluation.results).items():
        category_means = average(result.scores for result in results)
        rows.append((category, len(results), *(_number(category_means[measure].value) for measure in shown)))
    yield from _table(("category", "cases", *shown), rows)


def _checks(evaluation: Evaluation) -> Iterator[str]:
    yield from ("## Checks of the question set", "")
    yield from _table(("check", "cases that fail it"), failed_checks(evaluation.results).most_common())


def _latency(evaluation: Evaluation) -> Iterator[str]:
    yield from ("## Latency, ms (not gated)", "")
    yield from _table(
        ("stage", "p50", "p95"),
        (
            (stage, f"{latency.p50:.1f}", f"{latency.p95:.1f}")
            for stage, latency in latencies(evaluation.results).items()
        ),
    )


def _failures(results: Iterable[Result]) -> Iterator[str]:
    """Tell each failed case in full; what people and models wrote is set as code, which is never interpreted."""
    yield from ("## Failed cases", "")
    for result in results:
        if result.passed:
            continue
        case = result.run.case
        conversation = (*(f"{turn.role}: {turn.content}" for turn in case.history), case.question)
        yield from (f"### {case.id} ({case.category})", "")
        yield from ("Question:", "", _verbatim("\n".join(conversation)), "")
        yield from ("What failed:", "", _verbatim("\n".join(map(str, result.failures))), "")
        yield from ("Answer:", "", _verbatim(result.run.answer.text), "")
        yield from ("A right answer:", "", _verbatim(case.expected.reference), "")


def _faults(results: Iterable[Result]) -> Iterator[str]:
    """Tell the reasons of the scores that are not the best, by measure."""
    yield from ("## Cases below the best score, by measure", "")
    collected = list(results)
    for measure in Measure:
        best = 0.0 if measure in LOWER_IS_BETTER else 1.0
        below = [
            f"{result.run.case.id} {_number(score.value)}: {score.reason}"
            for result in collected
            if (score := result.scores[measure]).value not in (None, best)
        ]
        if below and measure is not Measure.PASS_RATE:
            yield from (f"### {measure}", "", _verbatim("\n".join(below)), "")


def _provenance(evaluation: Evaluation) -> Iterator[str]:
    yield from ("## What was measured", "")
    yield from _table(("", "value"), evaluation.provenance.items())


def _table(header: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    titles = list(header)
    yield _row(titles)
    yield _row("---" for _ in titles)
    yield from map(_row, rows)


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _verbatim(text: str) -> str:
    return indent(text.strip() or "(nothing)", "    ", predicate=lambda _: True)
