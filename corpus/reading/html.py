"""A saved web page in, its text and blocks out; what surrounds the content of the page is dropped."""

import re
from collections.abc import Iterator
from itertools import chain

from lxml import html
from lxml.html import HtmlElement

from corpus.reading.assembling import Assembler, Item
from corpus.reading.characters import clean, decode
from corpus.reading.front_matter import split_comment
from corpus.reading.record import Reading, UnreadableFileError
from corpus.reading.shapes import is_question

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol")
_BLOCKS = (
    *_HEADINGS, *_LISTS, "table", "p", "div", "section", "article", "main", "header", "blockquote", "dl", "dt", "dd",
    "li", "pre", "figure", "figcaption", "details", "summary", "address", "center", "fieldset", "form", "body", "hr",
)  # fmt: skip
_NEVER_READ = (
    "script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "svg", "object", "head",
    "input", "select", "textarea",
)  # fmt: skip
_SURROUNDING_ROLES = ("navigation", "banner", "contentinfo", "search", "complementary", "dialog")
_SURROUNDING_NAMES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|ariane|cookie\w*|tarteaucitron\w*|axeptio\w*|didomi\w*|onetrust\w*|menu|nav|navbar"
    r"|navigation|share|sharing|sharedaddy|social|sidebar|pagination|pager|newsletter|comments|skiplinks?|footer)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHORTEST_CONTENT = 200
"""Characters; a smaller main element is a shell around a page whose content stands elsewhere."""


def read_html(name: str, content: bytes) -> Reading:
    """Read the content of a web page."""
    fields, source = split_comment(name, clean(decode(content)))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(source.encode(), parser=parser)
    except Exception as error:
        raise UnreadableFileError(name, f"not a web page ({error})", "Save the page again from the browser.") from error
    length = len(page.text_content())
    for element in [element for element in page.iter() if _is_surrounding(element, length)]:
        element.drop_tree()
    root = _content(page)
    out = Assembler()
    titles = page.findall(".//h1")
    if len(titles) == 1 and root.find(".//h1") is None:
        out.heading(_words(titles[0]), 1)
    _walk(root, out)
    return out.reading(fields)


def _is_surrounding(element: HtmlElement, length: int) -> bool:
    """Whether the element is not part of what the page, of so many characters, says: navigation, controls, hidden text."""
    if element.tag in ("html", "body", "main", "article") or element.getparent() is None:
        return False
    if element.tag == "aside" and _tells_more(element):
        return False
    if element.tag in _NEVER_READ or element.get("role") in _SURROUNDING_ROLES:
        return True
    if element.tag == "button":
        return next(element.iterancestors(*_HEADINGS), None) is None
    if element.tag == "header":
        return next(element.iterancestors("main", "article"), None) is None and element.find(".//h1") is None
    if "hidden" in element.attrib or element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style", "")):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    is_named = _SURROUNDING_NAMES.search(names) and next(element.iter("main", "article", "h1"), None) is None
    # A name is a guess: what holds most of the page is not around it.
    return bool(is_named) and 2 * len(element.text_content()) < length


def _tells_more(aside: HtmlElement) -> bool:
    """Whether an aside belongs to the content of the page and is more than links: a contact, a box."""
    links = sum(len(link.text_content().strip()) for link in aside.iter("a"))
    inside = next(aside.iterancestors("main", "article"), None) is not None
    return inside and 2 * links < len(aside.text_content().strip())


def _content(page: HtmlElement) -> HtmlElement:
    """Return the element that holds what the page says."""
    articles = page.findall(".//article")
    for candidate in (*page.xpath(".//main | .//*[@role='main']"), *(articles if len(articles) == 1 else ())):
        if len(candidate.text_content().strip()) >= _SHORTEST_CONTENT:
            return candidate
    return page.body if page.find("body") is not None else page


def _walk(parent: HtmlElement, out: Assembler) -> None:
    """Add the blocks of `parent`; text that no block holds makes paragraphs."""
    loose = [_spaced(parent.text)]
    for child in parent:
        if not _is_block(child):
            loose += [*_inline(child), _spaced(child.tail)]
            continue
        out.paragraph("".join(loose))
        loose = [_spaced(child.tail)]
        _add(child, out)
    out.paragraph("".join(loose), is_bold=_is_bold(parent))


