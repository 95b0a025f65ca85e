"""An evaluation from the questions to the reports, on an assistant that knows the right answers."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome
from assistant.question import Question
from corpus.document import Passage
from corpus.territories import load_territories
from eval.case import QuestionSet
from eval.evaluating import Answered, Setup, evaluate, new_baseline, prepare
from eval.gating import held
from eval.reporting import write_reports
from eval.running import run_cases
from eval.score import RETRIEVAL, Measure

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"


class KnowingAssistant:
    """An assistant that answers with the reference and finds the quotes; about a region, only when it is selected."""

    def __init__(
        self, question_set: QuestionSet, passage: Callable[..., Passage], answer: Callable[..., Answer]
    ) -> None:
        """Learn the answers."""
        self.territories = load_territories()
        self._cases = {case.question: case for case in question_set.cases}
        self._passage = passage
        self._answer = answer

    def answer(self, question: Question) -> Answer:
        """Give the reference, on the passages that it rests on."""
        case = self._cases[question.text]
        if case.region and not question.region:
            return self._answer("De quelle région s’agit-il ?", outcome=Outcome.NOT_FOUND)
        expected = case.expected
        found = tuple(self._passage(source.quote, source.file) for source in expected.evidence)
        return self._answer(
            expected.reference, found, outcome=Outcome.ANSWERED if expected.answerable else Outcome.NOT_FOUND
        )


@pytest.fixture
def prepared(questions: Path) -> Setup:
    """Prepare the committed question set on the committed documents."""
    return prepare(questions, CORPUS)


@pytest.fixture
def answered(prepared: Setup, passage: Callable[..., Passage], answer: Callable[..., Answer]) -> Answered:
    """Ask everything twice."""
    assistant = KnowingAssistant(prepared.question_set, passage, answer)
    cases = prepared.question_set.cases
    names = {path.name: path.name for path in CORPUS.iterdir()}
    withheld = tuple(run_cases(cases, assistant, with_region=False))
    return Answered(tuple(run_cases(cases, assistant)), {"embedding model": "none"}, names, withheld)


def test_right_answers_on_the_right_passages_hold_every_measure_that_they_can(
    prepared: Setup, answered: Answered
) -> None:
    evaluation = evaluate(prepared, answered)

    values = {measure: mean.value for measure, mean in evaluation.means.items()}
    assert (evaluation.passed, evaluation.failed) == (90, 0)
    assert {values[measure] for measure in RETRIEVAL - {Measure.RECALL_AT_5}} == {1.0}
    assert (values[Measure.QUOTES_VERBATIM], values[Measure.WRONG_REGION]) == (1.0, 0.0)
    assert (values[Measure.ABSTENTION_RECALL], values[Measure.OVER_REFUSAL]) == (1.0, 0.0)


def test_a_withheld_region_is_reported_beside_and_never_gated(prepared: Setup, answered: Answered) -> None:
    evaluation = evaluate(prepared, answered)

    without = sum(result.passed for result in evaluation.without_region)
    regional = sum(case.region is not None for case in prepared.question_set.cases)
    assert without == 90 - regional
    assert evaluation.findings == evaluate(prepared, replace(answered, withheld=())).findings


def test_a_run_holds_against_the_baseline_that_it_makes(prepared: Setup, answered: Answered) -> None:
    evaluation = evaluate(prepared, answered)
    baseline = new_baseline(prepared, evaluation)

    compared = evaluate(replace(prepared, floors={}, baseline=baseline), answered)

    assert held(compared.findings)
    assert len(compared.findings) == len(Measure)


def test_the_reports_tell_what_was_measured_with_what(prepared: Setup, answered: Answered, tmp_path: Path) -> None:
    evaluation = evaluate(prepared, answered)

    write_reports(evaluation, tmp_path / "new" / "folder")

    report = json.loads((tmp_path / "new" / "folder" / "report.json").read_text(encoding="utf-8"))
    told = (tmp_path / "new" / "folder" / "report.md").read_text(encoding="utf-8")
    assert {"question set digest", "corpus fingerprint", "embedding model", "torch"} <= report["provenance"].keys()
    assert set(report["latency_ms"]) == {"understand", "retrieve", "compose", "check", "total", "call"}
    assert len(report["cases"]) == len(report["cases_without_region"]) == 90
    assert "Region withheld: " in told


def test_what_xml_cannot_hold_is_left_out_of_the_junit_report(
    prepared: Setup, answered: Answered, tmp_path: Path
) -> None:
    first, *others = answered.runs
    spoilt = Answer(Outcome.ANSWERED, "Une sonnerie \x07 & une <balise>.")
    runs = (replace(first, answer=spoilt), *others)

    write_reports(evaluate(prepared, replace(answered, runs=runs)), tmp_path)

    assert "Une sonnerie  &amp; une &lt;balise&gt;." in (tmp_path / "junit.xml").read_text(encoding="utf-8")
