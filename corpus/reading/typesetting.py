"""Pages of lines in, one text out as a person would have typed it: paragraphs whole, items indented, page breaks kept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.document import PAGE_BREAK
from corpus.folding import fold
from corpus.reading.hyphens import Hyphens, is_cut
from corpus.reading.printed import PrintedLine
from corpus.reading.shapes import marker_of
from corpus.reading.type_sizes import can_be_title, title_levels

_SAME_SIZE = 0.6
"""Points between two sizes of type that are the same."""
_LOOSE = 1.2
"""Distance between two paragraphs that a blank sets apart, in usual distances between lines."""
_FARTHEST = 2.2
"""Distance between two lines of one paragraph, in sizes of type."""
_COLUMN = 60
"""Points between the left ends of lines of one column: indents and hanging items."""
_INDENT = 0.6
"""Width of one column of indent, in sizes of type."""
_SPACE = 0.3
"""Width of a space, in sizes of type."""
_LEAST_WRAPS = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as typed, with what its type said."""

    text: str
    bold: tuple[tuple[int, int], ...]
    """Spans of the paragraphs that are in bold from end to end."""
    titles: Mapping[str, int]
    """The level of each paragraph in large type, by folded text: 1 for the largest."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with its page and the bounds of its column."""

    line: PrintedLine
    page: int
    margin: float
    edge: float

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def is_row(self) -> bool:
        return "\t" in self.text

    @property
    def is_unfinished(self) -> bool:
        """Whether no mark ends it."""
        return not self.text.rstrip('»”") ').endswith(tuple(".!?…:;"))


def typeset(pages: Sequence[Sequence[PrintedLine]]) -> Typed:
    """Join the lines that the margin broke, and set apart what a blank, another type or a marker sets apart."""
    by_page = [list(_placed(lines, number)) for number, lines in enumerate(pages, 1)]
    placed = [line for lines in by_page for line in lines]
    usual = _usual_leading(placed) or _FARTHEST
    leading = [_usual_leading(lines) or usual for lines in by_page]
    paragraphs = _paragraphs(placed, leading)
    hyphens = Hyphens(line.text for line in placed)
    text = ""
    spans: list[tuple[int, int]] = []
    last: _Placed | None = None
    for paragraph in paragraphs:
        first = paragraph[0]
        text += PAGE_BREAK * (first.page - (last.page if last else 1)) + _gap(last, first, leading) + _indent(first)
        words = _joined(paragraph, hyphens)
        spans.append((len(text), len(text) + len(words)))
        text += words
        last = paragraph[-1]
    return Typed(text, _bold(paragraphs, spans), _titles(paragraphs, text, spans))


def _placed(lines: Sequence[PrintedLine], page: int) -> Iterator[_Placed]:
    """Yield the lines of a page with the bounds of their columns."""
    for line in lines:
        column = [other for other in lines if abs(other.left - line.left) <= _COLUMN]
        alike = [other.right for other in column if abs(other.size - line.size) <= _SAME_SIZE]
        yield _Placed(line, page, min(other.left for other in column), max(alike))


def _usual_leading(lines: Sequence[_Placed]) -> float:
    """Return the distance between two lines of a paragraph, in sizes of type, 0 when too few tell; a wrap tells most."""
    near = [(upper, lower) for upper, lower in pairwise(lines) if 0 < _step(upper, lower) <= _FARTHEST]
    wraps = [(upper, lower) for upper, lower in near if lower.text[0].islower()]
    telling = wraps if len(wraps) >= _LEAST_WRAPS else near
    return median(map(_step, *zip(*telling, strict=True))) if len(telling) >= _LEAST_WRAPS else 0


def _step(upper: _Placed, lower: _Placed) -> float:
    """Return how far below `upper` a line stands, in sizes of type; 0 when it is in another column or page."""
    if upper.page != lower.page or abs(lower.line.left - upper.line.left) > _COLUMN or not lower.line.size:
        return 0
    return max(0, (lower.line.baseline - upper.line.baseline) / max(upper.line.size, lower.line.size))