def _add(element: HtmlElement, out: Assembler) -> None:
    """Add one block."""
    holds_blocks = next(element.iterdescendants("table", *_HEADINGS), None) is not None
    if element.tag in _HEADINGS:
        out.heading(_words(element), int(element.tag[1]))
    elif element.tag == "summary":
        out.heading(_words(element))
    elif element.tag in _LISTS and not holds_blocks:
        out.items(list(_items(element, 0)))
    elif element.tag == "dl" and not holds_blocks:
        _define(element, out)
    elif element.tag == "table" and not holds_blocks:
        out.paragraph("".join(map(_words, element.findall("caption"))), is_bold=True)
        out.rows(_rows(element))
    else:
        _walk(element, out)


def _items(element: HtmlElement, depth: int) -> Iterator[Item]:
    """Yield the items of a list, each before its sub-items."""
    for number, item in enumerate(element.findall("li"), 1):
        yield Item(_words(item, apart=_LISTS), depth, f"{number}." if element.tag == "ol" else "-")
        for nested in item.iterdescendants(*_LISTS):
            if next(nested.iterancestors(*_LISTS)) is element:
                yield from _items(nested, depth + 1)


def _define(element: HtmlElement, out: Assembler) -> None:
    """Add a list of definitions: an item each, or a heading above each that is long or answers a question."""
    items: list[Item] = []
    for terms, definitions in _entries(element):
        term = " ".join(map(_words, terms)).strip()
        is_long = any(next(definition.iter("p", *_LISTS), None) is not None for definition in definitions)
        if not is_long and not is_question(term):
            items.append(Item("\n".join((term, *map(_words, definitions)))))
            continue
        out.items(items)
        items = []
        out.paragraph(term, is_bold=True)
        for definition in definitions:
            _walk(definition, out)
    out.items(items)


def _entries(element: HtmlElement) -> Iterator[tuple[list[HtmlElement], list[HtmlElement]]]:
    """Yield the terms of each entry of a list of definitions, and what they mean."""
    terms: list[HtmlElement] = []
    definitions: list[HtmlElement] = []
    for child in element.iterdescendants("dt", "dd"):
        if next(child.iterancestors("dl")) is not element:
            continue
        if child.tag == "dt" and definitions:
            yield terms, definitions
            terms, definitions = [], []
        (terms if child.tag == "dt" else definitions).append(child)
    if terms or definitions:
        yield terms, definitions


def _rows(table: HtmlElement) -> list[list[str]]:
    """Return the cells of each row; a cell that spans several rows or columns is repeated in each."""
    filled: dict[tuple[int, int], str] = {}
    lines = list(table.iter("tr"))
    for at, line in enumerate(lines):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (at, column) in filled:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            words = _words(cell)
            filled |= {(at + y, column + x): words for y in range(down) for x in range(across)}
    width = max((column + 1 for _, column in filled), default=0)
    return [[filled.get((at, column), "") for column in range(width)] for at in range(len(lines))]


def _span(cell: HtmlElement, name: str) -> int:
    """Return how many rows or columns a cell spans."""
    value = cell.get(name, "1")
    return min(int(value), 50) if value.isascii() and value.isdigit() and int(value) else 1


def _is_block(element: HtmlElement) -> bool:
    """Whether the element is or holds a block."""
    return next(element.iter(*_BLOCKS), None) is not None


def _is_bold(parent: HtmlElement) -> bool:
    """Whether all that `parent` says is in bold."""
    bold = "".join(chain.from_iterable(child.itertext() for child in parent.iterchildren("b", "strong")))
    return bool(bold.strip()) and bold.split() == parent.text_content().split()


def _words(element: HtmlElement, apart: tuple[str, ...] = ()) -> str:
    """Return what is read of an element, without its descendants of the tags `apart`."""
    return "".join(_inline(element, apart))


def _inline(element: HtmlElement, apart: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the pieces of text of an element, with line breaks where it has some and around blocks."""
    if element.tag in apart:
        return
    edge = "\n" if element.tag == "br" or element.tag in _BLOCKS else ""
    yield edge
    yield _spaced(element.text)
    for child in element:
        yield from _inline(child, apart)
        yield _spaced(child.tail)
    yield edge


def _spaced(text: str | None) -> str:
    """Return `text` with its white space as a browser shows it."""
    return re.sub(r"[ \t\n\r\f]+", " ", text or "")
