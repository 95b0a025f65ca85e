"""A text in, the organisations that it names out, each with the place that follows its name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.folding import collapse
from corpus.gazetteer import REGION
from corpus.proposing.cues import REGIONAL, Organisation, key, load_entry_cues
from corpus.territories import Mention, UnknownRegionError, load_territories

_LINK = re.compile(
    r"(?:\s*\([A-Z.]{2,7}\))?\s*[–-]?\s*(?:de\s+la\s|de\s+l['’]|du\s|des\s|de\s|d['’]|en\s)?\s*", re.IGNORECASE
)
"""What may stand between the name of an organisation and that of its place: "(ARS) de"."""
_RESTATED = re.compile(r"\s*[(:/=–-]\s*")
"""What stands between the full name of an organisation and its acronym, or the other way round."""
_ADDRESSES = (
    re.compile(r"(?<![\w.-])[\w.-]{1,60}@ars[-.](?P<place>[a-z-]{2,60})[\w.-]{0,60}"),
    re.compile(r"(?<![\w.-])ars-(?P<place>[\w-]{2,60})@[\w.-]{1,60}"),
    re.compile(r"(?<![\w.-])(?:www\.)?(?P<place>[a-z-]{2,60})\.ars\.sante\.fr"),
)
"""Where the mail and web addresses of an agency hold the name of its region, or its acronym; of any length that one has."""
_AGENCY = "ARS"
_FORMER_REGION = "former region"
_LOOKED_BACK = 32
"""Characters before a name in which words that set it apart are looked for."""
_ARTICLE = re.compile(r"\s*(?:l['’]|la\s|le\s|les\s)?\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation, where a text names it."""

    organisation: Organisation
    name: str
    """With its place where one follows: "ARS Bretagne", "CPAM de la Charente"."""
    regions: tuple[str, ...]
    """Ids of the regions where it acts, as far as its name tells."""
    is_placed: bool
    """Whether a place follows its name."""
    start: int
    end: int


def named_organisations(text: str, places: Sequence[Mention]) -> list[Named]:
    """Return the organisations named in `text`, but for those only compared with; `places` are those that it names.

    Where a text speaks of one agency with its region, the same agency without a region is that one.
    """
    found = [*_by_name(text, places), *_by_address(text)]
    own = sorted((named for named in found if not is_compared_with(text, named.start)), key=lambda named: named.start)
    return [_with_its_place(named, own) for named in own]


def is_compared_with(text: str, start: int) -> bool:
    """Whether the words before a name say that the text is about somewhere else."""
    before = text[max(0, start - _LOOKED_BACK) : start]
    ends = (match.end() for match in load_entry_cues().words["elsewhere"].finditer(before))
    return any(_ARTICLE.fullmatch(before, end) for end in ends)


def _by_name(text: str, places: Sequence[Mention]) -> Iterator[Named]:
    """Yield each organisation of entry_cues.yaml; an acronym in brackets behind the full name is not a second one."""
    cues = load_entry_cues()
    at_start = {place.start: place for place in places}
    previous: Named | None = None
    for match in cues.organisation.finditer(text):
        organisation = cues.organisations[key(match[0])]
        if (
            previous
            and previous.organisation == organisation
            and _RESTATED.fullmatch(text, previous.end, match.start())
        ):
            continue
        link = _LINK.match(text, match.end())
        next_to_it = range(match.end(), link.end() + 1 if link else match.end())
        place = next((at_start[at] for at in next_to_it if at in at_start), None)
        previous = _named(text, organisation, match, place)
        yield previous


def _named(text: str, organisation: Organisation, match: re.Match[str], place: Mention | None) -> Named:
    """Return an organisation with the place that follows it, if one does."""
    start, end = match.span()
    if place is None or organisation.regions:
        return Named(organisation, organisation.name, organisation.regions, bool(organisation.regions), start, end)
    name = collapse(f"{organisation.name}{text[end : place.end]}")
    if place.kind == REGION or (organisation.scope == REGIONAL and place.kind != _FORMER_REGION):
        name = f"{organisation.name} {load_territories().region(place.region).name}"
    return Named(organisation, name, (place.region,), True, start, place.end)


def _by_address(text: str) -> Iterator[Named]:
    """Yield the agencies that mail and web addresses name with their regions."""
    agency = load_entry_cues().organisations[key(_AGENCY)]
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            region = _region_of(match["place"])
            if region:
                name = f"{agency.name} {load_territories().region(region).name}"
                yield Named(agency, name, (region,), True, match.start(), match.end())


def _region_of(slug: str) -> str | None:
    """Return the region that an address begins with, as "bretagne" or "ara-delegation"."""
    parts = [part for part in slug.split("-") if part]
    for count in range(len(parts), 0, -1):
        try:
            return load_territories().region(" ".join(parts[:count])).id
        except UnknownRegionError:
            continue
    return None


def _with_its_place(named: Named, all_named: Sequence[Named]) -> Named:
    """Return an organisation named without its region with the only one that the text gives it elsewhere."""
    if named.is_placed or named.organisation.scope != REGIONAL:
        return named
    placed = {
        (other.name, other.regions)
        for other in all_named
        if other.is_placed and other.organisation == named.organisation
    }
    if len(placed) != 1:
        return named
    name, regions = placed.pop()
    return replace(named, name=name, regions=regions)
