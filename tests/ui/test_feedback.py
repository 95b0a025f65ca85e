"""Opinions on answers: what is kept, and for how long."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.question import Question
from tests.ui.fake_assistant import FIR, FIR_ANSWER, GRAND_EST
from ui import labels
from ui.feedback import Reason, feedback_on, keep

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
QUESTION = Question("Rappelez Mme X au 06 12 34 56 78 : quel montant ?")


def lines(folder: Path) -> list[dict]:
    """Return all that was kept, oldest first."""
    return [json.loads(line) for file in sorted(folder.iterdir()) for line in file.read_text("utf-8").splitlines()]


def test_an_opinion_names_the_passages_and_not_the_words(tmp_path: Path) -> None:
    keep(feedback_on(FIR_ANSWER, None, Reason.AMOUNT, AT), tmp_path, days=90)

    (kept,) = lines(tmp_path)
    assert kept["at"] == "2026-11-22T09:30:00+00:00"
    assert (kept["useful"], kept["reason"]) == (False, "amount")
    assert kept["regions"] == ["grand-est"]
    assert kept["documents"][0] == GRAND_EST.id
    assert kept["passages"][0] == FIR[1].id
    assert kept["question"] is None
    assert "montant" not in json.dumps(kept)


def test_a_question_is_kept_masked_when_the_operator_keeps_questions(tmp_path: Path) -> None:
    keep(feedback_on(FIR_ANSWER, QUESTION, None, AT), tmp_path, days=90)

    (kept,) = lines(tmp_path)
    assert kept["useful"] is True
    assert kept["question"] == f"Rappelez Mme X au {labels.MASKED_PHONE} : quel montant ?"


def test_opinions_are_deleted_in_time(tmp_path: Path) -> None:
    for days in (0, 29, 30, 31):
        keep(feedback_on(FIR_ANSWER, None, None, AT + timedelta(days=days)), tmp_path, days=30)

    assert [kept["at"][:10] for kept in lines(tmp_path)] == ["2026-12-21", "2026-12-22", "2026-12-23"]


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    other = tmp_path / "2001.jsonl"
    other.write_text("kept", encoding="utf-8")

    keep(feedback_on(FIR_ANSWER, None, None, AT), tmp_path, days=1)

    assert other.exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    assert not keep(feedback_on(FIR_ANSWER, None, None, AT), file, days=1)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_label(reason: Reason) -> None:
    assert labels.REASONS[reason]
    assert len(labels.REASONS) == len(Reason)
