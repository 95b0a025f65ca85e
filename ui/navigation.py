"""The menu: the pages that a role may see, their French titles and addresses."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import streamlit as st

from ui import labels, rendering
from ui.identity import ANYONE, Role, User, current_user
from ui.pages.labels import PAGE_TITLES
from ui.pages.labels_desk import DESK_TITLES
from ui.settings import Auth, UiSettings

HOME = "assistant"
"""The page at the root address."""
SIGN_IN = "connexion"
"""The page where a visitor says who he is, where there is a provider to ask."""
TITLES = {**PAGE_TITLES, **DESK_TITLES}
RESERVED = {"suivi": Role.AGENT, "verifiees": Role.ADMINISTRATOR, "administration": Role.ADMINISTRATOR}
"""The pages that not everybody may see, with the lowest role that may; for others they do not exist."""


def navigate() -> None:
    """Draw the menu and the page that the address names; each address is the name of the page's module."""
    page = st.navigation([_page(name) for name in available(current_user())], position="top")
    st.set_page_config(page_title=f"{page.title} – {labels.TITLE}", layout="centered")
    rendering.draw_style()
    page.run()


def available(user: User = ANYONE) -> list[str]:
    """Return the names of the pages of a visitor whose module is there, in the order of the menu."""
    return [name for name in TITLES if _is_open(name, user) and find_spec(_module(name))]


def _is_open(name: str, user: User) -> bool:
    """Whether a page is there for a visitor."""
    if name == SIGN_IN:
        return UiSettings().auth is Auth.OIDC
    return user.role >= RESERVED.get(name, Role.READER)


def _page(name: str) -> st.Page:
    return st.Page(_show(name), title=TITLES[name], url_path=name, default=name == HOME)


def _show(name: str) -> Callable[[], None]:
    """Return what draws a page, imported only when it is shown: the menu must not wait for all the pages."""
    return lambda: import_module(_module(name)).show()


def _module(name: str) -> str:
    return f"ui.pages.{name}"
