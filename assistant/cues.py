"""cues.yaml and needs.yaml in, compiled patterns out: how questions ask and how documents answer."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.question import Intent

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A thing that the evidence must hold for the question to be answered."""

    id: str
    asked: Patterns
    evidence: Patterns
    """Marks of a sentence that holds it; none when no document can."""
    gap: str
    """How the answer names it when it is missing."""
    dated: bool = False
    """Whether the date of a document, when it is known, is what is asked for."""
    elsewhere: bool = False
    """Whether another region's is worth showing, named as such, when the region asked has none."""

    narrows: str = ""
    """Id of the need that it stands for: met by less, and what meets that one only is about something else."""
    close: bool = False
    """Whether only the sentences that fit best can hold it, since its evidence is in words found everywhere."""
    common: bool = False
    """Whether it is heard by its patterns alone."""
    thing: bool = False
    """Whether it is a thing by itself, rather than a measure of what the question names."""

    def met_by(self, folded: str, heading: str = "") -> bool:
        """Whether a folded sentence holds the thing, or the folded heading above it speaks of a thing by itself."""
        return matches(self.evidence, folded) or (self.thing and matches(self.evidence, heading))


@dataclass(frozen=True, slots=True)
class Evidenced:
    """Marks of the sentences that an answer of some kind is made of."""

    strong: Patterns = ()
    """They say it outright."""
    weak: Patterns = ()
    """They speak of it."""

    def degree(self, folded: str) -> float:
        """Return how far a folded sentence says it, from 0 to 1."""
        return 1.0 if matches(self.strong, folded) else 0.5 * matches(self.weak, folded)


@dataclass(frozen=True, slots=True)
class Cues:
    """All the patterns, by what they recognise, on folded text."""

    intents_asked: dict[Intent, Patterns]
    intents_evidence: dict[Intent, "Evidenced"]
    needs: tuple[Need, ...]
    objects: Patterns
    generic: frozenset[str]
    """Words that the patterns of objects may catch and that name nothing."""
    counts: Patterns
    modes: dict[str, Patterns]
    """Marks of a question of right or of duty, and of what is refused, possible or required."""
    asks_demands: Patterns
    open_questions: Patterns
    """Words of a question that yes or no does not answer."""
    provisos: Patterns
    """Words that tie a question to a case of its own: what holds in general answers neither yes nor no."""
    requests: Patterns
    confirms: Patterns
    which: Patterns
    """A question that asks which ones."""
    which_structure: Patterns
    """A question that asks which structure to choose."""
    now: Patterns
    """A question that asks how things stand today."""
    among: Patterns
    """A question that asks whether a place is one of those of a list."""
    pleasantries: Patterns
    """On the text as typed: they are taken out of it."""
    follow_up: Patterns
    out_of_scope: Patterns
    out_of_scope_alone: Patterns
    """Other topics, unless a structure or a term of the field is named."""

    def needed(self, ids: Container[str]) -> tuple[Need, ...]:
        """Return the needs of these ids, in the order of the file."""
        return tuple(need for need in self.needs if need.id in ids)


def matches(patterns: Iterable[re.Pattern[str]], folded: str) -> bool:
    """Whether any of `patterns` is found in `folded`."""
    return any(pattern.search(folded) for pattern in patterns)


@cache
def load_cues() -> Cues:
    """Read the cues and the needs that ship with the package."""
    data, needs = (_read(name) for name in ("cues.yaml", "needs.yaml"))
    intents = {Intent(name): entry for name, entry in data["intents"].items()}
    return Cues(
        intents_asked={intent: _compiled(entry["asked"]) for intent, entry in intents.items()},
        intents_evidence={
            intent: Evidenced(**{degree: _compiled(marks) for degree, marks in entry["evidence"].items()})
            for intent, entry in intents.items()
        },
        needs=tuple(_need(name, entry) for name, entry in needs["needs"].items()),
        objects=_compiled(data["objects"]),
        generic=frozenset(data["generic"]),
        counts=_compiled(data["counts"]),
        modes={mode: _compiled(marks) for mode, marks in data["modes"].items()},
        asks_demands=_compiled(data["asks_demands"]),
        open_questions=_compiled(data["open_questions"]),
        provisos=_compiled(data["provisos"]),
        requests=_compiled(data["requests"]),
        confirms=_compiled(data["confirms"]),
        which=_compiled(data["which"]),
        which_structure=_compiled(data["which_structure"]),
        now=_compiled(data["now"]),
        among=_compiled(data["among"]),
        pleasantries=_compiled(data["pleasantries"]),
        follow_up=_compiled(data["follow_up"]),
        out_of_scope=_compiled(data["out_of_scope"]),
        out_of_scope_alone=_compiled(data["out_of_scope_alone"]),
    )


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return data


def _need(name: str, entry: dict[str, Any]) -> Need:
    """Return a need of the file; its `words` are asked and evidence alike."""
    words, asked, evidence = (entry.pop(side, []) for side in ("words", "asked", "evidence"))
    return Need(name, _compiled(words + asked), _compiled(words + evidence), **entry)


def _compiled(patterns: list[str]) -> Patterns:
    return tuple(re.compile(pattern) for pattern in patterns)
