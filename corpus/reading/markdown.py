"""A Markdown file in, its text and blocks out; emphasis, links and images reduced to what is read."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from corpus.reading.assembling import Assembler, Item
from corpus.reading.characters import clean, decode
from corpus.reading.front_matter import split_front_matter
from corpus.reading.record import Reading

_TAG = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)
_LISTS = ("bullet_list", "ordered_list")


def read_markdown(name: str, content: bytes) -> Reading:
    """Read a Markdown file as CommonMark with tables."""
    fields, body = split_front_matter(name, clean(decode(content)))
    out = Assembler()
    _walk(SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(body)), out)
    return out.reading(fields)


def _walk(parent: SyntaxTreeNode, out: Assembler) -> None:
    """Add the blocks below `parent`."""
    for node in parent.children:
        if node.type == "heading":
            out.heading(_words(node), int(node.tag[1]))
        elif node.type == "paragraph":
            words = _words(node)
            if tabbed := _tabbed(words):
                out.rows(tabbed)
            else:
                out.paragraph(words, is_bold=_is_bold(node))
        elif node.type in _LISTS:
            out.items(list(_items(node, 0)))
        elif node.type == "table":
            rows = [row for section in node.children for row in section.children]
            out.rows([[_words(cell) for cell in row.children] for row in rows])
        elif node.type in ("fence", "code_block"):
            out.paragraph(node.content)
        elif node.type == "html_block":
            out.paragraph(_TAG.sub("", node.content))
        else:
            _walk(node, out)


def _tabbed(words: str) -> list[list[str]]:
    """Return the rows of a table pasted with tabs, nothing of any other text."""
    lines = words.split("\n")
    if len(lines) < 2 or not all("\t" in line for line in lines):
        return []
    return [[cell.strip() for cell in line.split("\t")] for line in lines]


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[Item]:
    """Yield the items of a list, each before its sub-items."""
    number = int(node.attrGet("start") or 1) if node.type == "ordered_list" else None
    for item in node.children:
        own = [child for child in item.children if child.type not in _LISTS]
        marker = "-" if number is None else f"{number}."
        yield Item("\n".join(map(_words, own)), depth, marker)
        number = None if number is None else number + 1
        for child in item.children:
            if child.type in _LISTS:
                yield from _items(child, depth + 1)


def _words(node: SyntaxTreeNode) -> str:
    """Return what is read of a node."""
    if not node.is_root and node.type == "inline":
        return "".join(_inline(_children(node)))
    return "\n".join(map(_words, node.children)) if node.children else node.content if node.token else ""


def _children(inline: SyntaxTreeNode) -> Sequence[Token]:
    """Return the tokens inside a line."""
    return (inline.token.children if inline.token else None) or []


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield what is read of the inside of a line; an image is not."""
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or token.content.startswith("<br"):
            yield "\n"


def _is_bold(paragraph: SyntaxTreeNode) -> bool:
    """Whether the paragraph is in bold from end to end."""
    tokens = [token for token in _children(paragraph.children[0]) if token.type != "text" or token.content]
    if not tokens or tokens[0].type != "strong_open" or tokens[-1].type != "strong_close":
        return False
    return sum(token.type == "strong_open" for token in tokens) == 1
