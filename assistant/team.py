"""A team told in a question, a minimum told in a document: whether the one reaches the other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.figures import fold_figures
from corpus.folding import collapse, fold
from corpus.vocabulary import Vocabulary

ANYONE = "anyone"
"""Every health professional, of whatever class."""
_HEALTH = frozenset({"generalist", "specialist", "medical", "paramedical", "pharmacist", "other"})
"""Classes of corpus/vocabulary.yaml that documents count as health professionals."""
_COUNT = r"(?P<count>\d+|une?|plusieurs)"
_QUALIFIED = r"(?:(?:autres?|seule?s?|jeunes?|nouveaux|nouvelles?) )?"
_REQUIRED = {
    ANYONE: r"professionnels?(?: de (?:la )?sante)?(?! (?:para)?medica)|soignants?|praticiens?|membres?",
    "generalist": r"(?:medecins?|docteurs?) generalistes?|generalistes?|omnipraticiens?",
    "paramedical": r"(?:professionnels? )?paramedica(?:l|ux|les?)|auxiliaires? medica(?:l|ux)",
    "medical": r"professionnels? medica(?:l|ux)",
}
"""How documents name the classes that they count."""
_MINIMUM = re.compile(r"\bau (?:moins|minimum)\b|\ba minima\b|\bminimum\b|\bplusieurs\b|\bcompte(?:nt)?\b")
_ANY_COUNT = re.compile(r"\b(?:\d+|plusieurs)\b|\bdont (?:au moins )?une? ")
_UNSPECIFIED = re.compile(
    r"\b(?:\d+|une?|seul|nos|notre) medecins?\b(?! (?:generaliste|de famille|traitant|specialiste))"
)
"""Doctors of whom the text does not say what they are: no minimum can be held against the team."""
_EITHER = re.compile(r"\bou\b")
"""One or the other: nobody is counted."""
_MYSELF = ("suis",)
"""What stands between "je" and one's own profession."""
_ONE = {"un": 1, "une": 1, "plusieurs": 2}


@dataclass(frozen=True, slots=True)
class Team:
    """The professionals that a question says are together."""

    counts: Mapping[str, int]
    """How many of each class of the vocabulary."""
    words: str
    """As told, from the first to the last."""

    def size(self, kind: str) -> int:
        """Return how many of a class there are, or of all health professionals."""
        if kind == ANYONE:
            return sum(count for name, count in self.counts.items() if name in _HEALTH)
        return self.counts.get(kind, 0)


def team_in(text: str, vocabulary: Vocabulary) -> Team | None:
    """Return the team that a text counts ("2 généralistes, 1 infirmière"); None when it counts one, or vaguely."""
    if _UNSPECIFIED.search(fold_figures(text)):
        return None
    found = [member for member in _members(text, vocabulary) if member[0] in _HEALTH]
    counts: dict[str, int] = {}
    for kind, count, _, _ in found:
        counts[kind] = counts.get(kind, 0) + count
    if sum(counts.values()) < 2:
        return None
    words = collapse(text[found[0][2] : found[-1][3]])
    return None if _EITHER.search(words) else Team(counts, words)


def minimum_in(text: str) -> dict[str, int] | None:
    """Return the minimum of each class that a sentence of a document asks for; None unless all that it counts is understood."""
    folded = fold_figures(text)
    if not _MINIMUM.search(folded):
        return None
    needed: dict[str, int] = {}
    rest = folded
    for kind, names in _REQUIRED.items():
        for match in re.finditer(rf"\b{_COUNT} {_QUALIFIED}(?:{names})\b", folded):
            needed[kind] = max(needed.get(kind, 0), _number(match["count"]))
            rest = rest.replace(match[0], " ")
    return needed if needed and not _ANY_COUNT.search(rest) else None


def lacking(team: Team, needed: Mapping[str, int]) -> list[str]:
    """Return the classes of which a team has fewer than are needed."""
    return [kind for kind, count in needed.items() if team.size(kind) < count]


def _members(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int, int, int]]:
    """Yield the class, the number, and the span of each profession that a text counts."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    names = "|".join(re.escape(name) for name in sorted(vocabulary.professions, key=len, reverse=True))
    for match in re.finditer(rf"\b(?P<count>\d+|\w+) {_QUALIFIED}(?P<name>{names})\b", folded.replace("-", " ")):
        count = 1 if match["count"] in _MYSELF else _number(fold_figures(match["count"]))
        if count:
            yield vocabulary.professions[match["name"]].kind, count, match.start(), match.end()


def _number(word: str) -> int:
    return _ONE.get(word) or (int(word) if word.isdigit() else 0)
