"""The legal pages, with and without an operator."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.settings import AssistantSettings
from ui.pages import labels_legal as labels
from ui.settings import Auth, UiSettings

OPERATOR = UiSettings(
    operator_name="Agence <b>Exemple</b>",
    operator_address="1 rue de la Gare",
    operator_director="Mme Exemple",
    operator_contact="contact@exemple.invalid",
    operator_host="Hébergeur exemple",
    operator_dpo="dpo@exemple.invalid",
)


NO_MODEL = AssistantSettings()
MODEL = AssistantSettings(model="m", model_url="https://user:secret@modele.exemple.invalid:8443/v1")


def page(name: str, settings: UiSettings, assistant: AssistantSettings = NO_MODEL) -> AppTest:
    """Return a legal page for these settings."""

    def script(name, settings):
        from importlib import import_module

        import_module(f"ui.pages.{name}").draw(*settings)

    drawn = (settings, assistant) if name == "donnees_personnelles" else (settings,)
    return AppTest.from_function(script, args=(name, drawn), default_timeout=10).run()


def text_of(app: AppTest) -> str:
    """Return all that a page says."""
    html = [element.proto.body for element in app.get("html")]
    return "\n".join([*html, *(element.value for element in app.markdown)])


@pytest.mark.parametrize("name", labels.LEGAL_TITLES)
def test_a_page_without_an_operator_says_what_is_missing(name: str) -> None:
    app = page(name, UiSettings())

    assert [warning.value for warning in app.warning] == [labels.NOT_CONFIGURED]
    assert labels.TO_FILL_IN in text_of(app)


@pytest.mark.parametrize("name", labels.LEGAL_TITLES)
def test_a_page_names_its_operator_as_it_is_written(name: str) -> None:
    app = page(name, OPERATOR)

    assert not app.warning
    assert "Agence &lt;b&gt;Exemple&lt;/b&gt;" in text_of(app)
    assert labels.TO_FILL_IN not in text_of(app)


def test_what_is_kept_is_told_as_it_is_set() -> None:
    folder = Path("opinions")

    told = [
        text_of(page("donnees_personnelles", settings))
        for settings in (
            UiSettings(),
            UiSettings(feedback_folder=folder, keep_days=30),
            UiSettings(feedback_folder=folder, keep_questions=True),
        )
    ]

    assert [labels.NOTHING_KEPT in text for text in told] == [True, False, False]
    assert labels.opinion_kept(30, with_question=False) in told[1]
    assert labels.opinion_kept(90, with_question=True) in told[2]
    assert [labels.unanswered_kept(90) in text for text in told] == [False, False, True]


def test_a_question_goes_nowhere_without_a_language_model_and_to_its_host_with_one() -> None:
    told = [text_of(page("donnees_personnelles", OPERATOR, assistant)) for assistant in (NO_MODEL, MODEL)]

    assert [labels.SENT_NOWHERE in text for text in told] == [True, False]
    assert "aucun autre service" not in told[1]
    assert labels.sent_to_model("modele.exemple.invalid", 6) in told[1]
    assert "secret" not in told[1]


def test_a_service_that_follows_the_model_is_told_where_the_operator_agreed_to_it() -> None:
    traced = MODEL.model_copy(update={"model_tracing": True})

    told = [text_of(page("donnees_personnelles", OPERATOR, assistant)) for assistant in (MODEL, traced)]

    assert [labels.TRACED in text for text in told] == [False, True]


def test_the_cookies_of_who_signs_in_are_told_where_one_can() -> None:
    told = [text_of(page("donnees_personnelles", UiSettings(auth=auth))) for auth in (Auth.NONE, Auth.OIDC)]

    assert [labels.COOKIES_OF_LOGIN in text for text in told] == [False, True]


def test_every_check_and_every_known_failure_of_accessibility_is_listed() -> None:
    text = text_of(page("accessibilite", OPERATOR))

    assert all(told in text for told in (*labels.CHECKS, *labels.KNOWN_FAILURES))
