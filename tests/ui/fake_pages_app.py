"""The server of every page on the hostile document, and of its original, for a browser."""

from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import streamlit as st
from starlette.middleware import Middleware

from tests.ui.fake_assistant import HOSTILE_TEXT
from tests.ui.fake_pages import ATTACKER, TEXTS
from tests.ui.test_routes import MANIFEST
from ui.routes import routes
from ui.shell import FrenchShell

PAGE = f"<html><body onload=\"fetch('http://invalid.example/o')\">{HOSTILE_TEXT}</body></html>"


def corpus() -> Path:
    """Return a folder that holds the document, and the same as a web page."""
    folder = Path(mkdtemp())
    (folder / ATTACKER.id).write_text("\n".join(TEXTS), encoding="utf-8")
    (folder / "hostile.html").write_text(PAGE, encoding="utf-8")
    return folder


KNOWN = replace(MANIFEST, documents={ATTACKER.id: "", "hostile.html": ""})
app = st.App(
    "fake_pages_script.py",
    routes=routes(lambda: KNOWN, corpus()),
    middleware=[Middleware(FrenchShell)],
)
