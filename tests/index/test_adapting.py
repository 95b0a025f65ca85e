"""The training of the packaged model: its data, its loss, and the file that it writes."""

import json
from collections import Counter
from random import Random

import numpy as np
import pytest
import torch
import yaml
from safetensors.numpy import load_file
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
from typer.testing import CliRunner

from corpus.folding import fold
from index.adapting.__main__ import app, write_adapter
from index.adapting.layers import split
from index.adapting.measuring import places, standing
from index.adapting.questions import HERE, AdaptingError, Group, TrainingQuestion, chosen, load_groups
from index.adapting.training import Targets, contrast, draw_targets, prepare, rate_share, step_loss, train
from index.packaged_model import adapted
from tests.conftest import ROOT

WORDS = ("aide", "montant", "dossier", "équipe", "contact", "délai", "combien", "où", "qui", "quand")
TINY = BertConfig(
    vocab_size=len(WORDS) + 2,
    hidden_size=16,
    num_hidden_layers=3,
    num_attention_heads=2,
    intermediate_size=32,
    max_position_embeddings=16,
)
GROUP = Group(
    name="g",
    units=("aide montant", "dossier contact", "équipe délai", "aide délai"),
    passages=("aide montant dossier contact", "équipe délai aide délai"),
    passage_of=(0, 0, 1, 1),
    questions=(
        TrainingQuestion("combien", frozenset({0}), frozenset({3})),
        TrainingQuestion("où", frozenset({1}), frozenset()),
        TrainingQuestion("quand", frozenset({2, 3}), frozenset()),
        TrainingQuestion("qui", frozenset(), frozenset()),
    ),
)


def lines_of(kind):
    return [json.loads(line) for line in (HERE / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def tiny():
    """Lower layers, upper layers and tokenizer of a small random encoder."""
    torch.manual_seed(0)
    vocabulary = {"[PAD]": 0, "[UNK]": 1} | {word: number for number, word in enumerate(WORDS, start=2)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    lower, upper = split(BertModel(TINY), upper=2, rank=4)
    return lower, upper, PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]")


def test_every_unit_that_a_question_names_is_known_and_of_one_group():
    units, passages = ({line["id"] for line in lines_of(kind)} for kind in ("units", "passages"))

    questions = lines_of("questions")

    assert len(questions) >= 8000
    assert {unit["passage"] for unit in lines_of("units")} == passages
    for question in questions:
        named = question["answers"] + question["also"] + question["near"]
        assert question["answers"] or question["near"], question
        assert set(named) <= units, question
        assert len({unit.partition("/")[0] for unit in named}) == 1, question
        assert not set(question["answers"]) & {*question["also"], *question["near"]}, question


def test_no_question_is_asked_twice_of_the_same_documents():
    asked = Counter((group.name, fold(question.text)) for group in load_groups() for question in group.questions)

    assert not [question for question, times in asked.items() if times > 1]


def test_no_question_of_an_evaluation_is_trained_on():
    sets = [*ROOT.glob("eval/cases/*.yaml"), *ROOT.glob("tests/regions/**/questions.yaml")]
    cases = [case for path in sets for case in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)["items"]]
    evaluated = {fold(case["question"]) for case in cases}

    trained_on = {fold(question.text) for group in load_groups() for question in group.questions}

    assert len(sets) >= 12
    # A number, for a failure to show none of the questions that are not to be read.
    shared = len(evaluated & trained_on)
    assert shared == 0


def test_untrained_layers_give_the_vectors_of_the_encoder(tiny):
    lower, upper, tokenizer = tiny
    torch.manual_seed(0)
    whole = BertModel(TINY).eval()
    texts = ["query: " + question.text for question in GROUP.questions]
    tokens = tokenizer(texts, return_tensors="pt", padding=True)
    with torch.no_grad():
        hidden = whole(input_ids=tokens["input_ids"], attention_mask=tokens["attention_mask"]).last_hidden_state
    mask = tokens["attention_mask"][..., None]
    expected = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)

    actual = upper.eval().encode(prepare(GROUP, lower, tokenizer).questions)

    assert torch.allclose(actual, expected, atol=2e-3)


