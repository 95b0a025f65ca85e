"""INDEX_* variables in, where and with what the index is made out."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class IndexSettings(BaseSettings):
    """Where the index stands, and the model that makes it."""

    model_config = SettingsConfigDict(env_prefix="INDEX_", env_file=".env", extra="ignore", frozen=True)

    folder: Path = Path("var/index")
    """Folder of the builds."""
    state: Path | None = None
    """Folder of what must outlive the builds, such as the documents switched off; None: beside theirs, named after it."""
    model: str = "packaged"
    """"packaged", a local folder, or a hub name already in the local cache."""
    model_cache: Path = Path("var/models")
    """Where the packaged model is converted to, once."""
    chroma_url: str | None = None
    """Address of a Chroma server, http://host:port; None for the embedded one."""
    builds_kept: int = Field(default=3, ge=2)
    """Builds kept for a rollback, the current one included."""

    @property
    def state_folder(self) -> Path:
        """Where what must outlive the builds is kept."""
        return self.state or self.folder.with_name(f"{self.folder.name}-state")
