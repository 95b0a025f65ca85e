"""A real Chromium for the tests of the pages: windows of a phone and of a desk, what they do, what axe finds in them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from ui import labels

CHROMIUM = shutil.which("chromium")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WAIT_MS = 120_000
"""Time for what is expected to show: a busy machine is slow to load the model."""
PHONE, DESK = (375, 740), (1280, 860)
SCHEMES = ("light", "dark")
GRAVE = ("serious", "critical")


@dataclass(slots=True)
class Watched:
    """A page, and what it did that it must not do."""

    page: Page
    origin: str
    foreign: list[str] = field(default_factory=list)
    """Addresses asked of another host, by the page or by a tab that it opened."""
    errors: list[str] = field(default_factory=list)
    """Errors of the console, and what dialogs said."""

    def watch(self) -> None:
        """Note what the page does from now on."""
        self.page.context.on("request", lambda request: self.note_address(request.url))
        self.page.on("websocket", lambda websocket: self.note_address(websocket.url.replace("ws:", "http:", 1)))
        self.page.on("console", lambda message: self.note_console(message))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

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
        expect(self.page.get_by_role("button", name=labels.open_passage(1)).last).to_be_visible()

    def open_first_passage(self) -> str:
        """Open the passage of the last answer's first citation, and return what it shows."""
        self.page.get_by_role("button", name=labels.open_passage(1)).last.click()
        expect(self.page.get_by_role("dialog").locator(".passage")).to_be_visible()
        return plain(self.page.get_by_role("dialog").inner_text())


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium, and have every expectation wait as long as a busy machine needs."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@contextmanager
def window(
    browser: Browser, origin: str, size: tuple[int, int] = DESK, scheme: str = "light", **headers: str
) -> Iterator[Watched]:
    """Open a window of a visitor of his own on nothing yet; it may send headers, as a proxy does."""
    width, height = size
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        locale="fr-FR",
        reduced_motion="reduce",
        extra_http_headers=headers,
    ) as context:
        context.set_default_timeout(WAIT_MS)
        watched = Watched(context.new_page(), origin)
        watched.watch()
        yield watched


@contextmanager
def opened(
    browser: Browser, address: str, size: tuple[int, int] = DESK, scheme: str = "light", **headers: str
) -> Iterator[Watched]:
    """Open an address in a window."""
    place = urlsplit(address)
    with window(browser, f"{place.scheme}://{place.netloc}", size, scheme, **headers) as watched:
        watched.page.goto(address)
        yield watched


@contextmanager
def chatting(
    browser: Browser, address: str, size: tuple[int, int] = DESK, scheme: str = "light", **headers: str
) -> Iterator[Watched]:
    """Open an address where a question can be typed, and wait until it can."""
    with opened(browser, address, size, scheme, **headers) as watched:
        expect(watched.page.get_by_test_id("stChatInputTextArea")).to_be_visible()
        yield watched


def wait_until_drawn(page: Page) -> None:
    """Wait for the end of the run."""
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()


def grave_faults(page: Page) -> list[str]:
    """Return what axe finds grave on a page."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {[node['html'][:200] for node in fault['nodes']][:3]}"
        for fault in violations
        if fault["impact"] in GRAVE
    ]


def plain(text: str) -> str:
    """Return text with every white space, no-break ones too, made a plain space."""
    return " ".join(text.split())


def shot(page: Page, folder: Path, name: str) -> None:
    """Keep a picture of a whole page to be looked at, in the folder SHOTS where it is set."""
    page.screenshot(path=Path(os.environ.get("SHOTS", folder)) / f"{name}.png", full_page=True)
