"""A file in, an entry proposed from its own words out, each inferred value with the words that it rests on."""

import re
from collections import Counter
from pathlib import Path

from corpus.document import BlockKind
from corpus.folding import collapse
from corpus.reading import Reading, read_file
from corpus.territories import Mention, load_territories

_AGENCY = re.compile(
    r"\b(?:ARS|Agence régionale de santé)\b[^.\n]{0,12}?\s(?P<place>[A-ZÎ][\wéèôâîç’'-]+(?:[ -][A-ZÎ][\wéèôâîç’'-]+){0,3})"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def propose_entry(path: Path) -> dict[str, object]:
    """Return the fields of an entry for the file: what it says itself, and what can be inferred, marked so."""
    reading = read_file(path)
    entry: dict[str, object] = {
        "title": _title(reading, path),
        **_publisher(reading),
        **_region(reading),
        **_date(reading),
    }
    return {**entry, **reading.fields, "original_name": path.name}


def _title(reading: Reading, path: Path) -> str:
    """Return the first heading, else the file's name."""
    heading = next((block for block in reading.blocks if block.kind is BlockKind.HEADING), None)
    if heading is None:
        return path.stem
    return collapse(reading.text[heading.lines[0].start : heading.lines[-1].end])


def _publisher(reading: Reading) -> dict[str, object]:
    """Return the agency that the text names with its region, if one is."""
    for match in _AGENCY.finditer(reading.text):
        if load_territories().find(match["place"]):
            return {"publisher": collapse(match[0])}
    return {"publisher": None}


def _region(reading: Reading) -> dict[str, object]:
    """Return the region named most often, as an inference with its cue."""
    mentions = load_territories().find(reading.text)
    if not mentions:
        return {"region": None}
    region, _ = Counter(mention.region for mention in mentions).most_common(1)[0]
    cue: Mention = next(mention for mention in mentions if mention.region == region)
    return {
        "region": load_territories().region(region).name,
        "region_basis": "inferred",
        "region_cue": f"« {cue.text} »",
    }


def _date(reading: Reading) -> dict[str, object]:
    """Return the latest year that the text names, as an inference with its cue."""
    years = sorted(_YEAR.findall(reading.text))
    if not years:
        return {"date": None}
    return {"date": years[-1], "date_basis": "inferred", "date_cue": f"« {years[-1]} »"}
