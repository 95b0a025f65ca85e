"""cues.yaml in, compiled patterns out: how documents write about money, and the plain form of a text that they read."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from corpus.folding import fold

_PATH = Path(__file__).with_name("cues.yaml")
_DIGITS = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """Return `text` in lower case without accents or typography, each character in its place."""
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=1024)
def _plain_character(character: str) -> str:
    """Return one character for one."""
    return (fold(character) or " ")[0]


@cache
def number() -> str:
    """Return the pattern of a number, in digits or in words."""
    words = "|".join(_data()["number_words"])
    # Atomic: "vingt" is not the number of "vingt-cinq mille".
    return rf"(?:{_DIGITS}|(?>(?:(?:{words})[ -](?:et[ -])?)*(?:{words})\b))"


@cache
def cue(*path: str) -> str:
    """Return the alternatives at `path` of cues.yaml as the source of one pattern."""
    found = _at(path)
    patterns = [found] if isinstance(found, str) else found
    return "|".join(patterns).replace("{number}", number()).replace("{ordinal}", "|".join(_data()["ordinals"]))


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """Return the alternatives at `path`, as whole words."""
    return re.compile(rf"(?<!\w)(?:{cue(*path)})(?!\w)")


@cache
def opening(*path: str) -> re.Pattern[str]:
    """Return the alternatives at `path`, as beginnings of words."""
    return re.compile(rf"(?<!\w)(?:{cue(*path)})")


@cache
def conditions() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a conditional clause, up to the mark that ends it, and of a situation, up to the verb."""
    end = r"(?=[,;:.()]|$"
    return (
        re.compile(rf"(?<!\w)(?:{cue('conditions', 'clauses')}).*?{end})"),
        re.compile(rf"(?<!\w)(?:{cue('conditions', 'situations')}).*?{end}| (?:{cue('conditions', 'verbs')})\b)"),
    )


@cache
def names(*path: str) -> tuple[str, ...]:
    """Return the names at `path`, in the order of the file."""
    return tuple(_at(path))


@cache
def ordinals() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of "première", "deuxième"…"""
    return tuple(re.compile(words) for words in _data()["ordinals"])


def _at(path: Iterable[str]) -> Any:
    """Return what stands at `path`: a pattern, a list of patterns, or names with theirs."""
    found: Any = _data()
    for name in path:
        found = found[name]
    return found


@cache
def _data() -> dict[str, Any]:
    """Read the cues that ship with the package."""
    return yaml.safe_load(_PATH.read_text(encoding="utf-8"))
