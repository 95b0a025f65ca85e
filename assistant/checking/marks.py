"""marks.yaml in, the patterns of the words that change what a sentence is worth out."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml


class Mark(StrEnum):
    """What a word does to its sentence; each is explained in marks.yaml."""

    POSSIBLE = "possible"
    CONDITION = "condition"
    DUTY = "duty"
    REQUIREMENT = "requirement"
    CERTAIN = "certain"
    ONLY = "only"
    NEGATIVE = "negative"
    REFUSAL = "refusal"
    DENIAL = "denial"
    CEILING = "ceiling"
    FLOOR = "floor"
    ABOUT = "about"
    RATE = "rate"
    PROPOSAL = "proposal"
    NATIONAL = "national"
    COMMON = "common"


MODALITY = (Mark.POSSIBLE, Mark.CONDITION, Mark.DUTY, Mark.CERTAIN, Mark.ONLY, Mark.NEGATIVE)
"""Marks that say how, not what."""
BOUNDS = (Mark.CEILING, Mark.FLOOR, Mark.ABOUT)
"""Marks that belong to a figure."""


def marks_in(folded: str) -> frozenset[Mark]:
    """Return the marks of a folded text."""
    return frozenset(mark for mark, pattern in _patterns().items() if pattern.search(folded))


def marked(mark: Mark, folded: str) -> list[re.Match[str]]:
    """Return where a folded text bears `mark`."""
    return list(_patterns()[mark].finditer(folded))


def captured_by(matches: Iterable[re.Match[str]]) -> frozenset[str]:
    """Return the words that marks are about: what is denied, what a figure is given for."""
    return frozenset(word for match in matches for word in match.groups() if word)


def without(marks: Iterable[Mark], folded: str) -> str:
    """Return a folded text without the words that bear `marks`."""
    for mark in marks:
        folded = _patterns()[mark].sub(" ", folded)
    return folded


@cache
def _patterns() -> dict[Mark, re.Pattern[str]]:
    """Read the marks that ship with the package."""
    data = yaml.safe_load(Path(__file__).with_name("marks.yaml").read_text(encoding="utf-8"))
    return {mark: re.compile("|".join(data[mark])) for mark in Mark}
