import os
import subprocess
import sys
from collections import Counter
from contextlib import closing

import pytest

from corpus.vocabulary import load_vocabulary
from index.build import (
    BuildError,
    NoIndexError,
    SecondWriterError,
    builds_folder,
    complete_builds,
    current_build,
)
from index.building import build_index, rollback
from index.contents import read_passages, read_vectors
from index.searching import OtherModelError, open_index, read_register
from index.settings import IndexSettings
from index.store import StoreError, connect
from tests.fakes import WordEmbeddings


def open_with(settings, embeddings):
    return open_index(settings, lambda: embeddings, load_vocabulary())


def edit(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_second_build_of_the_same_documents_changes_nothing(build, words):
    first = build()
    words.embedded.clear()

    second = build()

    assert first.built
    assert not second.built
    assert second.manifest == first.manifest
    assert words.embedded == []


def test_only_what_has_changed_is_read_and_embedded_again(build, corpus, words):
    build()
    words.embedded.clear()
    edit(corpus / "corse.md", "40 000", "45 000")
    steps = []

    report = build(progress=lambda stage, done, total: steps.append((stage, total)))

    assert report.changed == ("corse.md",)
    assert ("Reading", 1) in steps
    assert words.embedded
    assert all("45 000" in text for text in words.embedded)


def test_an_updated_index_is_the_same_as_one_made_from_nothing(build, corpus, settings, words, tmp_path):
    build()
    edit(corpus / "corse.md", "40 000", "45 000")
    (corpus / "bretagne.md").write_text("---\ntitle: CPTS\nregion: Bretagne\n---\nLa CPTS (ACI).", encoding="utf-8")
    (corpus / "alsace.md").unlink()
    build()
    afresh = IndexSettings(folder=tmp_path / "afresh")

    build_index(corpus, afresh, lambda: words, load_vocabulary())

    updated, made = open_with(settings, words), open_with(afresh, words)
    assert updated.passages == made.passages
    assert updated.amounts == made.amounts
    assert updated.acronyms == made.acronyms
    assert updated.manifest.shelves == made.manifest.shelves
    assert updated.manifest.amounts == made.manifest.amounts == len(made.amounts)
    assert updated.search("aide CPTS", ["bretagne"]) == made.search("aide CPTS", ["bretagne"])


def test_a_removed_document_leaves_no_trace(build, corpus, settings, words):
    edit(corpus / "corse.md", "La maison de santé peut", "La zibeline, maison de santé, peut")
    marks = [b"zibelin", "Maisons de santé".encode(), b"corse"]
    build()
    old = current_build(settings.folder)
    (corpus / "corse.md").unlink()

    report = build()

    opened = open_with(settings, words)
    held = {path: path.read_bytes().lower() for path in current_build(settings.folder).rglob("*") if path.is_file()}
    assert report.removed == ("corse.md",)
    assert report.manifest.shelves == Counter(passage.source.regions[0] for passage in opened.passages)
    assert {passage.source.id for passage in opened.passages} == {"alsace.md"}
    assert {amount.passage.source.id for amount in opened.amounts} == {"alsace.md"}
    assert not opened.holds("zibeline")
    assert len(read_vectors(current_build(settings.folder)).digests) == len(opened.passages) + report.manifest.units
    for mark in marks:
        assert any(mark.lower() in path.read_bytes().lower() for path in old.rglob("*") if path.is_file())
        assert not [path for path, content in held.items() if mark.lower() in content]


def test_what_was_in_memory_does_not_reach_the_files_of_a_build(build, settings, words):
    secrets = [f"zibeline-{number} ".encode() * 1000 for number in range(3000)]
    del secrets

    build()
    open_with(settings, words).search("aide", ["corse"])

    for path in current_build(settings.folder).rglob("*"):
        assert not path.is_file() or b"zibeline" not in path.read_bytes()


def test_a_build_does_not_change_when_it_is_read(build, settings, words):
    build()
    # Chroma counts in its database how often it was opened.
    files = [p for p in current_build(settings.folder).rglob("*") if p.is_file() and p.name != "chroma.sqlite3"]
    before = {path: path.read_bytes() for path in files}

    open_with(settings, words).search("aide", ["corse"])

    assert {path: path.read_bytes() for path in files} == before


def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_indexed(build, corpus):
    (corpus / "empty.txt").write_bytes(b"")

    report = build()

    assert [refusal.name for refusal in report.refused] == ["empty.txt"]
    assert set(report.manifest.documents) == {"alsace.md", "corse.md"}


def test_a_file_refused_is_tried_and_told_again_by_the_next_build(build, corpus):
    (corpus / "empty.txt").write_bytes(b"")
    build()

    again = build()

    assert not again.built
    assert [refusal.name for refusal in again.refused] == ["empty.txt"]


def test_a_document_without_an_entry_is_indexed_as_it_describes_itself_and_says_so(build, corpus, settings):
    text = "ARS Normandie\n\nEn 2024, l’ARS Normandie accompagne les équipes de soins à Caen."
    (corpus / "no-entry.txt").write_text(text, encoding="utf-8")

    report = build()

    (source,) = {p.source for p in read_passages(current_build(settings.folder)) if p.source.id == "no-entry.txt"}
    assert not report.refused
    assert source.regions == ("normandie",)
    assert not source.confirmed


def test_a_document_that_can_no_longer_be_read_leaves_the_index(build, corpus):
    build()
    (corpus / "corse.md").write_bytes(b"\x00\x01\x02")

    report = build()

    assert report.removed == ("corse.md",)
    assert [refusal.name for refusal in report.refused] == ["corse.md"]


def test_when_nothing_can_be_read_the_current_build_is_kept(build, corpus, settings):
    build()
    before = current_build(settings.folder)
    for path in corpus.iterdir():
        path.write_bytes(b"")

    with pytest.raises(BuildError, match=r"alsace\.md: empty"):
        build()

    assert current_build(settings.folder) == before


def test_an_empty_folder_is_refused(build, corpus):
    for path in corpus.iterdir():
        path.unlink()

    with pytest.raises(BuildError, match="python -m corpus add"):
        build()


def test_nothing_is_loaded_for_a_corpus_that_cannot_be_indexed(corpus, settings):
    for path in corpus.iterdir():
        path.unlink()

    with pytest.raises(BuildError):
        build_index(corpus, settings, lambda: pytest.fail("the model was loaded"), load_vocabulary())


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


def test_a_second_writer_is_refused_until_the_first_dies(build, settings):
    settings.folder.mkdir(parents=True)
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from index.build import sole_writer\n"
        f"with sole_writer(Path({str(settings.folder)!r})):\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
    )
    first = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert first.stdout.readline() == "writing\n"

    with pytest.raises(SecondWriterError, match="another process"):
        build()
    first.kill()
    first.communicate()

    assert build().built


