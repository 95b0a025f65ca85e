"""The draft of an extractive answer in, what a language model is given of it out: its quotes as data, under opaque ids."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import messages, prompts
from assistant.answer import Citation, Statement
from assistant.composing.draft import Draft
from assistant.composing.replying import SCHEMA, SENTENCES
from assistant.neutralising import as_data
from assistant.prompting import Prompt
from corpus.document import Status
from corpus.territories import Territories
from index.texts import digest

_ESCAPE = re.compile(r"\\(?=[^a-zA-Z0-9\s])")
ID_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """An extract given to a model."""

    id: str
    """Says nothing of the document, and stays the same from one question to the next."""
    citation: Citation
    statement: Statement
    """What the extractive answer says of it."""
    text: str
    """Its words as the model sees them."""
    known: str
    """The same with what places it: heading, title, publisher, territory, region. A sentence on it needs no other word."""


def offers_in(draft: Draft, territories: Territories) -> dict[str, Offer]:
    """Return the extracts of a draft by id, in order."""
    by_number = {citation.n: citation for citation in draft.citations}
    found = [
        _offer(by_number[statement.citations[0]], statement, territories)
        for statement in draft.statements
        if statement.citations
    ]
    return {offer.id: offer for offer in found}


def writing_prompt(question: str, offers: Mapping[str, Offer], territories: Territories) -> Prompt:
    """Return what a model is told to answer `question` with."""
    return Prompt(
        task="write",
        system=prompts.WRITE.format(sentences=SENTENCES),
        user=prompts.WRITE_ON.format(
            question=as_data(question), extracts="\n".join(_shown(offer, territories) for offer in offers.values())
        ),
        schema=SCHEMA,
    )


def opening(citations: Sequence[Citation]) -> str:
    """Return the words that tell a demand as one, when words that are only proposed are quoted."""
    return next((f"{messages.proposal(c.passage.source)} " for c in citations if _demands(c)), "")


def _demands(citation: Citation) -> bool:
    """Whether a citation quotes words that are only proposed."""
    return any(
        unit.status is Status.PROPOSAL and unit.start < citation.end and citation.start < unit.end
        for unit in citation.passage.units
    )


def _offer(citation: Citation, statement: Statement, territories: Territories) -> Offer:
    source = citation.passage.source
    said = _ESCAPE.sub("", statement.text).removeprefix(opening([citation]))
    text = as_data(said)
    around = (*citation.passage.headings, source.title, source.publisher, source.territory, *source.places)
    known = " – ".join(filter(None, (text, *map(as_data, filter(None, around)), messages.places(source, territories))))
    id_ = digest(f"{source.id} {citation.start} {citation.end} {statement.row}")[:ID_LETTERS]
    return Offer(id_, citation, statement, text, known.replace(prompts.REMOVED, " "))


def _shown(offer: Offer, territories: Territories) -> str:
    source = offer.citation.passage.source
    return prompts.EXTRACT.format(
        id=offer.id,
        region=as_data(messages.places(source, territories)),
        date=as_data(source.date or prompts.UNDATED),
        status=prompts.STATUSES[offer.citation.status],
        section=as_data(_ESCAPE.sub("", offer.statement.section)),
        text=offer.text,
    )
