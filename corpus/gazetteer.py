"""territories.yaml and communes.csv in, the regions, the places and the words of their names out."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from corpus.lexicon import Lexicon

REGION, DEPARTMENT, TOWN, NUMBER, DEMONYM = "region", "department", "town", "number", "demonym"
_TERRITORIES = Path(__file__).with_name("territories.yaml")
_COMMUNES = Path(__file__).with_name("communes.csv")
_LARGE_TOWN = 20_000
"""Inhabitants from which a town needs nothing beside its name, and may be meant rather than its homonyms."""
_OUTWEIGHS = 10
"""How many times larger than its homonyms in other regions such a town must be."""


class Reading(StrEnum):
    """What a name needs around it to be a place; each is explained in territories.yaml."""

    PLAIN = "plain"
    EXACT = "exact"
    HINT = "hint"
    WORD = "word"
    CAPITAL = "capital"
    ACRONYM = "acronym"
    SHORT_ACRONYM = "short_acronym"


@dataclass(frozen=True, slots=True)
class Region:
    """A region, and how a French sentence names it."""

    id: str
    name: str
    locative: str
    """Where: "en Bretagne", "dans le Grand Est"."""
    genitive: str
    """Of what: "de Bretagne", "du Grand Est"."""
    departments: tuple[str, ...]
    """Numbers: "22", "2A", "971"."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name, and the place that it may mean."""

    name: str
    region: str | None
    """Id of the region where it lies; None for towns of several regions, which only a département tells apart."""
    kind: str
    reading: Reading = Reading.PLAIN
    departments: tuple[str, ...] = ()
    """Number of the département that it is, or of those that have a town of this name."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the two files say of the territories."""

    regions: tuple[Region, ...]
    places: tuple[Place, ...]
    lexicon: Lexicon
    department_names: Mapping[str, str]
    """By number."""
    lookalikes: frozenset[str]
    """Words a slip away from the name of a place, never read as that name."""


def load_gazetteer() -> Gazetteer:
    """Read territories.yaml and communes.csv."""
    data = yaml.safe_load(_TERRITORIES.read_text(encoding="utf-8"))
    lexicon = Lexicon(
        spellings={short: str(full) for short, full in data["spellings"].items()},
        cues={kind: frozenset(phrases) for kind, phrases in data["cues"].items()},
        **{name: frozenset(data[name]) for name in ("articles", "units", "not_after", "not_before")},
    )
    regions = tuple(
        Region(entry["id"], entry["name"], entry["locative"], entry["genitive"], tuple(entry["departments"]))
        for entry in data["regions"]
    )
    return Gazetteer(
        regions=regions,
        places=(*_areas(data, lexicon), *_towns(data["usual_town_names"], regions, lexicon)),
        lexicon=lexicon,
        department_names={number: name for entry in data["regions"] for number, name in entry["departments"].items()},
        lookalikes=frozenset(lexicon.key(name) for names in data["lookalikes"].values() for name in names),
    )


def _areas(data: Mapping[str, Any], lexicon: Lexicon) -> Iterator[Place]:
    """Yield all that territories.yaml names: regions, départements, their inhabitants and the like."""
    readings = {lexicon.key(name): Reading(reading) for reading, names in data["readings"].items() for name in names}
    for entry in data["regions"]:
        numbers = {name: number for number, name in entry["departments"].items()}
        for kind, names in _area_names(entry).items():
            for name in names:
                reading = readings.get(lexicon.key(name), Reading.PLAIN)
                own = (numbers[name],) if kind == DEPARTMENT else ()
                yield Place(name, entry["id"], kind, reading, own)


def _area_names(entry: Mapping[str, Any]) -> dict[str, Iterable[str]]:
    """Return the names of an entry of territories.yaml, by kind."""
    return {
        REGION: [entry["name"], *entry.get("short_names", ())],
        DEPARTMENT: entry["departments"].values(),
        "former region": entry.get("former", ()),
        "territory": entry.get("territories", ()),
        DEMONYM: [form for name in entry["demonyms"] for form in {name, name if name[-1] in "sx" else f"{name}s"}],
    }


def _towns(usual_names: Mapping[str, str], regions: Iterable[Region], lexicon: Lexicon) -> Iterator[Place]:
    """Yield the towns of communes.csv, one for all those of a name, under their usual names as well."""
    region_of = {number: region.id for region in regions for number in region.departments}
    usual = {official: name for name, official in usual_names.items()}
    namesakes: dict[str, list[dict[str, str]]] = defaultdict(list)
    with _COMMUNES.open(encoding="utf-8", newline="") as lines:
        for town in csv.DictReader(line for line in lines if not line.startswith("#")):
            for name in {town["name"], usual.get(town["name"], town["name"])}:
                namesakes[lexicon.key(name)].append({**town, "name": name})
    for towns in namesakes.values():
        yield _town(sorted(towns, key=lambda town: -int(town["population"])), region_of)


def _town(namesakes: Sequence[Mapping[str, str]], region_of: Mapping[str, str]) -> Place:
    """Return the place that the name of these towns means, given the largest first and the regions by département."""
    largest, *others = namesakes
    inhabitants = int(largest["population"])
    region = region_of[largest["department"]]
    rivals = [int(town["population"]) for town in others if region_of[town["department"]] != region]
    meant = not rivals or (inhabitants > _LARGE_TOWN and inhabitants > _OUTWEIGHS * rivals[0])
    by_size = Reading.PLAIN if inhabitants >= _LARGE_TOWN else Reading.HINT
    reading = Reading(largest["reading"]) if largest["reading"] else by_size
    departments = tuple(town["department"] for town in namesakes)
    return Place(largest["name"], region if meant else None, TOWN, reading, departments)
