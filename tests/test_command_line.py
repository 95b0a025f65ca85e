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


def test_no_index_is_said_with_the_command_that_builds_it(tmp_path):
    refused(run("assistant", "ask", "Quelle aide ?", "--index", tmp_path / "none"), "python -m index")


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


def test_a_document_without_entry_is_refused(tmp_path):
    (tmp_path / "seul.txt").write_text("Un texte sans fiche.", encoding="utf-8")

    refused(run("index", "--corpus", tmp_path, "--index", tmp_path / "index"), "seul.txt", "python -m corpus add")
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_an_unreadable_document_is_refused(tmp_path):
    (tmp_path / "faux.pdf").write_text("<html>pas un PDF</html>", encoding="utf-8")
    (tmp_path / "faux.yaml").write_text("title: Faux", encoding="utf-8")

    refused(run("index", "--corpus", tmp_path, "--index", tmp_path / "index"), "faux.pdf")
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_an_entry_with_an_unknown_region_is_refused(tmp_path):
    (tmp_path / "note.txt").write_text("Une note.", encoding="utf-8")
    (tmp_path / "note.yaml").write_text("title: Note\nregion: Atlantide", encoding="utf-8")

    refused(run("index", "--corpus", tmp_path, "--index", tmp_path / "index"), "note.yaml", "Atlantide")


def test_an_unknown_folder_is_refused(tmp_path):
    refused(run("index", "--corpus", tmp_path / "none", "--index", tmp_path / "index"), "no such folder")


def test_a_document_is_added_listed_checked_and_removed(tmp_path):
    corpus, note = tmp_path / "documents", tmp_path / "note.txt"
    note.write_text("Aide aux MSP\n\nEn 2024, l’ARS Normandie accompagne les équipes à Caen.", encoding="utf-8")

    added = run("corpus", "add", note, "--corpus", corpus)
    listed = run("corpus", "list", "--corpus", corpus)
    checked = run("corpus", "check", "--corpus", corpus)
    removed = run("corpus", "remove", "note.txt", "--corpus", corpus)

    assert "note.txt" in added.stdout, added.stderr
    assert "normandie (inferred)" in listed.stdout
    assert "2024 (inferred)" in listed.stdout
    assert "ok" in checked.stdout
    assert removed.returncode == 0
    assert list(corpus.iterdir()) == []


def test_the_register_of_amounts_is_printed_as_csv(assistant, index_folder):
    result = run("index", "amounts", "--index", index_folder)

    rows = result.stdout.splitlines()
    assert rows[0].startswith("euros,qualifier")
    assert sorted(row.split(",")[0] for row in rows[1:]) == ["100000", "15000"]


def test_every_document_shipped_has_an_entry():
    for path in DOCUMENTS.glob("*.txt"):
        assert path.with_suffix(".yaml").exists()