def test_a_full_disk_is_said_and_leaves_the_current_build_and_nothing_else(build, settings, corpus, words):
    build()
    before = current_build(settings.folder)
    (corpus / "bretagne.md").write_text("---\ntitle: CPTS\nregion: Bretagne\n---\nLa CPTS.", encoding="utf-8")
    script = (
        "import resource\n"
        "from pathlib import Path\n"
        "from corpus.errors import operator_errors\n"
        "from corpus.vocabulary import load_vocabulary\n"
        "from index.building import build_index\n"
        "from index.settings import IndexSettings\n"
        "from tests.fakes import WordEmbeddings\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        f"settings = IndexSettings(folder={str(settings.folder)!r})\n"
        "with operator_errors():\n"
        f"    build_index(Path({str(corpus)!r}), settings, WordEmbeddings, load_vocabulary())\n"
    )

    ended = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)

    assert ended.returncode == 2, ended.stderr
    assert "disk" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(builds_folder(settings.folder).iterdir()) == [before]
    assert open_with(settings, words).search("aide")


def test_an_unfinished_build_is_cleared_by_the_next_even_when_nothing_changed(build, settings):
    build()
    killed = builds_folder(settings.folder) / "20200101T000000000000-killed"
    (killed / "chroma").mkdir(parents=True)

    build()

    assert not killed.exists()


def test_only_the_builds_to_keep_are_kept(build, corpus, settings):
    for amount in range(4):
        edit(corpus / "corse.md", f"4{amount} 000", f"4{amount + 1} 000")
        build()

    assert len(complete_builds(settings.folder)) == settings.builds_kept


def test_a_reader_keeps_its_build_however_many_are_made(build, corpus, settings, words):
    build()
    reader = open_with(settings, words)
    for amount in range(3):
        edit(corpus / "corse.md", f"4{amount} 000", f"4{amount + 1} 000")
        build()

    found = reader.search("installation", ["corse"])

    assert "40 000" in found[0].passage.text
    assert len(complete_builds(settings.folder)) == settings.builds_kept + 1


