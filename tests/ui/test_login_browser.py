"""Signing in and out with a real OpenID provider on this machine, over HTTP, in a real browser."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from tests.ui.browsing import opened
from tests.ui.serving import free_port, served
from ui import labels as common
from ui.pages import labels_desk as labels
from ui.pages import labels_legal
from ui.pages.labels import PAGE_TITLES
from ui.pages.labels_desk import DESK_TITLES

PEOPLE = {"lise": "lecteur", "paul": "agent", "anne": "administrateur"}
"""Who the provider knows, with the role that it gives in the claim `roles`."""
MENUS = {
    "lise": {"connexion"},
    "paul": {"connexion", "suivi"},
    "anne": {"connexion", "suivi", "verifiees", "administration"},
}
SIGNED_OUT = {"connexion"}
COOKIE_SECRET = "a-secret-for-cookies-that-is-long-enough"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Serve an OpenID provider that knows PEOPLE, and yield its address."""
    people = [User(sub=name, claims={"name": name.capitalize(), "roles": [role]}) for name, role in PEOPLE.items()]
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with run_server_in_thread(user_claims=people, access_token_max_age=timedelta(hours=1)) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def origin(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the application without an index, set up as docs/roles.md says."""
    folder, port = tmp_path_factory.mktemp("login"), free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{COOKIE_SECRET}"\n'
        'client_id = "assistant"\n'
        'client_secret = "known to both"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    settings = {"UI_AUTH": "oidc", "STREAMLIT_SECRETS_FILES": str(secrets), "INDEX_FOLDER": str(folder / "index")}
    with served("ui/app.py", folder / "log", port, **settings) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """Give a window on the page to sign in; what the provider's pages ask of other machines is refused."""
    with opened(browser, f"{origin}/connexion") as watched:
        watched.page.context.route("**://cdn.*/**", lambda route: route.abort())
        yield watched.page


def sign_in(page: Page, name: str) -> None:
    """Sign in at the provider, and wait for the way back."""
    page.get_by_role("button", name=labels.SIGN_IN).click()
    page.wait_for_url("**/oauth2/authorize?**")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=common.TITLE)).to_be_visible()


def menu(page: Page) -> set[str]:
    """Return the pages that the menu offers beside those of everybody, by module."""
    expect(page.get_by_test_id("stTopNavLink").first).to_be_visible()
    shown = set(page.get_by_test_id("stTopNavLink").all_inner_texts())
    assert set(PAGE_TITLES.values()) <= shown
    return {name for name, title in DESK_TITLES.items() if title in shown}


@pytest.mark.parametrize("name", PEOPLE)
def test_whoever_signs_in_sees_the_pages_of_his_role_and_none_once_signed_out(
    page: Page, origin: str, name: str
) -> None:
    assert menu(page) == SIGNED_OUT

    sign_in(page, name)
    assert menu(page) == MENUS[name]
    told = f"{labels_legal.COOKIES} {labels_legal.COOKIES_OF_LOGIN}"
    assert [cookie["name"] for cookie in page.context.cookies(origin) if cookie["name"] not in told] == []
    for address in MENUS[name] - SIGNED_OUT:
        page.goto(f"{origin}/{address}")
        expect(page.get_by_role("heading", name=DESK_TITLES[address], level=1)).to_be_visible()

    page.goto(f"{origin}/connexion")
    expect(page.get_by_text(f"{name.capitalize()}, rôle\u00a0: {PEOPLE[name]}")).to_be_visible()
    page.get_by_role("button", name=labels.SIGN_OUT).click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("heading", name=common.TITLE)).to_be_visible()
    assert menu(page) == SIGNED_OUT
    assert not [cookie for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit_user")]


@pytest.mark.parametrize("address", ["administration", "verifiees", "suivi"])
def test_a_reader_who_signed_in_finds_no_page_of_others_by_its_address(page: Page, origin: str, address: str) -> None:
    sign_in(page, "lise")

    page.goto(f"{origin}/{address}")

    expect(page.get_by_role("heading", name=common.TITLE)).to_be_visible()
    expect(page.get_by_role("heading", name=DESK_TITLES[address])).to_have_count(0)
    assert menu(page) == MENUS["lise"]


def test_a_cookie_that_is_not_signed_by_the_server_makes_nobody_an_administrator(page: Page, origin: str) -> None:
    sign_in(page, "lise")
    known = {cookie["name"]: cookie for cookie in page.context.cookies()}["_streamlit_user"]
    forged = known["value"][:-6] + ("AAAAAA" if not known["value"].endswith("AAAAAA") else "BBBBBB")

    page.context.add_cookies([{**known, "value": forged}])
    page.goto(f"{origin}/administration")

    expect(page.get_by_role("heading", name=common.TITLE)).to_be_visible()
    assert menu(page) == SIGNED_OUT


def test_who_refuses_at_the_provider_comes_back_as_nobody(page: Page) -> None:
    page.get_by_role("button", name=labels.SIGN_IN).click()
    page.get_by_role("button", name="Deny").click()

    expect(page.get_by_role("heading", name=common.TITLE)).to_be_visible()
    assert menu(page) == SIGNED_OUT
