"""A text in, its clauses out: what a statement and a document are compared by."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.checking.marks import MODALITY, Mark, captured_by, marked, marks_in, without
from assistant.checking.quantities import Quantity, quantities
from corpus.figures import fold_figures
from corpus.folding import collapse, fold
from corpus.sentences import sentence_spans
from corpus.vocabulary import load_vocabulary
from index.keywords import Analyzer

_TURN = re.compile(r";| (?=(?:et ?/ ?ou|car|mais|cependant|toutefois)\b)")
"""Where a sentence turns to something else: what is denied or only possible before need not be so after."""
_BETWEEN_NAMES = re.compile(r"[,;:()/–-]| (?:et|ou|vers|par|pour|dans|avec|aux?|type|en|que|qui|à) ")
_GLOSS = re.compile(r"([^,;:()–]+) \((\w+)\)")
_ONE = re.compile(
    r"(?<=au moins )une?\b|(?<=au plus )une?\b|(?<=maximum )une?\b|(?<=jusqu'a )une?\b"
    r"|\bune?(?= (?:an|annee|mois|semaine|jour|journee|heure)s?\b)"
)
"""Where "un" counts."""
_TELEPHONE = re.compile(r"\b0\d(?:[ .]\d\d){4}\b")
_WORD = re.compile(r"[a-z]{2,}|[€%]")
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence or a part of one, and all that must not change when it is told."""

    text: str
    words: frozenset[str]
    """Stems, without figures and words that say nothing."""
    subject: frozenset[str]
    """The same without marks nor names of structures, bodies and funds: one put for another leads to the same source."""
    distinctive: frozenset[str]
    """The words of the subject that not every document of the field uses; all words, when there are none."""
    quantities: tuple[Quantity, ...]
    marks: frozenset[Mark]
    context: frozenset[Mark]
    """Marks of the sentence that introduces the list that the clause belongs to."""
    denied: frozenset[str]
    """Stems of the words that "sans", "non" and the like deny."""
    rates: frozenset[str]
    """What an amount or a count is given for: a year, a meeting…"""
    structures: tuple[str, ...]
    """Vocabulary ids, one a mention."""
    actors: tuple[str, ...]
    """Vocabulary ids of bodies, funds and other terms, one a mention."""

    negations: int

    @property
    def denies(self) -> bool:
        """Whether it holds a negation, or a word that denies, but not both."""
        return (Mark.NEGATIVE in self.marks) != (Mark.REFUSAL in self.marks)

    def likeness(self, other: "Clause") -> float:
        """Return the share of words that two clauses have in common, from 0 to 1."""
        return len(self.words & other.words) / (len(self.words | other.words) or 1)


def clause_texts(text: str) -> Iterator[str]:
    """Yield the clauses of one paragraph, list item or table row: its sentences, cut where they turn."""
    for start, end in sentence_spans(text, 0, len(text)):
        yield from filter(None, map(collapse, _TURN.split(text[start:end])))


@lru_cache(maxsize=_REMEMBERED)
def read_clause(text: str, introduction: str = "") -> Clause:
    """Read one clause, given what introduces the list that it stands in."""
    folded = _ONE.sub("1", fold_figures(text))
    folded = _TELEPHONE.sub(lambda number: re.sub(r"\D", "", number[0]), folded)
    unnamed = load_vocabulary().terms.mask(without(MODALITY, folded))
    structures, actors = _names(text)
    words = stems(folded, (*structures, *actors))
    return Clause(
        text=text,
        words=words,
        subject=stems(unnamed),
        distinctive=stems(without([Mark.COMMON], unnamed)) or words,
        quantities=quantities(folded),
        marks=_marks(folded),
        context=_marks(fold(introduction)),
        denied=stems(" ".join(captured_by(marked(Mark.DENIAL, folded)))),
        rates=captured_by(marked(Mark.RATE, folded)),
        negations=len(marked(Mark.NEGATIVE, folded)),
        structures=structures,
        actors=actors,
    )


def stems(folded: str, names: Iterable[str] = ()) -> frozenset[str]:
    """Return the stems of the words of a folded text, figures left out, with the vocabulary ids of `names`."""
    return frozenset().union(*map(_stem, _WORD.findall(folded)), map("#{}".format, names))


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str) -> frozenset[str]:
    """Return the stem of a word, or nothing when it says nothing."""
    return frozenset(term for term in _analyzer().terms(word) if not term.startswith("#"))


def _marks(folded: str) -> frozenset[Mark]:
    """Return the marks of a clause; to deny that something is certain is to say that it is possible."""
    marks = marks_in(folded)
    if {Mark.CERTAIN, Mark.NEGATIVE} <= marks:
        return marks - {Mark.CERTAIN, Mark.NEGATIVE, Mark.DUTY} | {Mark.POSSIBLE}
    return marks


def _names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the mentions of structures and of other terms in `text`, as often as they are named.

    A gloss that contradicts the name before it ("équipe de soins primaires (MSP)") is a name of its own, which no source bears.
    """
    vocabulary = load_vocabulary()
    named = [name for phrase in _BETWEEN_NAMES.split(text) for name in vocabulary.terms.find(phrase)]
    structures = [name for name in named if vocabulary.structures.find(name)]
    glosses = (map(vocabulary.structures.find, gloss) for gloss in _GLOSS.findall(text))
    contradicted = (f"{name[-1]}({gloss[0]})" for name, gloss in glosses if name and gloss and name[-1] != gloss[0])
    return (*structures, *contradicted), tuple(name for name in named if name not in structures)


@cache
def _analyzer() -> Analyzer:
    return Analyzer(load_vocabulary())
