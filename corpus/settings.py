"""CORPUS_* variables in, the limits within which files are read out."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class CorpusSettings(BaseSettings):
    """What reading one file may cost, and how many are read at once."""

    model_config = SettingsConfigDict(env_prefix="CORPUS_", env_file=".env", extra="ignore", frozen=True)

    file_seconds: float = Field(default=60, gt=0)
    """Time on the wall; the slowest real PDF among 5,000 took 18 s on a busy machine."""
    file_memory_mb: int = Field(default=1024, ge=512)
    """Address space of the process that reads; its own code takes a quarter of the least."""
    file_mb: int = Field(default=20, ge=1)
    """Size on disk."""
    file_pages: int = Field(default=2_000, ge=1)
    """Pages of a PDF."""
    readers: int = Field(default_factory=lambda: min(4, os.cpu_count() or 1), ge=1)
    """Files read at once."""
    ocr: bool = False
    """Recognise the text of PDF pages that are images, by ocrmypdf, which must be installed."""
