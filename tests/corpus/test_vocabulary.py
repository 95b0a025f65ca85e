import pytest

from corpus.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("une équipe de soins primaires", ("ESP",)),
        ("EQUIPES DE SOINS PRIMAIRES", ("ESP",)),
        ("Maison de Santé Pluri-professionnelle", ("MSP",)),
        ("msp ou cpts ?", ("MSP", "CPTS")),
        ("la communauté professionnelle territoriale de santé", ("CPTS",)),
        ("un espoir de compte", ()),
    ],
)
def test_structures_are_found_however_they_are_written(text, expected):
    assert load_vocabulary().structures.find(text) == expected


def test_dotted_acronyms_are_the_same_as_plain_ones():
    assert load_vocabulary().terms.find("L’A.R.S. et l’ARS") == ("ARS",)


def test_shorthand_is_spelled_out_and_other_words_are_kept():
    assert load_vocabulary().expand_shorthand("combien de tps pr la MSP") == "combien de temps pour la MSP"


def test_every_structure_has_a_name():
    vocabulary = load_vocabulary()

    assert all(vocabulary.names[structure] for structure in ("ESP", "MSP", "CPTS"))
