"""The page in a real browser, served as in production."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from ui import labels

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
START_S = 120
ANSWER_MS = 60_000
PHONE, DESK = (375, 740), (1280, 860)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and "CI" not in os.environ, reason="chromium is not installed"),
]


@dataclass(slots=True)
class Watched:
    """A page, and what it did that it must not do."""

    page: Page
    origin: str
    foreign: list[str] = field(default_factory=list)
    """Addresses asked of another host."""
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note every request, WebSocket and console error from now on."""
        self.page.on("request", lambda request: self.note_address(request.url))
        self.page.on("websocket", lambda websocket: self.note_address(websocket.url.replace("ws:", "http:", 1)))
        self.page.on("console", lambda message: self.note_console(message))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def note_address(self, url: str) -> None:
        """Keep an address of another host."""
        if not url.startswith((self.origin, "data:", "blob:")):
            self.foreign.append(url)

    def note_console(self, message: ConsoleMessage) -> None:
        """Keep an error of the console."""
        if message.type == "error":
            self.errors.append(message.text)

    def ask(self, text: str) -> None:
        """Type a question and wait for its first source."""
        self.page.get_by_test_id("stChatInputTextArea").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("button", name=labels.open_passage(1)).last).to_be_visible(timeout=ANSWER_MS)

    def open_first_passage(self) -> str:
        """Open the passage of the last answer's first citation, and return what it shows."""
        self.page.get_by_role("button", name=labels.open_passage(1)).last.click()
        passage = self.page.get_by_role("dialog").locator(".passage")
        expect(passage).to_be_visible()
        return plain(self.page.get_by_role("dialog").inner_text())


def plain(text: str) -> str:
    """Return text with every white space, no-break ones too, made a plain space."""
    return " ".join(text.split())


@contextmanager
def served(script: str, log: Path, **settings: str) -> Iterator[str]:
    """Serve a script under environment settings, and yield its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    origin = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env={**os.environ, **settings})
        try:
            wait_for(f"{origin}/_stcore/health", server, log)
            yield origin
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, TimeoutError):
            time.sleep(0.25)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


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


@contextmanager
def opened(browser: Browser, origin: str, size: tuple[int, int] = DESK, scheme: str = "light") -> Iterator[Watched]:
    """Open the page and wait until a question can be typed."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce"
    )
    with context:
        watched = Watched(context.new_page(), origin)
        watched.watch()
        watched.page.goto(origin)
        expect(watched.page.get_by_test_id("stChatInputTextArea")).to_be_visible(timeout=START_S * 1000)
        yield watched


def test_the_starter_amount_is_answered_with_its_passage(browser: Browser, real_origin: str, tmp_path: Path) -> None:
    with opened(browser, real_origin) as watched:
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
    with opened(browser, fake_origin) as watched:
        language = watched.page.locator("html").get_attribute("lang")

        assert language == "fr"
        expect(watched.page).to_have_title(labels.TITLE)


def test_a_hostile_document_reaches_nobody(browser: Browser, fake_origin: str, tmp_path: Path) -> None:
    with opened(browser, fake_origin) as watched:
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
    with opened(browser, fake_origin, size, scheme) as watched:
        watched.page.screenshot(path=tmp_path / "empty.png")
        watched.ask("Quel est le montant du FIR starter dans le Grand Est ?")
        watched.page.screenshot(path=tmp_path / "answer.png")
        widest = watched.page.evaluate("Math.max(...[...document.querySelectorAll('*')].map(e => e.scrollWidth))")
        watched.open_first_passage()
        watched.page.screenshot(path=tmp_path / "passage.png")

    assert widest <= size[0]


def test_a_citation_opens_and_closes_from_the_keyboard(browser: Browser, fake_origin: str) -> None:
    with opened(browser, fake_origin) as watched:
        watched.ask("Quel est le montant du FIR starter dans le Grand Est ?")

        watched.page.get_by_role("button", name=labels.open_passage(1)).focus()
        watched.page.keyboard.press("Enter")
        expect(watched.page.get_by_role("dialog")).to_be_visible()
        watched.page.keyboard.press("Escape")

        expect(watched.page.get_by_role("dialog")).to_be_hidden()
