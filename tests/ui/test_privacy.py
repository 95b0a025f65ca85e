"""What is masked in a text, and which messages look as if they spoke of a patient."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.fake_assistant import DEMAND, FIR
from ui import labels
from ui.privacy import PatientSign, mask, patient_signs


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIR 1 56 03 75 116 001 42.", f"NIR {labels.MASKED_NIR}."),
        ("256032A11600142", labels.MASKED_NIR),
        ("2.56.03.2b.116.001", labels.MASKED_NIR),
        ("1\u00a056\u00a003\u00a075\u00a0116\u00a0001\u00a042", labels.MASKED_NIR),
        ("RPPS 10101234567", f"RPPS {labels.MASKED_RPPS}"),
        ("RPPS : 101 0123 4567", f"RPPS : {labels.MASKED_RPPS}"),
        ("au 06 12 34 56 78 ou au 0299123456", f"au {labels.MASKED_PHONE} ou au {labels.MASKED_PHONE}"),
        ("+33 (0)6.12.34.56.78", labels.MASKED_PHONE),
        ("0033 6 12 34 56 78", labels.MASKED_PHONE),
        ("écrire à jean.dupont+msp@ars-bretagne.example.fr.", f"écrire à {labels.MASKED_MAIL}."),
    ],
)
def test_numbers_and_addresses_of_people_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "100 000 € maximum sur deux ans",
        "10\u202f000\u202f000\u202f000\u00a0€ pour tout le pays",
        "128 MSP fin 2018, 2250 en 2023-2024, 4000 demain",
        "SIRET 123 456 789 00012",
        "FINESS 350000022, code postal 35000",
        "entre 7 et 12 jours, 3 à 7 réunions",
        "article L. 6323-3 du code de la santé publique, 01/07/2019",
    ],
)
def test_figures_that_identify_nobody_stay(text: str) -> None:
    assert mask(text) == text


def test_words_of_documents_stay() -> None:
    texts = [passage.text for passage in (*FIR, *DEMAND)]

    assert [mask(text) for text in texts] == texts


@given(st.text())
def test_a_text_masked_holds_nothing_more_to_mask(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Le NIR est 1 56 03 75 116 001 42", PatientSign.NIR),
        ("Jean Dupont, né le 12/03/1956, relève-t-il de la MSP ?", PatientSign.BIRTH),
        ("DDN : 12.03.56", PatientSign.BIRTH),
        ("née le 3 mars 1950", PatientSign.BIRTH),
        ("Mme Durand 12/03/1956 veut un rendez-vous", PatientSign.BIRTH),
        ("Mon patient diabétique de 67 ans peut-il être suivi en MSP ?", PatientSign.AGE),
        ("une patiente âgée de 82 ans", PatientSign.AGE),
        ("M. Lefèvre, 54 ans, diabétique", PatientSign.AGE),
    ],
)
def test_a_message_about_one_patient_is_recognised(text: str, sign: PatientSign) -> None:
    assert patient_signs(text) == (sign,)


@pytest.mark.parametrize(
    "text",
    [
        *labels.EXAMPLE_QUESTIONS,
        "Quel suivi pour les patients de plus de 65 ans dans une CPTS ?",
        "Combien de patients de 70 ans et plus par MSP ?",
        "Notre patientèle a en moyenne 60 ans",
        "Mme Durand, de l’ARS Bretagne, m’a parlé du FIR",
        "Le projet de M. Martin est financé sur deux ans",
        "La CPTS est née le mois dernier",
        "Une convention signée le 12/03/2019 pour 5 ans",
        "Une MSP de 12 ans peut-elle signer un nouveau contrat ?",
    ],
)
def test_a_question_about_structures_is_not_taken_for_patient_data(text: str) -> None:
    assert patient_signs(text) == ()
