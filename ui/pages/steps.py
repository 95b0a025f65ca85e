"""A region, a structure and a stage in, the next steps out, in the words of documents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from assistant.answer import Citation
from corpus.document import Status
from corpus.folding import fold
from ui.pages import labels_parcours as labels
from ui.pages.quoting import find_quotes

if TYPE_CHECKING:
    from assistant.answering import Assistant


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, and what documents say of it."""

    title: str
    quotes: tuple[Citation, ...]
    """In the order of the document; empty where documents are silent."""

    @property
    def names(self) -> dict[str, str]:
        """Who and what its quotes name, under our labels; a name says nothing more than that it stands there."""
        text = fold("\n".join(quote.quote for quote in self.quotes))
        found = {
            labels.ACTORS: _named(text, labels.ACTOR_NAMES),
            labels.PAPERS: _named(text, labels.PAPER_NAMES),
            labels.ADDRESSEES: _named(text, labels.ACTOR_NAMES, labels.BEFORE_ADDRESSEE),
        }
        return {label: ", ".join(names) for label, names in found.items() if names}


def next_steps(structure: str, region: str, stage: str, assistant: "Assistant") -> tuple[Step, ...]:
    """Return the steps of a stage, in order; what is only demanded is no step."""
    numbers = count(1)
    steps = []
    for wanted in labels.STAGES[stage]:
        found = find_quotes(wanted, structure, region, assistant)
        held = _in_reading_order(quote for quote in found if quote.status is not Status.PROPOSAL)
        steps.append(Step(wanted.title, tuple(replace(quote, n=next(numbers)) for quote in held)))
    return tuple(steps)


def _in_reading_order(quotes: Iterable[Citation]) -> list[Citation]:
    """Return quotes with those of one document together, as they stand in it."""
    kept = list(quotes)
    documents = list(dict.fromkeys(quote.passage.source.id for quote in kept))
    return sorted(kept, key=lambda quote: (documents.index(quote.passage.source.id), quote.start))


def _named(text: str, names: Mapping[str, str], before: str = "") -> list[str]:
    """Return the names whose words stand in a folded text, right after `before`."""
    return [name for name, words in names.items() if re.search(f"{before}(?:{words})", text)]
