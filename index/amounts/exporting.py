"""The register of amounts in; what was asked of it out, in words, as CSV for a French spreadsheet, or as plain records."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from corpus.document import NATIONAL, Basis
from corpus.errors import SetupError
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary
from index.amounts.record import Amount

_LABELS = Path(__file__).with_name("labels.yaml")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a cell that begins so."""
_NARROW_SPACE = "\u202f"
_SPACE = "\u00a0"


class UnknownStructureError(SetupError):
    """No structure has this name."""


class ExportError(SetupError):
    """A file that cannot be written."""


def choose(register: Iterable[Amount], region: str | None = None, structure: str | None = None) -> list[Amount]:
    """Return the amounts of a region, national ones with it, and of a structure, both by name or id."""
    wanted = {load_territories().region(region).id, NATIONAL} if region else None
    named = _structure(structure) if structure else None
    return [
        amount
        for amount in register
        if (wanted is None or wanted & set(amount.passage.source.regions))
        and (named is None or named in amount.structures)
    ]


def in_words(amount: Amount) -> str:
    """Return an amount as a reader says it: "60 000 € au maximum par an, sur 2 ans"."""
    sums = [_euros(value) for value in (amount.value, amount.upper) if value is not None]
    bounded = labels()["qualifiers"][amount.qualifier].format(sum=" à ".join(sums))
    rates = " et ".join(labels()["per"][rate] for rate in amount.per)
    covered = f"sur {amount.duration}" if amount.duration.endswith(("an", "ans", "mois")) else amount.duration
    return ", ".join(filter(None, (f"{bounded} {rates}".strip(), covered)))


def as_record(amount: Amount) -> dict[str, object]:
    """Return an amount with where it comes from as plain values, ids untranslated."""
    source, unit = amount.passage.source, amount.unit
    return {
        "value": _number(amount.value),
        "upper": None if amount.upper is None else _number(amount.upper),
        "qualifier": amount.qualifier.value,
        "kind": amount.kind.value,
        "possible": amount.possible,
        "per": list(amount.per),
        "duration": amount.duration,
        "payers": list(amount.payers),
        "structures": list(amount.structures),
        "purpose": amount.purpose,
        "condition": amount.condition,
        "words": in_words(amount),
        "regions": list(source.regions),
        "region_basis": source.region_basis.value,
        "date": source.date,
        "date_basis": source.date_basis.value,
        "status": amount.status.value,
        "publisher": source.publisher,
        "document": source.id,
        "page": amount.passage.page,
        "heading": " › ".join(amount.passage.headings),
        "header": unit.header,
        "quote": amount.quote,
    }


def write_csv(register: Sequence[Amount], path: Path) -> None:
    """Write the register for a French spreadsheet: UTF-8 with its mark, semicolons, decimal commas, no cell that is run."""
    columns: dict[str, str] = labels()["columns"]
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(columns.values())
            for amount in register:
                row = _as_row(amount)
                writer.writerow([_harmless(row[name]) for name in columns])
    except OSError as error:
        raise ExportError(
            f"{path}: cannot be written ({error.strerror}). Give another file with --csv FILE."
        ) from error


@cache
def labels() -> dict:
    """Return the words that a reader sees."""
    return yaml.safe_load(_LABELS.read_text(encoding="utf-8"))


def region_names(amount: Amount) -> str:
    """Return the regions of the document that states an amount, by name."""
    regions = amount.passage.source.regions
    territories = load_territories()
    return ", ".join(
        labels()["national"] if region == NATIONAL else territories.region(region).name for region in regions
    )


def _as_row(amount: Amount) -> dict[str, str]:
    """Return the cells of an amount, by column."""
    source = amount.passage.source
    shown = {
        "value": f"{amount.value:f}".replace(".", ","),
        "upper": "" if amount.upper is None else f"{amount.upper:f}".replace(".", ","),
        "kind": labels()["kinds"][amount.kind],
        "possible": labels()["possible"] if amount.possible else "",
        "structures": ", ".join(amount.structures),
        "payers": ", ".join(amount.payers),
        "regions": region_names(amount),
        "region_basis": labels()["inferred"] if source.region_basis is Basis.INFERRED else "",
        "date_basis": labels()["inferred"] if source.date_basis is Basis.INFERRED else "",
        "status": labels()["statuses"][amount.status],
    }
    rest = {name: "" if value is None else str(value) for name, value in as_record(amount).items()}
    return {**rest, **shown}


def _harmless(cell: str) -> str:
    """Return `cell` as text even for a spreadsheet that would run it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _structure(name: str) -> str:
    """Return the id of the structure that `name` names."""
    vocabulary = load_vocabulary()
    found = vocabulary.structures.find(name)
    if len(found) != 1:
        raise UnknownStructureError(
            f"unknown structure {name!r}. Choose one with --structure, such as ESP, MSP or CPTS."
        )
    return found[0]


def _euros(value: Decimal) -> str:
    """Return a sum as it is printed in French."""
    whole, _, cents = f"{value:,f}".partition(".")
    decimals = f",{cents:0<2}" if cents else ""
    return f"{whole.replace(',', _NARROW_SPACE)}{decimals}{_SPACE}€"


def _number(value: Decimal) -> int | float:
    """Return a sum as JSON holds it."""
    return int(value) if value == int(value) else float(value)
