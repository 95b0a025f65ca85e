"""Links that propose a question again."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.question import Question
from ui.privacy import mask
from ui.reopening import LINK_CHARACTERS, link_to, proposed

REGIONS = {"bretagne", "grand-est"}
PAGE = "https://assistant.example/"


def opened(link: str) -> dict[str, str]:
    """Return the parameters of a link as a browser hands them over."""
    return dict(parse_qsl(urlsplit(link).query))


@given(st.text(max_size=LINK_CHARACTERS).filter(str.strip), st.sampled_from([None, *sorted(REGIONS)]))
def test_a_link_proposes_the_question_and_region_that_it_was_made_of(text: str, region: str | None) -> None:
    text = " ".join("".join(letter for letter in text if letter.isprintable()).split()) or "?"
    assume(mask(text) == text)

    question = proposed(opened(link_to(Question(text, region=region), PAGE)), REGIONS)

    assert question == Question(text, region=region)


def test_a_link_holds_nothing_else_of_the_address() -> None:
    link = link_to(Question("Quel montant ?"), f"{PAGE}?conversation=secret")

    assert link == f"{PAGE}?question=Quel+montant+%3F"


def test_a_link_holds_no_number_of_a_person() -> None:
    link = link_to(Question("RPPS 10101234567, quelle aide ?"), PAGE)

    assert "10101234567" not in link


def test_a_question_too_long_has_no_link() -> None:
    assert link_to(Question("x" * (LINK_CHARACTERS + 1)), PAGE) is None


@pytest.mark.parametrize(
    "parameters", [{}, {"question": ""}, {"question": " \n"}, {"question": "x" * 601}, {"region": "bretagne"}]
)
def test_an_address_without_a_usable_question_proposes_none(parameters: dict[str, str]) -> None:
    assert proposed(parameters, REGIONS) is None


def test_a_region_that_does_not_exist_is_left_out() -> None:
    assert proposed({"question": "Quel montant ?", "region": "<script>"}, REGIONS) == Question("Quel montant ?")


def test_signs_that_cannot_be_seen_are_taken_out() -> None:
    assert proposed({"question": "a\x00b\u202ec\n\n d"}, REGIONS) == Question("a b c d")
