"""The administrator's way through the pages in a real browser, and the ways that are shut to a reader."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.browsing import DESK, PHONE, SCHEMES, grave_faults, opened, shot
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


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("address", ["administration", "documents", "verifiees", "suivi"])
def test_the_pages_of_administrators_bar_nobody_and_overflow_no_screen(
    browser: Browser, origin: str, place: Path, address: str, size: tuple[int, int], scheme: str
) -> None:
    with opened(browser, f"{origin}/{address}", size, scheme, **PROXIED) as watched:
        page = watched.page
        shown = {
            "administration": labels.READ_REPORT,
            "documents": labels_switches.SWITCH_OFF,
            "verifiees": labels_verified.FIND,
            "suivi": labels_suivi.ERASE,
        }
        expect(page.get_by_role("button", name=shown[address]).first).to_be_visible()
        shot(page, place, f"{address}-{size[0]}-{scheme}")

        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('[data-testid=stMain] *')]"
            ".map(element => element.getBoundingClientRect().right))"
        )
        assert grave_faults(page) == []
        assert widest <= size[0]
