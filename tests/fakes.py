"""Stand-ins written by hand for what is slow: a model that embeds words instead of meanings."""

import hashlib
import re

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.folding import fold


class WordEmbeddings(Embeddings):
    """Embeds a text as the sum of one random direction a word: equal words are near, nothing else is."""

    def __init__(self, model_id: str = "words", dimension: int = 64) -> None:
        self.model_id = model_id
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_array(self, texts: list[str]) -> np.ndarray:
        """Return one unit vector a text, and remember what was embedded."""
        self.embedded.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector a text."""
        return self.embed_array(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        return self._vector(text).tolist()

    def _vector(self, text: str) -> np.ndarray:
        words = re.findall(r"\w+", fold(text)) or ["empty"]
        seeds = (int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest()) for word in words)
        total = sum(np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds)
        return (total / np.linalg.norm(total)).astype(np.float32)
