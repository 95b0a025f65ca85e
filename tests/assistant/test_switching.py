"""A document switched off is told nowhere, on the real index."""

from datetime import UTC, datetime

import pytest

from assistant.building import open_assistant
from assistant.question import Question
from index.settings import IndexSettings
from index.switching import Switch, switch
from tests.conftest import DOCUMENTS

GRAND_EST = "ars-grand-est-accompagnement-msp.txt"
QUESTIONS = (
    ("Quel est le montant du FIR starter ?", "grand-est"),
    ("Quel est le montant du FIR starter dans le Grand Est ?", None),
    ("Le FIR starter est-il bien de 100 000 € ?", "bretagne"),
    ("Quelles aides pour créer une MSP ?", None),
    ("Comparez une ESP et une MSP", "grand-est"),
    ("Combien de MSP en fonctionnement ?", "grand-est"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("switched") / "index"


@pytest.fixture(scope="module")
def switchable(folder):
    """An assistant on an index of its own, of which the document of the Grand Est answers."""
    return open_assistant(DOCUMENTS, folder)


def turn(folder, off: bool) -> None:
    """Switch the document of the Grand Est."""
    switch(Switch(GRAND_EST, off, "anne", datetime.now(UTC), "périmé"), IndexSettings(folder=folder))


def test_the_next_question_obeys_and_so_does_the_one_after_it_is_on_again(switchable, folder) -> None:
    asked = Question("Quel est le montant du FIR starter dans le Grand Est ?")
    before = switchable.answer(asked)

    turn(folder, off=True)
    without = switchable.answer(asked)
    turn(folder, off=False)
    after = switchable.answer(asked)

    assert "100 000" in before.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert without.abstained
    assert after.text == before.text


def test_neither_answers_nor_evidence_nor_pages_tell_a_document_that_is_off(switchable, folder) -> None:
    turn(folder, off=True)
    try:
        answers = [switchable.answer(Question(text, region)) for text, region in QUESTIONS]
        known = {source.id for source in switchable.sources()}
        hidden = [source.id for source in switchable.hidden_sources()]
        cited = switchable.answer(Question(QUESTIONS[3][0])).citations
    finally:
        turn(folder, off=False)

    for answer in answers:
        told = {evidence.passage.source.id for evidence in answer.evidence}
        told |= {citation.passage.source.id for citation in answer.citations}
        assert GRAND_EST not in told
        assert "128" not in answer.text
    assert GRAND_EST not in known
    assert hidden == [GRAND_EST]
    assert cited


def test_the_passage_of_a_document_switched_off_meanwhile_still_opens_alone(switchable, folder) -> None:
    citation = switchable.answer(Question("Quel est le montant du FIR starter ?", "grand-est")).citations[0]

    turn(folder, off=True)
    try:
        context = switchable.context(citation.passage)
    finally:
        turn(folder, off=False)

    assert context == (citation.passage,)
