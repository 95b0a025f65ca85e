"""What a page wants to know of a structure in a region in, the words of documents that say it out, or none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation
from corpus.document import NATIONAL, Status
from corpus.folding import fold
from corpus.vocabulary import load_vocabulary
from ui.remembering import remembered_answer

if TYPE_CHECKING:
    from assistant.answering import Assistant


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing to find in the documents."""

    title: str
    question: str
    """What the assistant is asked, `{structure}` left open."""
    words: tuple[str, ...]
    """Folded words, or their beginnings: a quote that holds none of them speaks of something else."""
    most: int = 1
    """Quotes shown at most."""


def find_quotes(wanted: Wanted, structure: str, region: str, assistant: "Assistant") -> tuple[Citation, ...]:
    """Return the quotes that say what is wanted: the region's own before national ones, proposals last.

    Empty when the assistant abstains, and when what it cites is about another structure, region or matter: a page that
    sets quotes out of their answer must not lend them a meaning.
    """
    answer = remembered_answer(wanted.question.format(structure=structure), region, assistant)
    if answer.abstained:
        return ()
    fitting = (
        citation
        for citation in in_order(answer)
        if is_of(citation, region) and is_about(citation, structure) and speaks_of(citation, wanted.words)
    )
    distinct = {citation.quote: citation for citation in reversed(list(fitting))}
    ranked = sorted(reversed(distinct.values()), key=lambda citation: _rank(citation, region))
    return tuple(ranked[: wanted.most])


def in_order(answer: Answer) -> Iterator[Citation]:
    """Yield the citations of an answer as its statements use them."""
    citations = {citation.n: citation for citation in answer.citations}
    for statement in answer.statements:
        yield from (citations[n] for n in statement.citations)


def is_of(citation: Citation, region: str) -> bool:
    """Whether a quote holds in a region: a document of its own, or a national one."""
    return bool({region, NATIONAL} & set(citation.passage.source.regions))


def is_about(citation: Citation, structure: str) -> bool:
    """Whether a quote is about a structure: its section is, and it names no other alone."""
    named = load_vocabulary().structures.find(citation.quote)
    about = citation.passage.topic or named
    return structure in about and (not named or structure in named)


def speaks_of(citation: Citation, words: tuple[str, ...]) -> bool:
    """Whether a quote holds one of these beginnings of words."""
    text = f" {fold(citation.quote)}".replace("'", " ")
    return any(f" {word}" in text for word in words)


def _rank(citation: Citation, region: str) -> tuple[bool, bool]:
    """Return what is shown later: proposals, then what is not the region's own."""
    return citation.status is Status.PROPOSAL, region not in citation.passage.source.regions
