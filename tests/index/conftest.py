"""A small corpus of two regions, and an index of it made with word embeddings."""

import pytest

from corpus.vocabulary import load_vocabulary
from index.building import build_index
from index.searching import open_index
from index.settings import IndexSettings
from tests.fakes import WordEmbeddings

ALSACE = """---
title: Aide aux équipes de soins primaires
publisher: ARS Grand Est
region: Grand Est
date: 2024
---
# Financement

Une équipe de soins primaires reçoit une aide forfaitaire de 12 000 € par an pendant trois ans.

# Contact

Le dossier est adressé à la délégation départementale.
"""
CORSE = """---
title: Maisons de santé
publisher: ARS Corse
region: Corse
---
# Financement

La maison de santé peut recevoir jusqu’à 40 000 € pour son installation.
"""


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "alsace.md").write_text(ALSACE, encoding="utf-8")
    (folder / "corse.md").write_text(CORSE, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path):
    return IndexSettings(folder=tmp_path / "index")


@pytest.fixture
def words():
    return WordEmbeddings()


@pytest.fixture
def build(corpus, settings, words):
    """Build or update the index of the small corpus; `embeddings` stands for another model."""
    return lambda embeddings=words, **options: build_index(
        corpus, settings, lambda: embeddings, load_vocabulary(), **options
    )


@pytest.fixture
def opened(build, settings, words):
    build()
    return open_index(settings, lambda: words, load_vocabulary())
