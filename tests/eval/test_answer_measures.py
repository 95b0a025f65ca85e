"""Scores of an answer: quotes, figures, proposals, abstention."""

from collections.abc import Callable

import pytest

from assistant.answer import Answer, Outcome
from corpus.document import Passage, Status
from eval.answer_measures import abstention, over_refusal, proposals_as_rules, quotes_verbatim, unsupported_figures
from eval.case import Case

MakePassage = Callable[..., Passage]
MakeAnswer = Callable[..., Answer]
CaseOf = Callable[[str], Case]

STARTER = "Le financement peut être mobilisé à hauteur de 100 000 € maximum sur deux ans."


def test_a_quote_stands_in_its_document_whatever_the_white_space(passage: MakePassage, answer: MakeAnswer) -> None:
    cited = passage("à hauteur de\n100 000 €")

    score = quotes_verbatim(answer("…", (cited,)), {"a.txt": f"Avant. {STARTER} Après."})

    assert score.value == 1.0


@pytest.mark.parametrize(
    "texts", [{"a.txt": "à hauteur de 100 001 €"}, {"b.txt": "à hauteur de 100 000 €"}], ids=["altered", "absent"]
)
def test_a_quote_that_its_document_does_not_hold_is_told(
    passage: MakePassage, answer: MakeAnswer, texts: dict[str, str]
) -> None:
    cited = passage("à hauteur de 100 000 €")

    score = quotes_verbatim(answer("…", (cited,)), texts)

    assert score.value == 0.0
    assert "à hauteur de 100 000 €" in score.reason


def test_an_answer_without_citations_is_not_judged_on_quotes(answer: MakeAnswer) -> None:
    silent = answer("Les documents n’en disent rien.")

    score = quotes_verbatim(silent, {})

    assert score.value is None


@pytest.mark.parametrize(
    ("text", "unsupported"),
    [
        ("Jusqu’à 100 k€ sur 2 ans, d’après une page de 2018-2019.", []),
        ("Jusqu’à 150 000 € sur deux ans.", ["150000"]),
        ("Jusqu’à 100 000 € sur trois ans, soit cinquante mille euros par an.", ["3", "50000"]),
    ],
)
def test_a_figure_must_stand_in_a_passage_that_the_statement_cites(
    passage: MakePassage, answer: MakeAnswer, case_of: CaseOf, text: str, unsupported: list[str]
) -> None:
    cited = answer(text, (passage(STARTER),))

    score = unsupported_figures(cited, case_of("A-MONT-01"))

    assert score.value == float(bool(unsupported))
    assert all(f"{figure} in" in score.reason for figure in unsupported)


def test_a_figure_of_the_question_proves_nothing_but_may_be_repeated_in_own_words(
    passage: MakePassage, answer: MakeAnswer, case_of: CaseOf
) -> None:
    case = case_of("A-MONT-01").model_copy(update={"question": "Les 150 000 € du FIR ?"})
    told = "L’aide est de 150 000 €."

    cited = unsupported_figures(answer(told, (passage(STARTER),)), case)
    own_words = unsupported_figures(answer("Les documents ne disent rien de 150 000 €."), case)

    assert (cited.value, own_words.value) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("text", "told_as_rule"),
    [
        ("Un délai de trois ans s’applique.", 1.0),
        ("AVECsanté propose un délai de trois ans.", 0.0),
        ("La fédération a formulé cette demande : un délai de trois ans.", 0.0),
    ],
)
def test_a_proposal_must_be_told_as_one(
    passage: MakePassage, answer: MakeAnswer, text: str, told_as_rule: float
) -> None:
    proposal = passage("Délai de trois ans pour reconstituer l’effectif", status=Status.PROPOSAL)

    score = proposals_as_rules(answer(text, (proposal,)))

    assert score.value == told_as_rule


def test_the_line_around_a_statement_may_tell_that_it_is_a_proposal(passage: MakePassage, answer: MakeAnswer) -> None:
    proposal = passage("Un délai de trois ans", status=Status.PROPOSAL)
    plain = answer("Un délai de trois ans", (proposal,))
    told = Answer(plain.outcome, "- Proposition : **Un délai** de trois ans [1]", (), plain.statements, plain.citations)

    score = proposals_as_rules(told)

    assert score.value == 0.0


def test_a_rule_needs_no_such_word(passage: MakePassage, answer: MakeAnswer) -> None:
    rule = passage(STARTER)

    score = proposals_as_rules(answer(STARTER, (rule,)))

    assert score.value == 0.0


@pytest.mark.parametrize(
    ("case_id", "outcome", "recall", "refusal"),
    [
        ("A-REG-01", Outcome.NOT_FOUND, 1.0, None),
        ("A-REG-01", Outcome.ANSWERED, 0.0, None),
        ("A-MONT-01", Outcome.NOT_FOUND, None, 1.0),
        ("A-MONT-01", Outcome.ANSWERED, None, 0.0),
        ("A-DEF-08", Outcome.PARTIAL, None, None),
    ],
)
def test_abstaining_is_judged_where_it_is_due_and_where_it_is_not(
    answer: MakeAnswer, case_of: CaseOf, case_id: str, outcome: Outcome, recall: float | None, refusal: float | None
) -> None:
    given = answer("Les documents ne le disent pas.", outcome=outcome)

    scores = abstention(given, case_of(case_id)), over_refusal(given, case_of(case_id))

    assert tuple(score.value for score in scores) == (recall, refusal)
