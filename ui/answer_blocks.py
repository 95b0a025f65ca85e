"""The Markdown of an answer in; out, the same words as blocks of a Word file or as plain text."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ui.docx_export import Block, Heading, Items, Paragraph, Rows
from ui.rendering import ANSWER_SYNTAX

_MARKDOWN = MarkdownIt("zero").enable(list(ANSWER_SYNTAX))
_HEADING_LEVEL = 3


def answer_blocks(markdown: str) -> list[Block]:
    """Return the paragraphs, lists and tables of an answer."""
    return list(_blocks(SyntaxTreeNode(_MARKDOWN.parse(markdown))))


def plain_text(markdown: str) -> str:
    """Return an answer as a mail shows it: dashes for lists, a paragraph for each row of a table."""
    return "\n\n".join(_plain(block) for block in answer_blocks(markdown))


def _blocks(parent: SyntaxTreeNode) -> Iterator[Block]:
    for node in parent.children:
        if node.type == "table":
            yield _rows(node)
        elif node.type in ("bullet_list", "ordered_list"):
            yield Items(tuple(_item(item) for item in node.children))
        elif node.type == "heading":
            yield Heading(_words(node), _HEADING_LEVEL)
        elif node.type == "paragraph":
            yield Paragraph(_words(node))
        else:
            yield from _blocks(node)


def _item(item: SyntaxTreeNode) -> str:
    """Return a list item, with each item of a list inside it on a line of its own."""
    lines = []
    for child in item.children:
        if child.type in ("bullet_list", "ordered_list"):
            lines += [f"– {_item(inner)}" for inner in child.children]
        else:
            lines.append(_words(child))
    return "\n".join(lines)


def _rows(table: SyntaxTreeNode) -> Rows:
    head, *rows = [tuple(_words(cell) for cell in row.children) for row in table.walk() if row.type == "tr"]
    return Rows(head, tuple(rows))


def _words(node: SyntaxTreeNode) -> str:
    """Return the words of a node without its emphasis."""
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.children:
        return "".join(_words(child) for child in node.children)
    return node.content if node.type in ("text", "text_special") else ""


def _plain(block: Block) -> str:
    match block:
        case Items(lines=lines):
            return "\n".join("- " + line.replace("\n", "\n  ") for line in lines)
        case Rows(rows=rows):
            return "\n\n".join(_plain_row(row) for row in rows)
        case _:
            return block.text


def _plain_row(row: tuple[str, ...]) -> str:
    *names, last = row
    return f"{' – '.join(names)}\u00a0: {last}"