def test_a_build_that_nobody_reads_any_more_is_deleted_by_the_next(build, corpus, settings, words):
    build()
    reader = open_with(settings, words)
    for amount in range(3):
        edit(corpus / "corse.md", f"4{amount} 000", f"4{amount + 1} 000")
        build()
    reader.search("installation", ["corse"])

    del reader
    edit(corpus / "corse.md", "43 000", "44 000")
    build()

    assert len(complete_builds(settings.folder)) == settings.builds_kept


@pytest.mark.parametrize("damage", [b"", b"[]", os.urandom(64)])
def test_a_damaged_manifest_is_refused_and_built_anew(build, settings, words, damage):
    first = build()
    manifest = current_build(settings.folder) / "manifest.json"
    manifest.write_bytes(damage)

    with pytest.raises(NoIndexError, match="damaged"):
        open_with(settings, words)

    again = build()
    assert again.built
    assert again.manifest.documents == first.manifest.documents
    assert complete_builds(settings.folder) == [current_build(settings.folder)]
    assert open_with(settings, words).search("aide")


@pytest.mark.parametrize("name", ["passages.json", "notes.json", "vectors.npy", "vectors.json"])
def test_a_damaged_file_is_refused_with_the_remedy(build, settings, words, name):
    build()
    (current_build(settings.folder) / name).write_bytes(b"{")

    with pytest.raises(NoIndexError, match="python -m index rollback"):
        open_with(settings, words)


def test_what_someone_puts_into_chroma_is_never_served(build, settings, words):
    build()
    folder = current_build(settings.folder)
    with closing(connect(folder / "chroma", None)) as client:
        shelf = client.get_collection(f"{folder.name}.corse", embedding_function=None)
        text = "Une maison de santé reçoit 999 999 €."
        shelf.add(ids=["foreign"], embeddings=words.embed_array([text]), documents=[text])

    found = open_with(settings, words).search("Une maison de santé reçoit 999 999 €.", ["corse"])

    assert found
    assert all("999" not in evidence.passage.text for evidence in found)


def test_a_build_that_holds_a_document_unknown_to_its_manifest_is_refused(build, settings, words):
    build()
    passages = current_build(settings.folder) / "passages.json"
    passages.write_bytes(passages.read_bytes().replace(b'"corse.md"', b'"pirate.md"'))

    with pytest.raises(NoIndexError, match="damaged"):
        open_with(settings, words)
    with pytest.raises(NoIndexError, match="damaged"):
        read_register(settings)


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_a_damaged_store_is_refused_and_built_anew(build, settings, words, content):
    build()
    database = current_build(settings.folder) / "chroma" / "chroma.sqlite3"
    if content is None:
        database.unlink()
    else:
        database.write_bytes(content)

    with pytest.raises(StoreError, match="python -m index"):
        open_with(settings, words)

    report = build()
    assert report.built
    assert report.embedded == 0
    assert open_with(settings, words).search("aide")


@pytest.mark.parametrize("pointer", [b"", b"\xff\x00", b"a" * 5000])
def test_a_damaged_pointer_is_refused_and_mended_by_the_next_build(build, settings, words, pointer):
    build()
    (settings.folder / "CURRENT").write_bytes(pointer)

    with pytest.raises(NoIndexError, match="python -m index --index"):
        open_with(settings, words)

    assert build().built


def test_a_build_left_without_its_manifest_is_not_returned_to(build, corpus, settings):
    build()
    first = current_build(settings.folder)
    edit(corpus / "corse.md", "40 000", "41 000")
    build()
    (first / "manifest.json").unlink()

    with pytest.raises(NoIndexError, match="no build before"):
        rollback(settings)


def test_another_model_may_not_search_the_index(build, settings):
    build()

    with pytest.raises(OtherModelError, match="python -m index"):
        open_with(settings, WordEmbeddings("other"))


def test_another_model_builds_anew(build):
    build()

    report = build(WordEmbeddings("other"))

    assert report.built
    assert report.embedded > 0


def test_an_index_of_another_version_or_vocabulary_is_refused_and_built_anew(build, settings, words):
    maker = build().manifest.maker
    edit(current_build(settings.folder) / "manifest.json", maker, "3-0000")

    with pytest.raises(OtherModelError, match="vocabulary"):
        open_with(settings, words)

    assert build().manifest.maker == maker


def test_no_index_says_how_to_make_one_before_the_model_is_loaded(settings):
    with pytest.raises(NoIndexError, match="python -m index --index"):
        open_index(settings, lambda: pytest.fail("the model was loaded"), load_vocabulary())


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("INDEX_BUILDS_KEPT", "7")

    assert IndexSettings().builds_kept == 7
