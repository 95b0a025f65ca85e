"""The administrator's way through the pages in a real browser, and the ways that are shut to a reader."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.ui.browsing import DESK, PHONE, SCHEMES, chatting, grave_faults, opened, shot, wait_until_drawn
from tests.ui.reports import write_report
from tests.ui.serving import served
from ui import labels as common
from ui.pages import labels_administration as labels
from ui.pages import labels_suivi, labels_switches, labels_verified
from ui.pages.labels_desk import DESK_TITLES

BUILT_MS = 280_000
SECRET = "the-secret-of-the-proxy"
PROXIED = {"X-Assistant-Secret": SECRET, "X-Forwarded-User": "anne", "X-Forwarded-Roles": "administrateur"}
GUIDE = """Guide des équipes de soins primaires

L’ARS Bretagne finance les équipes de soins primaires à hauteur de 20 000 € maximum, en 2024.
Publié par l’ARS Bretagne, Rennes, le 12 mars 2024.
"""
ENTRY = "title: Maisons de santé\npublisher: ARS Corse\nregion: Corse\ndate: 2023\n"
QUESTION = "Combien une maison de santé peut-elle recevoir pour son installation en Corse ?"
WIDEST = (
    "Math.max(...[...document.querySelectorAll('[data-testid=stMain] *')]"
    ".map(element => element.getBoundingClientRect().right))"
)
CORSE = "Maisons de santé\n\nLa maison de santé peut recevoir jusqu’à 40 000 € pour son installation.\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with one document, its index, and the reports of two evaluations."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "documents").mkdir()
    (folder / "documents" / "corse.txt").write_text(CORSE, encoding="utf-8")
    (folder / "documents" / "corse.yaml").write_text(ENTRY, encoding="utf-8")
    command = [sys.executable, "-m", "index", "--corpus", str(folder / "documents"), "--index", str(folder / "index")]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    for day in (1, 2):
        write_report(folder / "reports", day)
    return folder


@pytest.fixture(scope="module")
def origin(place: Path) -> Iterator[str]:
    """Serve the application behind what would be a proxy."""
    settings = {"UI_AUTH": "proxy", "UI_PROXY_SECRET": SECRET, "ASSISTANT_CORPUS": str(place / "documents")}
    settings |= {"UI_REPORTS_FOLDER": str(place / "reports"), "UI_FEEDBACK_FOLDER": str(place / "kept")}
    settings |= {"UI_KEEP_QUESTIONS": "true", "INDEX_FOLDER": str(place / "index")}
    with served("ui/app.py", place / "log", **settings) as origin:
        yield origin


def test_an_administrator_adds_a_document_builds_the_index_and_takes_it_back(
    browser: Browser, origin: str, place: Path
) -> None:
    with opened(browser, f"{origin}/administration", **PROXIED) as watched:
        page = watched.page
        expect(page.get_by_role("heading", name=labels.TITLE)).to_be_visible()
        page.set_input_files(
            "input[type=file]", {"name": "../../Guide ESP.txt", "mimeType": "text/plain", "buffer": GUIDE.encode()}
        )
        expect(page.get_by_text("Guide ESP.txt").first).to_be_visible()
        page.get_by_role("button", name=labels.READ_FILES).click()
        expect(page.get_by_label("Titre")).to_be_visible()
        shot(page, place, "proposed")
        assert sorted(path.name for path in (place / "documents").iterdir()) == ["corse.txt", "corse.yaml"]

        page.get_by_label("Titre").fill("Guide des ESP de Bretagne")
        page.get_by_role("button", name=labels.CONFIRM).click()
        expect(page.get_by_text(labels.ADDED)).to_be_visible()
        assert "Guide des ESP de Bretagne" in (place / "documents" / "guide-esp.yaml").read_text(encoding="utf-8")

        page.get_by_role("button", name=labels.REBUILD).click()
        expect(page.get_by_text("guide-esp.txt")).to_be_visible(timeout=BUILT_MS)
        page.get_by_role("button", name=labels.READ_REPORT).click()
        expect(page.get_by_text(labels.NOTHING_TO_SAY).or_(page.get_by_text("À compléter")).first).to_be_visible()
        shot(page, place, "built")

        page.get_by_role("button", name=labels.ROLL_BACK).click()
        page.get_by_role("button", name=labels.ROLL_BACK_NOW).click()
        expect(page.get_by_text(labels.ROLLED_BACK)).to_be_visible()
        shot(page, place, "rolled-back")

    journal = (place / "index-state" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(line["by"], line["action"]) for line in map(json.loads, journal)] == [
        ("anne", "upload"),
        ("anne", "add"),
        ("anne", "rebuild"),
        ("anne", "rollback"),
    ]


def test_an_answer_is_served_as_verified_from_its_approval_to_its_withdrawal(browser: Browser, origin: str) -> None:
    assert note_of_answer(browser, origin) == common.AUTOMATIC

    with opened(browser, f"{origin}/verifiees", **PROXIED) as watched:
        page = watched.page
        fill(page, "verifiees").click()
        expect(page.get_by_text(labels_verified.APPROVAL_DONE)).to_be_visible()
        expect(page.get_by_text(labels_verified.SERVED, exact=True)).to_be_visible()
        assert note_of_answer(browser, origin) == common.VERIFIED

        page.get_by_role("button", name=labels_verified.WITHDRAW).click()
        expect(page.get_by_text(labels_verified.WITHDRAWN)).to_be_visible()
        expect(page.get_by_text(labels_verified.NONE_APPROVED)).to_be_visible()
    assert note_of_answer(browser, origin) == common.AUTOMATIC


def note_of_answer(browser: Browser, origin: str) -> str:
    """Have a reader ask QUESTION, and return what the chat says of the answer, which must be the document's."""
    with chatting(browser, origin) as watched:
        watched.ask(QUESTION)
        said = watched.page.get_by_test_id("stChatMessage").last
        expect(said.locator(".answer")).to_contain_text("40\u00a0000\u00a0€")
        return said.locator(".note").first.inner_text()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {name: value for name, value in PROXIED.items() if name != "X-Assistant-Secret"},
        {**PROXIED, "X-Assistant-Secret": "a guess of the visitor"},
        {"Cookie": "_streamlit_user=administrateur; roles=administrateur"},
        {**PROXIED, "X-Forwarded-Roles": "lecteur"},
    ],
)
@pytest.mark.parametrize("address", ["administration", "verifiees", "suivi"])
def test_a_reader_finds_no_page_of_others_by_its_address(browser: Browser, origin: str, address: str, headers) -> None:
    with opened(browser, f"{origin}/{address}", **headers) as watched:
        page = watched.page
        expect(page.get_by_test_id("stTopNavLink").first).to_be_visible()
        expect(page.get_by_role("heading", name=common.TITLE)).to_be_visible()

        menu = page.get_by_test_id("stTopNavLink").all_inner_texts()
        assert not set(DESK_TITLES.values()) & set(menu)
        expect(page.get_by_role("heading", name=DESK_TITLES[address])).to_have_count(0)


