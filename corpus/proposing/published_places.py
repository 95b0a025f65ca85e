"""The places as published documents name them: spelled right, unlike those of questions typed in haste."""

from dataclasses import replace
from functools import cache

from corpus.gazetteer import Reading, load_gazetteer
from corpus.territories import Territories


@cache
def published_places() -> Territories:
    """Return the territories with names read as they are spelled; looking for slips would take most of the time."""
    gazetteer = load_gazetteer()
    places = (
        replace(place, reading=Reading.EXACT) if place.reading is Reading.PLAIN else place for place in gazetteer.places
    )
    return Territories(replace(gazetteer, places=tuple(places)))
