"""ASSISTANT_* variables in, what the assistant is made with out."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class AssistantSettings(BaseSettings):
    """Where a missing index is built from, how long an approval holds, and the language model, when there is one."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    corpus: Path = Path("corpus/documents")
    """Folder of the documents."""
    verified_days: int = Field(default=365, ge=1)
    """Days after which an answer that a person approved has to be approved again."""
    model: str = ""
    """Name of the language model, as its server knows it; empty: answers are made of the documents' own sentences."""
    model_url: str = ""
    """Address of a server that speaks the OpenAI protocol, with its version: http://127.0.0.1:8080/v1."""
    model_key: SecretStr = SecretStr("")
    """Key of the server, when it asks for one."""
    model_connect_s: float = Field(default=3.0, gt=0)
    """Seconds to reach the server."""
    model_first_token_s: float = Field(default=20.0, gt=0)
    """Seconds to the first word, retries included."""
    model_answer_s: float = Field(default=60.0, gt=0)
    """Seconds for all that is asked of the model for one message; then the documents' own sentences answer."""
    model_retries: int = Field(default=1, ge=0, le=5)
    """How often a refused or failed request is sent again, within the limits of time."""
    model_max_tokens: int = Field(default=700, gt=0)
    """Length of a reply at most."""
    model_tracing: bool = False
    """Whether LangSmith may see questions and documents, when its own variables ask for it."""
