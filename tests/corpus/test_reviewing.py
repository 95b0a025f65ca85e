import pytest
import yaml

from corpus.catalogue import load_corpus
from corpus.reviewing import review
from corpus.settings import CorpusSettings
from corpus.vocabulary import load_vocabulary

SETTINGS = CorpusSettings(readers=1)


def entry(title="Aides aux maisons de santé", publisher="ARS Corse", region="Corse", date="2020", **others):
    return {"title": title, "publisher": publisher, "region": region, "date": date, **others}


def remarks(folder, text="Une aide existe.", **entries):
    for name, fields in entries.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")
    found = review(folder, load_corpus(folder, SETTINGS), load_vocabulary())
    return {remark.name: remark.text for remark in found}


def test_a_complete_document_calls_for_no_remark(tmp_path):
    assert remarks(tmp_path, a=entry()) == {}


def test_what_an_entry_lacks_is_named(tmp_path):
    found = remarks(tmp_path, a=entry(publisher=None, region=None, date=None))

    assert found == {"a.txt": "to fill in: publisher, region, date"}


def test_what_is_not_confirmed_is_named_until_it_is(tmp_path):
    found = remarks(tmp_path, a=entry(to_confirm=["region", "date"]), b=entry(title="Autre", to_confirm=[]))

    assert found == {"a.txt": "to confirm: region, date"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (entry(date="2020"), entry(date="2023-04-01")),
        (
            entry(title="Appel à projets 2023 : CPTS", date="2023"),
            entry(title="Appel à projets 2024 : CPTS", date="2024"),
        ),
        (entry(title="Guide des MSP", date="2018-2019"), entry(title="Le guide des maisons de santé", date="2020-01")),
    ],
)
def test_a_later_document_of_the_same_publisher_and_subject_supersedes_the_older(older, newer, tmp_path):
    found = remarks(tmp_path, old=older, new=newer)

    assert list(found) == ["old.txt"]
    assert found["old.txt"] == f"looks superseded by new.txt ({newer['date'][:4]})"


@pytest.mark.parametrize(
    "other",
    [
        entry(date="2020"),
        entry(date="2019-2021"),
        entry(publisher="ARS Bretagne", region="Bretagne", date="2023"),
        entry(title="Guide des centres de santé", date="2023"),
        entry(date=None),
    ],
)
def test_another_publisher_subject_or_overlapping_date_supersedes_nothing(other, tmp_path):
    found = remarks(tmp_path, old=entry(), new=other)

    assert not [text for text in found.values() if "superseded" in text]


def test_words_that_date_a_text_are_shown(tmp_path):
    found = remarks(tmp_path, "À ce stade, l’ASIP Santé labellise.", a=entry())

    assert found["a.txt"] == "may be out of date: it says « à ce stade », « ASIP Santé »"


def test_a_file_that_cannot_be_used_comes_first_with_its_remedy(tmp_path):
    (tmp_path / "z.pdf").write_text("not a PDF", encoding="utf-8")

    found = remarks(tmp_path, a=entry(date=None), b=entry(region="Atlantide"))

    assert list(found)[:2] == ["b.txt", "z.pdf"]
    assert "Atlantide" in found["b.txt"]


def test_an_entry_without_its_document_is_shown(tmp_path):
    (tmp_path / "alone.yaml").write_text("title: T", encoding="utf-8")

    assert "alone.yaml" in remarks(tmp_path, a=entry())
