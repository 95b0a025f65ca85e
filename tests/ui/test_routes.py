"""What the server answers besides the pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from index.build import Manifest, NoIndexError
from ui.pages.labels import DOCUMENT_NOT_FOUND
from ui.routes import document_address, is_shown, routes
from ui.shell import FrenchShell

PDF = b"%PDF-1.4 a guide"
MANIFEST = Manifest(
    build_id="20260101T000000000000-abcdef",
    created="2026-01-01T00:00:00Z",
    model="words",
    maker="4",
    chroma_url=None,
    documents={
        name: "digest" for name in ("guide été & co.pdf", "page.html", "note.docx", "old.txt", "gone.txt", "link.txt")
    },
    passages=12,
    units=40,
    amounts=3,
    shelves={"national": 12},
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "guide été & co.pdf").write_bytes(PDF)
    (folder / "page.html").write_text("<html><script>alert(1)</script></html>", encoding="utf-8")
    (folder / "note.docx").write_bytes(b"PK")
    (folder / "old.txt").write_bytes("<b>Équipe</b>".encode("cp1252"))
    (folder / "unindexed.txt").write_text("draft", encoding="utf-8")
    (folder / "old.yaml").write_text("title: entry", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def client(corpus: Path) -> TestClient:
    return server(lambda: MANIFEST, corpus)


def server(read_manifest, corpus: Path) -> TestClient:
    """Return a client of the routes, behind the same middleware as in production."""
    return TestClient(Starlette(routes=routes(read_manifest, corpus), middleware=[Middleware(FrenchShell)]))


def no_index() -> Manifest:
    """Fail as on a machine without index."""
    raise NoIndexError("/srv/index: no index. Build it with: python -m index")


def test_the_state_names_the_build_and_counts_what_it_holds(client: TestClient) -> None:
    response = client.get("/sante")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "build": MANIFEST.build_id, "documents": 6, "passages": 12}


def test_without_an_index_the_state_is_unavailable_and_tells_no_path(corpus: Path) -> None:
    response = server(no_index, corpus).get("/sante")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable"}


def test_the_state_follows_the_build_that_is_current(corpus: Path) -> None:
    builds = iter([MANIFEST, replace(MANIFEST, build_id="next")])
    client = server(lambda: next(builds), corpus)

    answered = [client.get("/sante").json()["build"] for _ in range(2)]

    assert answered == [MANIFEST.build_id, "next"]


def test_a_pdf_is_shown_by_the_browser_as_it_was_published(client: TestClient) -> None:
    response = client.get(document_address("guide été & co.pdf"))

    assert response.content == PDF
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")
    assert "sandbox" not in response.headers["content-security-policy"]


def test_a_text_is_shown_as_text_whatever_its_encoding(client: TestClient) -> None:
    response = client.get(document_address("old.txt"))

    assert response.text == "<b>Équipe</b>"
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("name", ["page.html", "note.docx"])
def test_what_a_browser_could_run_is_only_downloaded(client: TestClient, corpus: Path, name: str) -> None:
    response = client.get(document_address(name))

    assert response.content == (corpus / name).read_bytes()
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("name", ["guide été & co.pdf", "old.txt", "page.html", "nothing.txt"])
def test_every_original_is_shut_to_the_rest_of_the_world(client: TestClient, name: str) -> None:
    headers = client.get(document_address(name)).headers

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/documents/nothing.txt",
        "/documents/unindexed.txt",
        "/documents/old.yaml",
        "/documents/gone.txt",
        "/documents/link.txt",
        "/documents/%2e%2e",
        "/documents/..%5csecret.txt",
        "/documents/old.txt%00",
        "/documents/OLD.TXT",
    ],
)
def test_what_is_not_an_indexed_document_is_not_found_and_said_so_in_french(client: TestClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response.text == DOCUMENT_NOT_FOUND


@pytest.mark.parametrize(
    "address", ["/documents/../secret.txt", "/documents/%2e%2e/secret.txt", "/documents/..%2fsecret.txt", "/documents/"]
)
def test_no_path_leads_out_of_the_documents(client: TestClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "secret" not in response.text


def test_without_an_index_no_document_is_served(corpus: Path) -> None:
    response = server(no_index, corpus).get(document_address("old.txt"))

    assert response.status_code == 404
    assert response.text == DOCUMENT_NOT_FOUND


def test_only_the_address_of_a_pdf_names_a_page() -> None:
    addresses = [document_address("a b#1?.pdf", 3), document_address("a.pdf"), document_address("a.txt", 3)]

    assert addresses == ["/documents/a%20b%231%3F.pdf#page=3", "/documents/a.pdf", "/documents/a.txt"]


def test_pdfs_and_texts_are_shown_and_other_formats_are_not() -> None:
    shown = {name: is_shown(name) for name in ("a.PDF", "a.txt", "a.md", "a.html", "a.docx")}

    assert shown == {"a.PDF": True, "a.txt": True, "a.md": True, "a.html": False, "a.docx": False}


def test_the_first_page_is_found_by_its_name_too(client: TestClient) -> None:
    response = client.get("/assistant?question=Quel+montant", follow_redirects=False)

    assert (response.status_code, response.headers["location"]) == (307, "/?question=Quel+montant")
