"""A document switched off: hidden from every search, on again as easily, and written down."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.vocabulary import load_vocabulary
from index.searching import open_index, read_register
from index.settings import IndexSettings
from index.switching import Switch, SwitchError, answering, read_switches, switch, switched_off

AT = datetime(2026, 1, 1, tzinfo=UTC)
OFF = Switch("alsace.md", True, "anne", AT, "remplacé")


def test_a_document_without_which_the_index_is_opened_is_in_none_of_its_searches(opened) -> None:
    view = opened.without(frozenset({"alsace.md"}))

    found = [evidence.passage.source.id for evidence in view.search("aide forfaitaire de 12 000 € par an")]
    assert set(found) == {"corse.md"}
    assert view.search("aide", ["grand-est"]) == []
    assert view.regions == {"corse"}
    assert {source.id for source in view.sources} == {"corse.md"}
    assert [source.id for source in view.hidden_sources] == ["alsace.md"]
    assert {amount.passage.source.id for amount in view.amounts} == {"corse.md"}
    assert {p.source.id for passages in view.definitions.values() for p in passages} <= {"corse.md"}
    assert view.document("alsace.md") == ()
    assert not view.holds("forfaitaire")
    assert view.holds("installation")
    assert view.count("forfaitaire") == 0
    assert not view.holds_in("équipe", ["grand-est"])


def test_the_index_itself_and_what_is_on_again_are_as_before(opened) -> None:
    before = opened.search("aide forfaitaire")

    view = opened.without(frozenset({"alsace.md"}))
    view.search("aide forfaitaire")

    assert view.without(frozenset()) is opened
    assert opened.search("aide forfaitaire") == before
    assert view.without(frozenset({"corse.md"})).hidden == {"corse.md"}


def test_what_is_hidden_takes_no_place_among_the_passages_found(opened) -> None:
    for hidden in ("alsace.md", "corse.md"):
        view = opened.without(frozenset({hidden}))

        assert len(view.search("financement", k=50)) == len(view.passages)


def test_a_switch_is_kept_with_who_did_it_when_and_why(tmp_path) -> None:
    settings = IndexSettings(folder=tmp_path / "index")
    switch(OFF, settings)
    switch(replace(OFF, off=False, reason="erreur"), settings)
    switch(replace(OFF, reason="  remplacé\n par\u00a0un autre "), settings)

    trail = read_switches(settings)

    assert [(one.by, one.off, one.reason) for one in trail] == [
        ("anne", True, "remplacé"),
        ("anne", False, "erreur"),
        ("anne", True, "remplacé par un autre"),
    ]
    assert switched_off(trail) == {"alsace.md": trail[-1]}
    assert switched_off(trail[:2]) == {}


def test_nothing_is_switched_off_without_a_reason(tmp_path) -> None:
    settings = IndexSettings(folder=tmp_path / "index")

    with pytest.raises(SwitchError):
        switch(replace(OFF, reason=" \n"), settings)

    assert read_switches(settings) == ()


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"document": "x"}', b"\xff\xfe"])
def test_a_damaged_list_is_refused_rather_than_read_as_empty(tmp_path, damage: bytes) -> None:
    settings = IndexSettings(folder=tmp_path / "index")
    switch(OFF, settings)
    path = settings.state_folder / "switches.jsonl"
    path.write_bytes(path.read_bytes() + damage)

    with pytest.raises(SwitchError, match=r"switches\.jsonl"):
        read_switches(settings)


def test_the_register_and_the_searches_of_the_commands_obey(build, settings, words) -> None:
    build()
    switch(OFF, settings)

    register = {amount.passage.source.id for amount in read_register(settings)}
    index = open_index(settings, lambda: words, load_vocabulary())

    assert register == {"corse.md"}
    assert index.hidden == {"alsace.md"}


def test_a_switch_outlives_the_builds(build, settings, corpus) -> None:
    build()
    switch(OFF, settings)
    (corpus / "corse.md").unlink()

    build()

    assert switched_off(read_switches(settings)).keys() == {"alsace.md"}
    assert read_register(settings) == ()


def test_what_answers_has_another_name_when_a_document_is_off(build) -> None:
    manifest = build().manifest

    names = {answering(manifest, off).build_id for off in ([], ["alsace.md"], ["corse.md"], ["gone.md"])}

    assert len(names) == 3
    assert answering(manifest, ["gone.md"]) == manifest
    assert answering(manifest, ["alsace.md"]).documents.keys() == {"corse.md"}
