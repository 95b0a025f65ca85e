"""A sentence in, the structure that it begins to define out."""

import re

from corpus.folding import fold
from corpus.vocabulary import Vocabulary

_DEFINES = re.compile(
    r"^(?:concretement, )?(?:une?|les?|la|l') ?.{2,90}?\b(?:est|sont|correspond(?:ent)?|designe(?:nt)?|regroupe|constitue)\b"
)


def defined_structure(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the one structure that `text` opens by defining ("Une ESP est…"), or None."""
    opening = _DEFINES.match(fold(text))
    named = vocabulary.structures.find(opening[0]) if opening else ()
    return named[0] if len(named) == 1 else None
