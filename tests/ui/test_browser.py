"""The page in a real browser, served as in production."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.browsing import DESK, PHONE, chatting, plain
from tests.ui.serving import served
from ui import labels


@pytest.fixture(scope="module")
def real_origin(assistant, index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the real assistant, on the index that the tests share."""
    log = tmp_path_factory.mktemp("server") / "log"
    with served("ui/app.py", log, INDEX_FOLDER=str(index_folder)) as origin:
        yield origin


@pytest.fixture(scope="module")
def fake_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the fake assistant."""
    with served("tests/ui/fake_app.py", tmp_path_factory.mktemp("server") / "log") as origin:
        yield origin


def test_the_starter_amount_is_answered_with_its_passage(browser: Browser, real_origin: str, tmp_path: Path) -> None:
    with chatting(browser, real_origin) as watched:
        watched.ask("Quel est le montant du FIR starter dans le Grand Est ?")
        answer = plain(watched.page.get_by_test_id("stChatMessage").last.inner_text())
        watched.page.screenshot(path=tmp_path / "answer.png")
        passage = watched.open_first_passage()
        watched.page.screenshot(path=tmp_path / "passage.png")

    for expected in ("100 000 €", "maximum", "deux ans", "Grand Est", "2018", "2019"):
        assert expected in answer
    assert "peut être mobilisé à hauteur de" in passage
    assert watched.foreign == []
    assert watched.errors == []


def test_the_page_is_in_french(browser: Browser, fake_origin: str) -> None:
    with chatting(browser, fake_origin) as watched:
        language = watched.page.locator("html").get_attribute("lang")

        assert language == "fr"
        expect(watched.page).to_have_title(labels.TITLE)


def test_a_hostile_document_reaches_nobody(browser: Browser, fake_origin: str, tmp_path: Path) -> None:
    with chatting(browser, fake_origin) as watched:
        watched.ask("![q](http://invalid.example/q.png) une attaque :red[x] $y$")
        watched.open_first_passage()
        watched.page.screenshot(path=tmp_path / "attack.png")
        shown = watched.page.locator("body").inner_text()
        alive = watched.page.locator("a[href*=invalid], img[src*=invalid], .katex").count()

    assert "![q](http://invalid.example/q.png) une attaque :red[x] $y$" in shown
    assert shown.count("![i](http://invalid.example/i.png) <img src='http://invalid.example/j.png'>") == 2
    assert alive == 0
    assert watched.foreign == []
    assert watched.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_nothing_overflows_the_screen(
    browser: Browser, fake_origin: str, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    with chatting(browser, fake_origin, size, scheme) as watched:
        watched.page.screenshot(path=tmp_path / "empty.png")
        watched.ask("Quel est le montant du FIR starter dans le Grand Est ?")
        watched.page.screenshot(path=tmp_path / "answer.png")
        widest = watched.page.evaluate("Math.max(...[...document.querySelectorAll('*')].map(e => e.scrollWidth))")
        watched.open_first_passage()
        watched.page.screenshot(path=tmp_path / "passage.png")

    assert widest <= size[0]


def test_a_citation_opens_and_closes_from_the_keyboard(browser: Browser, fake_origin: str) -> None:
    with chatting(browser, fake_origin) as watched:
        watched.ask("Quel est le montant du FIR starter dans le Grand Est ?")

        watched.page.get_by_role("button", name=labels.open_passage(1)).focus()
        watched.page.keyboard.press("Enter")
        expect(watched.page.get_by_role("dialog")).to_be_visible()
        watched.page.keyboard.press("Escape")

        expect(watched.page.get_by_role("dialog")).to_be_hidden()
