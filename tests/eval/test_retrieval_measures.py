"""Scores of retrieval: quotes found, at which rank."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from corpus.document import Passage, Source
from eval.case import Case
from eval.documents import known_names
from eval.retrieval_measures import retrieval_scores
from eval.running import Run
from eval.score import RETRIEVAL, Measure

GRAND_EST = "ars-grand-est-accompagnement-msp.txt"
NAMES = {GRAND_EST: GRAND_EST, "000_42ce9daa518dc1c1.txt": GRAND_EST}
MakePassage = Callable[..., Passage]


@pytest.fixture
def starter(case_of: Callable[[str], Case]) -> Case:
    """Give a case that expects one quote."""
    return case_of("A-MONT-01")


@pytest.fixture
def values(starter: Case, passage: MakePassage, answer: Callable[..., Answer]) -> Callable[..., dict[Measure, float]]:
    """Score the retrieval of these texts, in this order."""

    def score(texts: list[str], case: Case = starter, document: str = GRAND_EST) -> dict[Measure, float]:
        found = tuple(passage(text, document) for text in texts)
        scores = retrieval_scores(Run(case, answer("…", found), 1.0), NAMES)
        return {measure: score.value for measure, score in scores.items()}

    return score


def test_a_passage_that_holds_the_quote_first_is_the_best(starter: Case, values: Callable[..., dict]) -> None:
    quote = starter.expected.evidence[0].quote

    scores = values([f"Avant.\n**{quote}** Après.", "Autre chose."])

    assert scores == dict.fromkeys(RETRIEVAL, 1.0)


def test_a_passage_within_the_quote_is_relevant_too(starter: Case, values: Callable[..., dict]) -> None:
    part = starter.expected.evidence[0].quote[:40]

    scores = values([part])

    assert scores[Measure.SUCCESS_AT_5] == 1.0


def test_rank_six_is_a_miss_among_five_but_counts_among_ten(starter: Case, values: Callable[..., dict]) -> None:
    quote = starter.expected.evidence[0].quote

    scores = values([f"Autre chose {n}." for n in range(5)] + [quote])

    assert (scores[Measure.SUCCESS_AT_5], scores[Measure.RECALL_AT_5]) == (0.0, 0.0)
    assert scores[Measure.RR_AT_10] == pytest.approx(1 / 6)


def test_a_quote_not_retrieved_lowers_recall(starter: Case, values: Callable[..., dict]) -> None:
    found = starter.expected.evidence[0]
    missed = found.model_copy(update={"quote": "Une phrase que rien ne retrouve."})
    expected = starter.expected.model_copy(update={"sources": (found, missed)})

    scores = values([found.quote], starter.model_copy(update={"expected": expected}))

    assert (scores[Measure.RECALL_AT_5], scores[Measure.SUCCESS_AT_5]) == (0.5, 1.0)


def test_the_same_words_of_another_document_are_not_the_passage(starter: Case, values: Callable[..., dict]) -> None:
    quote = starter.expected.evidence[0].quote

    scores = values([quote], document="other.txt")

    assert scores == dict.fromkeys(RETRIEVAL, 0.0)


def test_nothing_retrieved_is_zero_not_unjudged(values: Callable[..., dict]) -> None:
    nothing: list[str] = []

    scores = values(nothing)

    assert scores == dict.fromkeys(RETRIEVAL, 0.0)


def test_a_case_that_expects_no_passage_is_not_judged(
    case_of: Callable[[str], Case], values: Callable[..., dict]
) -> None:
    case = case_of("A-REG-01")

    scores = values(["Autre chose."], case)

    assert scores == dict.fromkeys(RETRIEVAL)


def test_a_document_that_the_corpus_lacks_is_told_not_judged(starter: Case, answer: Callable[..., Answer]) -> None:
    run = Run(starter, answer("…"), 1.0)

    scores = retrieval_scores(run, {"other.txt": "other.txt"})

    assert scores[Measure.SUCCESS_AT_5].value is None
    assert GRAND_EST in scores[Measure.SUCCESS_AT_5].reason


def test_a_set_may_use_the_names_that_documents_had_before(starter: Case, values: Callable[..., dict]) -> None:
    quote = starter.expected.evidence[0]
    renamed = quote.model_copy(update={"file": "000_42ce9daa518dc1c1.txt"})
    expected = starter.expected.model_copy(update={"sources": (renamed,)})

    scores = values([quote.quote], starter.model_copy(update={"expected": expected}))

    assert scores[Measure.SUCCESS_AT_5] == 1.0


def test_a_source_is_known_by_both_its_names() -> None:
    source = Source(id="new.txt", title="Une page", original_name="old.txt")

    names = known_names([source])

    assert names == {"new.txt": "new.txt", "old.txt": "new.txt"}
