"""The organisations and places that a document names in, the region and the territory that it is about out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import NATIONAL
from corpus.folding import collapse, fold
from corpus.gazetteer import REGION
from corpus.proposing import labels
from corpus.proposing.clue import Clue, words_around
from corpus.proposing.cues import NATIONWIDE, REGIONAL, load_entry_cues
from corpus.proposing.opening import Opening
from corpus.proposing.organisations import Named, is_compared_with, named_organisations
from corpus.proposing.published_places import published_places
from corpus.reading import Reading
from corpus.territories import Mention, load_territories

_REGIONAL_WEIGHT, _LOCAL_WEIGHT = 10, 5
"""What an organisation says of the region, by whether it acts for a whole region or for a part of it."""
_REGION_WEIGHT, _PLACE_WEIGHT = 2, 1
"""What the name of a region says, and that of another place."""
_IN_OPENING = 3
"""How much more any of these says above the body of the text."""
_LEAST_WEIGHT = 3
"""Below it, a region is only mentioned."""
_RIVAL = 0.5
"""Share of the heaviest region's weight from which another one is as likely."""
_MOST_REGIONS = 3
"""More regions than these of the same weight are examples, not a scope."""
_LEAST_NAMED = 2
"""Times that a territory must be named to be the one of the document."""

_SURE_WEIGHT = 2 * _REGIONAL_WEIGHT
"""What the agencies of a region must weigh for it to be beyond doubt: one in the opening, or two in the text."""
_DOMINATES = 4
"""And how many times more than everything that points elsewhere."""

_NAME = r"[A-ZÀ-Þ][\w’'-]+"
_LINK = r"(?:d[ue]\s+|de\s+la\s+|de\s+l['’]|des\s+|d['’])"
_TERRITORY_NAME = re.compile(
    rf"\s+{_LINK}?(?:Pays\s+{_LINK}?)?{_NAME}(?:[\s-](?:(?:en|de|du|la|le|sur|et)\s)?{_NAME}){{0,3}}"
)


@dataclass(frozen=True, slots=True)
class _Hint:
    """Words that point to a region."""

    region: str
    weight: int
    quote: str


@dataclass(frozen=True, slots=True)
class _Territory:
    """A local territory where a text names it."""

    name: str
    quote: str


def propose_region(
    reading: Reading,
    opening: Opening,
    organisations: Sequence[Named],
    places: Sequence[Mention],
    publisher: Clue | None,
) -> Clue | None:
    """Return the region that the organisations and places named point to, all those of the same weight, or national."""
    hints = [*_of_organisations(reading, opening, organisations), *_of_places(reading, opening, organisations, places)]
    nationwide = load_entry_cues().words["nationwide"].search(reading.text)
    if nationwide and all(hint.weight < _LOCAL_WEIGHT for hint in hints):
        return Clue(NATIONAL, labels.NATIONWIDE, (words_around(reading.text, *nationwide.span()),), to_confirm=False)
    likely = _likely(hints)
    if publisher and _is_national(publisher, organisations):
        # One region alone may be the scope or an example: only a person can tell.
        return None if len(likely) == 1 else Clue(NATIONAL, labels.NATIONAL_PUBLISHER, publisher.quotes)
    return _clue(likely, hints) if likely and len(likely) <= _MOST_REGIONS else None


def _likely(hints: Sequence[_Hint]) -> list[str]:
    """Return the regions that weigh enough, heaviest first, and not much less than the heaviest."""
    weights: Counter[str] = Counter()
    for hint in hints:
        weights[hint.region] += hint.weight
    ranked = [(region, weight) for region, weight in weights.most_common() if weight >= _LEAST_WEIGHT]
    return [region for region, weight in ranked if weight >= _RIVAL * ranked[0][1]]


def _is_national(publisher: Clue, organisations: Sequence[Named]) -> bool:
    """Whether the publisher is an organisation that acts for the whole country."""
    named = [one for one in organisations if one.name in str(publisher.value)]
    return bool(named) and all(one.organisation.scope == NATIONWIDE and not one.is_placed for one in named)


