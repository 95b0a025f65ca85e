import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from corpus.vocabulary import load_vocabulary
from index.build import builds_folder, complete_builds
from index.building import build_index
from index.searching import OtherModelError, open_index
from index.settings import IndexSettings
from index.store import StoreError, connect
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
    build_index(corpus, settings, lambda: words, load_vocabulary())

    opened = open_index(settings, lambda: words, load_vocabulary())
    found = opened.search("installation d’une maison de santé", ["corse"])

    assert [evidence.passage.source.id for evidence in found] == ["corse.md"]
    assert found[0].dense_rank == 1


def test_documents_that_share_a_text_hide_no_other_and_are_all_found(corpus, tmp_path):
    settings = IndexSettings(folder=tmp_path / "index")
    letter = "---\ntitle: Lettre\nregion: Corse\n---\nLa zibeline est une maison de santé."
    for number in range(400):
        (corpus / f"lettre-{number}.md").write_text(letter, encoding="utf-8")

    build_index(corpus, settings, WordEmbeddings, load_vocabulary())

    found = open_index(settings, WordEmbeddings, load_vocabulary()).search("zibeline", ["corse"], k=50)
    assert all(evidence.passage.source.id.startswith("lettre-") for evidence in found)
    assert all(evidence.dense_rank for evidence in found)
    assert len(found) == 50


def test_a_server_that_is_not_there_is_said_clearly(corpus, tmp_path):
    settings = IndexSettings(folder=tmp_path / "index", chroma_url="http://127.0.0.1:9")

    with pytest.raises(StoreError, match="INDEX_CHROMA_URL"):
        build_index(corpus, settings, WordEmbeddings, load_vocabulary())


def test_a_server_holds_the_builds_kept_and_nothing_else(corpus, tmp_path, chroma_url):
    settings = IndexSettings(folder=tmp_path / "index", chroma_url=chroma_url, builds_kept=2)
    killed = builds_folder(settings.folder) / "killed"
    killed.mkdir(parents=True)
    with closing(connect(killed, chroma_url)) as client:
        client.create_collection("killed.corse")
        for amount in range(3):
            (corpus / "corse.md").write_text(
                f"---\ntitle: Aide\nregion: Corse\n---\nUne aide de {amount + 1} 000 €.", encoding="utf-8"
            )
            build_index(corpus, settings, WordEmbeddings, load_vocabulary())

        names = {collection.name for collection in client.list_collections()}

    kept = [folder.name for folder in complete_builds(settings.folder)]
    assert names == {f"{build}.{shelf}" for build in kept for shelf in ("corse", "grand-est")}
    assert len(kept) == 2


def test_an_index_made_for_a_server_is_refused_without_it_and_made_again(corpus, tmp_path, chroma_url):
    served = IndexSettings(folder=tmp_path / "index", chroma_url=chroma_url)
    build_index(corpus, served, WordEmbeddings, load_vocabulary())
    embedded = IndexSettings(folder=tmp_path / "index")

    with pytest.raises(OtherModelError, match="Chroma"):
        open_index(embedded, WordEmbeddings, load_vocabulary())

    assert build_index(corpus, embedded, WordEmbeddings, load_vocabulary()).embedded == 0
    assert open_index(embedded, WordEmbeddings, load_vocabulary()).search("aide")
