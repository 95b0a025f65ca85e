"""One comparable form of a text: lower case, no accents, plain apostrophes, hyphens and spaces."""

import re
import unicodedata

_TYPOGRAPHY = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, ligatures, typography, or runs of white space."""
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).translate(_TYPOGRAPHY))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return collapse(plain).lower()


def collapse(text: str) -> str:
    """Return `text` with each run of white space as one space, ends stripped."""
    return _SPACES.sub(" ", text).strip()
