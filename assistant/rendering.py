"""Checked statements in, the Markdown that the user reads out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from assistant import messages
from assistant.answer import Statement

LABEL_CHARACTERS = 160
"""A sum of money, or what a region not asked says, further than this from the label that says whose it is gets it again."""


def render(statements: Iterable[Statement]) -> str:
    """Return the statements as Markdown: own words as paragraphs, cited ones under their source, compared ones as a table."""
    blocks: list[str] = []
    for compared, group in groupby(statements, key=lambda statement: bool(statement.row)):
        alike = list(group)
        blocks += [_table(alike)] if compared else _paragraphs(alike)
    return "\n\n".join(blocks)


def _paragraphs(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield own words as they are, and a list for each source cited."""
    for label, group in groupby(statements, key=lambda statement: statement.label if statement.citations else None):
        if label is None:
            yield from (statement.text for statement in group)
        else:
            yield from _listed(label, group)


def _listed(label: str, statements: Iterable[Statement]) -> Iterator[str]:
    """Yield lists of the words of one source under its label, said again before what must not be taken for another’s."""
    lines: list[str] = []
    section = ""
    for statement in statements:
        apart = statement.elsewhere or "€" in statement.text
        if lines and apart and len("\n".join(lines)) > LABEL_CHARACTERS:
            yield from (f"**{label}**", "\n".join(lines))
            lines, section = [], ""
        lead = f"_{statement.section}_ – " if statement.section not in ("", section) else ""
        section = statement.section
        text = statement.text
        if text.startswith("  - "):
            lead, text = (lead.removesuffix(" – ") + " :\n", text) if lead else ("", text[4:].replace("\n  - ", "\n- "))
        lines.append(f"- {lead}{text}{_marks(statement)}")
    yield from (f"**{label}**", "\n".join(lines))


def _table(statements: Sequence[Statement]) -> str:
    """Return a row for each statement: what is compared, whose words follow, the words."""
    rows = [messages.TABLE_HEAD, tuple("---" for _ in messages.TABLE_HEAD)]
    for statement in statements:
        text = statement.text.strip().removeprefix("- ").replace("\n  - ", " • ")
        lead = f"_{statement.section}_ – " if statement.section else ""
        rows.append((f"**{statement.row}**", statement.label or "–", f"{lead}{text}{_marks(statement)}"))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _marks(statement: Statement) -> str:
    return "".join(f" [{n}]" for n in statement.citations)
