"""Answers that a person approved: served for that very question, and for no other."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.answer import Outcome
from assistant.building import open_assistant
from assistant.question import Question, Role, Turn
from assistant.verified import (
    ApprovalError,
    approve,
    keep_verified,
    read_verified,
    standing,
    withdraw_verified,
)
from index.settings import IndexSettings
from index.switching import Switch, switch
from tests.conftest import DOCUMENTS

ASKED = Question("Quel est le montant du FIR starter pour une MSP en 2019 ?", "grand-est")
MARK = "Réponse vérifiée le"
GRAND_EST = "ars-grand-est-accompagnement-msp"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verified")
    shutil.copytree(DOCUMENTS, folder / "documents")
    return folder


@pytest.fixture(scope="module")
def desk(place):
    """An assistant whose answer to ASKED somebody has approved."""
    assistant = open_assistant(place / "documents", place / "index")
    keep_verified(approved(assistant), state(place))
    return assistant


def state(place):
    return IndexSettings(folder=place / "index").state_folder


def approved(assistant, question=ASKED, texts=None):
    """Return the approval of the answer to a question."""
    answer = assistant.answer(question)
    said = [statement.text for statement in answer.statements]
    return approve(
        question.text, assistant.understand(question), answer, texts or said, assistant.territories, by="anne"
    )


def is_served(assistant, text: str, region: str | None = "grand-est", *history: str) -> bool:
    """Whether a question gets an approved answer."""
    turns = tuple(Turn(Role.USER, turn) for turn in history)
    answer = assistant.answer(Question(text, region, turns))
    assert bool(answer.verified_on) == answer.text.startswith(f"**{MARK}")
    return bool(answer.verified_on)


def test_the_question_approved_gets_its_answer_marked_with_the_date(desk) -> None:
    answer = desk.answer(ASKED)

    assert answer.text.startswith(f"**{MARK} {datetime.now(UTC):%d/%m/%Y}**")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations
    assert all(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("quel est le montant du fir STARTER, pour une msp, en 2019", "grand-est"),
        ("Quel est le montant du FIR starter pour une MSP en 2019 dans le Grand Est ?", None),
        ("Quel est le montant du FIR starter pour une MSP en 2019 dans le Grand Est ?", "bretagne"),
    ],
)
def test_the_same_question_otherwise_written_gets_it_too(desk, text: str, region) -> None:
    assert is_served(desk, text, region)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (ASKED.text, "bretagne"),
        (ASKED.text, None),
        ("Quel est le montant du FIR starter pour une MSP en 2019 en Bretagne ?", "grand-est"),
        ("Quel est le montant du FIR starter pour une ESP en 2019 ?", "grand-est"),
        ("Quel est le montant du FIR starter pour une CPTS en 2019 ?", "grand-est"),
        ("Quel est le montant du FIR starter pour une MSP et une CPTS en 2019 ?", "grand-est"),
        ("Quel est le montant du FIR starter pour une MSP en 2024 ?", "grand-est"),
        ("Quel est le montant du FIR starter pour une MSP ?", "grand-est"),
        ("Quel est le montant du FIR pour une MSP en 2019 ?", "grand-est"),
        ("Quel est le montant des ACI pour une MSP en 2019 ?", "grand-est"),
        ("Quel est le montant minimum du FIR starter pour une MSP en 2019 ?", "grand-est"),
        ("Quel n’est pas le montant du FIR starter pour une MSP en 2019 ?", "grand-est"),
        ("Quel était le montant du FIR starter pour une MSP avant 2019 ?", "grand-est"),
        ("Quelle est la durée du FIR starter pour une MSP en 2019 ?", "grand-est"),
        ("Qui verse le FIR starter pour une MSP en 2019 ?", "grand-est"),
        ("Le montant du FIR starter pour une MSP en 2019 est-il de 150 000 € ?", "grand-est"),
        ("Quel est le montant du FIR starter pour une MSP en 2019 à Metz ?", "grand-est"),
        ("Quel est le montant du FIR starter pour une MSP en 2019 ? Et qui contacter ?", "grand-est"),
        ("Nous sommes 2 généralistes : quel est le montant du FIR starter pour une MSP en 2019 ?", "grand-est"),
    ],
)
def test_a_question_that_is_only_near_is_answered_as_ever(desk, text: str, region) -> None:
    assert not is_served(desk, text, region)


def test_a_follow_up_gets_it_only_when_it_means_the_very_question(desk) -> None:
    assert not is_served(desk, "Et en Bretagne ?", "grand-est", ASKED.text)
    assert not is_served(desk, "Et pour une CPTS ?", "grand-est", ASKED.text)


def test_it_is_served_no_more_while_its_document_is_switched_off(desk, place) -> None:
    settings = IndexSettings(folder=place / "index")
    name = f"{GRAND_EST}.txt"

    switch(Switch(name, True, "anne", datetime.now(UTC), "périmé"), settings)
    try:
        assert not is_served(desk, ASKED.text)
    finally:
        switch(Switch(name, False, "anne", datetime.now(UTC), ""), settings)
    assert is_served(desk, ASKED.text)


def test_an_approval_grows_old(desk, place) -> None:
    (kept,) = read_verified(state(place))
    index = desk._refreshed()[0]

    ages = [standing(kept, index, 365, kept.at + timedelta(days=days)) is not None for days in (0, 364, 366)]

    assert ages == [True, True, False]


def test_a_person_makes_true_nothing_that_the_quotes_do_not_say(desk, place) -> None:
    withdraw_verified(read_verified(state(place))[0].asked, state(place))
    answer = desk.answer(ASKED)
    said = [statement.text for statement in answer.statements]
    cited = next(n for n, statement in enumerate(answer.statements) if statement.citations)

    for wrong in ("Le FIR starter est de 150 000 €.", "Le FIR starter est versé d’office à toutes les MSP."):
        with pytest.raises(ApprovalError):
            approved(desk, texts=[wrong if n == cited else text for n, text in enumerate(said)])
    with pytest.raises(ApprovalError):
        approved(desk, texts=["" for _ in said])

    keep_verified(approved(desk), state(place))
    assert is_served(desk, ASKED.text)


def test_approving_again_takes_the_place_of_the_one_before(desk, place) -> None:
    (kept,) = read_verified(state(place))

    keep_verified(replace(kept, by="paul"), state(place))

    assert [one.by for one in read_verified(state(place))] == ["paul"]


def test_a_damaged_list_serves_nothing_and_stops_no_answer(desk, place) -> None:
    path = state(place) / "verified.json"
    sound = path.read_bytes()

    path.write_bytes(b"[{")
    try:
        assert not is_served(desk, ASKED.text)
        with pytest.raises(ApprovalError):
            read_verified(state(place))
    finally:
        path.write_bytes(sound)


@pytest.mark.parametrize("changed", ["yaml", "txt"])
def test_it_is_served_no_more_once_its_document_says_otherwise(desk, place, changed: str) -> None:
    path = place / "documents" / f"{GRAND_EST}.{changed}"
    before = path.read_text(encoding="utf-8")
    path.write_text(
        before + ("\naudience: tous\n" if changed == "yaml" else "").replace("deux ans", "trois ans"), "utf-8"
    )
    if changed == "txt":
        path.write_text(before.replace("100 000", "90 000").replace("100\u00a0000", "90 000"), "utf-8")

    try:
        assert not is_served(open_assistant(place / "documents", place / "index"), ASKED.text)
    finally:
        path.write_text(before, encoding="utf-8")
