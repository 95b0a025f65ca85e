"""What agents see of what was kept, and of the evaluations."""

import json
import time

import pytest
from streamlit.testing.v1 import AppTest

from assistant.answer import Answer, Outcome
from assistant.question import Question
from tests.ui.fake_assistant import FIR_ANSWER
from tests.ui.reports import write_report
from ui import diary
from ui.evaluations import read_evaluations
from ui.following import erase_kept
from ui.identity import ANYONE, NotAllowedError, Role, User
from ui.pages import labels_suivi
from ui.settings import UiSettings
from ui.unanswered import UNANSWERED, note_unanswered

SILENT = Answer(Outcome.NOT_FOUND, "Rien.", regions=("bretagne",))


def page(*roles: str) -> AppTest:
    """Return the page of a visitor of some roles."""

    def script():
        from ui.pages.suivi import show

        show()

    app = AppTest.from_function(script, default_timeout=60)
    app.user = {"is_logged_in": True, "name": "Anne", "iat": time.time(), "roles": list(roles)}
    return app.run()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A server that keeps questions and has evaluations."""
    for name, value in {
        "UI_AUTH": "oidc",
        "UI_FEEDBACK_FOLDER": str(tmp_path / "kept"),
        "UI_KEEP_QUESTIONS": "true",
        "UI_REPORTS_FOLDER": str(tmp_path / "reports"),
        "INDEX_FOLDER": str(tmp_path / "index"),
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "kept"


def html_of(app: AppTest) -> str:
    """Return all HTML drawn on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_question_without_an_answer_is_kept_masked_where_the_operator_wants_it(kept) -> None:
    note_unanswered(Question("Qui paie ? Appelez le 06 12 34 56 78"), SILENT, UiSettings())
    note_unanswered(Question("Le FIR ?"), FIR_ANSWER, UiSettings())
    note_unanswered(Question("Mon patient, 67 ans, a-t-il droit à une aide ?"), SILENT, UiSettings())

    (line,) = diary.read(UNANSWERED, kept)
    assert line["question"] == "Qui paie ? Appelez le [téléphone masqué]"
    assert line["regions"] == ["bretagne"]


@pytest.mark.parametrize("settings", [{}, {"keep_questions": True}])
def test_nothing_is_kept_that_the_operator_did_not_ask_for(tmp_path, settings) -> None:
    note_unanswered(Question("Qui paie ?"), SILENT, UiSettings(**settings))
    note_unanswered(Question("Qui paie ?"), SILENT, UiSettings(feedback_folder=tmp_path / "kept"))

    assert not (tmp_path / "kept").exists()


def test_an_agent_reads_what_was_kept_as_text_and_erases_nothing(kept, tmp_path) -> None:
    note_unanswered(Question("<img src=x> Qui paie ?"), SILENT, UiSettings())
    write_report(tmp_path / "reports", 1, passed=80)
    write_report(tmp_path / "reports", 2)

    app = page("agent")

    assert not app.exception
    assert "&lt;img src=x&gt; Qui paie\u00a0?" in html_of(app)
    assert "89 réussies sur 90" in html_of(app)
    assert len(app.get("arrow_vega_lite_chart")) + len(app.get("vega_lite_chart")) == 1
    assert [button.label for button in app.button] == []


def test_an_administrator_erases_what_was_kept(kept) -> None:
    note_unanswered(Question("Qui paie ?"), SILENT, UiSettings())
    app = page("administrateur")

    app.button[0].click().run()

    assert app.success[0].value == labels_suivi.ERASED
    assert diary.read(UNANSWERED, kept) == []


@pytest.mark.usefixtures("kept")
def test_a_reader_who_reaches_the_page_all_the_same_is_shown_nothing() -> None:
    app = page()

    assert app.exception
    assert html_of(app) == ""
    assert not app.title


@pytest.mark.parametrize("user", [ANYONE, User("x", Role.AGENT)])
def test_only_an_administrator_erases(tmp_path, user: User) -> None:
    diary.keep({"at": "2026-01-01T00:00:00+00:00"}, UNANSWERED, tmp_path, 90)

    with pytest.raises(NotAllowedError):
        erase_kept(user, tmp_path)

    assert len(diary.read(UNANSWERED, tmp_path)) == 1


def test_reports_are_read_in_order_and_what_is_none_is_passed_over(tmp_path) -> None:
    write_report(tmp_path, 2, held=False)
    write_report(tmp_path, 1, passed=45)
    for name, content in {"a": "{", "b": "[]", "c": json.dumps({"passed": 1})}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(content, encoding="utf-8")

    found = read_evaluations(tmp_path)

    assert [(one.at.day, one.share, one.held) for one in found] == [
        (1, 50.0, True),
        (2, pytest.approx(98.9, 0.01), False),
    ]
    assert found[0].questions == "a"
    assert read_evaluations(tmp_path / "nowhere") == []
