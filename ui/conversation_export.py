"""A conversation in, a Word file out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ui import labels
from ui.answer_blocks import answer_blocks
from ui.conversation import Exchange
from ui.docx_export import Block, Heading, Quote, docx_bytes
from ui.sources import reference

if TYPE_CHECKING:
    from assistant.answering import Assistant


def conversation_docx(exchanges: Sequence[Exchange], assistant: "Assistant", day: date) -> bytes:
    """Return a Word file with each question, its answer, and each passage cited with where it stands."""
    blocks = [block for exchange in exchanges for block in _blocks(exchange, assistant)]
    return docx_bytes(labels.TITLE, blocks, (labels.exported_on(day), labels.CAUTION))


def _blocks(exchange: Exchange, assistant: "Assistant") -> Iterator[Block]:
    """Yield an exchange that has an answer."""
    if exchange.answer is None:
        return
    yield Heading(exchange.question.text)
    yield from answer_blocks(exchange.answer.text)
    if exchange.answer.citations:
        yield Heading(labels.SOURCES, 2)
    for citation in exchange.answer.citations:
        yield Quote(citation.quote, reference(citation, assistant))
