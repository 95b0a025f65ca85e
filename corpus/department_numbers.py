"""The words of a text in, the département whose number or postal code is one of them out."""

import re
from collections.abc import Sequence

from corpus.gazetteer import NUMBER, TOWN, Gazetteer, Place
from corpus.lexicon import Phrase, Word
from corpus.place_names import Found

_POSTAL_CODE = re.compile(r"(97[1-6](?=\d\d$)|\d\d(?=\d{3}$))\d+")
_CORSICA = {"20": "2A"}
"""Postal codes of both départements of Corse begin with 20, their former number."""


class DepartmentNumbers:
    """The numbers of all départements, told from counts, dates and sums by what stands around them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Index the regions by number of département."""
        self._lexicon = gazetteer.lexicon
        self._region_of = {number: region.id for region in gazetteer.regions for number in region.departments}

    def at(self, words: Sequence[Word], position: int, previous: Found | None) -> Found | None:
        """Return the département whose number is this word, given the place found before it, if any."""
        typed = words[position].text
        postal_code = _POSTAL_CODE.fullmatch(typed)
        number = _CORSICA.get(postal_code[1], postal_code[1]) if postal_code else typed.upper()
        if number not in self._region_of:
            return None
        phrase = Phrase(words, position, position + 1)
        if phrase.after.text in self._lexicon.units:
            return None
        if phrase.in_brackets:
            meant = self._follow_a_place(Phrase(words, position - 1, position + 2), previous)
        else:
            meant = _tells_homonyms_apart(number, phrase, previous) or self._is_cued(phrase, postal_code is not None)
        return Found(Place(typed, self._region_of[number], NUMBER, departments=(number,)), phrase) if meant else None

    def _follow_a_place(self, brackets: Phrase, previous: Found | None) -> bool:
        """Tell whether brackets stand behind the name of a place, known or not."""
        known = previous is not None and previous.phrase.last == brackets.first
        cued = bool(brackets.lead_ins & self._lexicon.cues[TOWN])
        town = Phrase(brackets.words, brackets.first - 1, brackets.first)
        led_in = bool(town.lead_ins & self._lexicon.cues["town_and_number"])
        return known or cued or led_in or brackets.before().looks_like_a_name

    def _is_cued(self, phrase: Phrase, is_postal_code: bool) -> bool:
        """Tell whether the words around a number, or around a postal code, say what it is."""
        cues, lead_ins = self._lexicon.cues, phrase.lead_ins
        if lead_ins & cues["number"]:
            return True
        return is_postal_code and (bool(lead_ins & cues["postal_code"]) or phrase.after.looks_like_a_name)


def _tells_homonyms_apart(number: str, phrase: Phrase, previous: Found | None) -> bool:
    """Tell whether a number follows the name of towns, one of which lies in its département."""
    return previous is not None and previous.phrase.last == phrase.first and number in previous.place.departments
