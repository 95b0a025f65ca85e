"""Passages in, the register of the amounts in euros that they state out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.document import Passage, Unit
from corpus.figures import Figure, figures, fold_figures
from corpus.vocabulary import Vocabulary

_CEILING = re.compile(r"\b(?:maximum|maximal[es]*|max|au plus|plafon\w*|jusqu'a|dans la limite|ne peut exceder)\b")
_FLOOR = re.compile(r"\b(?:minimum|minimal[es]*|au moins|a partir de|plancher)\b")
_POSSIBLE = re.compile(r"\b(?:peut|peuvent|pourra|pourront|pourrai[et]nt?|possible|eventuel\w*|envisage\w*)\b")
_FLAT = re.compile(r"\b(?:forfait\w*)\b")
_PER = re.compile(r"^ ?(?:/|par) ?(?P<per>\w+(?: (?:de|d') ?\w+)?)")
_OVER = re.compile(r"\b(?:sur|pendant|pour|durant|duree de) (?P<count>\d+) ?(?P<unit>ans?|annees?|mois)\b")
_PAYERS = ("FIR", "ACI", "ARS", "CPAM")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as a document states it."""

    value: Decimal
    """Euros."""
    qualifier: str
    """"ceiling", "floor", "flat" or "" where the text does not say."""
    possible: bool
    """Whether the text says that it may be granted, not that it is due."""
    per: str
    """What it is counted by ("an", "habitant"…), or ""."""
    duration: str
    """What it is spread over ("2 ans"), or ""."""
    payer: str
    """Vocabulary id of the fund or body named with it, or ""."""
    structures: tuple[str, ...]
    """Structures that it is for, as named in the sentence or its section."""
    unit: Unit
    """The sentence, item or row that states it."""
    passage: Passage


def amounts(passages: Iterable[Passage], vocabulary: Vocabulary) -> Iterator[Amount]:
    """Yield every amount in euros that `passages` state."""
    for passage in passages:
        for unit in passage.units:
            for figure in figures(unit.text):
                if figure.unit == "€":
                    yield _amount(passage, unit, figure, vocabulary)


def _amount(passage: Passage, unit: Unit, figure: Figure, vocabulary: Vocabulary) -> Amount:
    """Read what the sentence says around the figure."""
    folded = fold_figures(unit.text)
    near = folded[max(0, figure.start - 60) : figure.end + 60]
    per = _PER.match(folded[figure.end :])
    over = _OVER.search(folded[figure.end :])
    named = vocabulary.terms.find(unit.text)
    return Amount(
        value=figure.value,
        qualifier=_qualifier(near),
        possible=bool(_POSSIBLE.search(near)),
        per=per["per"] if per else "",
        duration=f"{over['count']} {over['unit']}" if over else "",
        payer=next((payer for payer in _PAYERS if payer in named), ""),
        structures=vocabulary.structures.find(unit.text) or passage.topic,
        unit=unit,
        passage=passage,
    )


def _qualifier(near: str) -> str:
    """Return whether the words around a figure make it a ceiling, a floor or a flat sum."""
    for name, pattern in (("ceiling", _CEILING), ("floor", _FLOOR), ("flat", _FLAT)):
        if pattern.search(near):
            return name
    return ""
