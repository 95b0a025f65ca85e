"""The record of the register: a sum of money as a document states it, with all that it depends on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.document import Passage, Status, Unit


class Kind(StrEnum):
    """What a sum is to a team."""

    AID = "aid"
    """What a team, a professional or a project is paid."""
    BUDGET = "budget"
    """Total of a fund or a programme, told as context: no team gets it, so it is of no structure."""
    COST = "cost"
    """A price, a fee, a threshold: what a team pays or is measured by."""


class Qualifier(StrEnum):
    """How the text bounds a sum."""

    CEILING = "ceiling"
    FLOOR = "floor"
    RANGE = "range"
    ABOUT = "about"
    """An order of size or an average."""
    FLAT = "flat"
    """A lump sum."""
    NONE = ""
    """The text does not say."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as a document states it."""

    value: Decimal
    """Euros; the lower end of a range."""
    upper: Decimal | None
    """Euros, the upper end of a range."""
    qualifier: Qualifier
    kind: Kind
    possible: bool
    """Whether the text says that it may be granted, not that it is due."""
    per: tuple[str, ...]
    """What it is counted by, ids of cues.yaml ("year", "inhabitant"…); () for a total, or where the text does not say."""
    duration: str
    """What it covers: "2 ans", "18 mois", "année 1" of a degressive scheme, "2024"; "" where the text does not say."""
    payers: tuple[str, ...]
    """Funds and bodies said to pay it, ids of cues.yaml."""
    structures: tuple[str, ...]
    """Vocabulary ids of those that it is for: by its sentence, its column or row, its list, its section or its document."""
    purpose: str
    """What it pays for, in the document's words, or ""."""
    condition: str
    """The clause that it depends on, in the document's words, or ""."""
    unit: Unit
    """The sentence, item or row that states it."""
    passage: Passage

    @property
    def quote(self) -> str:
        """The sentence, item or row, verbatim."""
        return self.passage.quote(self.unit.start, self.unit.end)

    @property
    def status(self) -> Status:
        """Whether it is a rule, a report, a plan or a proposal."""
        return self.unit.status

    @property
    def highest(self) -> Decimal:
        """The most that it says, in euros: what amounts are sorted by."""
        return self.upper or self.value
