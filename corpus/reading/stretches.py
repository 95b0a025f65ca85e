"""Text in, its stretches out: the physical lines that read as one, joined where a sentence or a title goes on."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from corpus.reading.shapes import Marker, is_label, is_title, marker_of

_FULL = 0.75
"""Share of the text's width from which a line may have been broken by the margin."""
_TAB = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Adjacent physical lines that read as one: a sentence, an item, a title or a row."""

    start: int
    end: int
    marker: Marker
    indent: int
    """Columns before the first line."""
    gap: bool
    """Whether a blank line, or the top of the text, stands before."""
    tabs: int = 0
    bold: int = 0
    """Number of the bold span that covers the whole; 0 for none."""
    last_length: int = 0
    """Characters of the last physical line."""

    @property
    def body(self) -> int:
        """Offset of what follows the marker."""
        return self.start + self.marker.length


def stretches(text: str, bold: Sequence[tuple[int, int]] = ()) -> list[Stretch]:
    """Return the stretches of `text` in order; `bold` tells the spans that were in bold."""
    lines = list(_physical_lines(text, bold))
    width = _wrapped_width(text, lines)
    joined: list[Stretch] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if joined and _goes_on(text, joined[-1], line, width, following):
            last = joined[-1]
            joined[-1] = replace(last, end=line.end, last_length=line.last_length, bold=last.bold and line.bold)
        else:
            joined.append(line)
    return joined


def _physical_lines(text: str, bold: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """Yield each line that holds a letter or a figure, as a stretch of its own."""
    gap = True
    for match in re.finditer(r"^.*$", text, re.MULTILINE):
        line = match[0].strip()
        if not any(map(str.isalnum, line)):
            gap = True
            continue
        start = match.start() + match[0].index(line)
        end = start + len(line)
        before = match[0][: start - match.start()]
        span = bisect_right(bold, start, key=itemgetter(0))
        is_bold = span > 0 and end <= bold[span - 1][1]
        marker = marker_of(line)
        is_row = "\t" in line[marker.length :]
        tabs = match[0].count("\t") if is_row else 0
        indent = len(before.expandtabs(_TAB))
        yield Stretch(
            start, end, Marker("") if is_row else marker, indent, gap, tabs, span if is_bold else 0, len(line)
        )
        gap = False


def _wrapped_width(text: str, lines: Sequence[Stretch]) -> int:
    """Return the width at which a margin broke the lines of `text`, 0 when its lines are whole paragraphs."""
    broken = sum(
        not lower.gap and text[lower.start].islower() and not _is_finished(text, upper)
        for upper, lower in pairwise(lines)
    )
    lengths = sorted(line.last_length for line in lines)
    return lengths[len(lengths) * 9 // 10] if broken >= 2 else 0


def _goes_on(text: str, upper: Stretch, lower: Stretch, width: int, following: Stretch | None) -> bool:
    """Whether `lower` continues what `upper` began."""
    if upper.bold and upper.bold == lower.bold:
        return True
    if lower.marker.kind or upper.tabs or lower.tabs:
        return False
    goes_on_small = text[lower.start].islower()
    if lower.gap:
        return goes_on_small and _is_cut_label(text[upper.start : upper.end], text[lower.start : lower.end])
    if upper.marker.kind and lower.indent > upper.indent:
        return True
    is_full = width > 0 and (upper.last_length >= _FULL * width or text[upper.end - 1] == ",")
    if not _is_finished(text, upper):
        return goes_on_small or is_full
    return is_full and text[upper.end - 1] not in ":;" and not _is_title_line(text, lower, following, width)


def _is_cut_label(upper: str, lower: str) -> bool:
    """Whether two lines with a blank one between are one label ("Partenaires", "à mobiliser :")."""
    return is_title(upper) and is_label(f"{upper} {lower}")


def _is_finished(text: str, stretch: Stretch) -> bool:
    """Whether the stretch ends as a sentence, an item or an introduction does."""
    ending = text[max(stretch.start, stretch.end - 10) : stretch.end].rstrip("»”) ")
    return ending.endswith(tuple(".!?…:;"))


def _is_title_line(text: str, line: Stretch, following: Stretch | None, width: int) -> bool:
    """Whether a line below a finished sentence is a title: short, and what follows begins anew."""
    begins_anew = following is None or following.gap or not text[following.start].islower()
    return line.last_length < _FULL * width and begins_anew and is_title(text[line.start : line.end])
