"""ASSISTANT_* variables in, what the assistant is made with out."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AssistantSettings(BaseSettings):
    """Where the documents stand that a missing index is built from, and how long an approval holds."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    corpus: Path = Path("corpus/documents")
    """Folder of the documents."""
    verified_days: int = Field(default=365, ge=1)
    """Days after which an answer that a person approved has to be approved again."""
