"""The menu: the pages that a role may see, their French titles and addresses."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

import streamlit as st

from ui import labels, rendering
from ui.identity import ANYONE, Role, User, current_user
from ui.pages.labels import PAGE_TITLES
from ui.pages.labels_desk import DESK_TITLES
from ui.pages.labels_legal import FOOTER, LEGAL_TITLES
from ui.settings import Auth, UiSettings

HOME = "assistant"
"""The page at the root address."""
SIGN_IN = "connexion"
"""The page where a visitor says who he is, where there is a provider to ask."""
WIDE = "comparer"
"""The page whose columns need the whole width of a desk."""
TITLES = {**PAGE_TITLES, **DESK_TITLES}
RESERVED = {"suivi": Role.AGENT, "verifiees": Role.ADMINISTRATOR, "administration": Role.ADMINISTRATOR}
"""The pages that not everybody may see, with the lowest role that may; for others they do not exist."""


def navigate() -> None:
    """Draw the menu and the page that the address names; each address is the name of the page's module."""
    legal = [_page(name, title, visibility="hidden") for name, title in LEGAL_TITLES.items()]
    open_pages = [_page(name, TITLES[name]) for name in available(current_user())]
    page = st.navigation([*open_pages, *legal], position="top")
    layout = "wide" if page.title == PAGE_TITLES[WIDE] else "centered"
    st.set_page_config(page_title=f"{page.title} – {labels.TITLE}", layout=layout)
    rendering.draw_style()
    page.run()
    _draw_footer(legal)


def available(user: User = ANYONE) -> list[str]:
    """Return the names of the pages of a visitor whose module is there, in the order of the menu."""
    return [name for name in TITLES if _is_open(name, user) and find_spec(_module(name))]


def _is_open(name: str, user: User) -> bool:
    """Whether a page is there for a visitor."""
    if name == SIGN_IN:
        return UiSettings().auth is Auth.OIDC
    return user.role >= RESERVED.get(name, Role.READER)


def _page(name: str, title: str, visibility: Literal["visible", "hidden"] = "visible") -> st.Page:
    return st.Page(_show(name), title=title, url_path=name, default=name == HOME, visibility=visibility)


def _draw_footer(legal: Sequence[st.Page]) -> None:
    """Draw the links to the legal pages, which the menu leaves out."""
    with st.container(key="footer", horizontal=True):
        for page in legal:
            st.page_link(page, label=FOOTER[page.url_path])


def _show(name: str) -> Callable[[], None]:
    """Return what draws a page, imported only when it is shown: the menu must not wait for all the pages."""
    return lambda: import_module(_module(name)).show()


def _module(name: str) -> str:
    return f"ui.pages.{name}"
