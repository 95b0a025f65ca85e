"""ASSISTANT_* variables in, what the assistant is made with out."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class AssistantSettings(BaseSettings):
    """Where the documents stand that a missing index is built from."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    corpus: Path = Path("corpus/documents")
    """Folder of the documents."""
