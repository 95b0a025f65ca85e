"""vocabulary.yaml in, the terms of the field found in a text out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from corpus.folding import fold

_REMEMBERED = 20_000
"""Texts whose terms are remembered: the same sentences are looked at for many questions."""
_SLIP_LETTERS = 6
"""Shorter words are too near to others."""
_PATH = Path(__file__).with_name("vocabulary.yaml")


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession, and the class that documents count it in."""

    name: str
    kind: str
    """generalist, specialist, medical, paramedical, pharmacist, social, medico-social or other."""


class Spellings:
    """Finds whole-word occurrences of many spellings in folded text, longest first."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        """Take the id that each spelling stands for; "" for one that is found only so that no shorter one is."""
        self._ids = {_loose(spelling): name for spelling, name in ids.items()}
        longest_first = sorted(self._ids, key=len, reverse=True)
        self._pattern = re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w])")
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._find)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids found in `text`, in order of first appearance, without repeats."""
        return self._remembered(text)

    def _find(self, text: str) -> tuple[str, ...]:
        found = dict.fromkeys(self._ids[match] for match in self._pattern.findall(_loose(text)))
        return tuple(filter(None, found))

    def short(self, text: str) -> str:
        """Return `text` in loose form, each spelling replaced by its id in lower case."""
        return self._pattern.sub(lambda match: self._ids[match[0]].lower(), _loose(text))

    def mask(self, text: str) -> str:
        """Return `text` in loose form, without the spellings."""
        return self._pattern.sub(" ", _loose(text))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the field, and how people write them."""

    names: Mapping[str, str]
    """Full name of each structure and term, by id."""
    structures: Spellings
    loose_structures: Spellings
    """Words that mean a structure where nothing else is named ("la maison", "notre communauté")."""
    terms: Spellings
    professions: Mapping[str, Profession]
    """By spelling, loose form."""
    profession_spellings: Spellings
    domain: Spellings
    """Words that show that a question is about coordinated practice."""
    stop_words: frozenset[str]
    """Folded words that say nothing of what is asked, besides the usual French ones."""
    shorthand: Mapping[str, str]
    slips: tuple[str, ...]
    """Words that are put back in their place when one letter is wrong."""
    synonyms: tuple[tuple[str, ...], ...]
    age_signs: tuple[str, ...]
    proposal_headings: tuple[str, ...]

    def expand_shorthand(self, text: str) -> str:
        """Return `text` with the shorthand and the slips of hurried writers spelled out, other words untouched."""
        return re.sub(r"[\w']+", lambda match: self._spelled_out(match[0]), text)

    def _spelled_out(self, word: str) -> str:
        typed = fold(word)
        if typed in self.shorthand or len(typed) < _SLIP_LETTERS:
            return self.shorthand.get(typed, word)
        meant = process.extractOne(
            typed, self.slips, processor=fold, scorer=DamerauLevenshtein.distance, score_cutoff=1
        )
        return meant[0] if meant and meant[1] and typed.rstrip("s") != fold(meant[0]) else word

    def synonyms_of(self, word: str) -> tuple[str, ...]:
        """Return `word`, folded, and the single words that documents may use for it, whether one or many."""
        bare = fold(word).rstrip("s")
        groups = ([fold(other) for other in group] for group in self.synonyms)
        alike = (other for group in groups if bare in {name.rstrip("s") for name in group} for other in group)
        return tuple(dict.fromkeys((fold(word), *(other for other in alike if " " not in other))))

    def age_signs_in(self, text: str) -> tuple[str, ...]:
        """Return the words of `text` that date it."""
        folded = fold(text)
        return tuple(sign for sign in self.age_signs if fold(sign) in folded)


_COORDINATED = re.compile(
    r"\b((?:(?:maisons?|centres?|poles?)(?:, ?| et | ou |/)(?:quel(?:le)?s |les |des )?)+)"
    r"(?=(?:maisons?|centres?|poles?) (de sante))"
)


def _loose(text: str) -> str:
    """Fold `text`, without the dots of acronyms and hyphens, "maisons et pôles de santé" with its complement each time."""
    undotted = re.sub(r"\b((?:[a-z]\.){2,})", lambda match: match[0].replace(".", ""), fold(text))
    whole = _COORDINATED.sub(lambda match: re.sub(r"(\w+)(, ?| et | ou |/)", rf"\1 {match[2]}\2", match[1]), undotted)
    return re.sub(r"(?<=\w)-(?=\w)", " ", whole)


def _spellings(entries: Mapping[str, Mapping]) -> Spellings:
    """Build the finder of `entries`, whose keys are acronyms or names."""
    ids = {}
    for key, entry in entries.items():
        for spelling in (key, entry.get("name", key), *entry.get("also", ())):
            ids[spelling] = key
            ids[_joined_prefix(spelling)] = key
    return Spellings(ids)


def _joined_prefix(spelling: str) -> str:
    """Return `spelling` with "pluri-professionnel" written in one word."""
    return re.sub(r"\b(pluri|inter|multi)[- ]", r"\1", spelling)


def _professions(entries: Mapping[str, Mapping]) -> Iterable[tuple[str, Profession]]:
    for name, entry in entries.items():
        for spelling in (name, *entry.get("also", ())):
            yield _loose(spelling), Profession(name, entry["class"])


@cache
def load_vocabulary() -> Vocabulary:
    """Read the vocabulary that ships with the package."""
    data = yaml.safe_load(_PATH.read_text(encoding="utf-8"))
    named = {**data["structures"], **data["terms"]}
    professions = dict(_professions(data["professions"]))
    return Vocabulary(
        names={key: entry["name"] for key, entry in named.items()},
        structures=_spellings(data["structures"]),
        loose_structures=Spellings(
            {word: key for key, entry in data["structures"].items() for word in entry.get("loose", ())}
            | dict.fromkeys(data["other_names"], "")
        ),
        terms=_spellings(named),
        professions=professions,
        profession_spellings=Spellings({spelling: spelling for spelling in professions}),
        domain=Spellings({word: word for word in data["domain"]}),
        stop_words=frozenset(fold(word) for word in data["stop_words"]),
        shorthand={fold(short): full for short, full in data["shorthand"].items()},
        slips=tuple(data["slips"]),
        synonyms=tuple(tuple(group) for group in data["synonyms"]),
        age_signs=tuple(data["age_signs"]),
        proposal_headings=tuple(data["proposal_headings"]),
    )
