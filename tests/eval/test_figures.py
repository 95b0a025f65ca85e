"""Reading figures for the evaluation's own judgement."""

from decimal import Decimal

import pytest

from eval.figures import known_figures, stated_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 000 € maximum sur deux ans", {100_000, 2}),
        ("100\u202f000 €, 100.000 €, 100 k€, cent mille euros", {100_000}),
        ("3 à 7 réunions, de sept à douze jours", {3, 7, 12}),
        ("2018-2019", {2018, 2019}),
        ("2,5 jours", {Decimal("2.5")}),
        ("au moins un médecin généraliste", set()),
        ("au moins 1 médecin généraliste", {1}),
        ("1. Écrire une lettre [3]", set()),
        ("18e arrondissement", {18}),
        ("soins de premier recours", set()),
    ],
)
def test_a_statement_gives_its_figures_however_they_are_written(text: str, expected: set[int]) -> None:
    stated = stated_figures(text)

    assert stated == {Decimal(value) for value in expected}


def test_a_passage_that_says_un_supports_a_1() -> None:
    text = "dont au moins un médecin généraliste"

    known = known_figures(text)

    assert Decimal(1) in known
