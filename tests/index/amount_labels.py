"""Amounts labelled by hand and amounts extracted in, precision and recall out: of the whole row, and field by field."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from corpus.catalogue import load_documents
from corpus.document import Document
from corpus.folding import fold
from corpus.quoting import find_quote
from corpus.settings import CorpusSettings
from corpus.splitting import split
from corpus.vocabulary import load_vocabulary
from index.amounts import Amount, amounts
from tests.conftest import ROOT

_LABELS = Path(__file__).with_name("labelled_amounts.yaml")


@dataclass(frozen=True, slots=True)
class Pair:
    """What is expected of one sum of a document, and what was extracted of it; None where the other has no counterpart."""

    document: str
    expected: dict | None
    actual: Amount | None


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, of those extracted and of those labelled."""

    right: int
    extracted: int
    labelled: int

    @property
    def precision(self) -> float:
        return self.right / self.extracted if self.extracted else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({self.right} of {self.labelled})"


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is read from a label and from an amount; what is empty on both sides is not counted."""

    labelled: Callable[[dict], object]
    extracted: Callable[[Amount], object]
    judged_where_labelled: bool = False
    """Whether what is extracted where the label is silent is neither right nor wrong."""
    holds: bool = False
    """Whether it is enough that the words extracted hold those of the label."""


def _whole_label(label: dict) -> object:
    return tuple(FIELDS[name].labelled(label) for name in ("value", "qualifier", "per", "structures"))


def _whole_amount(amount: Amount) -> object:
    return tuple(FIELDS[name].extracted(amount) for name in ("value", "qualifier", "per", "structures"))


def _key(label: dict) -> tuple[Decimal, Decimal | None]:
    upper = label.get("to")
    return Decimal(str(label["euros"])), None if upper is None else Decimal(str(upper))


FIELDS = {
    "value": Field(_key, lambda amount: (amount.value, amount.upper)),
    "qualifier": Field(lambda label: label.get("qualifier", ""), lambda amount: amount.qualifier),
    "per": Field(lambda label: frozenset(label.get("per", ())), lambda amount: frozenset(amount.per)),
    "structures": Field(
        lambda label: frozenset(label.get("structures", ())), lambda amount: frozenset(amount.structures)
    ),
    "kind": Field(lambda label: label.get("kind", "aid"), lambda amount: amount.kind),
    "possible": Field(lambda label: label.get("possible", False), lambda amount: amount.possible),
    "duration": Field(lambda label: label.get("duration", ""), lambda amount: amount.duration),
    "payers": Field(lambda label: frozenset(label.get("payers", ())), lambda amount: frozenset(amount.payers)),
    "condition": Field(lambda label: label.get("condition", ""), lambda amount: amount.condition, holds=True),
    "purpose": Field(
        lambda label: label.get("purpose", ""), lambda amount: amount.purpose, judged_where_labelled=True, holds=True
    ),
}
WHOLE = Field(_whole_label, _whole_amount)


def pairs(group: str) -> list[Pair]:
    """Return what is expected and extracted of the documents of a group: "seen", "kept" or "blind"."""
    found: list[Pair] = []
    for entry in labels():
        if entry.get("group", "seen") == group:
            found += _paired(entry["document"], entry["amounts"], extracted(entry["document"]))
    return found


@cache
def labels() -> list[dict]:
    """Return the labels, one entry a document."""
    return yaml.safe_load(_LABELS.read_text(encoding="utf-8"))


@cache
def extracted(document: str) -> tuple[Amount, ...]:
    """Return the register of one document."""
    vocabulary = load_vocabulary()
    return tuple(amounts(split(read(document), vocabulary), vocabulary))


def read(document: str) -> Document:
    """Return one document, read with its entry."""
    return _documents()[Path(document).name]


@cache
def _documents() -> dict[str, Document]:
    """Read all the documents that are labelled."""
    loaded = load_documents([ROOT / entry["document"] for entry in labels()], CorpusSettings())
    return {one.source.id: one for one in loaded if isinstance(one, Document)}


def score(field: Field, among: Iterable[Pair]) -> Score:
    """Return how well a field was extracted."""
    right = found = wanted = 0
    for pair in among:
        expected = field.labelled(pair.expected) if pair.expected else None
        actual = field.extracted(pair.actual) if pair.actual else None
        if field.judged_where_labelled and not expected:
            continue
        wanted += bool(expected)
        found += bool(actual)
        right += bool(expected) and is_right(field, expected, actual)
    return Score(right, found, wanted)


def is_right(field: Field, expected: object, actual: object) -> bool:
    """Whether what was extracted is what was expected."""
    if field.holds:
        return bool(actual) and fold(str(expected)) in fold(str(actual))
    return expected == actual


def mistakes(among: Iterable[Pair]) -> list[str]:
    """Return a line for each field that is not as labelled."""
    lines = []
    for pair in among:
        if not pair.expected or not pair.actual:
            stated = pair.actual.unit.text if pair.actual else pair.expected
            lines.append(f"{pair.document}: {'missed' if pair.expected else 'too many'}: {stated}")
            continue
        for name, field in FIELDS.items():
            expected, actual = field.labelled(pair.expected), field.extracted(pair.actual)
            silent = field.judged_where_labelled and not expected
            if not silent and (expected or actual) and not is_right(field, expected, actual):
                lines.append(f"{pair.document}: {pair.actual.value:f}: {name}: {expected!r} is read as {actual!r}")
    return lines


def _paired(document: str, expected: Sequence[dict], actual: Sequence[Amount]) -> list[Pair]:
    """Pair the labels of a document with its amounts of the same value, in order, that stand in the words quoted if any."""
    left: dict[object, list[Amount]] = defaultdict(list)
    for amount in actual:
        left[FIELDS["value"].extracted(amount)].append(amount)
    found = []
    for label in expected:
        same = left[_key(label)]
        quoted = [amount for amount in same if "quote" not in label or find_quote(amount.quote, label["quote"])]
        if quoted:
            same.remove(quoted[0])
        found.append(Pair(document, label, quoted[0] if quoted else None))
    return found + [Pair(document, None, amount) for rest in left.values() for amount in rest]
