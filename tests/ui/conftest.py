"""What the tests of the pages share: a reader who has asked nothing yet, and one Chromium a file."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.ui.browsing import CHROMIUM, PHONE, Watched, chromium, window
from tests.ui.serving import served
from ui.rate import reader_allowance


@pytest.fixture(autouse=True)
def _nothing_asked_yet():
    """Forget the questions counted: all the sessions of AppTest are one visitor."""
    reader_allowance.cache_clear()


# A file, not a session: while Playwright runs, no other test can run a loop of events.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests of a file."""
    if CHROMIUM is None and "CI" not in os.environ:
        pytest.skip("chromium is not installed")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def pages_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve every page on the hostile document."""
    with served("tests/ui/fake_pages_app.py", tmp_path_factory.mktemp("server") / "log") as origin:
        yield origin


@pytest.fixture
def watched(browser: Browser, pages_origin: str) -> Iterator[Watched]:
    """Give a page of its own, watched, with the tabs that it opens."""
    with window(browser, pages_origin, PHONE) as watched:
        yield watched


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
