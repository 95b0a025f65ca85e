import json
import os
import subprocess
import sys

import pytest

from tests.conftest import DOCUMENTS, ROOT


def run(*arguments, **variables):
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def refused(result, *words):
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_a_file_of_questions_becomes_a_file_of_answers(tmp_path, assistant, index_folder):
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text(
        '{"id": "1", "question": "Quel montant ?", "region": "Grand Est", '
        '"history": [{"role": "user", "content": "Parlez-moi du FIR starter"}]}\n'
        '{"id": 2, "question": "C’est quoi une CPTS ?", "region": null, "history": null}\n',
        encoding="utf-8",
    )

    result = run("assistant", "answer", "--input", questions, "--output", answers, "--index", index_folder)

    assert result.returncode == 0, result.stderr
    first, second = lines_of(answers)
    assert (first["id"], second["id"]) == ("1", "2")
    assert first["region"] == ["Grand Est"]
    assert "100 000 €" in first["text"]
    assert first["mode"] == "extractive"
    assert set(first["timing_ms"]) == {"understand", "retrieve", "compose", "check", "total"}
    assert set(first["citations"][0]) == {"n", "document", "page", "quote", "region", "date", "status"}
    assert set(first["checks"]) == {"statements", "dropped", "reasons"}
    assert not list(tmp_path.glob("*.partial"))


def test_passages_are_found_for_a_file_of_questions(tmp_path, assistant, index_folder):
    questions, found = tmp_path / "q.jsonl", tmp_path / "r.jsonl"
    questions.write_text('{"id": "1", "question": "montant du FIR starter", "region": "Grand Est"}\n', encoding="utf-8")

    result = run("index", "search", "--input", questions, "--output", found, "-k", "5", "--index", index_folder)

    assert result.returncode == 0, result.stderr
    passages = lines_of(found)[0]["passages"]
    assert set(passages[0]) == {"document", "page", "text", "heading", "region", "date", "status", "score"}
    assert "100 000 €" in passages[0]["text"]


@pytest.mark.parametrize("question", ["", "a" * 20_000])
def test_a_question_that_cannot_be_used_is_refused(question, assistant, index_folder):
    refused(run("assistant", "ask", question, "--index", index_folder), "question")


def test_an_unknown_region_is_refused_with_the_nearest(assistant, index_folder):
    refused(run("assistant", "ask", "Quelle aide ?", "--region", "Bretange", "--index", index_folder), "Bretagne")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["assistant", "ask", "Quelle aide ?", "--index", "NONE"], "python -m index --index"),
        (["assistant", "ask", "Quelle aide ?", "--corpus", "NONE", "--index", "NONE"], "no such folder"),
        (["assistant", "answer", "--input", "NONE", "--output", "NONE"], "cannot be read"),
        (["index", "--corpus", "NONE", "--index", "NONE"], "no such folder"),
        (["index", "search", "aide", "--index", "NONE"], "python -m index --index"),
        (["index", "search", "aide", "--region", "Bretange"], "Bretagne"),
        (["index", "search", "--input", "NONE", "--output", "NONE"], "not a file of questions"),
        (["index", "amounts", "--index", "NONE"], "python -m index --index"),
        (["index", "builds", "--index", "NONE"], "python -m index --index"),
        (["index", "rollback", "--index", "NONE"], "python -m index --index"),
    ],
)
def test_what_cannot_be_done_is_said_before_the_model_is_loaded(tmp_path, command, words):
    missing = [tmp_path / "none" if argument == "NONE" else argument for argument in command]

    refused(run(*missing, INDEX_MODEL="a model that cannot be loaded"), words)
    assert list(tmp_path.iterdir()) == []


def test_the_builds_are_listed_and_the_first_cannot_be_rolled_back(assistant, index_folder):
    listed = run("index", "builds", "--index", index_folder)
    back = run("index", "rollback", "--index", index_folder)

    assert listed.stdout.startswith("* ")
    assert "5 documents" in listed.stdout
    refused(back, "no build before")


def test_an_index_of_another_model_is_refused(tmp_path, assistant, index_folder):
    copy = tmp_path / "index"
    build = (index_folder / "CURRENT").read_text(encoding="utf-8").strip()
    target = copy / "builds" / build
    target.mkdir(parents=True)
    manifest = json.loads((index_folder / "builds" / build / "manifest.json").read_text(encoding="utf-8"))
    (target / "manifest.json").write_text(json.dumps({**manifest, "model": "other-model"}), encoding="utf-8")
    (copy / "CURRENT").write_text(build, encoding="utf-8")

    refused(run("assistant", "ask", "Quelle aide ?", "--index", copy), "other-model", "python -m index")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "line 1"),
        ('{"id": "1"}', "question"),
        ('{"id": "1", "question": ""}', "line 1"),
        ('{"id": "1", "question": "Aide ?", "region": "Atlantide"}', "Atlantide"),
    ],
)
def test_a_bad_line_of_questions_is_refused_and_nothing_is_written(tmp_path, line, words):
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text(line + "\n", encoding="utf-8")

    refused(run("assistant", "answer", "--input", questions, "--output", answers), words)
    assert not answers.exists()