def test_a_reader_sends_no_file(browser: Browser, origin: str) -> None:
    with opened(browser, origin) as watched:
        page = watched.page
        expect(page.get_by_role("heading", name=common.TITLE)).to_be_visible()

        status = page.evaluate(
            """async () => {
                const xsrf = document.cookie.match(/_streamlit_xsrf=([^;]+)/)?.[1] ?? "";
                const body = new FormData();
                body.append("file", new Blob(["x"]), "x.txt");
                const headers = {"X-Xsrftoken": xsrf};
                const sent = await fetch("/_stcore/upload_file/any/one", {method: "PUT", body, headers});
                return sent.status;
            }"""
        )

    assert status == 403


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("address", ["administration", "documents", "verifiees", "suivi"])
def test_the_pages_of_administrators_bar_nobody_and_overflow_no_screen(
    browser: Browser, origin: str, place: Path, address: str, size: tuple[int, int]
) -> None:
    with opened(browser, f"{origin}/{address}", size, **PROXIED) as watched:
        page = watched.page
        main = fill(page, address)
        wait_until_drawn(page)

        main.click(trial=True)
        faults = {}
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(150)
            shot(page, place, f"{address}-{size[0]}-{scheme}")
            faults[scheme] = grave_faults(page)
        assert {scheme: found for scheme, found in faults.items() if found} == {}
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate(WIDEST) <= size[0]
        if address == "administration":
            page.get_by_role("button", name=labels.DISCARD).click()
            expect(page.get_by_text(labels.DISCARDED)).to_be_visible()


def fill(page: Page, address: str) -> Locator:
    """Have a page show all that it may, and return its main button."""
    if address == "administration":
        page.set_input_files(
            "input[type=file]", {"name": "Guide.txt", "mimeType": "text/plain", "buffer": GUIDE.encode()}
        )
        page.get_by_role("button", name=labels.READ_FILES).click()
        return page.get_by_role("button", name=labels.CONFIRM)
    if address == "documents":
        page.get_by_role("button", name=labels_switches.SWITCH_OFF).first.click()
        return page.get_by_role("button", name=labels_switches.SWITCH_OFF_NOW)
    if address == "verifiees":
        page.get_by_label(labels_verified.QUESTION).fill(QUESTION)
        page.get_by_role("button", name=labels_verified.FIND).click()
        return page.get_by_role("button", name=labels_verified.APPROVE)
    return page.get_by_role("button", name=labels_suivi.ERASE)