def test_training_lowers_the_loss_and_the_file_holds_what_it_learned(tiny, tmp_path):
    lower, upper, tokenizer = tiny
    prepared = prepare(GROUP, lower, tokenizer)
    frozen = {name: value.clone() for name, value in upper.named_parameters() if not value.requires_grad}
    losses = []

    def loss():
        return step_loss(upper.eval(), prepared, range(4), torch.tensor(0.85), Random(0)).item()

    before = loss()
    train(upper, [prepared], 30, Random(0), lambda done, total, value: losses.append((done, total, value)))
    after = loss()
    write_adapter(upper.adapter(), tmp_path / "adapter.safetensors")
    written = load_file(tmp_path / "adapter.safetensors")

    assert len(losses) == 30
    assert after < before
    assert len(written) == 2 * 2 * 6
    assert {name.split(".")[2] for name in written} == {"1", "2"}
    assert all(np.abs(factor).max() > 0 for factor in written.values())
    assert all(torch.equal(value, frozen[name]) for name, value in upper.named_parameters() if name in frozen)
    assert [path.name for path in tmp_path.iterdir()] == ["adapter.safetensors"]


def test_the_encoder_with_the_file_merged_gives_the_vectors_of_the_trained_layers(tiny, tmp_path):
    lower, upper, tokenizer = tiny
    prepared = prepare(GROUP, lower, tokenizer)
    train(upper, [prepared], 10, Random(0), lambda *_: None)
    torch.manual_seed(0)
    weights = {name: value.numpy() for name, value in BertModel(TINY).state_dict().items()}

    merged = adapted(weights, {name: factor.numpy() for name, factor in upper.adapter().items()})
    encoder = BertModel(TINY).eval()
    encoder.load_state_dict({name: torch.tensor(value) for name, value in merged.items()})
    tokens = tokenizer([f"passage: {unit}" for unit in GROUP.units], return_tensors="pt", padding=True)
    with torch.no_grad():
        hidden = encoder(input_ids=tokens["input_ids"], attention_mask=tokens["attention_mask"]).last_hidden_state

    mask = tokens["attention_mask"][..., None]
    expected = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
    assert torch.allclose(upper.encode(prepared.units), expected, atol=5e-3)


def test_candidates_hold_every_answer_and_no_more_than_the_limit_of_others():
    targets = draw_targets(GROUP.questions[:1], texts=4, limit=2, random=Random(0))

    assert len(targets.rows) == 2
    assert 0 in targets.rows
    assert targets.answers.sum() == 1


def test_what_is_fair_to_show_counts_neither_for_nor_against():
    cosines = torch.tensor([[0.9, 0.8, 0.2]])
    answers = torch.tensor([[True, False, False]])
    also = torch.tensor([[False, True, False]])

    with_it = contrast(cosines, Targets([0, 1, 2], answers, torch.zeros_like(also)), None)
    without_it = contrast(cosines, Targets([0, 1, 2], answers, also), None)

    assert without_it < with_it
    assert without_it < 1e-6


def test_a_question_that_nothing_answers_wants_every_unit_below_the_threshold():
    targets = Targets([0], torch.tensor([[False]]), torch.tensor([[False]]))

    far, near = (contrast(torch.tensor([[cosine]]), targets, torch.tensor(0.85)) for cosine in (0.6, 0.95))

    assert far < 0.01 < near
    assert contrast(torch.tensor([[0.95]]), targets, None) == 0


def test_the_rate_rises_then_falls_in_a_line():
    shares = [rate_share(step, 100) for step in range(100)]

    assert shares[0] == pytest.approx(0.1)
    assert max(shares) == shares[9] == pytest.approx(0.91)
    assert shares[50] == pytest.approx(0.5)
    assert shares[-1] == 0.02


def test_the_place_of_a_question_is_that_of_its_best_answer():
    cosines = np.array([[0.1, 0.9, 0.5], [0.9, 0.8, 0.7]])

    found = places(cosines, [frozenset({0, 1}), frozenset({2})])

    assert found.tolist() == [1, 3]
    assert standing(found).recall == {1: 0.5, 3: 1.0, 8: 1.0}
    assert standing(found).mrr == pytest.approx(2 / 3)


def test_a_group_that_does_not_exist_is_told_with_those_that_do():
    with pytest.raises(AdaptingError, match=r"named m99. Give some of: s1,s2,m1"):
        chosen(load_groups(), ["m1", "m99"])


def test_more_layers_than_the_model_has_are_refused():
    with pytest.raises(AdaptingError, match="give --layers from 1 to 3"):
        split(BertModel(TINY), upper=4, rank=4)


def test_the_command_refuses_an_unknown_group_before_it_loads_a_model(tmp_path):
    out = tmp_path / "adapter.safetensors"

    result = CliRunner().invoke(app, ["--hold", "m99", "--out", str(out)])

    assert result.exit_code == 2
    assert "error: No group of questions is named m99" in result.stderr
    assert not out.exists()
