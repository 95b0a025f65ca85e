"""The gate: floors, baseline, and what neither may let through."""

from pathlib import Path

import pytest

from eval.gating import (
    Baseline,
    GateError,
    Limits,
    baseline_of,
    check_baseline,
    check_floors,
    held,
    load_baseline,
    load_floors,
    write_baseline,
)
from eval.score import Mean, Measure, Score, average

QUESTIONS, CORPUS = "digest of questions", "fingerprint of corpus"


def mean(value: float | None) -> Mean:
    """Give a mean of ninety cases, or of none."""
    return Mean(None, 0, 90) if value is None else Mean(value, 90, 0)


@pytest.mark.parametrize(
    ("limits", "value", "holds"),
    [
        (Limits(min=0.6), 0.6, True),
        (Limits(min=0.6), 0.59, False),
        (Limits(max=0.0), 0.0, True),
        (Limits(max=0.0), 1 / 90, False),
        (Limits(min=0.6), None, False),
        (Limits(max=0.0), None, False),
    ],
)
def test_a_floor_holds_only_on_the_right_side_and_never_on_nothing(
    limits: Limits, value: float | None, holds: bool
) -> None:
    means = {Measure.PASS_RATE: mean(value)}

    findings = check_floors(means, {Measure.PASS_RATE: limits})

    assert held(findings) is holds


def test_a_measure_left_out_of_the_run_is_not_gated() -> None:
    floors = {Measure.SUCCESS_AT_5: Limits(min=0.95)}

    findings = check_floors({Measure.PASS_RATE: mean(0.9)}, floors)

    assert findings == []


@pytest.mark.parametrize(
    ("measure", "value", "holds"),
    [
        (Measure.PASS_RATE, 0.78, True),
        (Measure.PASS_RATE, 0.77, False),
        (Measure.PASS_RATE, 0.95, True),
        (Measure.OVER_REFUSAL, 0.82, True),
        (Measure.OVER_REFUSAL, 0.83, False),
        (Measure.OVER_REFUSAL, 0.5, True),
        (Measure.OVER_REFUSAL, None, False),
    ],
)
def test_a_mean_may_be_worse_than_the_baseline_by_the_tolerance_only(
    measure: Measure, value: float | None, holds: bool
) -> None:
    baseline = Baseline(question_set=QUESTIONS, corpus=CORPUS, tolerance=0.02, measures={measure: 0.8})

    findings = check_baseline({measure: mean(value)}, baseline, QUESTIONS, CORPUS)

    assert held(findings) is holds


@pytest.mark.parametrize(
    ("questions", "corpus", "what"),
    [(QUESTIONS, "other", "corpus"), ("other", CORPUS, "question set"), ("other", "other", "question set and corpus")],
)
def test_a_baseline_of_other_questions_or_documents_is_not_compared(questions: str, corpus: str, what: str) -> None:
    baseline = Baseline(question_set=QUESTIONS, corpus=CORPUS, measures={Measure.PASS_RATE: 1.0})

    findings = check_baseline({Measure.PASS_RATE: mean(0.0)}, baseline, questions, corpus)

    assert [(finding.held, finding.message) for finding in findings] == [
        (True, f"rebaseline: another {what}, not compared")
    ]


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline = baseline_of(
        {Measure.PASS_RATE: mean(0.8), Measure.OVER_REFUSAL: mean(None)}, question_set=QUESTIONS, corpus=CORPUS
    )

    write_baseline(path, baseline)

    assert load_baseline(path) == baseline
    assert baseline.measures == {Measure.PASS_RATE: 0.8}


def test_no_baseline_yet_is_told_and_holds(tmp_path: Path) -> None:
    baseline = load_baseline(tmp_path / "absent.json")

    findings = check_baseline({Measure.PASS_RATE: mean(0.5)}, baseline, QUESTIONS, CORPUS)

    assert held(findings)
    assert "--write-baseline" in findings[0].message


@pytest.mark.parametrize("text", ["unknown_measure: {min: 1}", "pass_rate: {least: 1}", "pass_rate: [", "{"])
def test_malformed_floors_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(GateError, match=r"floors\.yaml"):
        load_floors(path)


def test_a_mean_leaves_out_what_was_not_judged() -> None:
    values = (1.0, None, 0.0, None)
    cases = [dict.fromkeys(Measure, Score(value, "because")) for value in values]

    means = average(cases)

    assert means[Measure.PASS_RATE] == Mean(0.5, judged=2, not_judged=2)
