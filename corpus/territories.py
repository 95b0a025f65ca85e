"""The regions of France and what people call them: a text in, the places that it names out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from corpus.department_numbers import DepartmentNumbers
from corpus.errors import SetupError
from corpus.gazetteer import DEPARTMENT, NUMBER, REGION, TOWN, Gazetteer, Place, Reading, Region, load_gazetteer
from corpus.lexicon import Phrase, Word
from corpus.place_names import Found, PlaceNames

TERRITORY = "territory"
"""Kind of a place that a document is about."""


class UnknownRegionError(SetupError):
    """No region has this name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text."""

    region: str
    """Id of the region where it lies."""
    text: str
    """As typed."""
    kind: str
    """One of "region", "department", "town", "demonym", "former region", "territory" and "number"."""
    start: int
    end: int
    departments: tuple[str, ...] = ()
    """Names of the département that it is, or of those of the region where a town of this name lies."""


class Territories:
    """All the regions, and the names by which a text may mean them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Index the regions by name, and all the places."""
        self.regions = gazetteer.regions
        self._gazetteer = gazetteer
        self._lexicon = gazetteer.lexicon
        self._names = PlaceNames(gazetteer)
        self._numbers = DepartmentNumbers(gazetteer)
        by_id = {region.id: region for region in self.regions}
        self._towns = {
            self._lexicon.key(place.name): frozenset(place.departments)
            for place in gazetteer.places
            if place.kind == TOWN
        }
        named = [(place.name, place.region) for place in gazetteer.places if place.kind == REGION]
        self._regions = {self._lexicon.key(name): by_id[region] for name, region in named if region}

    def region(self, name: str) -> Region:
        """Return the region of this id, name or short name, whatever its case, accents and hyphens."""
        key = self._lexicon.key(name)
        if key in self._regions:
            return self._regions[key]
        nearest = process.extract(key, list(self._regions), scorer=fuzz.ratio, limit=3)
        names = ", ".join(dict.fromkeys(self._regions[near].name for near, *_ in nearest))
        raise UnknownRegionError(
            f"unknown region {name!r}; nearest: {names}; for all {len(self.regions)}, see corpus/territories.yaml"
        )

    def with_places(self, places: Mapping[str, str]) -> "Territories":
        """Return a copy that also knows these local names and their regions; a name already known keeps its meaning."""
        local = [
            Place(name, self.region(region).id, TERRITORY, Reading.HINT)
            for name, region in places.items()
            if name not in self._names
        ]
        return Territories(replace(self._gazetteer, places=(*self._gazetteer.places, *local)))

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the places named in a text, in reading order; of two that overlap, the longer."""
        words = self._lexicon.words(text)
        found = self._places_in(words)
        mentions = []
        for position, match in enumerate(found):
            region = self._region(found, position)
            if region:
                start, end = match.phrase.start, match.phrase.end
                departments = self._departments(match.place, region)
                mentions.append(Mention(region, text[start:end], match.place.kind, start, end, departments))
        return tuple(mentions)

    def without_places(self, text: str) -> str:
        """Return a text with a space for each place named in it."""
        for mention in reversed(self.find(text)):
            text = f"{text[: mention.start]} {text[mention.end :]}"
        return text

    def _region(self, found: Sequence[Found], position: int) -> str | None:
        """Return the region of the place found at this rank; what stands beside a town may say which town it is."""
        match = found[position]
        following = found[position + 1 : position + 2]
        for neighbour in (*following, *found[max(position - 1, 0) : position]):
            if match.place.kind == TOWN and _says_which(neighbour, match.phrase):
                return neighbour.place.region
        # "Vienne, Isère" is the town.
        if following and self._is_town_of(match, following[0]):
            return following[0].place.region
        return match.place.region

    def _is_town_of(self, match: Found, following: Found) -> bool:
        """Whether a département is named right behind the name of one of its towns, which is that of another, too."""
        beside = following.phrase.first == match.phrase.last + 1 and match.phrase.after.text in ("(", ",")
        towns = self._towns.get(self._lexicon.key(match.place.name), frozenset())
        return match.place.kind == DEPARTMENT and beside and bool(towns & set(following.place.departments))

    def _departments(self, place: Place, region: str) -> tuple[str, ...]:
        """Return the names of the départements of `region` that a place is or may lie in."""
        own = set(self.region(region).departments) & set(place.departments)
        return tuple(self._gazetteer.department_names[number] for number in sorted(own))

    def _places_in(self, words: Sequence[Word]) -> list[Found]:
        """Return the places that these words name, in reading order."""
        found: list[Found] = []
        position = 0
        while position < len(words):
            previous = found[-1] if found else None
            match = self._numbers.at(words, position, previous) or self._names.at(words, position)
            if match:
                found.append(match)
            position = match.phrase.last if match else position + 1
        return found


@cache
def load_territories() -> Territories:
    """Read the regions, the towns and the words of territories.yaml and communes.csv."""
    return Territories(load_gazetteer())


def _says_which(neighbour: Found, town: Phrase) -> bool:
    """Tell whether a place is the number beside a town, or opens the brackets behind it."""
    phrase = neighbour.phrase
    if phrase.first == town.last + 1 and town.after.text == "(":
        return True
    return neighbour.place.kind == NUMBER and (phrase.first == town.last or phrase.last == town.first)
