"""Files sent by somebody, until they are confirmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.adding import Addition, Duplicate
from corpus.catalogue import load_corpus
from corpus.pending import confirm, confirmed_fields, discard, document_name, find_pending, keep_pending, list_pending
from corpus.pending import propose as propose_for
from corpus.reading import SUFFIXES, Refusal
from corpus.settings import CorpusSettings

SETTINGS = CorpusSettings(readers=1)
TEXT = "Appel à projets ESP\n\nL’ARS Bretagne finance les équipes de soins primaires à hauteur de 20 000 €, en 2024.\n"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "pending"


def kept(folder, name: str = "Appel à projets.txt", text: str = TEXT):
    """Send a text."""
    return keep_pending(name, text.encode(), folder, SETTINGS)


@given(st.text(max_size=300))
def test_no_name_leads_anywhere_or_means_anything_to_a_machine(name: str) -> None:
    made = document_name(f"{name}.pdf")

    assert made is not None
    stem, _, suffix = made.rpartition(".")
    assert f".{suffix}" in SUFFIXES
    assert stem
    assert stem.replace("-", "").isalnum()
    assert stem.isascii()
    assert len(made) <= 100


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../../etc/Guide ESP.pdf", "guide-esp.pdf"),
        ("..\\..\\Équipe.PDF", "equipe.pdf"),
        ("CON.txt", "document-con.txt"),
        ("<img src=x>.pdf", "img-src-x.pdf"),
        ("é\x00\u202e.txt", "e.txt"),
        ("€.md", "document.md"),
        ("guide.exe", None),
        ("guide", None),
        (".pdf", "document.pdf"),
        ("", None),
    ],
)
def test_a_document_is_named_in_plain_letters(sent: str, name: str | None) -> None:
    assert document_name(sent) == name


def test_a_file_waits_apart_until_it_is_confirmed(folder, tmp_path) -> None:
    corpus = tmp_path / "documents"
    pending = kept(folder)
    assert not corpus.exists()
    proposal = propose_for(pending, SETTINGS)

    outcome = confirm(pending, {**proposal.fields, "title": "Appel à projets ESP"}, corpus, SETTINGS)

    assert isinstance(outcome, Addition)
    assert list_pending(folder) == []
    (document,) = load_corpus(corpus, SETTINGS).documents
    assert document.source.id == "appel-a-projets.txt"
    assert document.source.title == "Appel à projets ESP"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("guide.pdf", b"<html><body>no PDF</body></html>"),
        ("guide.pdf", b""),
        ("guide.docx", b"PK nothing"),
        ("guide.exe", b"MZ"),
        ("guide.txt", b"\x00\x01\x02" * 100),
        ("guide.txt", b"a " * 11_000_000),
    ],
)
def test_a_file_that_is_not_what_it_says_leaves_nothing(folder, name: str, content: bytes) -> None:
    outcome = keep_pending(name, content, folder, SETTINGS)

    assert isinstance(outcome, Refusal)
    assert list_pending(folder) == []
    assert not folder.exists() or not list(folder.iterdir())


def test_an_entry_that_cannot_be_used_keeps_the_file_waiting(folder, tmp_path) -> None:
    pending = kept(folder)

    outcome = confirm(pending, {"title": "T", "region": ["Atlantide"]}, tmp_path / "documents", SETTINGS)

    assert isinstance(outcome, Refusal)
    assert list_pending(folder) == [pending]
    assert not (tmp_path / "documents").exists()


def test_a_document_that_is_there_already_waits_no_more(folder, tmp_path) -> None:
    for _ in range(2):
        pending = kept(folder)
        outcome = confirm(pending, {"title": "Appel"}, tmp_path / "documents", SETTINGS)

    assert isinstance(outcome, Duplicate)
    assert list_pending(folder) == []


def test_what_was_changed_is_stated_and_what_was_left_rests_on_its_words(folder) -> None:
    proposal = propose_for(kept(folder), SETTINGS)
    assert proposal.fields["region_basis"] == "inferred"

    left = confirmed_fields(proposal, {"title": "Mon titre", "region": ["Bretagne"], "date": "2024", "url": ""})
    changed = confirmed_fields(proposal, {"title": "Mon titre", "region": ["Normandie"], "date": "2020"})

    assert left["region_basis"] == "inferred"
    assert left["title"] == "Mon titre"
    assert "to_confirm" not in left
    assert "url" not in left
    assert changed["region"] == ["Normandie"]
    assert "region_basis" not in changed
    assert "region_cue" not in changed


@pytest.mark.parametrize("key", ["../pending", "", "..", "x" * 24, "0" * 24])
def test_a_key_that_names_no_file_finds_none(folder, key: str) -> None:
    pending = kept(folder)

    assert find_pending(key, folder) is None
    assert find_pending(pending.key, folder) == pending


def test_a_file_set_aside_is_gone(folder) -> None:
    pending = kept(folder)

    discard(pending)

    assert list_pending(folder) == []
