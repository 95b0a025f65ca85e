"""Uploads, which Streamlit takes from any session: let through from those of administrators alone."""

import re
import time

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.pages.labels_desk import NOT_ALLOWED

_UPLOAD = re.compile(r".*/_stcore/upload_file/([^/]+)/.*")
_SECONDS = 3600
_SESSIONS: dict[str, float] = {}
"""Until when the sessions that were shown the form may send a file; Streamlit names them by chance."""


def allow_uploads() -> None:
    """Let this session send files for an hour; called where the form is drawn for an administrator."""
    now = time.monotonic()
    for session in [session for session, until in _SESSIONS.copy().items() if until < now]:
        _SESSIONS.pop(session, None)
    if context := get_script_run_ctx():
        _SESSIONS[context.session_id] = now + _SECONDS


class GuardedUploads:
    """ASGI middleware that takes no file from a session that was not shown the form."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through but uploads of strangers, refused before their content is read."""
        upload = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if upload and _SESSIONS.get(upload[1], 0.0) < time.monotonic():
            await PlainTextResponse(NOT_ALLOWED, status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)
