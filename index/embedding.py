"""Texts in, vectors of length 1 out: the only module that knows sentence-transformers when indexing and answering."""

import os
import re
from collections.abc import Mapping
from hashlib import blake2b, file_digest
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.errors import SetupError
from index.packaged_model import PROMPTS, prepare_packaged_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED = "packaged"
"""The name of the default model, converted from the package that carries it."""

_E5_NAME = re.compile(r"\be5-(small|base|large)(-v2)?$")
_VECTOR_FILES = re.compile(r"\.(safetensors|bin)$|^tokenizer\.json$")


class EmbeddingModelError(SetupError):
    """The embedding model asked for is not on this machine, or is not an embedding model."""


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model that several threads may share."""

    def __init__(self, encoder: "SentenceTransformer", model_id: str) -> None:
        """Wrap a loaded encoder; `model_id` tells its vectors from those of any other model."""
        self.model_id = model_id
        self._encoder = encoder
        self._lock = Lock()
        self.dimension = len(self.embed_query(""))

    def embed_array(self, texts: list[str]) -> np.ndarray:
        """Embed passages as a float32 array of shape (texts, dimension)."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            return self._encoder.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages."""
        return self.embed_array(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        with self._lock:
            return self._encoder.encode_query(text, normalize_embeddings=True, show_progress_bar=False).tolist()


def share_the_processor() -> None:
    """Have each text embedded by one thread, where many readers ask at once.

    Threads that wait for each other spin: with two of them a question took six times the processor on a busy machine.
    """
    # Imported here: it takes seconds, and most commands need no model.
    import torch

    torch.set_num_threads(1)


def load_embeddings(model: str, cache: Path) -> SentenceEmbeddings:
    """Load "packaged", a local folder or a hub name already downloaded, without any network.

    `cache` is where the packaged model is kept once converted. Takes some seconds, most of them imports.
    """
    _stay_offline_and_quiet()
    from sentence_transformers import SentenceTransformer

    folder = prepare_packaged_model(cache) if model == PACKAGED else _local_folder(model)
    try:
        encoder = SentenceTransformer(str(folder), local_files_only=True, model_kwargs={"dtype": "float32"})
    except Exception as error:
        raise EmbeddingModelError(
            f"{folder} cannot be loaded as an embedding model ({error}): repair it, or set INDEX_MODEL to another"
        ) from error
    if _E5_NAME.search(model) and not any(encoder.prompts.values()):
        # The e5 models are published without the prefixes that they were trained with.
        encoder.prompts.update(PROMPTS)
    return SentenceEmbeddings(encoder, f"{Path(model).name}-{_digest(folder, encoder.prompts)}")


def _stay_offline_and_quiet() -> None:
    # Read by the libraries when they are first imported; without them, a name is looked up on the hub first.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()


def _local_folder(model: str) -> Path:
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (OSError, ValueError) as error:
        raise EmbeddingModelError(
            f"embedding model {model!r} is neither a folder nor a model downloaded on this machine: "
            f'set INDEX_MODEL to "{PACKAGED}" or to a folder, or run: hf download {model}'
        ) from error


def _digest(folder: Path, prompts: Mapping[str, str | None]) -> str:
    digest = blake2b(repr(sorted(prompts.items())).encode(), digest_size=6)
    for path in sorted(path for path in folder.rglob("*") if _VECTOR_FILES.search(path.name)):
        with path.open("rb") as file:
            digest.update(file_digest(file, "blake2b").digest())
    return digest.hexdigest()
