"""Small hand-written cases, passages and answers that the tests of the evaluation share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Outcome, Statement
from corpus.document import Passage, Source, Status
from eval.case import Case, QuestionSet, load_question_set
from eval.evaluating import HERE
from index.evidence import Evidence

QUESTIONS = HERE / "cases" / "a.yaml"


@pytest.fixture(scope="session")
def questions() -> Path:
    """Give the committed question set."""
    return QUESTIONS


@pytest.fixture(scope="session")
def question_set() -> QuestionSet:
    """Give the committed question set, read."""
    return load_question_set(QUESTIONS)


@pytest.fixture(scope="session")
def case_of(question_set: QuestionSet) -> Callable[[str], Case]:
    """Give the case of an id."""
    return {case.id: case for case in question_set.cases}.__getitem__


@pytest.fixture
def passage() -> Callable[..., Passage]:
    """Make a passage of a document."""

    def make(
        text: str, document: str = "a.txt", status: Status = Status.RULE, headings: tuple[str, ...] = ()
    ) -> Passage:
        source = Source(id=document, title="Une page", publisher="ARS", date="2018-2019")
        return Passage(source, headings, text, page=1, start=0, end=len(text), status=status, units=())

    return make


@pytest.fixture
def answer() -> Callable[..., Answer]:
    """Make an answer whose only statement cites the whole of each passage."""

    def make(text: str, cited: tuple[Passage, ...] = (), outcome: Outcome = Outcome.ANSWERED) -> Answer:
        citations = tuple(Citation(n, passage, passage.start, passage.end) for n, passage in enumerate(cited, start=1))
        return Answer(
            outcome=outcome,
            text=text,
            statements=(Statement(text, tuple(citation.n for citation in citations)),),
            citations=citations,
            evidence=tuple(Evidence(passage, score=1.0) for passage in cited),
        )

    return make
