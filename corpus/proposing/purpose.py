"""A document in, what it is for out: its kind, its readers, the structures that it speaks of."""

import re
from collections.abc import Iterator

from corpus.document import BlockKind
from corpus.proposing import labels
from corpus.proposing.clue import Clue
from corpus.proposing.cues import Kind, key, load_entry_cues
from corpus.proposing.opening import Opening, block_text
from corpus.reading import Reading
from corpus.vocabulary import load_vocabulary

_SEGMENT = re.compile(r"\s*[:–—|,(]\s*|\s-\s")
_ARTICLE = re.compile(r"(?:l['’]|le\s|la\s|les\s|ce\s|cet\s|cette\s)?", re.IGNORECASE)
_TO_WHOM = re.compile(r"\s*:?\s*(?:(?:à|aux?|de|des|du|d['’]|tous|toutes|les|l['’]|le|la)\s*)*\s*", re.IGNORECASE)
_READERS_END = re.compile(r"[.,;:!?()–|]|\s(?:qui|afin|pour|dont|quel)\b|$")
_LONGEST_AUDIENCE = 100
"""Characters."""


def kind_of(opening: Opening, reading: Reading) -> tuple[Kind, Clue] | None:
    """Return the kind of document that begins a part of the title, of a line around it, or the first paragraph."""
    lines = [(opening.title.text, labels.IN_TITLE)] if opening.title else []
    lines += [(line.text, labels.IN_OPENING) for line in opening.lines]
    parts = [(part, line, reason) for line, reason in lines for part in _SEGMENT.split(line)]
    first = next((block_text(reading, block) for block in reading.blocks if block.kind is BlockKind.PARAGRAPH), "")
    cues = load_entry_cues()
    for part, line, reason in (*parts, (first, _shortened(first), labels.IN_TEXT)):
        article = _ARTICLE.match(part)
        match = cues.kind.match(part, article.end() if article else 0)
        if match:
            kind = cues.kinds[key(match[0])]
            return kind, Clue(kind.name, reason, (line,), to_confirm=False)
    return None


def propose_audience(reading: Reading) -> Clue | None:
    """Return the readers that the document says it addresses, in its own words."""
    words = load_entry_cues().words
    for text in _labelled_texts(reading):
        for lead in words["audience_leads"].finditer(text):
            readers = _TO_WHOM.match(text, lead.end())
            start = readers.end() if readers else lead.end()
            end = _READERS_END.search(text, start)
            if words["audience_nouns"].match(text, start) and end and end.start() - start <= _LONGEST_AUDIENCE:
                return Clue(text[start : end.start()].strip(), labels.IN_TEXT, (text[lead.start() : end.start()],))
    return None


def propose_structures(reading: Reading) -> Clue | None:
    """Return the structures that the headings name, else those of the text."""
    headings = " ; ".join(block_text(reading, block) for block in reading.blocks if block.kind is BlockKind.HEADING)
    find = load_vocabulary().structures.find
    named = find(headings) or find(reading.text)
    return Clue(list(named), labels.IN_TEXT, to_confirm=False) if named else None


def _labelled_texts(reading: Reading) -> Iterator[str]:
    """Yield the text of each block; a label is one with the block that it announces."""
    label = ""
    for block in reading.blocks:
        text = f"{label}{block_text(reading, block)}"
        label = f"{text} " if text.endswith(":") else ""
        if not label:
            yield text


def _shortened(text: str) -> str:
    """Return the first words of a text."""
    return " ".join(text.split()[:12])
