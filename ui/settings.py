"""UI_* variables in, what the operator chose for the pages out."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class UiSettings(BaseSettings):
    """What is kept of what readers say; nothing unless a folder is given."""

    model_config = SettingsConfigDict(env_prefix="UI_", env_file=".env", extra="ignore", frozen=True)

    feedback_folder: Path | None = None
    """Where opinions on answers are kept; None: the page asks for none."""
    keep_questions: bool = False
    """Keep the question, masked, with an opinion."""
    keep_days: int = Field(default=90, ge=1)
    """Days after which opinions are deleted."""
