"""Asking the cases as a user would."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Outcome
from assistant.question import Question, Role
from corpus.territories import UnknownRegionError, load_territories
from eval.case import Case
from eval.running import run_cases


class ListeningAssistant:
    """An assistant that keeps what it was asked."""

    def __init__(self) -> None:
        """Know the real territories."""
        self.territories = load_territories()
        self.asked: list[Question] = []

    def answer(self, question: Question) -> Answer:
        """Answer nothing."""
        self.asked.append(question)
        return Answer(Outcome.NOT_FOUND, "Rien.")


def test_a_case_is_asked_with_its_region_and_its_history(case_of: Callable[[str], Case]) -> None:
    assistant = ListeningAssistant()

    (run,) = run_cases([case_of("A-COMP-12")], assistant)

    (question,) = assistant.asked
    assert question.text == run.case.question
    assert question.region == "auvergne-rhone-alpes"
    assert [turn.role for turn in question.history] == [Role.USER, Role.ASSISTANT]


def test_a_region_may_be_withheld(case_of: Callable[[str], Case]) -> None:
    assistant = ListeningAssistant()

    list(run_cases([case_of("A-COMP-12")], assistant, with_region=False))

    assert assistant.asked[0].region is None


def test_a_region_may_be_named_as_people_write_it(case_of: Callable[[str], Case]) -> None:
    assistant = ListeningAssistant()
    case = case_of("A-MONT-01").model_copy(update={"region": "Grand Est"})

    list(run_cases([case], assistant))

    assert assistant.asked[0].region == "grand-est"


def test_an_unknown_region_is_refused(case_of: Callable[[str], Case]) -> None:
    case = case_of("A-MONT-01").model_copy(update={"region": "Atlantide"})

    with pytest.raises(UnknownRegionError):
        list(run_cases([case], ListeningAssistant()))
