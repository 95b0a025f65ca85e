"""entry_cues.yaml in, the patterns that find its words in a document out."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from corpus.document import Status
from corpus.territories import load_territories

_PATH = Path(__file__).parents[1] / "entry_cues.yaml"

REGIONAL, DEPARTMENT, NATIONWIDE, NETWORK = "region", "department", "national", "network"
"""For what an organisation acts; NETWORK is one whose regions are listed."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of entry_cues.yaml."""

    name: str
    scope: str
    regions: tuple[str, ...] = ()
    """Ids of the regions of a network."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, and what it is worth unless it says otherwise."""

    name: str
    status: Status | None


@dataclass(frozen=True, slots=True)
class EntryCues:
    """The words of entry_cues.yaml, as patterns to be searched in the text of a document."""

    organisations: Mapping[str, Organisation]
    """By spelling, as `key` returns it."""
    organisation: re.Pattern[str]
    kinds: Mapping[str, Kind]
    """By spelling, as `key` returns it."""
    kind: re.Pattern[str]
    territories: Mapping[str, str]
    """What links each beginning of a territory's name to a noun: "pays" -> "du"; keys as `key` returns them."""
    territory: re.Pattern[str]
    years: Mapping[str, re.Pattern[str]]
    """What the words before a year say of it."""
    words: Mapping[str, re.Pattern[str]]
    """Every plain list of the file, by its name."""


def key(words: str) -> str:
    """Return the form in which a spelling found in a text is looked up."""
    return " ".join(_plain(words).lower().replace("-", " ").split())


def any_of(spellings: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of whole words that are one of these: a capital stands for itself, other letters for both."""
    longest_first = sorted(spellings, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spelled, longest_first))})")


@cache
def load_entry_cues() -> EntryCues:
    """Read the cues that ship with the package."""
    data = yaml.safe_load(_PATH.read_text(encoding="utf-8"))
    organisations = _organisations(data)
    kinds = {
        spelling: Kind(name, Status(entry["status"]) if "status" in entry else None)
        for name, entry in data["kinds"].items()
        for spelling in (name, *entry.get("also", ()))
    }
    return EntryCues(
        organisations={key(spelling): organisation for spelling, organisation in organisations.items()},
        organisation=any_of(organisations),
        kinds={key(spelling): kind for spelling, kind in kinds.items()},
        kind=any_of(kinds),
        territories={key(opening): link for opening, link in data["territories"].items()},
        territory=any_of(data["territories"]),
        years={name: any_of(spellings) for name, spellings in data["years"].items()},
        words={name: any_of(value) for name, value in data.items() if isinstance(value, list)},
    )


def _organisations(data: Mapping[str, Mapping]) -> dict[str, Organisation]:
    """Return the organisations of the file by spelling."""
    spread = {
        spelling: Organisation(name, entry["scope"])
        for name, entry in data["organisations"].items()
        for spelling in (name, *entry.get("also", ()))
    }
    region = load_territories().region
    regional = {
        name: Organisation(name, NETWORK, tuple(region(place).id for place in places))
        for name, places in data["networks"].items()
    }
    return spread | regional


def _spelled(words: str) -> str:
    """Return the pattern of one spelling."""
    return "".join(map(_letter, words)) + (r"(?!\w)" if words[-1].isalnum() else "")


def _letter(char: str) -> str:
    """Return the pattern of one character of a spelling."""
    if char.isspace():
        return r"\s+"
    if char in "'’":
        return "['’]"
    if char == "-":
        return r"[-‐‑\s]"
    if not char.isalpha():
        return re.escape(char)
    forms = {char, _plain(char)}
    return "[" + "".join(sorted(forms | {form.upper() for form in forms} if char.islower() else forms)) + "]"


def _plain(words: str) -> str:
    """Return `words` without accents, apostrophes straight."""
    decomposed = unicodedata.normalize("NFD", words.replace("’", "'").replace("‑", "-").replace("‐", "-"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
