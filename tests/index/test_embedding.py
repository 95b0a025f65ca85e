"""Embeddings as the rest of the code sees them: shape, length, prompts, identity, errors."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import PACKAGED, EmbeddingModelError, SentenceEmbeddings, load_embeddings
from index.packaged_model import prepare_packaged_model

CACHE = Path(__file__).parents[2] / "var" / "models"

PASSAGES = [
    "Une équipe de soins primaires réunit des professionnels autour d’un médecin généraliste.",
    "La CPTS est financée par l’accord conventionnel interprofessionnel.",
    "La collecte des ordures ménagères a lieu le mardi et le vendredi.",
]


@pytest.fixture(scope="session")
def embeddings() -> SentenceEmbeddings:
    return load_embeddings(PACKAGED, CACHE)


def test_vectors_have_length_one_and_the_dimension_told(embeddings: SentenceEmbeddings) -> None:
    passages = embeddings.embed_array(PASSAGES)
    query = embeddings.embed_query("Qui finance la CPTS ?")

    assert passages.dtype == np.float32
    assert passages.shape == (len(PASSAGES), embeddings.dimension)
    assert len(query) == embeddings.dimension
    assert np.linalg.norm(passages, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)


def test_the_same_text_always_gives_the_same_vector(embeddings: SentenceEmbeddings) -> None:
    first = embeddings.embed_array(PASSAGES)

    again = embeddings.embed_array(PASSAGES)

    assert np.array_equal(first, again)
    assert embeddings.embed_query("Qu’est-ce qu’une MSP ?") == embeddings.embed_query("Qu’est-ce qu’une MSP ?")


def test_lists_and_arrays_hold_the_same_vectors_in_the_order_of_the_texts(embeddings: SentenceEmbeddings) -> None:
    array = embeddings.embed_array(PASSAGES)

    reversed_lists = embeddings.embed_documents(PASSAGES[::-1])

    assert np.allclose(array[::-1], reversed_lists, atol=1e-5)


def test_a_question_is_not_embedded_as_a_passage(embeddings: SentenceEmbeddings) -> None:
    text = "financement de la CPTS"

    as_query, as_passage = embeddings.embed_query(text), embeddings.embed_documents([text])[0]

    assert not np.allclose(as_query, as_passage, atol=1e-2)


def test_the_passage_that_answers_is_the_nearest(embeddings: SentenceEmbeddings) -> None:
    passages = embeddings.embed_array(PASSAGES)

    nearness = passages @ embeddings.embed_query("Qui finance la CPTS ?")

    assert nearness.argmax() == 1


def test_no_passage_gives_an_empty_array(embeddings: SentenceEmbeddings) -> None:
    assert embeddings.embed_array([]).shape == (0, embeddings.dimension)
    assert embeddings.embed_documents([]) == []


def test_several_threads_may_ask_at_once(embeddings: SentenceEmbeddings) -> None:
    questions = [f"Combien de médecins pour {count} habitants ?" for count in range(8)]
    expected = [embeddings.embed_query(question) for question in questions]

    with ThreadPoolExecutor(max_workers=4) as threads:
        actual = list(threads.map(embeddings.embed_query, questions))

    assert actual == expected


def test_another_model_has_another_id(embeddings: SentenceEmbeddings, tmp_path: Path) -> None:
    folder = shutil.copytree(prepare_packaged_model(CACHE), tmp_path / PACKAGED)
    tokenizer = folder / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    other = load_embeddings(str(folder), CACHE)

    assert other.model_id.startswith(f"{PACKAGED}-")
    assert other.model_id != embeddings.model_id


def test_an_e5_model_published_without_its_prefixes_gets_them(embeddings: SentenceEmbeddings, tmp_path: Path) -> None:
    folder = shutil.copytree(prepare_packaged_model(CACHE), tmp_path / "multilingual-e5-small")
    (folder / "config_sentence_transformers.json").unlink()

    other = load_embeddings(str(folder), CACHE)

    assert other.embed_query("financement de la CPTS") == embeddings.embed_query("financement de la CPTS")


def test_a_model_that_is_nowhere_is_told_with_what_to_do() -> None:
    name = "nobody/model-never-downloaded"

    with pytest.raises(EmbeddingModelError, match=f"hf download {name}"):
        load_embeddings(name, CACHE)


def test_a_name_that_no_hub_takes_is_told_too() -> None:
    name = "no such model: /?"

    with pytest.raises(EmbeddingModelError, match="set INDEX_MODEL"):
        load_embeddings(name, CACHE)


def test_a_folder_that_holds_no_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no weights here", encoding="utf-8")

    with pytest.raises(EmbeddingModelError, match="set INDEX_MODEL"):
        load_embeddings(str(tmp_path), CACHE)
