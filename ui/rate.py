"""How many questions a visitor may ask in a minute: who asks in, whether he may out."""

import time
from functools import cache
from ipaddress import ip_address, ip_network

import streamlit as st
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import keeping
from ui.settings import UiSettings

MOST_VISITORS = 20_000
"""Visitors counted one by one at the same time; those beyond share one count."""
_OTHERS = "others"
_NETWORK_BITS = 64
"""Of an IPv6 address: what one subscriber has."""


class Allowance:
    """Questions counted by visitor and by address over the last minute, in memory of a bounded size."""

    def __init__(self, per_visitor: int, per_address: int, most_visitors: int = MOST_VISITORS) -> None:
        """Take how many questions a minute allows."""
        self._storage = MemoryStorage()
        self._limiter = SlidingWindowCounterRateLimiter(self._storage)
        self._per_visitor = RateLimitItemPerMinute(per_visitor)
        self._per_address = RateLimitItemPerMinute(per_address)
        self._most = most_visitors

    def wait_s(self, visitor: str, address: str) -> int:
        """Count a question, and return 0; or count nothing, and return the seconds after which to ask again."""
        limited = ((self._per_visitor, "visitor", visitor), (self._per_address, "address", _network(address)))
        counted = [(limit, self._key(kind, who)) for limit, kind, who in limited]
        for limit, key in counted:
            if not self._limiter.test(limit, *key):
                return max(1, round(self._limiter.get_window_stats(limit, *key).reset_time - time.time()))
        for limit, key in counted:
            self._limiter.hit(limit, *key)
        return 0

    @property
    def counted(self) -> int:
        """The counts kept in memory."""
        return len(self._storage.storage)

    def _key(self, kind: str, who: str) -> tuple[str, str]:
        """Return what is counted together; when too many are counted, newcomers are counted together."""
        return kind, who if self.counted < 4 * self._most else _OTHERS


@cache
def reader_allowance() -> Allowance:
    """Return the one allowance of all the readers of this server."""
    settings = UiSettings()
    return Allowance(settings.questions_per_minute, settings.address_questions_per_minute)


def reader_wait_s() -> int:
    """Count a question of the reader of this session; return 0, or the seconds that he has to wait for."""
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    browser = keeping.browser()
    return reader_allowance().wait_s(browser.hex() if browser else session, st.context.ip_address or "")


def _network(address: str) -> str:
    """Return what stands for all the addresses that one visitor may take."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(known) if known.version == 4 else str(ip_network(f"{known}/{_NETWORK_BITS}", strict=False))
