"""An answer's text and a case in, what the question set finds wrong with it out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from eval.case import Case, Controls, Fact, Rules
from eval.wording import fold

WINDOW_BEFORE, WINDOW_AFTER = 300, 200
"""Characters around a triggering phrase in which its attribution must stand."""

_AMOUNT = re.compile(r"(\d[\d .,]*) ?(?:€|euros?\b)")
_THOUSANDS = re.compile(r"(\d+) ?k(?:€|e\b| euros)")
_RANGE = re.compile(r"\b(\d+) (?:a|et|-) (\d+) (reunions|jours)")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s|\n")
_NEGATION = re.compile(r"\b(?:pas|aucune?|rien|non)\b|\b(?:ne|n')\b ?[^.;!?]{0,80}\bque\b")


class Check(StrEnum):
    """What a question set looks at."""

    EMPTY = "empty answer"
    TOO_LONG = "too long"
    INVENTED_AMOUNT = "invented amount"
    INVENTED_RANGE = "invented range"
    FORBIDDEN_EVERYWHERE = "forbidden in every answer"
    WRONG_REGION = "wrong region"
    MISSING_FACT = "missing fact"
    FORBIDDEN = "forbidden in this answer"
    UNATTRIBUTED = "not attributed"
    NO_ABSTENTION = "no abstention"
    GAP_NOT_NAMED = "gap not named"


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that an answer does not pass."""

    check: Check
    expected: str
    actual: str

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.check}: expected {self.expected}; found {self.actual}"


def failures(answer: str, case: Case, rules: Rules) -> tuple[Failure, ...]:
    """Apply every check of the set to the text of an answer; empty when the case passes."""
    text, expected = fold(answer), case.expected
    if not text:
        return (Failure(Check.EMPTY, "an answer", "nothing"),)
    found = [
        *_length(answer, rules),
        *_invented(text, case, rules.controls),
        *_forbidden(text, rules.controls.forbidden, Check.FORBIDDEN_EVERYWHERE),
        *_wrong_regions(answer, rules.controls),
        *_absent(text, expected.must_contain, Check.MISSING_FACT),
        *_forbidden(text, expected.must_not_contain, Check.FORBIDDEN),
        *_unattributed(text, case),
    ]
    if not expected.answerable:
        if not _states(text, rules.abstention_markers):
            found.append(Failure(Check.NO_ABSTENTION, "a marker that something is not in the documents", "none"))
        found += _absent(text, expected.missing, Check.GAP_NOT_NAMED)
    return tuple(found)


def amounts(folded: str) -> set[str]:
    """Return the amounts in euros of a folded text, digits only (`15 000 €` and `15 k€` are `15000`)."""
    written_out = {re.sub(r"[ .,]", "", digits) for digits in _AMOUNT.findall(folded)}
    return written_out | {f"{digits}000" for digits in _THOUSANDS.findall(folded)}


def _length(answer: str, rules: Rules) -> Iterator[Failure]:
    if len(answer) > rules.max_characters:
        yield Failure(Check.TOO_LONG, f"at most {rules.max_characters} characters", str(len(answer)))


def _invented(text: str, case: Case, controls: Controls) -> Iterator[Failure]:
    """Find amounts and ranges that neither the documents nor, for amounts, the conversation state."""
    conversation = fold(" ".join((case.question, *(turn.content for turn in case.history))))
    for amount in sorted(amounts(text) - controls.allowed_amounts - amounts(conversation)):
        yield Failure(Check.INVENTED_AMOUNT, f"one of {sorted(controls.allowed_amounts)}", amount)
    for low, high, unit in _RANGE.findall(text):
        if f"{low}-{high} {unit}" not in controls.allowed_ranges:
            yield Failure(Check.INVENTED_RANGE, f"one of {sorted(controls.allowed_ranges)}", f"{low}-{high} {unit}")


def _wrong_regions(answer: str, controls: Controls) -> Iterator[Failure]:
    """Find affirmative sentences that give a region's fact to other regions only."""
    for sentence in map(fold, _SENTENCE_END.split(answer)):
        named = {region for region, pattern in controls.regions.items() if pattern.search(sentence)}
        if not named or _NEGATION.search(sentence):
            continue
        for anchor in controls.anchors:
            if anchor.region not in named and anchor.fact.search(sentence):
                yield Failure(Check.WRONG_REGION, f"{anchor.region} for {anchor.fact.pattern}", sentence)


def _absent(text: str, facts: tuple[Fact, ...], check: Check) -> Iterator[Failure]:
    for fact in facts:
        if not _states(text, fact):
            yield Failure(check, " or ".join(variant.pattern for variant in fact), "none of them")


def _forbidden(text: str, patterns: Fact, check: Check) -> Iterator[Failure]:
    for pattern in patterns:
        if match := pattern.search(text):
            yield Failure(check, f"no {pattern.pattern}", match.group())


def _unattributed(text: str, case: Case) -> Iterator[Failure]:
    for attribution in case.expected.only_with:
        for match in attribution.trigger.finditer(text):
            window = text[max(0, match.start() - WINDOW_BEFORE) : match.end() + WINDOW_AFTER]
            if not _states(window, attribution.near):
                expected = " or ".join(variant.pattern for variant in attribution.near)
                yield Failure(Check.UNATTRIBUTED, f"{expected} near it", match.group())


def _states(text: str, fact: Fact) -> bool:
    return any(variant.search(text) for variant in fact)
