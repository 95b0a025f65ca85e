"""Answers that a person has approved, served again only while everything that they were approved for is unchanged.

A question gets one when it is understood exactly as the one approved: same words, region, structure and intent, and when
every passage cited still stands in the index as it was. One that is near is no match: it is answered as ever.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from assistant import messages
from assistant.answer import Answer, Citation, Outcome, Statement
from assistant.checking import check
from assistant.composing.draft import Draft
from assistant.question import Intent, Query
from assistant.rendering import render
from corpus.document import Passage
from corpus.errors import SetupError
from corpus.folding import fold
from corpus.territories import Territories
from index.build import write_whole
from index.searching import Index

_LOCK_SECONDS = 10
_BEFORE_PLACES = frozenset({"le", "la", "les", "l", "en", "dans", "a", "au", "aux", "region"})
"""Words that stay of a region named in a question; what they mean is in the region, which is compared apart."""


class ApprovalError(SetupError):
    """An answer that cannot be approved, or a list of approved answers that cannot be used."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question must be, whole, to get an approved answer."""

    words: tuple[str, ...]
    """In order, folded; places apart."""
    regions: tuple[str, ...]
    structures: tuple[str, ...]
    intent: Intent
    aspects: tuple[Intent, ...]
    needs: tuple[str, ...]
    terms: tuple[str, ...]
    places: tuple[str, ...]
    claims: tuple[str, ...]
    counts: tuple[str, ...]
    confirms: bool


@dataclass(frozen=True, slots=True)
class Resting:
    """A citation of an approved answer, with what its passage was."""

    n: int
    passage: str
    """Id of the passage."""
    digest: str
    """Of the passage with all that is known of its document."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verified:
    """An answer that a person has approved."""

    question: str
    asked: Asked
    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Resting, ...]
    by: str
    at: datetime


_ALL = TypeAdapter(tuple[Verified, ...])


def asked_by(query: Query) -> Asked | None:
    """Return what identifies a question; None for one whose answer depends on the asker's own team."""
    if query.team is not None:
        return None
    return Asked(
        words=tuple(word for word in re.findall(r"\w+", fold(query.words)) if word not in _BEFORE_PLACES),
        regions=query.regions,
        structures=query.structures,
        intent=query.intent,
        aspects=query.aspects,
        needs=query.needs,
        terms=query.terms,
        places=query.places,
        claims=query.claims,
        counts=query.counts,
        confirms=query.confirms,
    )


def approve(
    question: str, query: Query, answer: Answer, texts: Sequence[str], territories: Territories, by: str
) -> Verified:
    """Return an answer as somebody approved it, with the words of each statement as he left them, "" to leave one out.

    Raise ApprovalError for words that the quotes do not bear: what no check lets through is not made true by a person.
    """
    asked = asked_by(query)
    pairs = zip(answer.statements, texts, strict=True)
    kept = tuple(replace(statement, text=text.strip()) for statement, text in pairs if text.strip())
    used = {n for statement in kept for n in statement.citations}
    citations = tuple(citation for citation in answer.citations if citation.n in used)
    if asked is None or not citations:
        raise ApprovalError("An answer without a citation, or about one team, cannot be approved.")
    _, checks = check(query, Draft(answer.outcome, kept, citations), territories)
    if checks.dropped:
        raise ApprovalError("\n".join(checks.reasons))
    resting = tuple(Resting(c.n, c.passage.id, digest_of(c.passage), c.start, c.end) for c in citations)
    return Verified(question, asked, answer.outcome, kept, resting, by, datetime.now(UTC))


def digest_of(passage: Passage) -> str:
    """Return what changes with anything that a passage says or that is known of its document."""
    return sha256(repr(passage).encode()).hexdigest()


def standing(verified: Verified, index: Index, days: int, now: datetime) -> Answer | None:
    """Return an approved answer as it is shown, None when something that it rests on is gone, changed or too old."""
    if now - verified.at > timedelta(days=days):
        return None
    wanted = {resting.passage for resting in verified.citations}
    passages = {passage.id: passage for passage in index.passages if passage.id in wanted}
    if any(r.passage not in passages or digest_of(passages[r.passage]) != r.digest for r in verified.citations):
        return None
    citations = tuple(Citation(r.n, passages[r.passage], r.start, r.end) for r in verified.citations)
    day = verified.at.date()
    return Answer(
        outcome=verified.outcome,
        text=f"{messages.verified_on(day)}\n\n{render(verified.statements)}",
        regions=verified.asked.regions,
        statements=verified.statements,
        citations=citations,
        verified_on=day.isoformat(),
    )


def serve(query: Query, approved: Sequence[Verified], index: Index, days: int) -> Answer | None:
    """Return the approved answer of a question, if there is one that still stands."""
    asked = asked_by(query) if approved else None
    found = next((verified for verified in approved if verified.asked == asked), None)
    return standing(found, index, days, datetime.now(UTC)) if found else None


def read_verified(folder: Path) -> tuple[Verified, ...]:
    """Return the approved answers, oldest first."""
    path = _path(folder)
    try:
        state = path.stat()
    except OSError:
        return ()
    return _read(path, state.st_mtime_ns, state.st_size)


def keep_verified(verified: Verified, folder: Path) -> None:
    """Keep an approved answer, in the place of the one for the same question."""
    _change(folder, lambda kept: (*(one for one in kept if one.asked != verified.asked), verified))


def withdraw_verified(asked: Asked, folder: Path) -> None:
    """Serve the approved answer of a question no more."""
    _change(folder, lambda kept: tuple(one for one in kept if one.asked != asked))


def _change(folder: Path, change: Callable[[tuple[Verified, ...]], tuple[Verified, ...]]) -> None:
    path = _path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
            write_whole(path, _ALL.dump_json(change(read_verified(folder)), indent=1))
    except (OSError, Timeout) as error:
        raise ApprovalError(f"{path}: cannot be written ({error}). Allow writing there, then try again.") from error


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int, size: int) -> tuple[Verified, ...]:
    """Read the file, once a change."""
    try:
        return _ALL.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ApprovalError(
            f"{path}: the approved answers cannot be read. Correct the file, or move it away."
        ) from error


def _path(folder: Path) -> Path:
    return folder / "verified.json"
