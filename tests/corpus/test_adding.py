import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from filelock import FileLock
from reportlab.pdfgen.canvas import Canvas

from corpus.adding import AddingError, Addition, Duplicate, add_files, files_to_add
from corpus.catalogue import document_paths, entry_path, load_corpus
from corpus.fields import load_fields
from corpus.reading import Refusal
from corpus.reading.ocr import NoOcrError
from corpus.settings import CorpusSettings

ROOT = Path(__file__).parents[2]
SETTINGS = CorpusSettings(readers=1)
NOTE = "Aide aux équipes\n\nL’ARS Normandie aide les équipes. L’ARS Normandie répond en un mois à Caen."


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "incoming"
    folder.mkdir()
    return folder


def written(folder, **texts):
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def added(paths, corpus):
    files, refusals = files_to_add(paths)
    return [*refusals, *add_files(files, corpus, SETTINGS)]


def shown(corpus):
    return sorted(path.name for path in corpus.iterdir() if not path.name.startswith("."))


def scan(path):
    canvas = Canvas(str(path))
    canvas.rect(60, 60, 400, 600)
    canvas.save()


def put_program(folder, monkeypatch, words):
    """Put an ocrmypdf on the path that recognises `words` on any page."""
    recognised = folder / "recognised.pdf"
    canvas = Canvas(str(recognised))
    canvas.drawString(60, 700, words)
    canvas.save()
    program = folder / "ocrmypdf"
    program.write_text(f'#!/bin/sh\nfor last; do :; done\ncp "{recognised}" "$last"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def test_a_scan_is_added_with_its_text_when_asked_and_read_without_asking_again(tmp_path, monkeypatch):
    scan(tmp_path / "scan.pdf")
    put_program(tmp_path, monkeypatch, "L’ARS Corse verse une aide de 15 000 euros par an.")

    (refused,) = add_files([tmp_path / "scan.pdf"], tmp_path / "corpus", CorpusSettings())
    (added,) = add_files([tmp_path / "scan.pdf"], tmp_path / "corpus", CorpusSettings(ocr=True))

    assert refused.reason == "no text on any page"
    assert "corpus add --ocr" in refused.remedy
    assert isinstance(added, Addition)
    (document,) = load_corpus(tmp_path / "corpus", CorpusSettings()).documents
    assert document.source.id == "scan.pdf"
    assert "15 000 euros" in document.text


def test_recognition_that_is_not_installed_is_told_before_anything_is_added(tmp_path, monkeypatch):
    scan(tmp_path / "scan.pdf")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoOcrError, match="apt install ocrmypdf"):
        list(add_files([tmp_path / "scan.pdf"], tmp_path / "corpus", CorpusSettings(ocr=True)))

    assert not list((tmp_path / "corpus").glob("*.*df"))


def test_a_file_enters_the_corpus_with_an_entry_to_confirm(folder, tmp_path):
    corpus = tmp_path / "corpus"

    (outcome,) = added(written(folder, note=NOTE), corpus)

    assert isinstance(outcome, Addition)
    assert "date" in outcome.to_fill_in
    assert "publisher" in outcome.to_confirm
    assert shown(corpus) == ["note.txt", "note.yaml"]
    (document,) = load_corpus(corpus, SETTINGS).documents
    assert document.source.publisher == "ARS Normandie"


def test_the_same_content_is_not_added_twice_under_any_name(folder, tmp_path):
    corpus = tmp_path / "corpus"
    added(written(folder, note=NOTE), corpus)

    again = added(written(folder, note=NOTE, copy=NOTE), corpus)

    assert again == [Duplicate("note.txt", "note.txt"), Duplicate("copy.txt", "note.txt")]
    assert shown(corpus) == ["note.txt", "note.yaml"]


def test_two_files_of_the_same_content_in_one_folder_are_one_document(folder, tmp_path):
    written(folder, a=NOTE, b=NOTE)

    first, second = sorted(added([folder], tmp_path / "corpus"), key=lambda outcome: outcome.name)

    assert isinstance(first, Addition)
    assert second == Duplicate("b.txt", "a.txt")


