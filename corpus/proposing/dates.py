"""A document in, its date out: as it is written, else inferred from the years that it speaks of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Block, BlockKind
from corpus.folding import collapse
from corpus.proposing import labels
from corpus.proposing.clue import Clue, words_around
from corpus.proposing.cues import load_entry_cues
from corpus.proposing.opening import Opening
from corpus.proposing.written_dates import MONTHS, date_alone, date_announced, date_inside, is_only_a_year
from corpus.reading import Reading
from corpus.sentences import sentence_spans

_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/-])(?!\s*(?:€|k€|euros|MSP|places|patients|habitants))")
_PERIOD = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)\s*(?:[-–/]|à)\s*(?P<last>(?:19|20)\d\d)(?!\d)")
_PIECES = re.compile(r"\s[–—|•·-]\s|[,;(]\s*")
_CLAUSE_END = re.compile(r"[;:()]|\bet\b")
_FUTURE = re.compile(r"\b\w*(?:era|eront|ira|iront|dra|dront|ura|uront)\b", re.IGNORECASE)
_STATE, _EVENT, _UPCOMING, _IN_FORCE = "state", "event", "upcoming", "in_force"
_FLOORS = ("reference", "history")
"""Roles of the years that a document can only be younger than."""
_IN_MONTH = re.compile(rf"(?:{MONTHS})\s*$", re.IGNORECASE)
_AS_OF = re.compile(
    rf"\b(?:(?:fin|début)\s+(?:de\s+)?(?:l['’]année\s+)?|(?:fin|début|au\s+\d\d?(?:er)?)\s+(?:{MONTHS})\s+)$",
    re.IGNORECASE,
)
"""What stands before the year for which a state is given: "Fin 2018", "Au 31 décembre 2022"."""
_EDGE_BLOCKS = 5
_LEAD = 45
"""Characters before a year in which words say what it is."""
_WIDEST_PERIOD = 2
"""Years between what is done and what is announced beyond which they say too little."""


@dataclass(frozen=True, slots=True)
class _Year:
    """A year that a text speaks of."""

    year: int
    role: str
    """_STATE for how things stand then, _EVENT for what happened, "" when the words do not tell, else as `years` says."""
    quote: str


def propose_date(reading: Reading, opening: Opening) -> Clue | None:
    """Return the date that the document gives itself, else the one that its title, its text or its file leads to."""
    return _written(reading, opening) or _in_title(opening) or _inferred(reading) or _of_file(reading)


def _written(reading: Reading, opening: Opening) -> Clue | None:
    """Return the latest of the dates that stand alone above the text or are announced at either end of it."""
    above = [(part, line.text) for line in opening.lines for part in (line.text, *_PIECES.split(line.text))]
    ends = list(_sentences(reading, [*reading.blocks[:_EDGE_BLOCKS], *reading.blocks[-_EDGE_BLOCKS:]]))
    found = [
        *((date_alone(part), line) for part, line in above),
        *((_signed(sentence), sentence) for sentence in ends),
        *((date_announced(piece), sentence) for sentence in ends for piece in _PIECES.split(sentence)),
    ]
    quotes = {date: words for date, words in found if date}
    if not quotes:
        return None
    latest = max(quotes)
    return Clue(latest, labels.WRITTEN_DATE, (quotes[latest],), to_confirm=False)


def _signed(sentence: str) -> str | None:
    """Return the date of a line at an end of the text that is a date; a year alone is more often a figure."""
    date = date_alone(sentence)
    return date if date and not is_only_a_year(date) else None


def _in_title(opening: Opening) -> Clue | None:
    """Return the date by which the title calls the document ("Arrêté du 7 mars 2023"), its period or its only year."""
    if opening.title is None:
        return None
    title = opening.title.text
    own_date = date_inside(title) if load_entry_cues().kind.match(title) else None
    if own_date:
        return Clue(own_date, labels.WRITTEN_DATE, (title,), to_confirm=False)
    period = _PERIOD.search(title)
    if period:
        return Clue(f"{period['first']}-{period['last']}", labels.IN_TITLE, (title,))
    years = [year for year in _years(title) if year.role not in ("reference", "horizon", "history")]
    return Clue(str(years[0].year), labels.IN_TITLE, (title,)) if len(years) == 1 else None


def _inferred(reading: Reading) -> Clue | None:
    """Return the latest year of which the text says how things stand, up to the next one that it announces."""
    years = [year for sentence in _sentences(reading, reading.blocks) for year in _years(sentence)]
    known = [year for year in years if year.role in (_STATE, _EVENT, _IN_FORCE)]
    if not known:
        return None
    latest = max(known, key=lambda year: (year.year, year.role == _STATE))
    if any(year.year > latest.year for year in years if year.role in _FLOORS):
        return None
    if latest.role == _IN_FORCE:
        return Clue(str(latest.year), labels.IN_FORCE, (latest.quote,))
    announced = [year for year in years if year.role == _UPCOMING and year.year >= latest.year]
    if not announced:
        return Clue(str(latest.year), labels.LATEST_YEAR, (latest.quote,)) if latest.role == _STATE else None
    upcoming = min(announced, key=lambda year: year.year)
    if upcoming.year - latest.year > _WIDEST_PERIOD:
        return None
    period = dict.fromkeys((str(latest.year), str(upcoming.year)))
    return Clue("-".join(period), labels.BETWEEN_YEARS, (latest.quote, upcoming.quote))


def _of_file(reading: Reading) -> Clue | None:
    """Return the date of the file: the document is no younger, and may be older."""
    date = date_alone(reading.properties.get("date", ""))
    return Clue(date, labels.FROM_PROPERTIES) if date else None


def _sentences(reading: Reading, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the sentences, the items and the headings of `blocks`; a table says too little around its years."""
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            continue
        for line in block.lines:
            for start, end in sentence_spans(reading.text, line.start, line.end):
                yield collapse(reading.text[start:end])


def _years(sentence: str) -> Iterator[_Year]:
    """Yield the years of a sentence, each read in its own clause."""
    matches = list(_YEAR.finditer(sentence))
    for at, match in enumerate(matches):
        first = matches[at - 1].end() if at else 0
        last = matches[at + 1].start() if at + 1 < len(matches) else len(sentence)
        before = _CLAUSE_END.split(sentence[first : match.start()])[-1]
        after = _CLAUSE_END.split(sentence[match.end() : last])[0]
        yield _Year(int(match[0]), _role(before, after), words_around(sentence, match.start(), match.end()))


def _role(before: str, after: str) -> str:
    """Return what the words of a clause make of the year between them."""
    cues = load_entry_cues()
    lead = before[-_LEAD:]
    stated = next((role for role, words in cues.years.items() if words.search(lead)), None)
    if stated:
        return stated
    if _FUTURE.search(before) or _FUTURE.search(after):
        return _UPCOMING
    if _AS_OF.search(before) or cues.words["present"].search(before + after):
        return _STATE
    return _EVENT if _IN_MONTH.search(before) else ""
