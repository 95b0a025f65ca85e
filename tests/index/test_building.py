import subprocess
import sys

import pytest
from filelock import FileLock

from corpus.catalogue import CatalogueError
from corpus.vocabulary import load_vocabulary
from index.build import NoIndexError, builds_folder, complete_builds, current_build
from index.building import BuildError, rollback
from index.searching import OtherModelError, open_index
from index.settings import IndexSettings
from tests.fakes import WordEmbeddings


def open_with(settings, embeddings):
    return open_index(settings, embeddings, load_vocabulary())


def test_a_second_build_of_the_same_documents_changes_nothing(build, words):
    first = build()
    words.embedded.clear()

    second = build()

    assert first.built
    assert not second.built
    assert second.manifest == first.manifest
    assert words.embedded == []


def test_only_what_has_changed_is_embedded_again(build, corpus, words):
    build()
    words.embedded.clear()
    path = corpus / "corse.md"
    path.write_text(path.read_text(encoding="utf-8").replace("40 000", "45 000"), encoding="utf-8")

    report = build()

    assert report.changed == ("corse.md",)
    assert words.embedded
    assert all("45 000" in text for text in words.embedded)


def test_a_removed_document_leaves_no_trace(build, corpus, settings, words):
    build()
    (corpus / "corse.md").unlink()

    report = build()
    opened = open_with(settings, words)

    assert report.removed == ("corse.md",)
    assert "corse" not in report.manifest.shelves
    assert {passage.source.id for passage in opened.passages} == {"alsace.md"}
    assert all(found.passage.source.id == "alsace.md" for found in opened.search("maison de santé Corse 40 000 €"))


def test_rollback_opens_the_build_before(build, corpus, settings, words):
    before = build().manifest.build_id
    (corpus / "corse.md").unlink()
    build()

    back = rollback(settings)

    assert back == before
    assert len(open_with(settings, words).sources) == 2


def test_rollback_without_an_older_build_says_so(build, settings):
    build()

    with pytest.raises(NoIndexError, match="no build before"):
        rollback(settings)


def test_a_reader_keeps_its_build_while_another_is_made(build, corpus, settings, words):
    build()
    reader = open_with(settings, words)
    (corpus / "corse.md").unlink()

    build()

    assert any(found.passage.source.id == "corse.md" for found in reader.search("installation", ["corse"]))


def test_a_second_writer_is_refused(build, settings):
    settings.folder.mkdir(parents=True)

    with FileLock(settings.folder / "writer.lock"), pytest.raises(BuildError, match="another process"):
        build()


def test_a_build_that_fails_leaves_the_current_one_and_nothing_else(build, corpus, settings, words):
    build()
    before = current_build(settings.folder)
    (corpus / "no-entry.txt").write_text("Un document sans fiche.", encoding="utf-8")

    with pytest.raises(CatalogueError, match="no entry"):
        build()

    assert current_build(settings.folder) == before
    assert list(builds_folder(settings.folder).iterdir()) == [before]


def test_an_unfinished_build_is_cleared_by_the_next(build, corpus, settings):
    build()
    (builds_folder(settings.folder) / "20200101T000000000000-killed").mkdir()
    (corpus / "corse.md").unlink()

    build()

    assert (
        builds_folder(settings.folder) / "20200101T000000000000-killed" not in builds_folder(settings.folder).iterdir()
    )


def test_only_the_builds_to_keep_are_kept(build, corpus, settings):
    for amount in range(5):
        (corpus / "corse.md").write_text(
            f"---\ntitle: Aide\nregion: Corse\n---\nUne aide de {amount + 1} 000 €.", encoding="utf-8"
        )
        build()

    assert len(complete_builds(settings.folder)) == settings.builds_kept


def test_another_model_may_not_search_the_index(build, settings):
    build()

    with pytest.raises(OtherModelError, match="python -m index"):
        open_with(settings, WordEmbeddings("other"))


def test_another_model_builds_anew(build):
    build()

    report = build(WordEmbeddings("other"))

    assert report.built
    assert report.embedded > 0


def test_no_index_says_how_to_make_one(settings, words):
    with pytest.raises(NoIndexError, match="python -m index --index"):
        open_with(settings, words)


def test_a_build_killed_half_way_leaves_the_current_one(build, settings, corpus, words):
    build()
    before = current_build(settings.folder)
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from corpus.vocabulary import load_vocabulary\n"
        "from index.building import build_index\n"
        "from index.settings import IndexSettings\n"
        "from tests.fakes import WordEmbeddings\n"
        "class Killed(WordEmbeddings):\n"
        "    def embed_array(self, texts):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        f"build_index(Path({str(corpus)!r}), IndexSettings(folder={str(settings.folder)!r}), Killed('new'), load_vocabulary())\n"
    )

    ended = subprocess.run([sys.executable, "-c", script], check=False)

    assert ended.returncode == -9
    assert current_build(settings.folder) == before
    assert open_with(settings, words).search("aide")


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("INDEX_BUILDS_KEPT", "7")

    assert IndexSettings().builds_kept == 7
