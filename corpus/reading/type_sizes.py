"""Sizes of type in, the level of the titles of each out: what is larger than the text heads it."""

from collections.abc import Collection, Mapping

from corpus.reading.shapes import LONGEST_NUMBERED_TITLE, opens_title

_LARGE = 1.12
"""Size of type of a title, in sizes of the text."""


def title_levels(lengths: Mapping[float, int], of_titles: Collection[float]) -> dict[float, int]:
    """Return the level of each size of titles that is large, 1 for the largest; `lengths` tells which is that of the text."""
    usual = max(lengths, key=lengths.__getitem__, default=0.0)
    large = sorted({size for size in of_titles if size > _LARGE * usual}, reverse=True)
    return {size: level for level, size in enumerate(large, 1)}


def can_be_title(words: str) -> bool:
    """Whether words in large type are a title rather than a sentence, a figure or a row."""
    return (
        0 < len(words) <= LONGEST_NUMBERED_TITLE and opens_title(words) and words[-1] not in ".,;" and "\t" not in words
    )
