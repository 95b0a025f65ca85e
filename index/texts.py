"""A passage or a unit in, the text that stands for it in the searches out."""

from functools import cache
from hashlib import blake2b

from corpus.document import NATIONAL, Passage, Unit
from corpus.folding import collapse
from corpus.territories import load_territories


def passage_text(passage: Passage) -> str:
    """Return the passage with what places it: region, structures, title and headings."""
    return f"{_place(passage)}\n{' › '.join((passage.source.title, *passage.headings))}\n{collapse(passage.text)}"


def unit_text(passage: Passage, unit: Unit) -> str:
    """Return the unit with its last heading and what introduces it."""
    heading = passage.headings[-1] if passage.headings else passage.source.title
    return " ".join(part for part in (f"{heading} :", unit.header, unit.text) if part)


def digest(text: str) -> str:
    """Return the key of a text among the vectors."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _place(passage: Passage) -> str:
    """Name the regions and the structures of a passage."""
    source = passage.source
    return " – ".join(filter(None, (_region_names(source.regions), source.territory, ", ".join(passage.topic))))


@cache
def _region_names(regions: tuple[str, ...]) -> str:
    return ", ".join(name if name == NATIONAL else load_territories().region(name).name for name in regions)
