"""Switching documents off from their page: by administrators, whatever the page of a reader sends."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from index.settings import IndexSettings
from index.switching import Switch, read_switches, switch, switched_off
from tests.ui.fake_assistant import ATTACK, DEMAND, FIR, GRAND_EST, FakeAssistant
from ui.identity import ANYONE, NotAllowedError, Role, User
from ui.pages import labels_desk, labels_switches
from ui.switching import switch_off, switch_on

ADMINISTRATOR = User("anne", Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """An index of which only the state matters, and a provider that says who is who."""
    monkeypatch.setenv("INDEX_FOLDER", str(tmp_path / "index"))
    monkeypatch.setenv("UI_AUTH", "oidc")
    return IndexSettings(folder=tmp_path / "index")


@dataclass(slots=True)
class Switchable(FakeAssistant):
    """Hides what is switched off."""

    def sources(self):
        """Return the documents that answer."""
        return tuple(source for source in FakeAssistant.sources(self) if source not in self.hidden_sources())

    def hidden_sources(self):
        """Return the documents that do not."""
        off = switched_off(read_switches(IndexSettings()))
        return tuple(source for source in FakeAssistant.sources(self) if source.id in off)

    def context(self, passage):
        """Return the passages of a document."""
        return next(passages for passages in (FIR, DEMAND, ATTACK) if passages[0].source == passage.source)


def page(*roles: str) -> AppTest:
    """Return the page of a visitor whom the provider gives some roles."""

    def script(open_assistant):
        from ui.pages.documents import draw_documents

        draw_documents(open_assistant)

    app = AppTest.from_function(script, args=(Switchable,), default_timeout=60)
    app.user = {"is_logged_in": True, "name": "Anne", "iat": time.time(), "roles": list(roles)}
    return app.run()


def html_of(app: AppTest) -> str:
    """Return all HTML drawn on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_an_administrator_switches_a_document_off_with_a_reason_and_on_again(settings) -> None:
    app = page("administrateur")

    app.text_input(key=f"reason-{GRAND_EST.id}").set_value("Remplacé en 2026")
    app.button(key=f"off-{GRAND_EST.id}").click().run()

    assert app.success[0].value == labels_switches.OFF_DONE
    assert labels_switches.why("Remplacé en 2026") in html_of(app)
    assert [(one.by, one.off, one.reason) for one in read_switches(settings)] == [("Anne", True, "Remplacé en 2026")]

    app.button(key=f"on-{GRAND_EST.id}").click().run()

    assert app.success[0].value == labels_switches.ON_DONE
    assert switched_off(read_switches(settings)) == {}


def test_a_reason_is_asked_for(settings) -> None:
    app = page("administrateur")

    app.button(key=f"off-{GRAND_EST.id}").click().run()

    assert app.warning[0].value == labels_switches.REASON_NEEDED
    assert read_switches(settings) == ()


@pytest.mark.parametrize("roles", [(), ("agent",)])
def test_a_reader_sees_the_reason_and_no_button(settings, roles) -> None:
    switch(Switch(GRAND_EST.id, True, "anne@ars.example", datetime.now(UTC), "Périmé"), settings)

    app = page(*roles)

    assert labels_switches.why("Périmé") in html_of(app)
    assert "anne@ars.example" not in html_of(app)
    assert not [button for button in app.button if button.label in (labels_switches.SWITCH_ON, "Désactiver")]


def test_an_administrator_who_is_one_no_more_changes_nothing(settings) -> None:
    app = page("administrateur")
    app.text_input(key=f"reason-{GRAND_EST.id}").set_value("Encore une fois")

    app.user = {"is_logged_in": True, "name": "Anne", "iat": time.time(), "roles": []}
    app.button(key=f"off-{GRAND_EST.id}").click().run()

    assert app.warning[0].value == labels_desk.NOT_ALLOWED
    assert read_switches(settings) == ()


@pytest.mark.parametrize("user", [ANYONE, User("x", Role.AGENT)])
def test_the_action_itself_refuses_a_lower_role(settings, user: User) -> None:
    for action in (switch_off, switch_on):
        with pytest.raises(NotAllowedError):
            action(user, GRAND_EST.id, "parce que")

    assert read_switches(settings) == ()