def test_a_copy_of_a_file_that_is_refused_is_refused_as_well(folder, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_text("not a PDF", encoding="utf-8")

    outcomes = added([folder], tmp_path / "corpus")

    assert [(type(outcome), outcome.name) for outcome in outcomes] == [(Refusal, "a.pdf"), (Refusal, "b.pdf")]


def test_another_document_in_the_way_is_refused_with_the_remedy_and_kept(folder, tmp_path):
    corpus = tmp_path / "corpus"
    added(written(folder, note=NOTE), corpus)
    (folder / "note.md").write_text("# Une autre note\n\nAutre chose.", encoding="utf-8")

    other, same_entry = added([*written(folder, note="Autre contenu."), folder / "note.md"], corpus)

    assert "python -m corpus remove note.txt" in other.remedy
    assert "rename" in same_entry.remedy.lower()
    assert (corpus / "note.txt").read_text(encoding="utf-8") == NOTE
    assert shown(corpus) == ["note.txt", "note.yaml"]


def test_the_entry_that_comes_with_a_file_is_kept_as_it_is(folder, tmp_path):
    paths = written(folder, note=NOTE)
    text = "# Relu.\ntitle: Ma note\nregion: Corse\nowner: moi\n"
    entry_path(paths[0]).write_text(text, encoding="utf-8")

    (outcome,) = added(paths, tmp_path / "corpus")

    assert outcome == Addition("note.txt")
    assert (tmp_path / "corpus" / "note.yaml").read_text(encoding="utf-8") == text


def test_an_entry_that_cannot_be_used_keeps_its_file_out(folder, tmp_path):
    paths = written(folder, note=NOTE, sure="Une note sûre.")
    entry_path(paths[0]).write_text("title: Ma note\nregion: Atlantide\n", encoding="utf-8")

    refused, good = added(paths, tmp_path / "corpus")

    assert isinstance(refused, Refusal)
    assert "Atlantide" in refused.reason
    assert isinstance(good, Addition)
    assert shown(tmp_path / "corpus") == ["sure.txt", "sure.yaml"]


def test_documents_that_state_their_own_fields_need_no_entry(folder, tmp_path):
    fields = "title: T\npublisher: P\nregion: Corse\ndate: 2024\n"
    texts = {
        "a.txt": f"---\n{fields}---\nL’ARS Bretagne aide.",
        "b.md": f"---\n{fields}---\n# Titre\n\nL’ARS Bretagne aide.",
        "c.html": f"<!--\n{fields}-->\n<h1>Titre</h1><p>L’ARS Bretagne aide.</p>",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")

    added([folder], tmp_path / "corpus")

    assert shown(tmp_path / "corpus") == list(texts)
    for document in load_corpus(tmp_path / "corpus", SETTINGS).documents:
        assert document.source.regions == ("corse",)
        assert document.source.date == "2024"


def test_what_a_document_does_not_state_is_proposed_beside_it(folder, tmp_path):
    (folder / "note.md").write_text("---\ntitle: T\nregion: Corse\n---\n# Titre\n\n3 mai 2023", encoding="utf-8")

    added([folder / "note.md"], tmp_path / "corpus")

    fields = yaml.safe_load((tmp_path / "corpus" / "note.yaml").read_text(encoding="utf-8"))
    assert str(fields["date"]) == "2023-05-03"
    assert not {"title", "region"} & {*fields}


def test_a_folder_goes_in_but_for_what_cannot_be_read(folder, tmp_path):
    written(folder, a=NOTE, b="Une autre note.", empty="")
    (folder / "fake.pdf").write_text("not a PDF", encoding="utf-8")
    (folder / "sheet.ods").write_bytes(b"x")
    (folder / "within").mkdir()

    outcomes = added([folder], tmp_path / "corpus")

    assert {outcome.name for outcome in outcomes if isinstance(outcome, Addition)} == {"a.txt", "b.txt"}
    assert {outcome.name for outcome in outcomes if isinstance(outcome, Refusal)} == {
        "empty.txt",
        "fake.pdf",
        "sheet.ods",
        "within",
    }
    assert shown(tmp_path / "corpus") == ["a.txt", "a.yaml", "b.txt", "b.yaml"]


def test_a_document_put_in_the_folder_by_hand_gets_its_entry(tmp_path):
    (path,) = written(tmp_path, note=NOTE)

    first, again = added([path], tmp_path), added([path], tmp_path)

    assert first == [Addition("note.txt", first[0].to_fill_in, first[0].to_confirm)]
    assert again == [Duplicate("note.txt", "note.txt")]
    assert shown(tmp_path) == ["note.txt", "note.yaml"]


def test_two_commands_do_not_add_to_one_folder_at_once(folder, tmp_path):
    with FileLock(tmp_path / ".adding.lock"), pytest.raises(AddingError, match="Wait"):
        added(written(folder, note=NOTE), tmp_path)


def test_killed_at_any_moment_no_document_stands_without_its_whole_entry(folder, tmp_path):
    corpus, chance = tmp_path / "corpus", random.Random(4)
    written(folder, **{f"note{number}": f"{NOTE}\n\nÉquipe {number}." for number in range(40)})
    command = [sys.executable, "-m", "corpus", "add", str(folder), "--corpus", str(corpus)]
    corpus.mkdir()
    for _ in range(3):
        before = len(shown(corpus))
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
        while process.poll() is None and len(shown(corpus)) == before:
            time.sleep(0.005)
        time.sleep(chance.random() / 20)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

        for path in document_paths(corpus):
            assert path.read_text(encoding="utf-8") == (folder / path.name).read_text(encoding="utf-8")
            assert load_fields(entry_path(path).read_text(encoding="utf-8"))["publisher"] == "ARS Normandie"

    added([folder], corpus)

    assert len(document_paths(corpus)) == 40
    assert not list(corpus.glob(".*.partial"))
