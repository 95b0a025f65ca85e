"""Files made to do harm: each is read or refused with its reason, in time, and the others go in."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.catalogue import list_files, load_corpus
from corpus.reading import Reading, Refusal, read_files
from corpus.settings import CorpusSettings
from tests.corpus.hostile import ANY, READ, write_specimens

SETTINGS = CorpusSettings(file_seconds=4)
SENTENCE = "La maison de santé reçoit une aide de 15 000 euros par an."
ENTRY = "title: Aide\nregion: Corse\n"


@pytest.fixture(scope="module")
def specimens(tmp_path_factory) -> dict[Path, str]:
    return write_specimens(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def outcomes(specimens: dict[Path, str]) -> dict[Path, Reading | Refusal]:
    return dict(zip(specimens, read_files(list(specimens), SETTINGS), strict=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "aide.txt").write_text(SENTENCE, encoding="utf-8")
    (folder / "aide.yaml").write_text(ENTRY, encoding="utf-8")
    return folder


def refused(folder: Path) -> dict[str, str]:
    return {refusal.name: refusal.reason for refusal in load_corpus(folder, SETTINGS).refusals}


def confined(*statements: str) -> list[str]:
    """Run statements as a document that took over its reader would; return what stopped each, if anything."""
    script = f"""
import os, pickle, socket, subprocess, sys, urllib.request
from corpus.reading.child import confine
from corpus.settings import CorpusSettings
confine(CorpusSettings())
for statement in {statements!r}:
    try:
        exec(statement)
        print("done")
    except (OSError, MemoryError) as error:
        print(repr(error))
