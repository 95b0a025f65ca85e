"""What is kept is deleted in time, though nothing new comes."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.ui.serving import START_S, served
from ui import diary
from ui.feedback import FEEDBACK
from ui.purging import purge_kept
from ui.settings import UiSettings
from ui.unanswered import UNANSWERED


def keep_a_day(folder: Path, at: str) -> None:
    """Keep an opinion and a question of a day."""
    for kind in (FEEDBACK, UNANSWERED):
        diary.keep({"at": at}, kind, folder, days=10_000)


@pytest.mark.parametrize(("today", "left"), [(date(2026, 1, 31), 1), (date(2026, 2, 1), 0)])
def test_opinions_and_questions_are_deleted_after_their_days(tmp_path: Path, today: date, left: int) -> None:
    keep_a_day(tmp_path, "2026-01-01T09:00:00+00:00")

    purge_kept(UiSettings(feedback_folder=tmp_path, keep_days=30), today)

    assert [len(diary.read(kind, tmp_path)) for kind in (FEEDBACK, UNANSWERED)] == [left, left]


def test_a_server_that_starts_deletes_what_is_too_old_and_nothing_else(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    keep_a_day(kept, "2020-01-01T09:00:00+00:00")
    keep_a_day(kept, datetime.now(UTC).isoformat())

    with served("ui/app.py", tmp_path / "log", UI_FEEDBACK_FOLDER=str(kept), INDEX_FOLDER=str(tmp_path / "index")):
        deadline = time.monotonic() + START_S
        while len(list(kept.iterdir())) > 2 and time.monotonic() < deadline:
            time.sleep(0.1)

    assert [len(diary.read(kind, kept)) for kind in (FEEDBACK, UNANSWERED)] == [1, 1]
