"""What only an administrator does, tried by others."""

import pytest

from assistant.question import Question
from tests.ui.fake_assistant import FIR_ANSWER, FakeAssistant
from ui.administering import add_upload, confirm_upload, discard_upload, roll_back, start_rebuild, waiting
from ui.identity import ANYONE, NotAllowedError, Role, User
from ui.pages.builds import draw_builds
from ui.pages.report import draw_report, read_report
from ui.verifying import approve_answer, withdraw_answer

ACTIONS = {
    "add": lambda user: add_upload(user, "a.txt", b"text"),
    "wait": waiting,
    "confirm": lambda user: confirm_upload(user, "0" * 24, {"title": "T"}),
    "discard": lambda user: discard_upload(user, "0" * 24),
    "rebuild": start_rebuild,
    "roll back": roll_back,
    "draw builds": draw_builds,
    "draw report": draw_report,
    "report": read_report,
    "approve": lambda user: approve_answer(user, Question("Q"), FIR_ANSWER, [], FakeAssistant()),
    "withdraw": lambda user: withdraw_answer(user, None),
}


@pytest.mark.parametrize("user", [ANYONE, User("x", Role.AGENT)], ids=["reader", "agent"])
@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS.keys())
def test_an_action_of_administrators_refuses_everybody_else_and_leaves_nothing(
    tmp_path, monkeypatch, action, user: User
) -> None:
    monkeypatch.setenv("INDEX_FOLDER", str(tmp_path / "index"))
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "documents"))

    with pytest.raises(NotAllowedError):
        action(user)

    assert list(tmp_path.iterdir()) == []
