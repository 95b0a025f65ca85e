"""A Word paragraph in, what its style and its type make it out: a heading and its level, bold, a table of contents."""

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

HEADING_STYLE = re.compile(r"(?:heading|titre)\s*(\d)$", re.IGNORECASE)
TITLE_STYLE = re.compile(r"(?:title|titre|titre principal)$", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|tm) ?\d", re.IGNORECASE)
_BODY_LEVEL = 9
"""Outline level by which Word marks what is not a heading."""
_DEEPEST_STYLE = 10
_USUAL_SIZE = 11.0
"""Points, where no style says any."""


def styles(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    """Yield the style of a paragraph and those that it is based on."""
    style = paragraph.style
    for _ in range(_DEEPEST_STYLE):
        if style is None:
            return
        yield style
        style = style.base_style


def heading_level(paragraph: Paragraph) -> int:
    """Return the level that the style or the outline gives to a heading, 0 for none."""
    for style in styles(paragraph):
        if match := HEADING_STYLE.match(style.name or ""):
            return max(int(match[1]), 1)
        if TITLE_STYLE.match(style.name or ""):
            return 1
    levels = map(_outline_level, (paragraph._p, *(style.element for style in styles(paragraph))))
    level = next((level for level in levels if level is not None), _BODY_LEVEL)
    return level + 1 if level < _BODY_LEVEL else 0


def is_contents(paragraph: Paragraph) -> bool:
    """Whether the paragraph is a line of a table of contents."""
    return any(_CONTENTS_STYLE.match(style.name or "") for style in styles(paragraph))


def is_bold(paragraph: Paragraph) -> bool:
    """Whether the whole paragraph is in bold, by itself or by its styles."""
    inherited = next((style.font.bold for style in styles(paragraph) if style.font.bold is not None), False)
    bold = [run.font.bold if run.font.bold is not None else run.style.font.bold for run in _shown_runs(paragraph)]
    return bool(bold) and all(inherited if own is None else own for own in bold)


def size(paragraph: Paragraph) -> float:
    """Return the smallest size of type of a paragraph, in points."""
    sizes = (style.font.size for style in styles(paragraph))
    inherited = next((found.pt for found in sizes if found), _USUAL_SIZE)
    own = (run.font.size or run.style.font.size for run in _shown_runs(paragraph))
    return min((found.pt if found else inherited for found in own), default=inherited)


def _shown_runs(paragraph: Paragraph) -> list[Run]:
    """Return the runs that hold more than white space."""
    return [run for run in paragraph.runs if run.text.strip()]


def _outline_level(element: BaseOxmlElement) -> int | None:
    """Return the outline level that the properties of a paragraph or a style give."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    return int(found.get(qn("w:val"))) if found is not None else None
