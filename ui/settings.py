"""UI_* variables in, what the operator chose for the pages out."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 16
"""Characters; a shorter one is guessed."""


class Auth(StrEnum):
    """Who says which role a visitor has."""

    NONE = "none"
    """Nobody: every visitor is a reader."""
    OIDC = "oidc"
    """An OpenID Connect provider, set up in Streamlit's own secrets.toml."""
    PROXY = "proxy"
    """A proxy in front, which identifies visitors and writes what it knows in headers."""


class UiSettings(BaseSettings):
    """Who may do what; what is kept of what readers say, nothing unless a folder is given; who answers for the service."""

    model_config = SettingsConfigDict(env_prefix="UI_", env_file=".env", extra="ignore", frozen=True)

    feedback_folder: Path | None = None
    """Where opinions on answers are kept; None: the page asks for none."""
    keep_questions: bool = False
    """Keep the question, masked, with an opinion, and the questions that had no answer; readers are told before they ask."""
    keep_days: int = Field(default=90, ge=1)
    """Days after which opinions and questions are deleted."""
    reports_folder: Path = Path("reports")
    """Where `python -m eval` writes its reports."""

    operator_name: str = ""
    """Who runs the service, for the legal pages, as all below; what is empty is shown as still to be filled in."""
    operator_address: str = ""
    operator_director: str = ""
    """Who answers for what is published."""
    operator_contact: str = ""
    """Mail address or phone number for readers."""
    operator_host: str = ""
    """Name, address and phone number of the host."""
    operator_dpo: str = ""
    """How to reach the data protection officer."""

    questions_per_minute: int = Field(default=10, ge=1)
    """Questions that a browser may ask."""
    address_questions_per_minute: int = Field(default=300, ge=1)
    """Questions that all the browsers of an address may ask, which a whole agency may share."""

    api_key: SecretStr | None = None
    """What other programs send to ask the assistant; None: they cannot."""
    api_questions_per_minute: int = Field(default=60, ge=1)
    """Questions that they may ask."""

    auth: Auth = Auth.NONE
    """Who says which role a visitor has."""
    admin_local: bool = False
    """With `none`, make an administrator of whoever sits at the machine that serves; never behind a proxy."""
    roles_claim: str = "roles"
    """With `oidc`, the claim of the identity token that holds the roles."""
    login_hours: int = Field(default=12, ge=1)
    """With `oidc`, hours after which a role has to be proved again by signing in."""
    proxy_secret: SecretStr | None = None
    """With `proxy`, what the proxy alone knows and sends; without it no header is believed."""
    proxy_secret_header: str = "X-Assistant-Secret"
    """Header in which the proxy sends it."""
    proxy_user_header: str = "X-Forwarded-User"
    """Header in which the proxy names the visitor."""
    proxy_roles_header: str = "X-Forwarded-Roles"
    """Header in which the proxy lists the roles of the visitor, with commas between them."""
    agent_role: str = "agent"
    """What the provider or the proxy calls an agent."""
    administrator_role: str = "administrateur"
    """What the provider or the proxy calls an administrator."""

    @model_validator(mode="after")
    def _trusts_no_stranger(self) -> "UiSettings":
        """Refuse settings under which a visitor could name his own role, or guess a key."""
        if self.api_key and len(self.api_key.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"UI_API_KEY needs {SHORTEST_SECRET} characters or more")
        if self.auth is Auth.PROXY and len(self.proxy_secret.get_secret_value() if self.proxy_secret else "") < (
            SHORTEST_SECRET
        ):
            raise ValueError(
                f"UI_AUTH=proxy needs UI_PROXY_SECRET, {SHORTEST_SECRET} characters or more, which the proxy sends in "
                f"the header {self.proxy_secret_header}"
            )
        if self.admin_local and self.auth is not Auth.NONE:
            raise ValueError("UI_ADMIN_LOCAL goes with UI_AUTH=none only: take one of them away")
        return self
