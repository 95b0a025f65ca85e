"""Checked statements in, the Markdown that the user reads out."""

from collections.abc import Iterable

from assistant.answer import Statement


def render(statements: Iterable[Statement]) -> str:
    """Return the statements as Markdown: own words as paragraphs, cited ones as a list under the label of their source."""
    lines: list[str] = []
    label = section = ""
    for statement in statements:
        if not statement.citations:
            lines += ["", statement.text, ""]
            label = ""
            continue
        if statement.label != label:
            label, section = statement.label, ""
            lines += ["", f"**{label}**", ""]
        marks = "".join(f" [{n}]" for n in statement.citations)
        lead = f"_{statement.section}_ – " if statement.section not in ("", section) else ""
        section = statement.section
        if lead and statement.text.startswith("  - "):
            lead = lead.removesuffix(" – ") + " :\n"
        first, *rest = f"{lead}{statement.text}".split("\n")
        lines.append(f"- {first}{'' if rest else marks}")
        lines += [*rest[:-1], f"{rest[-1]}{marks}"] if rest else []
    text = "\n".join(lines).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text
