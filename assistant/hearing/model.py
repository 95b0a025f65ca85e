"""The words of a question in, the one need that they ask for out, when a trained model is sure of it."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import SetupError

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

WEIGHTS = Path(__file__).with_name("needs.skops")
SPARSE = "scipy.sparse._csr.csr_matrix"
"""The one type of the file that is neither an array nor of scikit-learn."""
NOTHING = ""
"""The class of a question that asks for none of the needs."""
SURE = 0.65
"""Least probability at which a need is heard; see README.md for what it lets through."""


class HearingError(SetupError):
    """The trained model is not there, or is not one."""


@cache
def load_model(weights: Path = WEIGHTS) -> "Pipeline":
    """Read the trained model; a file that holds code of its own is refused."""
    # Seconds to import: not before it is known that the model is needed.
    from skops.io import load

    try:
        return load(weights, trusted=[SPARSE])
    except Exception as error:
        raise HearingError(
            f"{weights} cannot be read ({error}). Get it back from the repository, or run: python -m assistant.hearing"
        ) from error


def hear(words: str) -> str | None:
    """Return the id of the need that the words of a question ask for, or None when it is not plain."""
    model = load_model()
    probabilities = model.predict_proba([words])[0]
    best = int(np.argmax(probabilities))
    need = str(model.classes_[best])
    return need if need != NOTHING and probabilities[best] >= SURE else None
