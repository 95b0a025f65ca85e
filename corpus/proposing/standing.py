"""A document in, what its parts are worth out: what is a proposal, and where it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from corpus.document import STATED_LEVELS, BlockKind, Status
from corpus.folding import fold
from corpus.proposing import labels
from corpus.proposing.clue import Clue
from corpus.proposing.cues import any_of, load_entry_cues
from corpus.proposing.opening import NUMBER, block_text
from corpus.reading import Reading
from corpus.vocabulary import load_vocabulary

_LONGEST_HEADING = 60
"""Characters of a heading that are enough to find it again."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading, in the words of the document."""

    text: str
    level: int
    """As the format or the number of the heading says; 0 where only its look does."""


def propose_sections(name: str, reading: Reading, publisher: Clue | None, status: Status) -> Clue | None:
    """Return the headings from which the document proposes rather than states, each with the one that ends it.

    Only a heading whose level is beyond doubt, or under which the author speaks of itself, ends a proposal: what is
    proposed must never pass for a rule.
    """
    sections: list[dict[str, str]] = []
    opened: _Heading | None = None
    for heading in _headings(name, reading):
        if _begins_with(heading, _proposal_words()):
            if opened is None or heading.level < opened.level:
                opened = heading
            sections.append(_section(heading, Status.PROPOSAL))
        elif opened and _speaks_of_its_author(heading, publisher):
            sections.append(_section(heading, Status.REPORT))
            opened = None
        elif opened and 0 < heading.level <= opened.level:
            sections.append(_section(heading, status))
            opened = None
    return Clue(sections, labels.OF_HEADINGS) if sections else None


def _headings(name: str, reading: Reading) -> Iterator[_Heading]:
    """Yield the headings of the document."""
    says_levels = PurePath(name).suffix.lower() in STATED_LEVELS
    for block in reading.blocks:
        if block.kind is BlockKind.HEADING:
            text = block_text(reading, block)
            number = NUMBER.match(text)
            by_number = number[0].strip(" .)").count(".") + 1 if number else 0
            yield _Heading(text, block.level if says_levels else by_number)


def _begins_with(heading: _Heading, words: re.Pattern[str]) -> bool:
    """Whether a heading, its number apart, begins with one of these."""
    return bool(words.match(NUMBER.sub("", heading.text)))


@cache
def _proposal_words() -> re.Pattern[str]:
    """Return the beginnings of the headings of proposals."""
    own = load_entry_cues().words["proposal_headings"].pattern
    return re.compile(f"{own}|{any_of(load_vocabulary().proposal_headings).pattern}")


def _speaks_of_its_author(heading: _Heading, publisher: Clue | None) -> bool:
    """Whether a heading begins with the publisher's name, or says that the author presents itself."""
    is_about = _begins_with(heading, load_entry_cues().words["closing_headings"])
    return is_about or (publisher is not None and fold(heading.text).startswith(fold(str(publisher.value))))


def _section(heading: _Heading, status: Status) -> dict[str, str]:
    """Return an item of the field `sections`."""
    words = heading.text
    if len(words) > _LONGEST_HEADING:
        words = words[:_LONGEST_HEADING].rsplit(" ", 1)[0]
    return {"heading": words, "status": status.value}
