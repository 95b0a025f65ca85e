"""UI_* variables in, what the operator chose for the pages out."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class UiSettings(BaseSettings):
    """What is kept of what readers say, nothing unless a folder is given; and who answers for the service."""

    model_config = SettingsConfigDict(env_prefix="UI_", env_file=".env", extra="ignore", frozen=True)

    feedback_folder: Path | None = None
    """Where opinions on answers are kept; None: the page asks for none."""
    keep_questions: bool = False
    """Keep the question, masked, with an opinion."""
    keep_days: int = Field(default=90, ge=1)
    """Days after which opinions are deleted."""
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
