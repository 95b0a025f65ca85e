"""What only a browser shows of the chat: its address, its reloads, its tables, what it hands over."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.browsing import DESK, PHONE, chatting, plain
from tests.ui.fake_desk import SLOW_S
from tests.ui.serving import served
from ui import labels
from ui.pages.labels import STREAMLIT_LABELS

AMOUNT = "Quel est le montant du FIR starter dans le Grand Est ?"
COMPARISON = "Quelle est la différence entre une ESP, une MSP et une CPTS ?"


@pytest.fixture(scope="module")
def opinions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("opinions")


@pytest.fixture(scope="module")
def desk_origin(tmp_path_factory: pytest.TempPathFactory, opinions: Path) -> Iterator[str]:
    """Serve the assistant of the front desk, which keeps opinions."""
    log = tmp_path_factory.mktemp("server") / "log"
    with served("tests/ui/fake_desk_app.py", log, UI_FEEDBACK_FOLDER=str(opinions)) as origin:
        yield origin


def click(page: Page, label: str) -> None:
    """Press the last button with this label."""
    page.get_by_role("button", name=label).last.click()


def test_a_reload_loses_nothing_that_was_shown(browser: Browser, desk_origin: str) -> None:
    with chatting(browser, desk_origin) as watched:
        watched.ask(AMOUNT)

        watched.page.reload()

        answer = watched.page.locator(".answer")
        expect(answer).to_contain_text("deux ans")
        assert AMOUNT in plain(watched.page.locator(".typed").first.inner_text())
        assert watched.foreign == watched.errors == []


def test_a_closed_tab_is_found_again_by_its_browser_and_by_no_other(
    browser: Browser,
    desk_origin: str,
) -> None:
    with chatting(browser, desk_origin) as watched:
        watched.ask(AMOUNT)
        address = watched.page.url
        watched.page.close()
        again = watched.page.context.new_page()
        again.goto(address)
        expect(again.locator(".answer")).to_be_visible()
    with chatting(browser, desk_origin) as other:
        other.page.goto(address)
        expect(other.page.get_by_role("button", name=labels.EXAMPLE_QUESTIONS[0])).to_be_visible()
        assert other.page.locator(".answer").count() == 0


def test_a_reload_and_a_click_during_an_answer_lose_nothing(browser: Browser, desk_origin: str) -> None:
    with chatting(browser, desk_origin) as watched:
        watched.ask(COMPARISON)
        watched.page.get_by_test_id("stChatInputTextArea").fill("Quel montant, lentement ?")
        watched.page.keyboard.press("Enter")
        expect(watched.page.locator(".typed").nth(1)).to_be_visible()

        watched.page.reload()

        expect(watched.page.locator(".typed").nth(1)).to_be_visible()
        expect(watched.page.locator(".answer").first).to_contain_text("CPTS")
        watched.page.get_by_role("button", name=labels.open_passage(1)).first.click()
        expect(watched.page.get_by_role("dialog")).to_be_visible()
        watched.page.keyboard.press("Escape")
        expect(watched.page.locator(".answer").nth(1)).to_contain_text("deux ans", timeout=SLOW_S * 4000)


def test_a_search_is_stopped_and_taken_up_again(browser: Browser, desk_origin: str, tmp_path: Path) -> None:
    with chatting(browser, desk_origin) as watched:
        page = watched.page
        watched.ask(COMPARISON)
        page.get_by_test_id("stChatInputTextArea").fill("Quel montant, lentement ?")
        page.keyboard.press("Enter")
        page.get_by_role("button", name=STREAMLIT_LABELS["Stop script"]).click()

        expect(page.get_by_text(labels.STOPPED)).to_be_visible()
        expect(page.get_by_text(labels.SEARCHING)).to_be_hidden()
        page.screenshot(path=tmp_path / "stopped.png")
        expect(page.locator(".answer").first).to_contain_text("CPTS")
        click(page, labels.RESUME)
        expect(page.locator(".answer").nth(1)).to_contain_text("deux ans", timeout=SLOW_S * 4000)
        expect(page.get_by_text(labels.STOPPED)).to_be_hidden()
        assert watched.errors == []


def test_an_answer_is_announced_and_read_from_its_first_word(browser: Browser, desk_origin: str) -> None:
    with chatting(browser, desk_origin, PHONE) as watched:
        region = watched.page.locator("#annonces")
        assert (region.get_attribute("role"), region.get_attribute("aria-live")) == ("status", "polite")
        watched.page.get_by_test_id("stChatInputTextArea").fill("Quel montant, lentement ?")
        watched.page.keyboard.press("Enter")
        expect(region).to_have_text(labels.SEARCH_ANNOUNCED)
        expect(region).to_have_text(labels.ready_announced(2), timeout=SLOW_S * 4000)
        expect(watched.page.get_by_text(labels.SUGGESTIONS)).to_be_attached()

        expect(watched.page.locator(".typed").last).to_be_in_viewport()
        expect(watched.page.locator(".answer p").first).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_comparison_fits_the_screen_and_its_citations_open(
    browser: Browser,
    desk_origin: str,
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    with chatting(browser, desk_origin, size) as watched:
        watched.ask(COMPARISON)
        expect(watched.page.get_by_role("button", name=labels.REPLY)).to_be_visible()
        watched.page.screenshot(path=tmp_path / "comparison.png")
        page_width = watched.page.evaluate("document.documentElement.scrollWidth")
        assert watched.page.locator(".answer table").get_attribute("tabindex") == "0"
        words = watched.page.locator(".answer td:last-child").first.bounding_box()
        passage = watched.open_first_passage()

    assert page_width <= size[0]
    assert words["width"] >= 150
    assert "Une ESP est un mode d’organisation" in passage


def test_what_is_taken_away_is_whole(browser: Browser, desk_origin: str, tmp_path: Path) -> None:
    with chatting(browser, desk_origin) as watched:
        watched.ask(AMOUNT)
        with watched.page.expect_download() as download:
            click(watched.page, labels.EXPORT)
        click(watched.page, labels.LINK)
        shown = watched.page.get_by_role("dialog").get_by_role("textbox")
        expect(shown).not_to_have_value("")
        link = shown.input_value()
        watched.page.screenshot(path=tmp_path / "link.png")
        watched.page.goto(link)
        expect(watched.page.get_by_role("button", name=labels.ASK_PROPOSED)).to_be_visible()
        watched.page.screenshot(path=tmp_path / "proposed.png")

        assert download.value.suggested_filename == labels.EXPORT_FILE
        assert download.value.path().read_bytes().startswith(b"PK")
        assert watched.page.locator(".answer").count() == 0
        click(watched.page, labels.ASK_PROPOSED)
        expect(watched.page.locator(".answer")).to_contain_text("deux ans")
        assert "question=" not in watched.page.url
        assert watched.foreign == watched.errors == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_reply_opens_on_any_screen(
    browser: Browser,
    desk_origin: str,
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    with chatting(browser, desk_origin, size) as watched:
        watched.ask(AMOUNT)
        expect(watched.page.get_by_text(labels.SUGGESTIONS)).to_be_visible()
        watched.page.screenshot(path=tmp_path / "answer.png")
        click(watched.page, labels.REPLY)
        expect(watched.page.get_by_role("link", name=labels.OPEN_MAIL)).to_be_visible()
        watched.page.screenshot(path=tmp_path / "reply.png")
        body = watched.page.get_by_role("dialog").get_by_role("textbox").last.input_value()

    assert labels.MAIL_CAUTION in body
    assert watched.errors == []


def test_an_opinion_is_given_in_two_clicks(browser: Browser, desk_origin: str, opinions: Path, tmp_path: Path) -> None:
    with chatting(browser, desk_origin, PHONE) as watched:
        watched.ask(AMOUNT)
        watched.page.get_by_text(labels.NO, exact=True).click()
        amount = watched.page.get_by_text(labels.REASONS["amount"], exact=True)
        expect(amount).to_be_visible()
        watched.page.screenshot(path=tmp_path / "opinion.png")
        amount.click()
        expect(watched.page.get_by_text(labels.THANKS)).to_be_visible()

    (file,) = opinions.iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["reason"] == "amount"


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_message_held_back_says_what_to_do(
    browser: Browser,
    desk_origin: str,
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    with chatting(browser, desk_origin, size) as watched:
        watched.page.get_by_test_id("stChatInputTextArea").fill("Ma patiente de 82 ans, quel montant ?")
        watched.page.keyboard.press("Enter")
        expect(watched.page.get_by_role("button", name=labels.CONFIRM)).to_be_visible()
        watched.page.screenshot(path=tmp_path / "held.png")
        click(watched.page, labels.WITHDRAW)

        expect(watched.page.get_by_role("button", name=labels.EXAMPLE_QUESTIONS[0])).to_be_visible()
