"""Text in, the form that the patterns of a question set are written in out."""

import unicodedata

from corpus.folding import collapse

_FOLDED = str.maketrans(
    {
        "\u0153": "oe",
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-"),
        **dict.fromkeys("*_#`"),
    }
)


def fold(text: str) -> str:
    """Remove case, accents, typography and emphasis.

    Question sets define this form themselves; unlike the corpus's own folding, it drops the marks of Markdown.
    """
    letters = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return collapse("".join(letters).lower().translate(_FOLDED))
