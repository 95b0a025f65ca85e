"""A proposal in, the text of its entry out: each value under a line that says what it rests on."""

from textwrap import shorten

import yaml

from corpus.proposing import labels
from corpus.proposing.clue import Clue
from corpus.proposing.proposal import Proposal

_LONGEST_COMMENT, _LONGEST_QUOTE = 200, 90
"""Characters."""


def entry_text(proposal: Proposal) -> str:
    """Return the YAML of an entry, written for the person who confirms it."""
    fields = proposal.fields
    if "date" in fields:
        fields["date"] = yaml.safe_load(str(fields["date"]))
    lines = [_comment(labels.HEADER)]
    for name, label in labels.FIELDS.items():
        if name in proposal.clues:
            lines.append(_comment(f"{label} – {_explained(proposal.clues[name])}"))
            lines += [_value(key, fields[key]) for key in (name, f"{name}_basis", f"{name}_cue") if key in fields]
        elif name in proposal.missing:
            hint = f" ({labels.HINTS[name]})" if name in labels.HINTS else ""
            lines.append(_comment(f"{label} – {labels.TO_FILL_IN} : {labels.NOTHING_FOUND}{hint}"))
            lines.append(f"# {name}:")
    if proposal.to_confirm:
        lines += [_comment(labels.CONFIRMED), _value("to_confirm", list(proposal.to_confirm))]
    return "\n".join(lines) + "\n"


def _explained(clue: Clue) -> str:
    """Return how a value was found, and whether it is to be confirmed."""
    quotes = " ; ".join(f"« {shorten(quote, _LONGEST_QUOTE, placeholder='…')} »" for quote in clue.quotes)
    parts = (labels.TO_CONFIRM if clue.to_confirm else "", clue.reason)
    explained = ", ".join(part for part in parts if part)
    return f"{explained} : {quotes}" if quotes else explained


def _comment(text: str) -> str:
    """Return a line that YAML ignores; no character of a document may end it."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return f"# {shorten(printable, _LONGEST_COMMENT, placeholder='…')}"


def _value(name: str, value: object) -> str:
    """Return a field as YAML, a list of words on one line."""
    is_list_of_words = isinstance(value, list) and all(isinstance(item, str) for item in value)
    flow = None if is_list_of_words else False
    return yaml.safe_dump(
        {name: value}, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=flow
    ).strip()
