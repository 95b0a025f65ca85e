"""Bad files made by program: cut, flipped, locked, lying, looping, inflating, reaching out."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.corpus.hostile.pdfs import pdf_specimens
from tests.corpus.hostile.specimen import ANY, READ, Specimen
from tests.corpus.hostile.texts import text_specimens
from tests.corpus.hostile.words import word_specimens

__all__ = ["ANY", "READ", "Specimen", "specimens", "write_specimens"]


def specimens() -> Iterator[Specimen]:
    """Yield every bad file, and a few sound ones that must be read among them."""
    return chain(pdf_specimens(), word_specimens(), text_specimens())


def write_specimens(folder: Path) -> dict[Path, str]:
    """Write them all to `folder`; return what must come of each."""
    expected = {}
    for specimen in specimens():
        path = folder / specimen.name
        path.write_bytes(specimen.content)
        expected[path] = specimen.expected
    return expected
