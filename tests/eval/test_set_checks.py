"""The checks of a question set: right answers pass, wrong ones fail, and for the right reason."""

from collections.abc import Callable

import pytest

from eval.case import Case, QuestionSet
from eval.set_checks import Check, amounts, failures
from eval.wording import fold

NOTHING_FOUND = "Je n’ai pas trouvé l’information dans les documents."


def test_every_reference_passes(question_set: QuestionSet) -> None:
    references = {case.id: (case.expected.reference, case) for case in question_set.cases}

    found = {name: failures(text, case, question_set.rules) for name, (text, case) in references.items()}

    assert {name: told for name, told in found.items() if told} == {}


def test_every_wrong_answer_fails(question_set: QuestionSet) -> None:
    cases = [case for case in question_set.cases if case.expected.wrong is not None]

    passing = [case.id for case in cases if not failures(case.expected.wrong or "", case, question_set.rules)]

    assert len(cases) == 45
    assert passing == []


@pytest.mark.parametrize("text", [NOTHING_FOUND, "", " \n"])
def test_saying_nothing_passes_nowhere(question_set: QuestionSet, text: str) -> None:
    cases = question_set.cases

    passing = [case.id for case in cases if not failures(text, case, question_set.rules)]

    assert passing == []


def test_copying_everything_is_too_long(question_set: QuestionSet) -> None:
    case = question_set.cases[0]
    everything = " ".join(other.expected.reference for other in question_set.cases)

    found = failures(everything, case, question_set.rules)

    assert Check.TOO_LONG in {failure.check for failure in found}


@pytest.mark.parametrize(
    ("case_id", "right", "wrong", "check"),
    [
        ("A-MONT-01", "100 000", "150 000", Check.INVENTED_AMOUNT),
        ("A-MONT-01", "100 000 €", "120 k€", Check.INVENTED_AMOUNT),
        ("A-MONT-01", "Grand Est", "Occitanie", Check.WRONG_REGION),
        ("A-MONT-03", "15 000", "15 500", Check.INVENTED_AMOUNT),
        ("A-DEM-02", "Bretagne", "Normandie", Check.WRONG_REGION),
    ],
)
def test_a_right_answer_with_one_thing_changed_fails_for_it(
    question_set: QuestionSet, case_of: Callable[[str], Case], case_id: str, right: str, wrong: str, check: Check
) -> None:
    case = case_of(case_id)
    reference = case.expected.reference.replace("\u00a0", " ").replace("\u202f", " ")
    assert right in reference

    found = failures(reference.replace(right, wrong), case, question_set.rules)

    assert check in {failure.check for failure in found}


def test_an_amount_of_the_conversation_may_be_repeated(
    question_set: QuestionSet, case_of: Callable[[str], Case]
) -> None:
    case = case_of("A-MONT-01")
    asked = case.model_copy(update={"question": "On m’a parlé de 150 000 euros au titre du FIR « starter » ?"})
    text = f"{case.expected.reference} Les documents ne mentionnent pas 150 k€."

    found = failures(text, asked, question_set.rules)

    assert found == ()


def test_a_denial_may_name_another_region(question_set: QuestionSet, case_of: Callable[[str], Case]) -> None:
    case = case_of("A-MONT-01")
    text = f"{case.expected.reference} L’aide « starter » n’est pas décrite pour l’Occitanie."

    found = failures(text, case, question_set.rules)

    assert found == ()


def test_a_range_that_no_document_states_is_invented(question_set: QuestionSet) -> None:
    text = "L’indemnisation porte sur 4 à 9 réunions."

    found = failures(text, question_set.cases[0], question_set.rules)

    assert ("4-9 reunions", Check.INVENTED_RANGE) in {(failure.actual, failure.check) for failure in found}


def test_what_is_out_of_reach_of_its_attribution_fails(
    question_set: QuestionSet, case_of: Callable[[str], Case]
) -> None:
    case = case_of("A-DEF-01")
    misplaced = f"{case.expected.reference} Il faut deux médecins généralistes."
    attributed = f"{case.expected.reference} Une MSP, elle, en compte plus : deux médecins généralistes."

    found = failures(misplaced, case, question_set.rules), failures(attributed, case, question_set.rules)

    assert [[failure.check for failure in told] for told in found] == [[Check.UNATTRIBUTED], []]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 000 € ou 15.000 euros", {"15000"}),
        ("15 k€, puis 100 k euros", {"15000", "100000"}),
        ("15\u202f000\u00a0€", {"15000"}),
        ("deux ans, 3 réunions", set()),
    ],
)
def test_amounts_are_read_however_they_are_written(text: str, expected: set[str]) -> None:
    folded = fold(text)

    found = amounts(folded)

    assert found == expected


def test_folding_removes_all_that_is_not_wording() -> None:
    text = "**L’Équipe**  de\u00a0cœur —\n_coordonnée_ (3\u20117)"

    folded = fold(text)

    assert folded == "l'equipe de coeur - coordonnee (3-7)"
