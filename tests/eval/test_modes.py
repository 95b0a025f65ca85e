"""The same questions without and with a language model, side by side."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.case import load_question_set
from eval.evaluating import Answered, evaluate, prepare
from eval.figures import stated_figures
from eval.modes import Side, app, shortfalls, side_by_side
from eval.recording import Player, Recorded
from eval.running import Run
from tests.conftest import DOCUMENTS

RECORDING = Path("eval/recordings/qwen2.5-coder-1.5b.jsonl")


@pytest.fixture
def cases(question_set):
    """Give questions whose right answers state no figure: these texts cite nothing."""
    return [case for case in question_set.cases if not stated_figures(case.expected.reference)][:10]


@pytest.fixture
def good(cases):
    """Give right answers to these."""
    return [case.expected.reference for case in cases]


@pytest.fixture
def side(cases, questions, answer):
    """Make a side whose answers to these questions are these texts."""

    def make(texts: list[str]) -> Side:
        runs = [Run(case, answer(text), 100.0) for case, text in zip(cases, texts, strict=False)]
        return Side("model", evaluate(prepare(questions, DOCUMENTS), Answered(tuple(runs), {}, {})))

    return make


def test_answers_as_good_as_the_extracts_hold(side, good):
    assert shortfalls(side(good), side(good)) == []


def test_answers_that_pass_less_often_do_not_hold(side, good):
    assert shortfalls(side(good), side([*good[:-1], "Rien."])) == ["pass rate 0.900, extracts 1.000"]


def test_a_figure_without_support_does_not_hold(side, good):
    assert any(
        "unsupported_figures" in fault for fault in shortfalls(side(good), side([*good[:-1], "L’aide est de 777 €."]))
    )


def test_the_table_tells_the_recorded_time_and_tokens(side, cases, good):
    case = cases[0]
    line = Recorded(case=case.id, task="write", text="x", prompt_tokens=300, completion_tokens=40, ms=9000)
    plain = side(good[:1])
    spoken = Side("model", plain.evaluation, (line,))

    table = "\n".join(side_by_side([plain, spoken], Player([line])))

    assert "| latency p50, s | 0.10 | 9.00 |" in table
    assert "| tokens read, a request | - | 300 |" in table
    assert "| passed | 1 of 1 | 1 of 1 |" in table


def test_neither_or_both_of_replay_and_record_is_refused():
    assert CliRunner().invoke(app, []).exit_code == 2
    assert CliRunner().invoke(app, ["--replay", "a", "--record", "b"]).exit_code == 2


def test_to_record_without_a_model_is_refused_with_what_to_set(tmp_path):
    result = CliRunner().invoke(app, ["--record", str(tmp_path / "r.jsonl")])

    assert result.exit_code == 2
    assert "ASSISTANT_MODEL_URL" in result.output


def test_the_committed_recording_is_of_the_committed_questions(questions):
    known = {case.id for case in load_question_set(questions).cases}
    lines = [json.loads(line) for line in RECORDING.read_text(encoding="utf-8").splitlines()]

    assert lines
    assert {line["case"] for line in lines} <= known


def test_the_committed_recording_holds_without_its_model(assistant, index_folder):
    result = CliRunner().invoke(app, ["--replay", str(RECORDING), "--index", str(index_folder)])

    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "the model's answers hold"
