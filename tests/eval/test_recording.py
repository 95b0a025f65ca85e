"""Replies written down and played again."""

from pathlib import Path

import pytest

from assistant.prompting import Completion, Fault, ModelError, Prompt
from eval.recording import Player, Recorder, RecordingError, read_recording

WRITE = Prompt("write", "Écris.", "Quoi ?", {})
OTHER = Prompt("write", "Écris.", "Quoi d’autre ?", {})


class OneReply:
    """A model that replies once, then is gone."""

    answer_s = 1.0

    def __init__(self) -> None:
        self.asked = 0

    def complete(self, prompt, limit_s, on_text):
        self.asked += 1
        if self.asked > 1:
            raise ModelError(Fault.UNREACHABLE)
        on_text("é")
        on_text("té")
        return Completion("été", 10, 2)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Record two questions, of which the second gets no reply, and one that asks nothing of the model."""
    path = tmp_path / "r.jsonl"
    recorder = Recorder(OneReply(), path)
    recorder.begin("one")
    recorder.complete(WRITE, 1.0, lambda text: None)
    recorder.begin("two")
    with pytest.raises(ModelError):
        recorder.complete(WRITE, 1.0, lambda text: None)
    recorder.begin("none")
    return path


def test_a_recorded_reply_is_played_with_its_tokens_and_its_time(recording):
    player, heard = Player(read_recording(recording)), []

    player.begin("one")
    completion = player.complete(WRITE, 1.0, heard.append)

    assert completion == Completion("été", 10, 2)
    assert "".join(heard) == "été"
    assert player.cases == ["one", "two", "none"]
    assert (player.stale, player.missing) == (0, 0)
    assert player.requests[0].ms >= 0


def test_a_recorded_fault_is_played_as_one(recording):
    player = Player(read_recording(recording))

    player.begin("two")
    with pytest.raises(ModelError) as caught:
        player.complete(WRITE, 1.0, lambda text: None)

    assert caught.value.fault is Fault.UNREACHABLE


def test_a_reply_to_another_prompt_is_played_and_told_as_stale(recording):
    player = Player(read_recording(recording))

    player.begin("one")
    player.complete(OTHER, 1.0, lambda text: None)

    assert player.stale == 1


def test_what_was_not_recorded_is_told_as_missing(recording):
    player = Player(read_recording(recording))

    player.begin("none")
    with pytest.raises(ModelError):
        player.complete(WRITE, 1.0, lambda text: None)

    assert player.missing == 1


def test_a_recording_goes_on_where_it_stopped(recording):
    recorder = Recorder(OneReply(), recording)

    recorder.begin("three")
    recorder.complete(WRITE, 1.0, lambda text: None)

    assert recorder.recorded == {"one", "two", "none"}
    assert Player(read_recording(recording)).cases == ["one", "two", "none", "three"]


@pytest.mark.parametrize("content", ["{", '{"case": 1}', '{"case": "one", "reply": "x"}', None])
def test_a_recording_that_cannot_be_played_is_refused_with_the_command_that_makes_one(tmp_path, content):
    path = tmp_path / "r.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(RecordingError, match=r"python -m eval\.modes --record"):
        read_recording(path)
