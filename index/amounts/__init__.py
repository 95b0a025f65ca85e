"""Passages in, the register of the amounts of money that they state out."""

from collections.abc import Iterable, Iterator

from corpus.document import Passage
from corpus.vocabulary import Vocabulary
from index.amounts.describing import (
    duration_of,
    is_possible,
    kind_of,
    per_of,
    qualifier_of,
    structures_of,
)
from index.amounts.paying import payers_of
from index.amounts.placing import Setting, place
from index.amounts.record import Amount, Kind, Qualifier
from index.amounts.wording import condition_of, purpose_of

__all__ = ["Amount", "Kind", "Qualifier", "amounts"]


def amounts(passages: Iterable[Passage], vocabulary: Vocabulary) -> Iterator[Amount]:
    """Yield every amount in euros that `passages` state, in reading order."""
    for settings in place(passages, vocabulary):
        earlier: Amount | None = None
        for setting in settings:
            earlier = _amount(setting, earlier, vocabulary)
            yield earlier


def _amount(setting: Setting, earlier: Amount | None, vocabulary: Vocabulary) -> Amount:
    """Describe one sum, given the one before it in its sentence."""
    kind = kind_of(setting, earlier)
    return Amount(
        value=setting.sum.value,
        upper=setting.sum.upper,
        qualifier=qualifier_of(setting),
        kind=kind,
        possible=is_possible(setting, earlier),
        per=per_of(setting, earlier),
        duration=duration_of(setting, earlier),
        payers=payers_of(setting, kind, earlier),
        structures=structures_of(setting, kind, earlier, vocabulary),
        purpose=purpose_of(setting, kind, earlier, vocabulary),
        condition=condition_of(setting),
        unit=setting.unit,
        passage=setting.passage,
    )
