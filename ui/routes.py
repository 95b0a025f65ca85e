"""What the server answers besides the pages: how it is, and the documents as they were published."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from corpus.catalogue import misplaced
from corpus.errors import SetupError
from corpus.reading.characters import decode
from index.build import Manifest
from ui.pages.labels import DOCUMENT_NOT_FOUND

logger = logging.getLogger(__name__)

DOCUMENTS_PATH = "/documents"
HEALTH_PATH = "/sante"
HOME_PATH = "/assistant"
"""The name of the page at the root: Streamlit itself says that there is no such page."""

_PDF = ".pdf"
_TEXTS = frozenset({".txt", ".md", ".markdown"})

_GUARDED: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
)
_SHUT: Mapping[str, str] = MappingProxyType(
    {**_GUARDED, "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'"}
)
# Browsers refuse to show a PDF in a sandbox.
_PDF_SHUT: Mapping[str, str] = MappingProxyType(
    {**_GUARDED, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}
)


def is_shown(source_id: str) -> bool:
    """Whether a browser shows the original of a document; it downloads the others."""
    return Path(source_id).suffix.lower() in {_PDF, *_TEXTS}


def document_address(source_id: str, page: int | None = None) -> str:
    """Return the address of the original of a document, opened at `page` where it is a PDF."""
    address = f"{DOCUMENTS_PATH}/{quote(source_id, safe='')}"
    return f"{address}#page={page}" if page and Path(source_id).suffix.lower() == _PDF else address


def routes(read_manifest: Callable[[], Manifest], corpus: Path) -> list[Route]:
    """Return the routes over the documents of `corpus` that the manifest names; `read_manifest` raises SetupError."""

    def health(request: Request) -> Response:
        try:
            manifest = read_manifest()
        except SetupError as error:
            logger.error("the index cannot be used: %s", error)
            return JSONResponse({"status": "unavailable"}, status_code=503, headers=_GUARDED)
        counts = {"documents": len(manifest.documents), "passages": manifest.passages}
        return JSONResponse({"status": "ok", "build": manifest.build_id, **counts}, headers=_GUARDED)

    def document(request: Request) -> Response:
        name = request.path_params["name"]
        try:
            is_known = name in read_manifest().documents
        except SetupError as error:
            logger.error("the index cannot be used: %s", error)
            is_known = False
        # Looked at again: a link may have taken the file's place since it was indexed.
        if not is_known or misplaced(corpus / name):
            return PlainTextResponse(DOCUMENT_NOT_FOUND, status_code=404, headers=_SHUT)
        return _original(corpus / name)

    def home(request: Request) -> Response:
        return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")

    return [Route(HEALTH_PATH, health), Route(HOME_PATH, home), Route(f"{DOCUMENTS_PATH}/{{name}}", document)]


def _original(path: Path) -> Response:
    """Return a file as a browser may safely have it: a PDF or a text to read, anything else to keep."""
    suffix = path.suffix.lower()
    if suffix == _PDF:
        shown = {"media_type": "application/pdf", "content_disposition_type": "inline"}
        return FileResponse(path, filename=path.name, headers=_PDF_SHUT, **shown)
    if suffix in _TEXTS:
        return PlainTextResponse(decode(path.read_bytes()), headers=_SHUT)
    return FileResponse(path, filename=path.name, media_type="application/octet-stream", headers=_SHUT)
