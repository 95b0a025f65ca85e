"""Amounts in, a table for a person at a terminal out."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from index.amounts.exporting import in_words, labels, region_names
from index.amounts.record import Amount, Kind

_COLUMNS = ("words", "structures", "regions", "document", "quote")


def as_table(register: Iterable[Amount]) -> Table:
    """Return a table of amounts, each with whom it is for, where it holds and the words that state it."""
    table = Table(show_lines=True)
    for name in _COLUMNS:
        table.add_column(labels()["columns"][name], ratio=3 if name == "quote" else 1, overflow="fold")
    for amount in register:
        # Text, not str: words of a document are never markup.
        table.add_row(*map(Text, _cells(amount)))
    return table


def _cells(amount: Amount) -> tuple[str, ...]:
    """Return what each column says of an amount."""
    source = amount.passage.source
    notes = (
        "" if amount.kind is Kind.AID else labels()["kinds"][amount.kind],
        labels()["possible"] if amount.possible else "",
        ", ".join(amount.payers),
    )
    return (
        "\n".join(filter(None, (in_words(amount), *notes))),
        ", ".join(amount.structures),
        "\n".join(filter(None, (region_names(amount), source.date, labels()["statuses"][amount.status]))),
        f"{source.id}, p. {amount.passage.page}",
        "\n".join(filter(None, (amount.unit.header, amount.unit.text))),
    )
