"""The menu: the pages, their French titles and addresses."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import streamlit as st

from ui import labels, rendering
from ui.pages.labels import PAGE_TITLES

HOME = "assistant"
"""The page at the root address."""


def navigate() -> None:
    """Draw the menu and the page that the address names; each address is the name of the page's module."""
    page = st.navigation([_page(name) for name in available()], position="top")
    st.set_page_config(page_title=f"{page.title} – {labels.TITLE}", layout="centered")
    rendering.draw_style()
    page.run()


def available() -> list[str]:
    """Return the names of the pages whose module is there, in the order of the menu."""
    return [name for name in PAGE_TITLES if find_spec(_module(name))]


def _page(name: str) -> st.Page:
    return st.Page(_show(name), title=PAGE_TITLES[name], url_path=name, default=name == HOME)


def _show(name: str) -> Callable[[], None]:
    """Return what draws a page, imported only when it is shown: the menu must not wait for all the pages."""
    return lambda: import_module(_module(name)).show()


def _module(name: str) -> str:
    return f"ui.pages.{name}"
