import pytest

from assistant import prompts
from assistant.building import open_assistant
from assistant.model import open_model
from assistant.settings import AssistantSettings
from corpus.errors import SetupError
from tests.conftest import DOCUMENTS

URL = "http://127.0.0.1:1/v1"


def test_without_a_model_named_there_is_none():
    assert open_model(AssistantSettings(model_url=URL)) is None


@pytest.mark.parametrize("url", ["", "127.0.0.1:8080", "file:///etc/passwd", "http://"])
def test_a_model_without_an_address_is_refused_with_what_to_set(url):
    with pytest.raises(SetupError, match="ASSISTANT_MODEL_URL=http"):
        open_model(AssistantSettings(model="m", model_url=url))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LANGSMITH_TRACING", "true"),
        ("LANGSMITH_TRACING_V2", "true"),
        ("LANGCHAIN_TRACING_V2", "True"),
        ("LANGCHAIN_TRACING", "1"),
        ("LANGSMITH_GATEWAY", "true"),
        ("LANGSMITH_GATEWAY", "https://gateway.example"),
    ],
)
def test_what_would_send_questions_elsewhere_is_refused_until_it_is_agreed_to(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)

    with pytest.raises(SetupError, match=f"(?s){variable}.*unset.*ASSISTANT_MODEL_TRACING=true"):
        open_model(AssistantSettings(model="m", model_url=URL))

    assert open_model(AssistantSettings(model="m", model_url=URL, model_tracing=True))


@pytest.mark.parametrize("value", ["", "false", "0", "no"])
def test_what_is_switched_off_is_no_obstacle(monkeypatch, value):
    monkeypatch.setenv("LANGSMITH_TRACING", value)
    monkeypatch.setenv("LANGSMITH_GATEWAY", value)

    assert open_model(AssistantSettings(model="m", model_url=URL))


def test_the_assistant_refuses_to_start_before_it_loads_anything(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_MODEL", "m")

    with pytest.raises(SetupError, match="ASSISTANT_MODEL_URL"):
        open_assistant(DOCUMENTS, tmp_path / "index")

    assert not (tmp_path / "index").exists()


def test_the_key_is_not_shown_by_the_settings():
    assert "sk-canari" not in repr(AssistantSettings(model_key="sk-canari"))


@pytest.mark.parametrize(
    ("template", "values"),
    [
        (prompts.WRITE, {"sentences": 8}),
        (prompts.WRITE_ON, {"question": "Q", "extracts": "E"}),
        (prompts.EXTRACT, {"id": "i", "region": "R", "date": "D", "status": "S", "section": "T", "text": "X"}),
        (prompts.REWRITE, {"questions": 3}),
        (prompts.REWRITE_ON, {"turns": "T", "message": "M"}),
        (prompts.TURN, {"message": "M"}),
    ],
)
def test_every_placeholder_of_a_prompt_is_filled_and_used(template, values):
    filled = template.format(**values)

    assert all(str(value) in filled for value in values.values())
    for name in values:
        with pytest.raises(KeyError):
            template.format(**{other: value for other, value in values.items() if other != name})


def test_prompts_are_short():
    assert len(prompts.WRITE) < 900
    assert len(prompts.REWRITE) < 700
