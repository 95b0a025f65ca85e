"""Conversations kept in memory for a while, so that a reload or a closed tab loses none.

A conversation is found again by the browser that held it, at the address that names it: an address sent to somebody
else opens nothing. Nothing is written to disk.
"""

from collections.abc import Callable
from secrets import token_urlsafe
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

import streamlit as st

# Streamlit's own token: the one thing that tells browsers apart without setting a cookie of ours.
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

T = TypeVar("T")

KEPT_SECONDS = 3600
KEPT_CONVERSATIONS = 1000

PARAMETER = "conversation"
"""Query parameter that names the conversation."""
_COOKIE = "_streamlit_xsrf"
_NAME = "conversation-name"


class Shelf(Generic[T]):
    """Things kept by key for `seconds` after they were last put, the `limit` most recent ones."""

    def __init__(self, seconds: float, limit: int, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._limit, self._clock = seconds, limit, clock
        self._kept: dict[tuple[bytes, str], tuple[float, T]] = {}
        self._lock = Lock()

    def put(self, key: tuple[bytes, str], thing: T) -> None:
        """Keep a thing, and drop those whose time is over or that are too many."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = (self._clock(), thing)
            oldest_first = list(self._kept)
            surplus = set(oldest_first[: -self._limit])
            for kept in oldest_first:
                if kept in surplus or self._over(kept):
                    del self._kept[kept]

    def get(self, key: tuple[bytes, str]) -> T | None:
        """Return what is kept under this key, if its time is not over."""
        with self._lock:
            return None if key not in self._kept or self._over(key) else self._kept[key][1]

    def remove(self, key: tuple[bytes, str]) -> None:
        """Forget what is kept under this key."""
        with self._lock:
            self._kept.pop(key, None)

    def _over(self, key: tuple[bytes, str]) -> bool:
        return self._clock() - self._kept[key][0] > self._seconds


@st.cache_resource
def _shelf() -> Shelf[list]:
    return Shelf(KEPT_SECONDS, KEPT_CONVERSATIONS)


def browser() -> bytes | None:
    """Return what tells this browser from others, None before it has a token."""
    return decode_xsrf_token_string(st.context.cookies.get(_COOKIE, ""))[0]


def restore() -> list:
    """Return the conversation that the address names, when this browser held it, else an empty one."""
    holder, name = browser(), st.query_params.get(PARAMETER)
    kept = _shelf().get((holder, name)) if holder and name else None
    if kept is None:
        return []
    st.session_state[_NAME] = name
    return list(kept)


def keep(exchanges: list) -> None:
    """Keep the conversation of this session, or forget it when it is empty."""
    holder = browser()
    if holder is None:
        return
    if exchanges:
        _shelf().put((holder, st.session_state.setdefault(_NAME, token_urlsafe(12))), exchanges)
    elif name := st.session_state.pop(_NAME, None):
        _shelf().remove((holder, name))


def write_address() -> None:
    """Write the name of the conversation in the address of the page, or take it off when there is none."""
    name = st.session_state.get(_NAME)
    if name is None:
        st.query_params.pop(PARAMETER, None)
    elif st.query_params.get(PARAMETER) != name:
        st.query_params[PARAMETER] = name
