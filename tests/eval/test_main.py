"""The command, on answers read from a file: what it prints, writes and exits with."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from corpus.document import Status
from eval.__main__ import app
from eval.case import Case, QuestionSet

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
Evaluate = Callable[..., Any]


def line_of(case: Case, text: str) -> dict:
    """Write an answer as the assistant's command does, citing all that the case expects."""
    citations = [
        {
            "n": n,
            "document": source.file,
            "page": 1,
            "quote": source.quote,
            "region": None,
            "date": None,
            "status": "rule",
        }
        for n, source in enumerate(case.expected.sources, start=1)
    ]
    return {
        "id": case.id,
        "text": text,
        "abstained": not case.expected.answerable,
        "region": [],
        "mode": "extractive",
        "statements": [{"text": source["quote"], "citations": [source["n"]]} for source in citations],
        "citations": citations,
        "checks": {"statements": len(citations), "dropped": 0, "reasons": []},
        "timing_ms": {"understand": 1, "retrieve": 10, "compose": 5, "check": 2, "total": 18},
    }


@pytest.fixture
def evaluate(tmp_path: Path, questions: Path) -> Evaluate:
    """Run the command on these lines."""

    def run(lines: Iterable[dict], question_set: Path = questions) -> Any:
        answers = tmp_path / "A.jsonl"
        answers.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        options = {
            "--questions": question_set,
            "--corpus": CORPUS,
            "--answers": answers,
            "--report": tmp_path / "report",
        }
        return CliRunner().invoke(app, [str(word) for option in options.items() for word in option])

    return run


def test_right_answers_pass_and_the_last_line_counts_them(question_set: QuestionSet, evaluate: Evaluate) -> None:
    lines = [line_of(case, case.expected.reference) for case in question_set.cases]

    result = evaluate(lines)

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "90 passed, 0 failed"


def test_wrong_answers_fail_the_gate_with_every_reason_in_the_reports(
    question_set: QuestionSet, evaluate: Evaluate, tmp_path: Path
) -> None:
    lines = [line_of(case, case.expected.wrong or case.expected.reference) for case in question_set.cases]

    result = evaluate(lines)

    told = (tmp_path / "report" / "report.md").read_text(encoding="utf-8")
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    suites = ElementTree.parse(tmp_path / "report" / "junit.xml").getroot()
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "45 passed, 45 failed"
    assert "expected one of ['100000', '15000']" in told
    assert "Le FIR est le fonds d'investissement régional." in told
    assert (report["passed"], report["failed"]) == (45, 45)
    assert report["provenance"]["corpus fingerprint"]
    assert len(suites.findall("testsuite/testcase/failure")) >= 45


def test_an_altered_quote_fails_the_gate(question_set: QuestionSet, evaluate: Evaluate) -> None:
    lines = [line_of(case, case.expected.reference) for case in question_set.cases]
    lines[0]["citations"][0]["quote"] += " Et c’est obligatoire."

    result = evaluate(lines)

    assert result.exit_code == 1
    assert "0.9" in next(row for row in result.stdout.splitlines() if "quotes_verbatim" in row)


def test_a_figure_that_its_quote_lacks_fails_the_gate(question_set: QuestionSet, evaluate: Evaluate) -> None:
    lines = [line_of(case, case.expected.reference) for case in question_set.cases]
    lines[0]["statements"][0]["text"] = "L’aide est de 40 000 €."

    result = evaluate(lines)

    assert result.exit_code == 1
    assert "NO" in next(row for row in result.stdout.splitlines() if "unsupported_figures" in row)


def test_a_proposal_without_its_word_fails_the_gate(question_set: QuestionSet, evaluate: Evaluate) -> None:
    lines = [line_of(case, case.expected.reference) for case in question_set.cases]
    lines[0]["citations"][0]["status"] = Status.PROPOSAL.value

    result = evaluate(lines)

    assert result.exit_code == 1
    assert "NO" in next(row for row in result.stdout.splitlines() if "proposals_as_rules" in row)


def test_answers_that_cite_nothing_leave_a_measure_empty_and_fail(
    question_set: QuestionSet, evaluate: Evaluate
) -> None:
    lines = [
        line_of(case, case.expected.reference) | {"citations": [], "statements": []} for case in question_set.cases
    ]

    result = evaluate(lines)

    assert result.exit_code == 1
    assert "no case judged of 90" in result.stdout


def test_a_malformed_question_set_exits_2_with_a_message_and_no_traceback(evaluate: Evaluate, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("meta: [\n", encoding="utf-8")

    result = evaluate([], broken)

    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert "broken.yaml" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("mangle", "message"),
    [
        (lambda lines: lines[1:], "answers 89 of 90 cases; A-DEF-01"),
        (lambda lines: [{**lines[0], "abstained": "perhaps"}, *lines[1:]], "line 1, abstained"),
    ],
    ids=["a case without answer", "a wrong field"],
)
def test_an_unusable_answers_file_exits_2(
    question_set: QuestionSet, evaluate: Evaluate, mangle: Callable[[list[dict]], list[dict]], message: str
) -> None:
    lines = [line_of(case, case.expected.reference) for case in question_set.cases]

    result = evaluate(mangle(lines))

    assert result.exit_code == 2
    assert message in result.stderr
