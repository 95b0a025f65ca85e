import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.vocabulary import load_vocabulary
from index.building import build_index
from index.searching import open_index
from index.settings import IndexSettings
from index.store import StoreError
from tests.fakes import WordEmbeddings


@pytest.fixture
def chroma_url(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    command = [chroma, "run", "--path", tmp_path / "server", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=10)


def test_the_same_index_works_on_a_chroma_server(corpus, tmp_path, chroma_url):
    settings = IndexSettings(folder=tmp_path / "index", chroma_url=chroma_url)
    words = WordEmbeddings()
    build_index(corpus, settings, words, load_vocabulary())

    opened = open_index(settings, words, load_vocabulary())
    found = opened.search("installation d’une maison de santé", ["corse"])

    assert [evidence.passage.source.id for evidence in found] == ["corse.md"]
    assert found[0].dense_rank == 1


def test_a_server_that_is_not_there_is_said_clearly(corpus, tmp_path):
    settings = IndexSettings(folder=tmp_path / "index", chroma_url="http://127.0.0.1:9")

    with pytest.raises(StoreError, match="INDEX_CHROMA_URL"):
        build_index(corpus, settings, WordEmbeddings(), load_vocabulary())
