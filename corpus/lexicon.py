"""A text in, its words out, in the form in which names of places are compared."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.folding import fold

_HYPHENS = ("-", "\u2010", "\u2011")
_TOKEN = re.compile(r"[sS]/|(?:[^\W_]|[\u0300-\u036f])+|[^\w\s'’`\u00b4\u2010\u2011–-]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark, folded, and its span in the text."""

    text: str
    start: int
    end: int
    capital: bool
    acronym: bool
    """Up to four letters, all capitals: says nothing of being a name."""
    joined: bool
    """Follows another word and a hyphen."""

    @property
    def looks_like_a_name(self) -> bool:
        """Whether its capital may be that of a name."""
        return self.capital and not self.acronym


_NOTHING = Word("", 0, 0, capital=False, acronym=False, joined=False)
"""Stands before the first word of a text and after the last."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words [first, last) of a text, and what stands around them."""

    words: Sequence[Word]
    """All those of the text."""
    first: int
    last: int

    @property
    def own_words(self) -> Sequence[Word]:
        """The words of the phrase itself."""
        return self.words[self.first : self.last]

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.words[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words[self.last - 1].end

    @property
    def after(self) -> Word:
        """The word that follows it."""
        return self.words[self.last] if self.last < len(self.words) else _NOTHING

    def before(self, distance: int = 1) -> Word:
        """Return the word that stands this many words before it."""
        return self.words[self.first - distance] if self.first >= distance else _NOTHING

    @property
    def lead_ins(self) -> set[str]:
        """The last word, the last two and the last three before it."""
        before = [word.text for word in self.words[max(self.first - 3, 0) : self.first]]
        return {" ".join(before[start:]) for start in range(len(before))}

    @property
    def in_brackets(self) -> bool:
        """Whether brackets hold it and nothing else."""
        return self.before().text == "(" and self.after.text == ")"

    @property
    def is_part_of_a_longer_name(self) -> bool:
        """Whether a hyphen ties it to a small word beside it, as Rennes in "Rennes-les-Bains"."""
        tied_before = self.words[self.first].joined and not self.before().capital
        return tied_before or (self.after.joined and not self.after.capital)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that tell a place from something else, folded; each list is explained in territories.yaml."""

    spellings: Mapping[str, str]
    cues: Mapping[str, frozenset[str]]
    articles: frozenset[str]
    units: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]

    def words(self, text: str) -> list[Word]:
        """Cut a text into words without case, accents, hyphens, apostrophes or abbreviations."""
        shouted = text.isupper() and text.count(" ") > 2
        words: list[Word] = []
        previous = ""
        for token in _TOKEN.finditer(text):
            raw = token[0]
            folded = raw.lower() if raw.isascii() else fold(raw)
            if raw == "." and previous in self.spellings:
                continue
            capital = raw[0].isupper() and not shouted
            acronym = capital and raw.isupper() and 1 < len(raw) <= 4
            joined = bool(words) and text.endswith(_HYPHENS, 0, token.start())
            parts = self.spellings.get(folded, folded).split()
            words += [Word(part, token.start(), token.end(), capital, acronym, joined) for part in parts]
            previous = folded
        return words

    def key(self, name: str) -> str:
        """Return the form in which names are compared."""
        return " ".join(word.text for word in self.words(name))
