import pytest

from assistant.building import open_assistant
from assistant.question import Question


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "note.md").write_text(
        "---\ntitle: Aide aux MSP\nregion: Corse\n---\nLa MSP reçoit une aide de 12 000 € par an.", encoding="utf-8"
    )
    return folder


def test_an_assistant_follows_its_index_and_goes_on_without_it(corpus, tmp_path, caplog):
    question, index, note = Question("Quelle aide pour une MSP en Corse ?"), tmp_path / "index", corpus / "note.md"
    assistant = open_assistant(corpus, index)

    before = assistant.answer(question).text
    note.write_text(note.read_text(encoding="utf-8").replace("12 000", "13 000"), encoding="utf-8")
    open_assistant(corpus, index)
    after = assistant.answer(question).text
    (index / "CURRENT").write_text("lost", encoding="utf-8")
    without = assistant.answer(question).text

    assert "12 000" in before
    assert "13 000" in after
    assert without == after
    assert "still answering from the build" in caplog.text


def test_files_that_are_not_in_the_index_are_told(corpus, tmp_path, caplog):
    (corpus / "alone.txt").write_bytes(b"")

    open_assistant(corpus, tmp_path / "index")

    assert "alone.txt: empty" in caplog.text
