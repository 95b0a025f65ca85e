"""Who visits, and what nobody can make himself."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from streamlit.runtime.context import StreamlitHeaders

from ui.identity import ANYONE, NotAllowedError, Role, User, user_at_machine, user_of_claims, user_of_headers
from ui.settings import Auth, UiSettings

SECRET = "a-secret-of-the-proxy"
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
CLAIMS = {"is_logged_in": True, "name": "Anne", "iat": NOW.timestamp(), "roles": ["administrateur"]}
LOCAL = (("Host", "localhost:8501"), ("Origin", "http://localhost:8501"))


def proxied(*headers: tuple[str, str], settings: UiSettings | None = None) -> User:
    """Return the user of some headers."""
    behind = settings or UiSettings(auth=Auth.PROXY, proxy_secret=SECRET)
    return user_of_headers(StreamlitHeaders(headers), behind)


def at_machine(*headers: tuple[str, str], address: str | None = None, wanted: bool = True) -> User:
    """Return the user of a connection."""
    return user_at_machine(StreamlitHeaders(headers), address, UiSettings(admin_local=wanted))


def from_proxy(roles: str, secret: str = SECRET) -> tuple[tuple[str, str], ...]:
    """Return what the proxy sends for a visitor of some roles."""
    return (("X-Assistant-Secret", secret), ("X-Forwarded-User", "anne"), ("X-Forwarded-Roles", roles))


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        ("administrateur", Role.ADMINISTRATOR),
        ("agent, administrateur", Role.ADMINISTRATOR),
        ("agent", Role.AGENT),
        ("Administrateur", Role.READER),
        ("administrateurs", Role.READER),
        ("", Role.READER),
    ],
)
def test_the_proxy_says_the_role_by_its_exact_name(roles: str, role: Role) -> None:
    assert proxied(*from_proxy(roles)) == User("anne", role)


@pytest.mark.parametrize(
    "headers",
    [
        from_proxy("administrateur")[1:],
        from_proxy("administrateur", secret=""),
        from_proxy("administrateur", secret="another secret 123"),
        from_proxy("administrateur", secret=SECRET + "é"),
        (*from_proxy("administrateur"), ("X-Assistant-Secret", "guess")),
        (("X-Forwarded-User", "anne"), ("X-Forwarded-Roles", "administrateur"), ("Authorization", SECRET)),
        (("X-Assistant-Secret", SECRET), ("X-Forwarded-Roles", "administrateur")),
        (),
    ],
)
def test_headers_without_the_secret_of_the_proxy_make_nobody_more_than_a_reader(headers) -> None:
    assert proxied(*headers) == ANYONE


def test_a_header_that_a_visitor_added_to_that_of_the_proxy_raises_no_role() -> None:
    visitor = proxied(("X-Forwarded-Roles", "administrateur"), *from_proxy("agent"))

    assert visitor.role is Role.READER


def test_a_proxy_without_a_secret_is_refused_when_the_server_starts() -> None:
    for secret in (None, "", "short"):
        with pytest.raises(ValidationError, match="UI_PROXY_SECRET"):
            UiSettings(auth=Auth.PROXY, proxy_secret=secret)


def test_the_secret_of_the_proxy_is_shown_nowhere() -> None:
    assert SECRET not in repr(UiSettings(auth=Auth.PROXY, proxy_secret=SECRET))


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        (CLAIMS, Role.ADMINISTRATOR),
        ({**CLAIMS, "roles": "agent"}, Role.AGENT),
        ({**CLAIMS, "roles": {"administrateur": True}}, Role.READER),
        ({**CLAIMS, "roles": ["administrateur,agent"]}, Role.READER),
        ({**CLAIMS, "roles": [["administrateur"]]}, Role.READER),
        ({**CLAIMS, "is_logged_in": "true"}, Role.READER),
        ({**CLAIMS, "is_logged_in": False}, Role.READER),
        ({name: value for name, value in CLAIMS.items() if name != "iat"}, Role.READER),
        ({}, Role.READER),
    ],
)
def test_a_role_comes_from_the_claims_of_a_verified_token_alone(claims, role: Role) -> None:
    assert user_of_claims(claims, UiSettings(auth=Auth.OIDC), NOW).role is role


def test_a_role_has_to_be_proved_again_after_some_hours() -> None:
    settings = UiSettings(auth=Auth.OIDC, login_hours=8)

    roles = [user_of_claims(CLAIMS, settings, NOW + timedelta(hours=hours)).role for hours in (7, 9)]

    assert roles == [Role.ADMINISTRATOR, Role.READER]


def test_a_laptop_has_an_administrator_only_when_the_operator_wants_one() -> None:
    assert at_machine(*LOCAL).role is Role.ADMINISTRATOR
    assert at_machine(*LOCAL, wanted=False) == ANYONE


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        (LOCAL, "10.0.0.7"),
        ((*LOCAL, ("X-Forwarded-For", "127.0.0.1")), None),
        ((*LOCAL, ("Via", "1.1 proxy")), None),
        ((("Host", "assistant.example.fr"), ("Origin", "https://assistant.example.fr")), None),
        ((("Host", "localhost:8501"), ("Origin", "http://evil.example")), None),
        ((("Host", "localhost:8501"),), None),
        ((("Host", "localhost"), ("Host", "x.example"), ("Origin", "http://localhost")), None),
        ((("Host", "localhost.example.fr"), ("Origin", "http://localhost")), None),
        ((("Host", "[::1"), ("Origin", "http://localhost")), None),
    ],
)
def test_nobody_but_who_sits_at_the_machine_is_its_administrator(headers, address: str | None) -> None:
    assert at_machine(*headers, address=address) == ANYONE


def test_an_administrator_of_the_laptop_beside_a_real_way_to_sign_in_is_refused() -> None:
    with pytest.raises(ValidationError, match="UI_ADMIN_LOCAL"):
        UiSettings(auth=Auth.OIDC, admin_local=True)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_a_lower_one_may_and_nothing_more(role: Role) -> None:
    user = User("anne", role)

    for needed in Role:
        if needed <= role:
            user.must_be(needed)
        else:
            with pytest.raises(NotAllowedError):
                user.must_be(needed)


def test_a_name_is_shown_without_what_a_terminal_obeys() -> None:
    headers = (("X-Assistant-Secret", SECRET), ("X-Forwarded-User", "an\x1b[31mne\n"), ("X-Forwarded-Roles", "agent"))

    assert proxied(*headers).name == "an[31mne"
