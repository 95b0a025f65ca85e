"""The HTML file around the page: in French, and closed to every other host."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import labels
from ui.pages.labels import STREAMLIT_LABELS

SCRIPT = (
    (Path(__file__).parent / "shell.js").read_text(encoding="utf-8").replace("LABELS", json.dumps(STREAMLIT_LABELS))
)
"""Script that gives screen readers French words and announcements, and leads the eye to what has just been asked for."""


def french_page(index: str) -> str:
    """Return Streamlit's index.html in our language, under our title."""
    return (
        index.replace('<html lang="en">', '<html lang="fr">')
        .replace("<title>Streamlit</title>", f"<title>{labels.TITLE}</title>")
        .replace("</body>", f"<script>{SCRIPT}</script></body>")
    )


def content_policy(index: str) -> str:
    """Return the Content-Security-Policy under which the page reads and sends nothing elsewhere."""
    inline_scripts = re.findall(r"<script>(.*?)</script>", index, flags=re.DOTALL)
    digests = (b64encode(sha256(script.encode()).digest()).decode() for script in inline_scripts)
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


class FrenchShell:
    """ASGI middleware that answers with our own page wherever Streamlit serves its index.html."""

    def __init__(self, app: ASGIApp) -> None:
        """Read Streamlit's page once."""
        self.app = app
        index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
        page = french_page(index)
        self.page = HTMLResponse(
            page,
            headers={
                "Content-Security-Policy": content_policy(page),
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-cache",
            },
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through but HTML, which is replaced whole."""
        replaced = False

        async def send_or_replace(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                content_type = Headers(raw=message["headers"]).get("content-type", "")
                replaced = content_type.startswith("text/html")
                if replaced:
                    await self.page(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app(scope, receive, send_or_replace)