@pytest.mark.parametrize(
    ("name", "content", "entry", "words"),
    [
        ("seul.txt", "", None, "empty"),
        ("faux.pdf", "<html>pas un PDF</html>", "title: Faux", "PDF"),
        ("note.txt", "Une note.", "title: Note\nregion: Atlantide", "Atlantide"),
    ],
)
def test_a_corpus_of_which_nothing_can_be_read_is_refused(tmp_path, name, content, entry, words):
    (tmp_path / name).write_text(content, encoding="utf-8")
    if entry:
        (tmp_path / name).with_suffix(".yaml").write_text(entry, encoding="utf-8")

    refused(run("index", "--corpus", tmp_path, "--index", tmp_path / "index"), name, words)
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_documents_that_cannot_be_read_are_told_and_counted_and_the_others_indexed(tmp_path):
    corpus = tmp_path / "documents"
    corpus.mkdir()
    (corpus / "faux.pdf").write_text("<html>pas un PDF</html>", encoding="utf-8")
    (corpus / "seul.txt").write_bytes(b"")
    (corpus / "note.md").write_text("---\ntitle: Note\n---\nUne note.", encoding="utf-8")

    built = run("index", "--corpus", corpus, "--index", tmp_path / "index")

    assert built.returncode == 0, built.stderr
    assert [line.split()[1] for line in built.stdout.splitlines() if line.startswith(" refused")] == [
        "faux.pdf:",
        "seul.txt:",
    ]
    assert "2 files are not in the index" in built.stdout
    assert "1 documents, 1 passages" in built.stdout


def test_a_document_is_added_listed_checked_and_removed(tmp_path):
    corpus, note = tmp_path / "documents", tmp_path / "note.txt"
    note.write_text("Aide aux MSP\n\nEn 2024, l’ARS Normandie accompagne les équipes à Caen.", encoding="utf-8")

    added = run("corpus", "add", note, "--corpus", corpus)
    listed = run("corpus", "list", "--corpus", corpus)
    checked = run("corpus", "check", "--corpus", corpus)
    removed = run("corpus", "remove", "note.txt", "--corpus", corpus)

    assert "note.txt: added; to fill in: publisher; to confirm: region, date" in added.stdout, added.stderr
    assert "normandie (inferred)" in listed.stdout
    assert "2024 (inferred)" in listed.stdout
    assert checked.returncode == 0, checked.stderr
    assert "to fill in: publisher" in checked.stdout
    assert removed.returncode == 0
    assert [path for path in corpus.iterdir() if not path.name.startswith(".")] == []


def test_a_folder_is_added_but_for_its_bad_files_which_are_reported_last(tmp_path):
    corpus, folder = tmp_path / "documents", tmp_path / "incoming"
    folder.mkdir()
    (folder / "bad.pdf").write_text("not a PDF", encoding="utf-8")
    (folder / "copy.txt").write_text("Une note.", encoding="utf-8")
    (folder / "note.txt").write_text("Une note.", encoding="utf-8")

    added = run("corpus", "add", folder, "--corpus", corpus)
    (corpus / "copy.yaml").write_text("title: Note\nregion: Atlantide", encoding="utf-8")
    checked = run("corpus", "check", "--corpus", corpus, COLUMNS="200")

    assert added.returncode == 1
    assert "Traceback" not in added.stderr
    lines = added.stdout.splitlines()
    assert "note.txt: already in the corpus, as copy.txt" in lines
    assert lines[-3].startswith("refused: bad.pdf: ")
    assert lines[-2] == "1 added, 1 already there, 1 refused."
    assert checked.returncode == 1
    assert "cannot be used" in checked.stdout
    assert "Atlantide" in checked.stdout


def test_the_register_of_amounts_is_printed_and_written_as_csv(assistant, index_folder, tmp_path):
    target = tmp_path / "amounts.csv"

    shown = run("index", "amounts", "--index", index_folder)
    chosen = run("index", "amounts", "--region", "Grand Est", "--json", "--index", index_folder)
    run("index", "amounts", "--csv", target, "--index", index_folder)

    assert "100\u202f000\u00a0€" in shown.stdout
    assert [record["value"] for record in json.loads(chosen.stdout)] == [100_000]
    rows = target.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("Montant (€);")
    assert sorted(row.split(";")[0] for row in rows[1:]) == ["100000", "15000"]


def test_every_document_shipped_has_an_entry():
    for path in DOCUMENTS.glob("*.txt"):
        assert path.with_suffix(".yaml").exists()
