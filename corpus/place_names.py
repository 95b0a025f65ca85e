"""The words of a text in, the place that some of them name out."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.gazetteer import DEMONYM, TOWN, Gazetteer, Place, Reading
from corpus.lexicon import Lexicon, Phrase, Word

_AREA = "area"
"""What the cues call any place that is not a town."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place, and the phrase that names it."""

    place: Place
    phrase: Phrase


class PlaceNames:
    """The names of all places, found in a text as they are written, or with a slip of the keyboard in a long one."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Index the places by name; names long enough to be recognised with a slip are listed apart."""
        self._lexicon = gazetteer.lexicon
        self._lookalikes = gazetteer.lookalikes
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._by_length: dict[tuple[str, int], list[str]] = defaultdict(list)
        for place in gazetteer.places:
            for key in _spellings_of(place.name, self._lexicon):
                self._by_name[key].append(place)
            key = self._lexicon.key(place.name)
            if _slips_allowed(key) and _may_be_misspelt(place):
                self._by_length[key[0], key.count(" ") + 1].append(key)
        self._longest = max(key.count(" ") + 1 for key in self._by_name)

    def __contains__(self, name: str) -> bool:
        """Tell whether a place has this name, whatever its case, accents and hyphens."""
        return self._lexicon.key(name) in self._by_name

    def at(self, words: Sequence[Word], first: int) -> Found | None:
        """Return the longest name that starts at this word and is a place there."""
        texts = [word.text for word in words[first : first + self._longest]]
        for count in range(len(texts), 0, -1):
            name = " ".join(texts[:count])
            places = self._by_name.get(name) or self._misspelt(name, count)
            if not places:
                continue
            phrase = Phrase(words, first, first + count)
            meant = [place for place in places if self._is_meant(place, phrase)]
            if len({place.region for place in meant}) == 1:
                return Found(meant[0], phrase)
        return None

    def _misspelt(self, typed: str, word_count: int) -> list[Place]:
        """Return the places whose name is nearest to what is typed, a slip or two away; its first letter is right."""
        names = self._by_length.get((typed[0], word_count))
        if not names or typed in self._lookalikes:
            return []
        near = process.extract(typed, names, scorer=OSA.distance, processor=None, score_cutoff=2, limit=3)
        return [
            place
            for name, slips, _ in near
            if slips == near[0][1] and slips <= _slips_allowed(name)
            for place in self._by_name[name]
            if _may_be_misspelt(place)
        ]

    def _is_meant(self, place: Place, phrase: Phrase) -> bool:
        """Tell whether a phrase that spells the name of a place means it."""
        lexicon, lead_ins = self._lexicon, phrase.lead_ins
        if _names_something_else(place, phrase, lexicon):
            return False
        own_words = phrase.own_words
        head = next((word for word in own_words if word.text not in lexicon.articles), own_words[0])
        scope = TOWN if place.kind == TOWN else _AREA
        alone = phrase.in_brackets or bool(lead_ins & lexicon.cues[f"{scope}_alone"])
        cued = alone or bool(lead_ins & lexicon.cues[scope])
        match place.reading:
            case Reading.PLAIN | Reading.EXACT:
                return True
            case Reading.HINT:
                anywhere = lexicon.cues[TOWN] | lexicon.cues[_AREA]
                surname = phrase.before().looks_like_a_name
                return alone or bool(lead_ins & anywhere) or (head.looks_like_a_name and not surname)
            case Reading.WORD:
                return alone or (cued and all(word.capital for word in own_words))
            case Reading.CAPITAL:
                cued = cued or own_words[0] is not head
                after = phrase.after.text
                return cued and head.capital and after not in lexicon.not_before and after not in self._by_name
            case Reading.ACRONYM:
                return head.acronym
            case Reading.SHORT_ACRONYM:
                return head.acronym and cued


def _names_something_else(place: Place, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Tell whether a phrase that spells a place is part of a longer name: a street, a person, a smaller town."""
    if place.kind == TOWN and phrase.is_part_of_a_longer_name:
        return True
    behind_forename = phrase.before().capital and phrase.before(2).text in lexicon.not_after
    return behind_forename or bool(phrase.lead_ins & lexicon.not_after)


def _spellings_of(name: str, lexicon: Lexicon) -> set[str]:
    """Return the keys of a name: as it is, without its apostrophes, and in one word where that is long enough."""
    key = lexicon.key(name)
    glued = key.replace(" ", "")
    unquoted = lexicon.key(re.sub("['’]", "", name)) if re.search("['’]", name) else key
    return {key, unquoted, glued if len(glued) >= 8 else key}


def _may_be_misspelt(place: Place) -> bool:
    """Tell whether a name is rare enough for a word close to it to be a slip of the keyboard."""
    if place.kind == DEMONYM and not place.name.isalpha():
        return False  # "côté de Rennes" is two letters away from "côte-d’orienne".
    return place.reading is Reading.PLAIN or (place.reading is Reading.HINT and place.kind != TOWN)


def _slips_allowed(key: str) -> int:
    """Return how many letters of a name may be wrong, missing, added or swapped with the next."""
    letters = len(key.replace(" ", ""))
    if letters < (10 if " " in key else 7):
        return 0
    return 1 if letters < 12 else 2
