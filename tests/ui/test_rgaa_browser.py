"""What a program can check of the RGAA 4.1 on the pages of readers, beyond axe: criterion by criterion, in a real browser."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.browsing import DESK, Watched, chatting, wait_until_drawn, window
from tests.ui.fake_desk import SLOW_S
from tests.ui.filling import QUOTING, fill
from tests.ui.serving import served
from ui import labels
from ui.pages.labels import STREAMLIT_LABELS
from ui.pages.labels_legal import LEGAL_TITLES

READ = [*QUOTING, *LEGAL_TITLES]
ZOOMED, NARROW = (DESK[0] // 2, DESK[1] // 2), (320, 640)
"""What is left of a desk's window at 200 %, and the narrowest window that must not scroll sideways."""
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
LONGEST_WALK = 80

HEADINGS = (
    "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(e => e.checkVisibility()).map(e => +e.tagName[1])"
)
INTERACTIVE = "a[href], button, input, textarea, select, [tabindex='0']"
NAMES = """
[...document.querySelectorAll('a[href], button, input, textarea, select, [role=dialog], nav')]
  .filter(e => e.checkVisibility() && !e.closest('[aria-hidden=true]') && e.type !== 'file')
  .map(e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || '').trim())
"""
LOOK = """
const look = (e) => {
  const styles = [];
  for (; e && styles.length < 8; e = e.parentElement) {
    const { outline, boxShadow, borderColor, backgroundColor, clipPath, transform } = getComputedStyle(e);
    styles.push([outline, boxShadow, borderColor, backgroundColor, clipPath, transform].join());
  }
  return styles.join("|");
};
const named = (e) => e.getAttribute("aria-label") || e.innerText.slice(0, 60) || e.tagName;
"""
FOCUSED = f"""
() => {{
  {LOOK}
  const at = document.activeElement;
  if (!at || at === document.body) return "";
  at.dataset.reached = look(at);
  return named(at);
}}
"""
UNSHOWN = f"""
() => {{
  {LOOK}
  return [...document.querySelectorAll("[data-reached]")].filter(e => look(e) === e.dataset.reached).map(named);
}}
"""
MISSED = f"""
[...document.querySelectorAll("{INTERACTIVE}")]
  .filter(e => e.checkVisibility({{ visibilityProperty: true, opacityProperty: true }}) && e.tabIndex >= 0 && !e.disabled)
  .filter(e => !e.dataset.reached && !e.closest("[aria-hidden=true], [inert]"))
  .filter(e => !e.closest("[role=radiogroup]")?.querySelector("[data-reached]"))
  .map(e => e.getAttribute("aria-label") || e.innerText.slice(0, 60) || e.outerHTML.slice(0, 120))
"""
ENDLESS = """
document.getAnimations().filter(a => a.playState === "running" && a.effect.getComputedTiming().endTime > 5000)
  .map(a => a.animationName)
"""


@pytest.fixture
def desk(browser: Browser, pages_origin: str) -> Iterator[Watched]:
    """Give a window of a desk on the pages of the hostile document."""
    with window(browser, pages_origin) as watched:
        yield watched


@pytest.fixture(scope="module")
def desk_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the assistant of the front desk, which takes its time when asked to."""
    with served("tests/ui/fake_desk_app.py", tmp_path_factory.mktemp("server") / "log") as origin:
        yield origin


def walk(page: Page) -> None:
    """Go through a page with the key Tab, from its first link until it is left, noting how each stop looks."""
    page.get_by_test_id("stSkipToContent").focus()
    # The browser shows the focus of whoever uses the keyboard, and the mouse was used last.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    stops = []
    while stop := still(page).evaluate(FOCUSED):
        stops.append(stop)
        assert len(stops) < LONGEST_WALK, f"the keyboard is trapped: {stops[-3:]}"
        page.keyboard.press("Tab")


def still(page: Page) -> Page:
    """Return the page once what follows a key is drawn."""
    page.wait_for_timeout(250)
    return page


@pytest.mark.parametrize("name", READ)
def test_a_page_has_its_language_its_title_ordered_headings_and_french_names(desk: Watched, name: str) -> None:
    fill(desk, name)

    headings, names = desk.page.evaluate(HEADINGS), desk.page.evaluate(NAMES)
    assert desk.page.locator("html").get_attribute("lang") == "fr"
    assert desk.page.title().strip()
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert all(names)
    assert set(names) & set(STREAMLIT_LABELS) == set()
    expect(desk.page.locator("main")).to_have_count(1)
    expect(desk.page.locator("nav")).to_have_count(1)


@pytest.mark.parametrize("name", READ)
def test_the_keyboard_reaches_everything_shows_where_it_is_and_leaves_the_page(desk: Watched, name: str) -> None:
    fill(desk, name)

    walk(desk.page)

    assert still(desk.page).evaluate(UNSHOWN) == []
    assert desk.page.evaluate(MISSED) == []


@pytest.mark.parametrize("name", READ)
def test_nothing_is_cut_at_200_percent_in_a_narrow_window_or_with_spaced_text(desk: Watched, name: str) -> None:
    fill(desk, name)
    page = desk.page

    widths = {}
    for width, height in (ZOOMED, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
        if name == "assistant":
            expect(page.get_by_test_id("stChatInputTextArea")).to_be_in_viewport(ratio=0.9)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.evaluate(
        "css => document.head.append(Object.assign(document.createElement('style'), {textContent: css}))", SPACED
    )
    page.wait_for_timeout(300)
    widths[DESK[0]] = page.evaluate("document.documentElement.scrollWidth")

    assert [(window, wide) for window, wide in widths.items() if wide > window] == []


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(desk: Watched) -> None:
    fill(desk, "documents")
    page = desk.page
    page.evaluate("document.activeElement.blur()")

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")

    assert first == STREAMLIT_LABELS["Skip to main content"]
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_a_question_is_asked_and_its_source_opened_and_closed_with_the_keyboard_alone(
    browser: Browser, desk_origin: str
) -> None:
    with chatting(browser, desk_origin) as watched:
        page = watched.page
        wait_until_drawn(page)
        go_to(page, labels.PLACEHOLDER)
        page.keyboard.type("Quel montant ?")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=labels.open_passage(1)).last).to_be_visible()
        wait_until_drawn(page)

        go_to(page, labels.open_passage(1))
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".passage")).to_be_visible()
        for _ in range(5):
            page.keyboard.press("Tab")
            assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
        page.keyboard.press("Escape")

        expect(dialog).to_be_hidden()
        expect(page.get_by_role("button", name=labels.open_passage(1)).last).to_be_focused()


def go_to(page: Page, name: str) -> None:
    """Press Tab until what is called `name` has the focus."""
    for _ in range(2 * LONGEST_WALK):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(e => e.getAttribute('aria-label') || e.placeholder || e.innerText)(document.activeElement)"
        )
        if at == name:
            return
    pytest.fail(f"the keyboard does not reach {name}")


def test_nothing_moves_without_end_for_whoever_asked_for_less_motion(browser: Browser, desk_origin: str) -> None:
    with chatting(browser, desk_origin) as watched:
        page = watched.page
        page.get_by_test_id("stChatInputTextArea").fill("Quel montant, lentement ?")
        page.keyboard.press("Enter")
        expect(page.get_by_text(labels.SEARCHING)).to_be_visible()
        page.wait_for_timeout(SLOW_S * 250)

        moving = page.evaluate(ENDLESS)
        page.emulate_media(reduced_motion="no-preference")
        moving_otherwise = page.evaluate(ENDLESS)

    assert moving == []
    assert moving_otherwise
