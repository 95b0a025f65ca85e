import pytest

from corpus.figures import figures, stated


def read(text):
    return [
        (str(int(figure.value)) if figure.value == int(figure.value) else str(figure.value), figure.unit)
        for figure in figures(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "100 000 €",
        "100\u00a0000 €",
        "100\u202f000\u00a0€",
        "100.000 euros",
        "100000 EUR",
        "100 k€",
        "100k€",
        "0,1 M€",
        "cent mille euros",
        "100 mille euros",
        "100 milliers d’euros",
        "€ 100 000",
    ],
)
def test_every_way_to_write_an_amount_is_the_same_figure(text):
    assert read(text) == [("100000", "€")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sur deux ans", [("2", "year")]),
        ("entre 7 et 12 jours", [("7", ""), ("12", "day")]),
        ("dans les 24 h", [("24", "hour")]),
        ("10,5 % des équipes", [("10.5", "%")]),
        ("1,5 million d’euros", [("1500000", "€")]),
        ("3,5 Md€", [("3500000000", "€")]),
        ("montant en € : 3 ans", [("3", "year")]),
        ("montant en € 3 ans", [("3", "year")]),
        ("depuis au moins 1an", [("1", "year")]),
        ("la SISA et l’ACI", []),
    ],
)
def test_units_and_decimals_are_read(text, expected):
    assert read(text) == expected


def test_a_figure_is_stated_only_with_its_value_and_unit():
    passage = figures("à hauteur de 100 000 € maximum sur deux ans")

    assert all(stated(figure, passage) for figure in figures("cent mille euros sur 2 ans"))
    assert not stated(figures("10 000 €")[0], passage)
    assert not stated(figures("2 mois")[0], passage)
