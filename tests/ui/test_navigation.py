"""The menu, and what the addresses lead to, served as in production but without an index."""

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from reportlab.lib.colors import red, white
from reportlab.pdfgen.canvas import Canvas
from starlette.applications import Starlette

from tests.ui.browsing import PHONE, opened
from tests.ui.serving import served, serving
from tests.ui.test_routes import MANIFEST
from ui import labels, navigation
from ui.pages.labels import PAGE_TITLES, STREAMLIT_LABELS
from ui.routes import document_address, routes

TALL = (600, 800)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the application on a machine that has no index: nothing is loaded but the pages."""
    folder = tmp_path_factory.mktemp("server")
    with served("ui/app.py", folder / "log", INDEX_FOLDER=str(folder / "index")) as origin:
        yield origin


def test_the_first_reader_may_come_by_the_address_of_any_page(browser: Browser, origin: str) -> None:
    with opened(browser, f"{origin}/documents") as watched:
        page = watched.page
        expect(page.get_by_role("heading", name="Documents")).to_be_visible()

        expect(page).to_have_title(f"Documents – {labels.TITLE}")
        expect(page.get_by_text(labels.UNAVAILABLE)).to_be_visible()
        assert watched.foreign == []


def test_the_menu_leads_to_every_page_by_its_french_address(browser: Browser, origin: str) -> None:
    with opened(browser, origin) as watched:
        menu = watched.page.get_by_test_id("stTopNavLink")
        expect(menu).to_have_text([PAGE_TITLES[name] for name in navigation.available()])

        addresses = [link.get_attribute("href") for link in menu.all()]

    expected = ["" if name == navigation.HOME else name for name in navigation.available()]
    assert [(address or "").rpartition("/")[2] for address in addresses] == expected


def test_on_a_phone_the_menu_opens_and_closes_under_french_names(browser: Browser, origin: str) -> None:
    with opened(browser, f"{origin}/documents", PHONE) as watched:
        page = watched.page
        page.get_by_role("button", name=STREAMLIT_LABELS["Expand sidebar"]).click()
        links = page.get_by_test_id("stSidebarNavLink")
        expect(links).to_have_count(len(navigation.available()))

        page.get_by_role("button", name=STREAMLIT_LABELS["Collapse sidebar"]).click()

        expect(links.first).not_to_be_in_viewport()


def test_the_state_of_a_server_without_index_is_unavailable(origin: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{origin}/sante")

    assert refused.value.code == 503
    assert json.load(refused.value) == {"status": "unavailable"}


def test_a_pdf_opens_at_the_page_of_its_address(browser: Browser, tmp_path: Path) -> None:
    write_pdf(tmp_path / "guide.pdf")
    manifest = replace(MANIFEST, documents={"guide.pdf": "digest"})

    with (
        serving(Starlette(routes=routes(lambda: manifest, tmp_path))) as address,
        opened(browser, address + document_address("guide.pdf", page=2), TALL) as watched,
    ):
        assert is_red_soon(watched.page)


def write_pdf(path: Path) -> None:
    """Write a PDF of three pages, of which the second is red."""
    canvas = Canvas(str(path))
    for number in (1, 2, 3):
        canvas.setFillColor(red if number == 2 else white)
        canvas.rect(0, 0, 1000, 1000, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()


def is_red_soon(page: Page) -> bool:
    """Whether the middle of the window turns red within ten seconds; the viewer draws at its own pace."""
    for _ in range(20):
        shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
        if shown.getpixel((shown.width * 3 // 4, shown.height // 2)) == (255, 0, 0):
            return True
        page.wait_for_timeout(500)
    return False


def test_every_page_of_the_menu_can_be_drawn() -> None:
    shown = [import_module(f"ui.pages.{name}").show for name in navigation.available()]

    assert all(map(callable, shown))
    assert {"assistant", "documents"} <= set(navigation.available())