def _is_near(upper: _Placed, lower: _Placed, leading: Sequence[float]) -> bool:
    """Whether `lower` is the very next line of the same column; `leading` is the usual distance on each page."""
    return 0 < _step(upper, lower) <= _LOOSE * leading[lower.page - 1]


def _paragraphs(lines: Sequence[_Placed], leading: Sequence[float]) -> list[list[_Placed]]:
    """Return the lines of each paragraph, item, title or row."""
    found: list[list[_Placed]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, leading):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(paragraph: Sequence[_Placed], lower: _Placed, leading: Sequence[float]) -> bool:
    """Whether `lower` continues what the paragraph began."""
    first, upper = paragraph[0], paragraph[-1]
    if upper.is_row or lower.is_row or marker_of(lower.text).kind:
        return False
    if abs(upper.line.size - lower.line.size) > _SAME_SIZE:
        return False
    runs_on = lower.text[0].islower()
    is_near = _is_near(upper, lower, leading)
    if upper.line.is_bold != lower.line.is_bold:
        return is_near and upper.is_unfinished and runs_on
    if is_cut(upper.text, lower.text):
        return True
    is_full = _is_full(upper, lower)
    if not is_near:
        in_new_column = _step(upper, lower) == 0
        return upper.is_unfinished and (runs_on + is_full + in_new_column) >= 2
    if marker_of(first.text).kind and lower.line.left > first.line.left + _SPACE * lower.line.size:
        return True
    if upper.is_unfinished:
        return runs_on or is_full
    is_indented = lower.line.left > upper.line.left + lower.line.size / 2
    return is_full and not is_indented and upper.text[-1] not in ":;"


def _is_full(upper: _Placed, lower: _Placed) -> bool:
    """Whether the first word of `lower` had no room left on the line above."""
    length = len(lower.text.split(maxsplit=1)[0]) / len(lower.text)
    word = (lower.line.right - lower.line.left) * length
    return upper.line.right + word + upper.line.size > upper.edge


def _gap(upper: _Placed | None, lower: _Placed, leading: Sequence[float]) -> str:
    """Return what stands between two paragraphs: a blank line where the page leaves one, or around a table."""
    if upper is None:
        return ""
    is_apart = upper.is_row != lower.is_row or not (upper.is_row or _is_near(upper, lower, leading))
    return "\n\n" if is_apart else "\n"


def _indent(line: _Placed) -> str:
    """Return the spaces before an item, which tell its depth."""
    if not marker_of(line.text).kind:
        return ""
    return " " * int((line.line.left - line.margin) / (_INDENT * line.line.size))


def _joined(paragraph: Sequence[_Placed], hyphens: Hyphens) -> str:
    """Return the lines as one, a page break between two pages."""
    text = paragraph[0].text
    for upper, lower in pairwise(paragraph):
        text = hyphens.joined(text, lower.text, PAGE_BREAK * (lower.page - upper.page) or " ")
    return text


def _bold(paragraphs: Sequence[Sequence[_Placed]], spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the paragraphs in bold; none where bold is the type of the text."""
    bold = [span for lines, span in zip(paragraphs, spans, strict=True) if all(placed.line.is_bold for placed in lines)]
    is_usual = 2 * sum(end - start for start, end in bold) > sum(end - start for start, end in spans)
    return () if is_usual else tuple(bold)


def _titles(paragraphs: Sequence[Sequence[_Placed]], text: str, spans: Sequence[tuple[int, int]]) -> dict[str, int]:
    """Return the level of each paragraph in large type that can be a title."""
    lengths = Counter[float]()
    for placed in (placed for lines in paragraphs for placed in lines):
        lengths[_rounded(placed.line.size)] += len(placed.text)
    sizes = {
        text[start:end]: _rounded(lines[0].line.size)
        for lines, (start, end) in zip(paragraphs, spans, strict=True)
        if can_be_title(text[start:end])
    }
    levels = title_levels(lengths, set(sizes.values()))
    return {fold(words): levels[size] for words, size in sizes.items() if size in levels}


def _rounded(size: float) -> float:
    """Return a size of type to the half point."""
    return round(2 * size) / 2