"""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return result.stdout.splitlines()


def test_the_collection_is_as_large_and_as_bad_as_promised(specimens):
    sound = [path for path, expected in specimens.items() if expected == READ]

    assert len(specimens) >= 150
    assert len(specimens) - len(sound) >= 60
    assert {path.suffix for path in specimens} == {".pdf", ".docx", ".html", ".md", ".txt"}


def test_every_file_is_read_or_refused_as_it_must_be(specimens, outcomes):
    surprises = {
        path.name: str(outcome)[:200]
        for path, outcome in outcomes.items()
        if specimens[path] != ANY and specimens[path] not in (outcome.reason if isinstance(outcome, Refusal) else READ)
    }

    assert surprises == {}


def test_every_refusal_is_one_line_that_names_the_file_and_ends_with_what_to_do(outcomes):
    refusals = {path: outcome for path, outcome in outcomes.items() if isinstance(outcome, Refusal)}

    for path, refusal in refusals.items():
        assert refusal.name == path.name
        assert refusal.remedy.endswith(".")
        assert str(refusal).isprintable()
        assert len(str(refusal)) < 500


def test_no_reader_breaks_off(outcomes):
    broken = [
        path.name
        for path, outcome in outcomes.items()
        if isinstance(outcome, Refusal) and ("broke off" in outcome.reason or "reader failed" in outcome.reason)
    ]

    assert broken == []


def test_a_document_leads_its_reader_to_no_address(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        page = f'<!DOCTYPE html SYSTEM "{address}"><base href="{address}"><img src="{address}"><p>{SENTENCE}</p>'
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
        (tmp_path / "a.md").write_text(f"![x]({address})\n\n<img src='{address}'>\n\n{SENTENCE}", encoding="utf-8")

        readings = list(read_files(sorted(tmp_path.iterdir()), SETTINGS))

        with pytest.raises(TimeoutError):
            server.accept()
    assert [SENTENCE in reading.text for reading in readings] == [True, True]


def test_a_child_opens_no_connection_starts_no_program_and_unpickles_nothing():
    statements = (
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "pickle.loads(b'cposix\\nsystem\\n(Vtrue\\ntR.')",
    )

    stopped = confined(*statements)

    assert len(stopped) == len(statements)
    assert all("while reading a document" in reason for reason in stopped)


def test_a_child_writes_no_file(tmp_path):
    target = tmp_path / "written"

    (stopped,) = confined(f"open({str(target)!r}, 'w').write('x' * 100_000)")

    assert "File too large" in stopped
    assert target.stat().st_size == 0


def test_a_child_fills_no_memory():
    (stopped,) = confined("bytearray(2_000_000_000)")

    assert stopped == "MemoryError()"


def test_a_child_holds_the_readers_and_nothing_heavier():
    heavy = "{'torch', 'chromadb', 'transformers', 'streamlit', 'langchain_core'}"
    script = f"import sys, corpus.reading.child; print(sorted({heavy} & set(sys.modules)))"

    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout == "[]\n"


def test_a_reader_that_is_stopped_is_replaced_and_the_order_kept(tmp_path):
    names = ["a.txt", "b.txt", "c.txt"]
    for name in names:
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("- a\n" * 1_000_000, encoding="utf-8")

    first, second, third = read_files([tmp_path / name for name in names], CorpusSettings(file_seconds=3, readers=1))

    assert isinstance(first, Reading)
    assert str(second).startswith("b.txt: not read within 3 seconds. ")
    assert isinstance(third, Reading)


def test_limits_are_settings(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE * 30_000, encoding="utf-8")

    (refusal,) = read_files([path], CorpusSettings(file_mb=1))

    assert str(refusal) == "a.txt: larger than 1 MB. Remove its images, or split it."


def test_a_bad_file_keeps_no_other_out(folder):
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "sans-entree.txt").write_text(SENTENCE, encoding="utf-8")

    corpus = load_corpus(folder, SETTINGS)

    assert [document.source.id for document in corpus.documents] == ["aide.txt", "sans-entree.txt"]
    assert refused(folder) == {"vide.pdf": "empty"}


def test_links_out_of_the_folder_folders_and_pipes_are_refused_before_they_are_opened(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("Un secret.", encoding="utf-8")
    (folder / "lien.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "boucle.txt").symlink_to(folder / "boucle.txt")
    (folder / "dossier.pdf").mkdir()
    os.mkfifo(folder / "tuyau.txt")

    assert [path.name for path in list_files(folder).paths] == ["aide.txt"]
    assert refused(folder) == {
        "lien.txt": "a link that leads out of the folder",
        "boucle.txt": "not a file",
        "dossier.pdf": "a folder",
        "tuyau.txt": "not a file",
    }


@pytest.mark.parametrize(
    "name",
    [
        b"a..\\..\\evil.txt",
        b"ligne\nsuivante.txt",
        b"\x1b[31mrouge.txt",
        "a\u202etxt.exe.txt".encode(),
        b"pas-utf8-\xff.txt",
        b"x" * 240 + b".txt",
    ],
)
def test_a_name_that_cannot_be_shown_or_stored_is_refused_in_one_line(folder, name):
    path = folder / os.fsdecode(name)
    path.write_text(SENTENCE, encoding="utf-8")

    (refusal,) = load_corpus(folder, SETTINGS).refusals

    assert refusal.reason == "a name that is too long, or has signs that no name should"
    assert str(refusal).isprintable()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("title: [Aide", "not valid YAML at its line"),
        ("title: Aide\ndate: 2024-13-45", "month must be in 1..12"),
        ("title: &a [*a]", "aliases"),
        ("a: " + "[" * 40_000, "too nested"),
        ("- Aide", "not a list of `name: value` lines"),
        ("title: Aide\nregion: Atlantide", "field `region` of its entry"),
        ("title: " + "a" * 200_000, "too long"),
    ],
)
def test_an_entry_that_cannot_be_used_refuses_its_document_alone(folder, entry, reason):
    (folder / "autre.txt").write_text(SENTENCE, encoding="utf-8")
    (folder / "autre.yaml").write_text(entry, encoding="utf-8")

    corpus = load_corpus(folder, SETTINGS)

    assert [document.source.id for document in corpus.documents] == ["aide.txt"]
    assert reason in corpus.refusals[0].reason
    assert corpus.refusals[0].name == "autre.txt"


def test_an_entry_that_leads_out_of_the_folder_is_not_read(folder, tmp_path):
    (tmp_path / "elsewhere.yaml").write_text(ENTRY, encoding="utf-8")
    (folder / "autre.txt").write_text(SENTENCE, encoding="utf-8")
    (folder / "autre.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    assert refused(folder) == {"autre.txt": "its entry is a link that leads out of the folder"}


def test_two_files_of_one_entry_are_both_refused(folder):
    (folder / "aide.md").write_text(SENTENCE, encoding="utf-8")

    assert refused(folder) == dict.fromkeys(("aide.md", "aide.txt"), "another file has the same entry, aide.yaml")


def test_a_file_of_unknown_format_is_not_passed_over_in_silence(folder):
    (folder / "aide.odt").write_bytes(b"PK\x03\x04")

    assert refused(folder) == {"aide.odt": "an unknown format"}
