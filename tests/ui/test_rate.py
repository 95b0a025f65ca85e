"""How many questions a visitor may ask."""

from streamlit.testing.v1 import AppTest

from ui.rate import Allowance


def wait(allowance: Allowance, visitor: str = "a", address: str = "192.0.2.1") -> bool:
    """Ask, and return whether the visitor has to wait."""
    return allowance.wait_s(visitor, address) > 0


def test_a_visitor_who_asks_too_much_has_to_wait_and_others_have_not() -> None:
    allowance = Allowance(per_visitor=2, per_address=100)

    waited = [wait(allowance), wait(allowance), wait(allowance), wait(allowance, visitor="b")]

    assert waited == [False, False, True, False]


def test_the_time_to_wait_is_within_the_minute() -> None:
    allowance = Allowance(per_visitor=1, per_address=100)
    wait(allowance)

    assert 1 <= allowance.wait_s("a", "192.0.2.1") <= 120


def test_a_visitor_who_changes_his_name_meets_the_limit_of_his_address() -> None:
    allowance = Allowance(per_visitor=1, per_address=3)

    waited = [wait(allowance, visitor=str(n)) for n in range(5)]

    assert waited == [False, False, False, True, True]


def test_the_addresses_of_one_subscriber_count_as_one() -> None:
    allowance = Allowance(per_visitor=9, per_address=2)

    waited = [wait(allowance, str(n), f"2001:db8::{n}") for n in range(1, 4)]

    assert waited == [False, False, True]
    assert not wait(allowance, "z", "2001:db8:1::1")


def test_a_question_that_is_declined_counts_nowhere() -> None:
    allowance = Allowance(per_visitor=1, per_address=2)
    for _ in range(5):
        wait(allowance)

    assert not wait(allowance, visitor="b")


def test_the_memory_of_visitors_is_bounded() -> None:
    allowance = Allowance(per_visitor=5, per_address=5, most_visitors=10)

    for n in range(1000):
        wait(allowance, visitor=str(n), address=f"198.51.{n // 250}.{n % 250}")

    assert allowance.counted <= 60


def chat() -> None:
    """Draw the chat on a fake assistant."""
    from tests.ui.fake_assistant import FakeAssistant
    from ui.page import draw_page

    draw_page(FakeAssistant)


def test_the_page_declines_a_question_too_many_and_says_when_to_ask_again(monkeypatch) -> None:
    monkeypatch.setenv("UI_QUESTIONS_PER_MINUTE", "1")
    page = AppTest.from_function(chat, default_timeout=30).run()

    page.chat_input[0].set_value("Quel est le montant du FIR starter ?").run()
    page.chat_input[0].set_value("Et en Bretagne ?").run()

    assert not page.exception
    said = " ".join(element.value for element in page.main if element.type in ("html", "markdown"))
    assert "100\u202f000" in said
    assert "Beaucoup de questions ont été posées en peu de temps. Attendez" in said
