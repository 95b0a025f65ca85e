"""What is asked before a reader comes."""

from tests.ui.quoting_assistant import QuotingAssistant, answered
from ui.pages.comparer import compare
from ui.pages.labels_quotes import STRUCTURES
from ui.warming import questions, warm


def rest(seconds: float) -> None:
    """Do not wait."""


def test_a_page_asks_nothing_more_of_a_region_that_was_warmed() -> None:
    assistant = QuotingAssistant()
    warm(assistant, rest)
    asked = len(assistant.asked)

    rows = list(compare("bretagne", assistant))

    assert rows
    assert len(assistant.asked) == asked


def test_only_regions_with_documents_are_warmed() -> None:
    asked = {region for _, region in questions(QuotingAssistant())}

    assert asked == {None, "bretagne"}


def test_a_question_that_fails_stops_nothing() -> None:
    assistant = QuotingAssistant(replies=(("juridique", RuntimeError("broken")), ("valide", answered())))

    warm(assistant, rest)

    assert {question.text for question in assistant.asked} >= {text for text, _ in questions(assistant)}
    assert any(STRUCTURES[-1] in question.text for question in assistant.asked)


def test_the_first_rows_are_there_before_the_last_are_asked() -> None:
    assistant = QuotingAssistant()

    next(compare("bretagne", assistant))

    assert len(assistant.asked) == len(STRUCTURES)
