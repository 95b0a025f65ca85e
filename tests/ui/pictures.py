"""The pictures of the guide and of the README, taken from the real pages: `python -m tests.ui.pictures`, after `make index`."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.ui.browsing import DESK, PHONE, choose, chromium, opened, wait_until_drawn
from tests.ui.serving import ROOT, served
from ui import labels
from ui.pages import labels as pages
from ui.pages import labels_comparer, labels_financements, labels_parcours

FOLDER = ROOT / "docs"
SHADES = 96
"""Colours kept: enough for text, and a third of the bytes."""
AMOUNT = "Quel est le montant du FIR starter dans le Grand Est ?"
COMPARISON = "Quelle est la différence entre une ESP, une MSP et une CPTS ?"


def main() -> None:
    """Serve the application on the index of this machine, and take every picture anew."""
    with (
        TemporaryDirectory() as folder,
        served("ui/app.py", Path(folder) / "log", UI_FEEDBACK_FOLDER=folder) as origin,
        chromium() as browser,
    ):
        take_all(browser, origin)


def take_all(browser: Browser, origin: str) -> None:
    """Take the pictures."""
    with shown(browser, origin, DESK) as page:
        ask(page, AMOUNT)
        keep(page, "assistant")
        page.get_by_role("button", name=labels.open_passage(1)).first.click()
        expect(page.locator("mark")).to_be_visible()
        keep(page, "passage")
        page.keyboard.press("Escape")
        page.get_by_role("button", name=labels.REPLY).click()
        expect(page.get_by_role("link", name=labels.OPEN_MAIL)).to_be_visible()
        keep(page, "courriel")
    with shown(browser, origin, PHONE) as page:
        keep(page, "accueil-telephone")
        ask(page, COMPARISON)
        keep(page, "assistant-telephone")
    with shown(browser, f"{origin}/comparer?region=bretagne", DESK) as page:
        expect(page.get_by_text(labels_comparer.CAUTION)).to_be_visible()
        keep(page, "comparer")
    with shown(browser, f"{origin}/financements", DESK) as page:
        expect(page.get_by_text(labels_financements.CHART)).to_be_visible()
        page.get_by_text(labels_financements.CHART).scroll_into_view_if_needed()
        keep(page, "financements")
    with shown(browser, f"{origin}/parcours?region=bretagne", DESK) as page:
        for label, option in ((labels_parcours.STRUCTURE, "MSP"), (labels_parcours.STAGE, "Idée")):
            choose(page, label, option)
        expect(page.get_by_text(labels_parcours.CAUTION)).to_be_visible()
        page.get_by_test_id("stCheckbox").first.locator("label").click()
        keep(page, "parcours")
    with shown(browser, f"{origin}/documents", DESK) as page:
        expect(page.get_by_text(pages.ABOUT_DOCUMENTS[:40])).to_be_visible()
        expect(page.locator(".facts").first).to_be_visible()
        keep(page, "documents")


@contextmanager
def shown(browser: Browser, address: str, size: tuple[int, int]) -> Iterator[Page]:
    """Open an address, and wait for what it lists or asks."""
    with opened(browser, address, size) as watched:
        expect(watched.page.locator("h1").first).to_be_visible()
        expect(watched.page.locator(".facts, .stSelectbox").first).to_be_visible()
        yield watched.page


def ask(page: Page, question: str) -> None:
    """Ask, and wait for what follows the answer."""
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_text(labels.SUGGESTIONS)).to_be_attached()


def keep(page: Page, name: str) -> None:
    """Write what the window shows, once it is still, in few colours."""
    wait_until_drawn(page)
    page.wait_for_timeout(700)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(SHADES, dither=Image.Dither.NONE)
    picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
