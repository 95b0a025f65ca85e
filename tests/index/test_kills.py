import subprocess
import sys
import time

from corpus.vocabulary import load_vocabulary
from index.searching import open_index
from index.settings import IndexSettings
from tests.fakes import WordEmbeddings
from tests.index.kill_survey import survey


def test_a_build_killed_at_any_instant_leaves_an_index_that_answers(tmp_path):
    kills = 5

    found = survey(tmp_path, kills, documents=40)

    assert found.killed.total() == kills
    assert found.failures == []


def test_a_reader_never_fails_while_builds_are_made_and_deleted(tmp_path):
    settings = IndexSettings(folder=tmp_path / "index", builds_kept=2)
    script = (
        "from pathlib import Path\n"
        "from corpus.vocabulary import load_vocabulary\n"
        "from index.building import build_index\n"
        "from index.settings import IndexSettings\n"
        "from tests.fakes import WordEmbeddings\n"
        "from tests.index.made_corpus import MadeCorpus\n"
        f"corpus = MadeCorpus(Path({str(tmp_path / 'documents')!r}), 20)\n"
        f"settings = IndexSettings(folder={str(settings.folder)!r}, builds_kept=2)\n"
        "for _ in range(6):\n"
        "    build_index(corpus.folder, settings, WordEmbeddings, load_vocabulary())\n"
        "    corpus.vary()\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", script])
    while not (settings.folder / "CURRENT").exists():
        time.sleep(0.05)

    read = set()
    while writer.poll() is None:
        opened = open_index(settings, WordEmbeddings, load_vocabulary())
        assert opened.search("la note", ["corse"])
        assert opened.search("la note")
        read.add(opened.manifest.build_id)

    assert writer.returncode == 0
    assert len(read) > 1