def region_of(publisher: Clue | None) -> Clue | None:
    """Return the region that the name of the publisher holds."""
    if publisher is None:
        return None
    name = str(publisher.value)
    named = named_organisations(name, published_places().find(name))
    regions = dict.fromkeys(region for one in named for region in one.regions)
    names = [load_territories().region(region).name for region in regions]
    return Clue(names if len(names) > 1 else names[0], labels.OF_AGENCY, publisher.quotes) if names else None


def _of_organisations(reading: Reading, opening: Opening, organisations: Sequence[Named]) -> Iterator[_Hint]:
    """Yield what each organisation that has a place says of the region."""
    for named in organisations:
        if named.is_placed:
            weight = _REGIONAL_WEIGHT if named.organisation.scope == REGIONAL else _LOCAL_WEIGHT
            weight *= _IN_OPENING if opening.holds(named.start) else 1
            quote = collapse(reading.text[named.start : named.end])
            yield from (_Hint(region, weight, quote) for region in named.regions)


def _of_places(
    reading: Reading, opening: Opening, organisations: Sequence[Named], places: Sequence[Mention]
) -> Iterator[_Hint]:
    """Yield what each place says of the region, but for those in the name of an organisation or only compared with."""
    taken = {at for named in organisations for at in range(named.start, named.end)}
    for place in places:
        if place.start not in taken and not is_compared_with(reading.text, place.start):
            weight = _REGION_WEIGHT if place.kind == REGION else _PLACE_WEIGHT
            weight *= _IN_OPENING if opening.holds(place.start) else 1
            yield _Hint(place.region, weight, place.text)


def _clue(likely: Sequence[str], hints: Sequence[_Hint]) -> Clue:
    """Return the likely regions with the words that say most of each."""
    heaviest = [
        max((hint for hint in hints if hint.region == region), key=lambda hint: hint.weight) for region in likely
    ]
    names = [load_territories().region(region).name for region in likely]
    quotes = tuple(dict.fromkeys(hint.quote for hint in heaviest))
    if len(likely) > 1:
        return Clue(names, labels.SEVERAL_REGIONS, quotes)
    agency = [hint for hint in hints if hint.region == likely[0] and hint.weight >= _REGIONAL_WEIGHT]
    others = sum(hint.weight for hint in hints if hint.region != likely[0])
    is_sure = sum(hint.weight for hint in agency) >= max(_SURE_WEIGHT, _DOMINATES * others)
    is_local = heaviest[0].weight >= _LOCAL_WEIGHT
    reason = labels.OF_AGENCY if agency else labels.OF_LOCAL_BODY if is_local else labels.OF_PLACES
    return Clue(names[0], reason, quotes, to_confirm=not is_sure)


def propose_territory(reading: Reading, organisations: Sequence[Named], places: Sequence[Mention]) -> Clue | None:
    """Return the local territory that the text keeps naming, with its département, else the only département named."""
    departments = {fold(place.text): place for place in places if place.kind == "department"}
    department = departments.popitem()[1] if len(departments) == 1 else None
    territories = defaultdict(list)
    for territory in _territories(reading.text, places):
        territories[fold(territory.name).split()[-1]].append(territory)
    ranked = sorted(territories.values(), key=len, reverse=True)
    if ranked and len(ranked[0]) >= _LEAST_NAMED and (len(ranked) == 1 or len(ranked[0]) > len(ranked[1])):
        first = ranked[0][0]
        name = f"{first.name} ({department.text})" if department else first.name
        return Clue(name, labels.MOST_NAMED_TERRITORY, (first.quote,))
    if ranked or department is None or any(place.kind == REGION for place in places):
        return None
    is_of_organisation = any(named.start <= department.start < named.end for named in organisations)
    quote = words_around(reading.text, department.start, department.end)
    return Clue(department.text, labels.ONLY_DEPARTMENT, (quote,)) if is_of_organisation else None


def _territories(text: str, places: Sequence[Mention]) -> Iterator[_Territory]:
    """Yield the local territories named: a word such as "pays" or "métropole", and a name; regions are not local."""
    regions = [place for place in places if place.kind == REGION]
    for opening in load_entry_cues().territory.finditer(text):
        whole = _TERRITORY_NAME.match(text, opening.end())
        if whole and not any(opening.start() <= region.start < whole.end() for region in regions):
            name = collapse(text[opening.start() : whole.end()])
            yield _Territory(name, words_around(text, opening.start(), whole.end()))
