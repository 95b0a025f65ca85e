"""The same assistant on documents of regions that it was not made for: what changes an answer, and what must not."""

import shutil
from pathlib import Path

import pytest

from assistant.building import open_assistant
from assistant.question import Question, Role, Turn
from eval.case import load_question_set
from eval.set_checks import failures
from tests.conftest import DOCUMENTS

HERE = Path(__file__).parent
MADE = ("hauts-de-france-appel-a-projets", "normandie-memento-financements", "occitanie-dotation-amorcage")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The five documents and the three made for the purpose."""
    folder = tmp_path_factory.mktemp("regions") / "documents"
    shutil.copytree(DOCUMENTS, folder)
    for path in HERE.iterdir():
        if path.stem in MADE:
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def everywhere(folder):
    return open_assistant(folder, folder.with_name("index"))


def ask(assistant, text, region=None):
    return assistant.answer(Question(text, region))


def documents(answer):
    return {citation.passage.source.id for citation in answer.citations}


def test_another_region_gets_another_answer(everywhere):
    normandy = ask(everywhere, "Quel montant pour démarrer une MSP en Normandie ?")
    east = ask(everywhere, "Quel montant pour démarrer une MSP dans le Grand Est ?")

    assert "35 000 €" in normandy.text
    assert "100 000" not in normandy.text
    assert "100 000 €" in east.text
    assert "35 000" not in east.text


@pytest.mark.parametrize(
    "paraphrase",
    [
        "montant aide demarrage maison de sante normandie",
        "Combien peut-on toucher en Normandie pour le démarrage d’une maison de santé ?",
        "bonjour, c koi le montant pr le demarage d une msp a rouen svp",
    ],
)
def test_the_same_question_in_other_words_finds_the_same_amount(everywhere, paraphrase):
    assert "35 000 €" in ask(everywhere, paraphrase).text


def test_two_regions_that_differ_are_both_shown_under_their_names(everywhere):
    answer = ask(everywhere, "Quel montant pour démarrer une MSP en Normandie et dans le Grand Est ?")

    assert "**Normandie" in answer.text
    assert "35 000 €" in answer.text
    assert "**Grand Est" in answer.text
    assert "100 000 €" in answer.text


def test_without_its_document_a_region_has_no_answer(folder, tmp_path):
    less = tmp_path / "documents"
    shutil.copytree(folder, less, ignore=shutil.ignore_patterns("normandie-*"))
    assistant = open_assistant(less, tmp_path / "index")

    answer = ask(assistant, "Quel montant pour démarrer une MSP en Normandie ?")

    assert answer.abstained
    assert answer.text.startswith("Aucun document disponible ne concerne Normandie")
    assert "35 000" not in answer.text


def test_a_proposal_of_another_document_is_marked_as_one(everywhere):
    answer = ask(everywhere, "L’aide au démarrage de 10 000 € pour une ESP existe en Normandie ?")

    for citation in answer.citations:
        if citation.status == "proposal":
            assert "pas une règle en vigueur" in answer.text


def test_amounts_of_tables_come_with_their_column(everywhere):
    answer = ask(everywhere, "Quel montant pour une CPTS à l’étape diagnostic en Normandie ?")

    assert "Communauté professionnelle : 12 000 €" in answer.text


def test_no_statement_is_dropped_and_no_region_is_mixed(everywhere):
    for region in ("normandie", "occitanie", "hauts-de-france"):
        answer = ask(everywhere, "Quelles aides pour une maison de santé ?", region)

        assert answer.checks.dropped == 0
        assert {c.passage.source.regions for c in answer.citations} <= {(region,), ("national",)}


def test_most_questions_on_regions_never_seen_are_answered_right(everywhere):
    questions = load_question_set(HERE / "questions.yaml")
    passed = 0
    for case in questions.cases:
        history = tuple(Turn(Role(turn.role), turn.content) for turn in case.history)
        answer = everywhere.answer(Question(case.question, case.region, history))
        passed += not failures(answer.text, case, questions.rules)

    assert passed >= 36, f"{passed} of {len(questions.cases)}"
