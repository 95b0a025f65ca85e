"""The pages of readers on the hostile document, each opened and made to show all that it has."""

from playwright.sync_api import expect

from tests.ui.browsing import Watched, choose, wait_until_drawn
from tests.ui.fake_assistant import HOSTILE_TEXT
from ui.pages import labels_comparer, labels_parcours
from ui.pages.labels import PAGE_TITLES

QUESTION = f"Une attaque ? {HOSTILE_TEXT}"
CHOSEN = "?region=bretagne"
QUOTING = tuple(PAGE_TITLES)


def fill(watched: Watched, name: str) -> None:
    """Open a page, and have it show the document."""
    page = watched.page
    address = "" if name == "assistant" else name
    page.goto(f"{watched.origin}/{address}{CHOSEN if name in QUOTING[1:4] else ''}")
    expect(page.locator("h1").first).to_be_visible()
    if name == "assistant":
        watched.ask(QUESTION)
    elif name == "comparer":
        expect(page.get_by_text(labels_comparer.CAUTION)).to_be_visible()
    elif name == "financements":
        expect(page.locator("canvas, .vega-embed svg").first).to_be_visible()
    elif name == "parcours":
        choose(page, labels_parcours.STRUCTURE, "MSP")
        choose(page, labels_parcours.STAGE, "Projet en rédaction")
        expect(page.get_by_text(labels_parcours.CAUTION)).to_be_visible()
    elif name == "documents":
        expect(page.locator(".facts").first).to_be_visible()
    wait_until_drawn(page)
