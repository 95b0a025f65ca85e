"""The conversation as a Word file."""

from datetime import date
from io import BytesIO

import docx

from assistant.question import Question
from tests.ui.fake_assistant import FIR_ANSWER, HOSTILE_ANSWER, HOSTILE_TEXT, FakeAssistant
from ui import labels
from ui.conversation import Exchange
from ui.conversation_export import conversation_docx
from ui.docx_export import GENERATED_BY


def words(*exchanges: Exchange) -> str:
    """Return all text of the Word file of a conversation."""
    document = docx.Document(BytesIO(conversation_docx(exchanges, FakeAssistant(), date(2026, 11, 22))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_each_answer_stands_under_its_question_with_the_passages_cited() -> None:
    text = words(Exchange(Question("Quel montant ?"), FIR_ANSWER))

    for expected in ("22/11/2026", labels.CAUTION, "Quel montant ?", "deux ans [1]", "100\u202f000\u00a0€ maximum"):
        assert expected in text
    for citation in FIR_ANSWER.citations:
        assert citation.quote in text
    assert "AVECsanté, National, document non daté, p.\u00a02" in text


def test_the_file_tells_machines_that_a_program_wrote_it() -> None:
    file = BytesIO(
        conversation_docx([Exchange(Question("Quel montant ?"), FIR_ANSWER)], FakeAssistant(), date(2026, 11, 22))
    )

    assert docx.Document(file).core_properties.keywords == GENERATED_BY


def test_a_question_without_an_answer_is_left_out() -> None:
    text = words(Exchange(Question("Sans réponse"), failed=True), Exchange(Question("Retenue"), held=True))

    assert "Sans réponse" not in text
    assert "Retenue" not in text


def test_hostile_words_are_written_as_they_stand() -> None:
    assert HOSTILE_TEXT in words(Exchange(Question(HOSTILE_TEXT), HOSTILE_ANSWER))
