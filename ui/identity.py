"""Who visits, and in which role: what the operator chose to believe in, a user out.

A role is never taken from what a visitor may write himself: with a proxy the headers count only beside its secret, with
a provider the claims only from a token that Streamlit has verified and that is not old.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hmac import compare_digest
from typing import Protocol
from urllib.parse import urlsplit

import streamlit as st

from ui.settings import Auth, UiSettings

_FORWARDING = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
"""Headers that show a proxy to stand between."""
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_NAME = 100


class Role(IntEnum):
    """What a visitor may do; a higher role may do all that a lower one may."""

    READER = 0
    """Asks and reads."""
    AGENT = 1
    """Also sees which questions had no answer, the opinions kept and the evaluations."""
    ADMINISTRATOR = 2
    """Also changes what the assistant knows and says."""


class NotAllowedError(Exception):
    """An action that the role of the visitor does not allow."""


class Headers(Protocol):
    """The headers of a request."""

    def get_all(self, key: str) -> list[str]:
        """Return every value of a header."""


@dataclass(frozen=True, slots=True)
class User:
    """A visitor."""

    name: str = ""
    """Empty for a visitor whom nobody has identified."""
    role: Role = Role.READER

    def must_be(self, role: Role) -> None:
        """Refuse a visitor whose role is lower; every action begins with this, wherever it is called from."""
        if self.role < role:
            raise NotAllowedError(f"{role.name.lower()} needed")


ANYONE = User()
"""A visitor of whom nothing is known."""


def current_user() -> User:
    """Return who visits, as the settings of the machine say that it is to be known."""
    settings = UiSettings()
    match settings.auth:
        case Auth.OIDC:
            return user_of_claims(st.user.to_dict(), settings, datetime.now(UTC))
        case Auth.PROXY:
            return user_of_headers(st.context.headers, settings)
        case _:
            return user_at_machine(st.context.headers, st.context.ip_address, settings)


def user_of_claims(claims: Mapping[str, object], settings: UiSettings, now: datetime) -> User:
    """Return the user whom an identity token is about; the role holds for some hours after it was issued."""
    if claims.get("is_logged_in") is not True:
        return ANYONE
    known = (claims.get(claim) for claim in ("name", "preferred_username", "email", "sub"))
    name = next((value for value in known if isinstance(value, str) and value.strip()), "")
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or now - datetime.fromtimestamp(issued, UTC) > timedelta(
        hours=settings.login_hours
    ):
        return User(_shown(name))
    roles = claims.get(settings.roles_claim)
    listed = [roles] if isinstance(roles, str) else roles if isinstance(roles, list | tuple) else []
    return User(_shown(name), _highest([role for role in listed if isinstance(role, str)], settings))


def user_of_headers(headers: Headers, settings: UiSettings) -> User:
    """Return the user whom the proxy names; a header given twice was not written by the proxy alone."""
    secret = settings.proxy_secret.get_secret_value() if settings.proxy_secret else ""
    sent = _only(headers, settings.proxy_secret_header)
    if not secret or not compare_digest(sent.encode(), secret.encode()):
        return ANYONE
    roles = [role.strip() for role in _only(headers, settings.proxy_roles_header).split(",")]
    name = _shown(_only(headers, settings.proxy_user_header))
    return User(name, _highest(roles, settings)) if name else ANYONE


def user_at_machine(headers: Headers, address: str | None, settings: UiSettings) -> User:
    """Return the administrator of a laptop, when the operator wants one and nobody stands between; else anyone.

    `address` is None for a connection from the machine itself.
    """
    if not settings.admin_local or address is not None or any(headers.get_all(name) for name in _FORWARDING):
        return ANYONE
    try:
        hosts = {urlsplit(f"//{_only(headers, 'Host')}").hostname, urlsplit(_only(headers, "Origin")).hostname}
    except ValueError:
        return ANYONE
    return User("local", Role.ADMINISTRATOR) if hosts <= _THIS_MACHINE else ANYONE


def _highest(roles: list[str], settings: UiSettings) -> Role:
    """Return the highest of the roles listed, by the names that the settings give them."""
    if settings.administrator_role in roles:
        return Role.ADMINISTRATOR
    return Role.AGENT if settings.agent_role in roles else Role.READER


def _only(headers: Headers, name: str) -> str:
    """Return the value of a header that is given once, else nothing."""
    values = headers.get_all(name)
    return values[0] if len(values) == 1 else ""


def _shown(name: str) -> str:
    """Return a name as it can be shown and written down."""
    return "".join(char for char in name if char.isprintable()).strip()[:_LONGEST_NAME]
