"""The HTML file around the page."""

from base64 import b64encode
from hashlib import sha256

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui import labels
from ui.shell import SCRIPT, FrenchShell, content_policy


def client() -> TestClient:
    """Return a client of a server that has a page and something else."""
    routes = [
        Route("/", lambda request: HTMLResponse("<html lang='en'></html>")),
        Route("/health", lambda request: JSONResponse("ok")),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(FrenchShell)]))


def test_the_page_is_in_french_under_its_own_title() -> None:
    page = client().get("/").text

    assert '<html lang="fr">' in page
    assert f"<title>{labels.TITLE}</title>" in page
    assert "Streamlit</title>" not in page


def test_the_page_may_reach_no_other_host() -> None:
    policy = client().get("/").headers["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "script-src 'self' 'sha256-" in policy


def test_what_is_not_a_page_passes_unchanged() -> None:
    response = client().get("/health")

    assert response.json() == "ok"
    assert "content-security-policy" not in response.headers


def test_a_page_without_inline_script_allows_none() -> None:
    assert "script-src 'self';" in content_policy("<html></html>")


def test_the_only_script_of_our_own_is_allowed_by_its_digest() -> None:
    response = client().get("/")

    digest = b64encode(sha256(SCRIPT.encode()).digest()).decode()
    assert f"<script>{SCRIPT}</script></body>" in response.text
    assert f"'sha256-{digest}'" in response.headers["content-security-policy"]
