from pathlib import Path

import pytest
import yaml

from assistant.cues import load_cues
from assistant.hearing.model import NOTHING, HearingError, hear, load_model
from assistant.hearing.training import Phrasing, Reader, load_phrasings, measure, train
from assistant.question import Question
from assistant.understanding import understand
from corpus.folding import fold
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reader():
    return Reader(load_vocabulary(), load_territories(), load_cues())


def needs_of(text):
    return understand(Question(text), load_vocabulary(), load_territories(), load_cues(), frozenset()).needs


def test_every_need_that_the_model_hears_is_one_of_the_file():
    needs = {need.id for need in load_cues().needs}

    assert set(load_model().classes_) - {NOTHING} <= needs


def test_a_need_is_heard_in_words_that_no_pattern_lists(reader):
    asked = "On est locataires : la location est-elle aidée pour la maison de santé ?"

    assert reader.needs(asked) == []
    assert needs_of(asked) == ("rent",)


@pytest.mark.parametrize(
    "asked",
    [
        "Qu'est-ce qu'une CPTS ?",
        "Par où commence-t-on pour monter une maison de santé ?",
        "On loue déjà un local : qui nous accompagne pour le projet de santé ?",
    ],
)
def test_an_ordinary_question_is_heard_to_ask_for_no_need(asked):
    assert hear(asked) is None
    assert needs_of(asked) == ()


def test_it_hears_of_other_writers_what_the_readme_says(reader):
    heard = measure(load_model(), load_phrasings("held_out"), reader)

    assert heard.right >= 40
    assert heard.misheard <= heard.ordinary * 0.03


def test_no_question_of_an_evaluation_is_trained_on():
    sets = [*ROOT.glob("eval/cases/*.yaml"), *ROOT.glob("tests/regions/**/questions.yaml")]
    cases = [case for path in sets for case in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)["items"]]
    evaluated = {fold(case["question"]) for case in cases}

    shared = evaluated & {fold(p.question) for name in ("phrasings", "held_out") for p in load_phrasings(name)}

    # A number, for a failure to show none of the questions that are not to be read.
    assert len(shared) == 0


def test_no_phrasing_held_out_is_trained_on():
    trained_on, held_out = ({fold(p.question) for p in load_phrasings(name)} for name in ("phrasings", "held_out"))

    assert not trained_on & held_out


def test_what_it_is_taught_it_hears(reader):
    wanted = ("rent", "insurance", NOTHING)
    phrasings = [p for p in load_phrasings("phrasings") if p.asks in wanted and not p.near]

    model = train(
        [*phrasings, *(Phrasing(f"Qui accompagne {who} ?") for who in ("les soignants", "une équipe"))], reader
    )

    assert set(model.classes_) >= set(wanted)
    assert model.predict(
        ["le loyer de la maison de santé est-il aidé ?", "sommes-nous assurés en réunion ?"]
    ).tolist() == [
        "rent",
        "insurance",
    ]


def test_weights_that_cannot_be_read_are_refused_with_what_to_do(tmp_path):
    broken = tmp_path / "needs.skops"
    broken.write_bytes(b"not a model")

    with pytest.raises(HearingError, match=r"python -m assistant\.hearing"):
        load_model(broken)
