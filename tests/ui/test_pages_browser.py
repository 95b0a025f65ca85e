"""Every page in a real browser, at phone and desk width, in light and dark: accessible, and deaf to a hostile document."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.browsing import DESK, PHONE, SCHEMES, Watched, grave_faults, plain, wait_until_drawn
from tests.ui.fake_assistant import HOSTILE_TEXT
from tests.ui.filling import QUOTING, fill
from ui import labels
from ui.pages import labels as pages
from ui.pages.labels_legal import LEGAL_TITLES
from ui.routes import document_address

ALIVE = "a[href*='invalid'], a[href^='javascript'], img[src*='invalid'], .katex, [onload], [onerror]"
PROBED = "404"
"""Streamlit looks for its own routes under the address of each page first."""


def open_passage(page: Page, name: str) -> None:
    """Open the drawer of the first passage."""
    label = pages.read_passages(3) if name == "documents" else labels.open_passage(1)
    page.get_by_role("button", name=label, exact=True).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    wait_until_drawn(page)


@pytest.mark.parametrize("name", [*QUOTING, *LEGAL_TITLES])
def test_no_page_has_a_grave_fault_of_accessibility(watched: Watched, name: str) -> None:
    page = watched.page
    fill(watched, name)
    faults = {}

    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(150)
            faults[width, scheme] = grave_faults(page)
    if name in QUOTING:
        open_passage(page, name)
        faults["drawer"] = grave_faults(page)

    assert {where: found for where, found in faults.items() if found} == {}


@pytest.mark.parametrize("name", QUOTING)
def test_a_hostile_document_is_inert_on_every_page(watched: Watched, name: str) -> None:
    fill(watched, name)

    open_passage(watched.page, name)

    shown = plain(watched.page.locator("body").inner_text())
    assert plain(HOSTILE_TEXT) in shown
    assert f"Titre {plain(HOSTILE_TEXT)}" in shown
    assert watched.page.locator(ALIVE).count() == 0
    assert watched.foreign == []
    assert [error for error in watched.errors if PROBED not in error] == []


def test_a_hostile_original_is_read_as_text_and_asks_for_nothing(watched: Watched) -> None:
    watched.page.goto(watched.origin + document_address("hostile.txt"))

    assert plain(HOSTILE_TEXT) in plain(watched.page.locator("body").inner_text())
    assert watched.page.locator(ALIVE).count() == 0
    assert watched.foreign == []


def test_a_hostile_web_page_is_never_opened_here(watched: Watched) -> None:
    watched.page.goto(watched.origin)
    with watched.page.expect_download() as download:
        watched.page.evaluate(f"location.href = '{document_address('hostile.html')}'")

    assert download.value.suggested_filename == "hostile.html"
    assert watched.foreign == []
