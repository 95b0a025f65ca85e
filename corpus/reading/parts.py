"""Stretches in, parts out: what makes one list, one table, or one paragraph or title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.document import BlockKind
from corpus.reading.shapes import is_numbered_title, is_shouted
from corpus.reading.stretches import Stretch

_ITEM_KINDS_NEVER_NESTED = ("1", "→", "➔", "⇒", "➢")
"""At the same indent, a number or an arrow under bullets opens something else, it is not a sub-item."""


@dataclass(frozen=True, slots=True)
class Part:
    """The stretches of one block to be."""

    kind: BlockKind
    """LIST, TABLE, or PARAGRAPH for what may be a title as well."""
    text: str
    stretches: tuple[Stretch, ...]

    @property
    def first(self) -> Stretch:
        """The stretch that the part begins with."""
        return self.stretches[0]


def parts(text: str, stretches: Sequence[Stretch]) -> Iterator[Part]:
    """Yield the parts that `stretches` of `text` make, in order."""
    at = 0
    while at < len(stretches):
        rows = _rows(stretches, at)
        items = _items(stretches, at)
        if len(rows) >= 2:
            kind, taken = BlockKind.TABLE, rows
        elif items and not _is_title(text, items):
            kind, taken = BlockKind.LIST, items
        else:
            kind, taken = BlockKind.PARAGRAPH, [stretches[at]]
        yield Part(kind, text[taken[0].start : taken[-1].end], tuple(taken))
        at += len(taken)


def depths(items: Sequence[Stretch]) -> list[int]:
    """Return the nesting of each item, by its indent, else by a bullet other than its parent's."""
    open_items: list[tuple[int, str]] = []
    found = []
    for item in items:
        place = (item.indent // 2, item.marker.kind)
        if place in open_items:
            del open_items[open_items.index(place) + 1 :]
        else:
            open_items = [*_up_to(place[0], open_items), place]
        found.append(len(open_items) - 1)
    return found


def _up_to(indent: int, open_items: Sequence[tuple]) -> Iterator[tuple]:
    """Yield the open items down to the first that is further in than `indent`."""
    return takewhile(lambda other: other[0] <= indent, open_items)


def _from(stretches: Sequence[Stretch], at: int) -> Iterator[Stretch]:
    """Yield the stretches from the one at `at` on."""
    return (stretches[place] for place in range(at, len(stretches)))


def _rows(stretches: Sequence[Stretch], at: int) -> list[Stretch]:
    """Return the rows of the table that begins there: lines with as many tabs each."""
    tabs = stretches[at].tabs
    return list(takewhile(lambda line: tabs and line.tabs == tabs, _from(stretches, at)))


def _items(stretches: Sequence[Stretch], at: int) -> list[Stretch]:
    """Return the items of the list that begins there, sub-items included."""
    items: list[Stretch] = []
    kinds: set[str] = set()
    for stretch in _from(stretches, at):
        if stretch.marker.kind in ("", "1.1") or (items and not _belongs(stretch, items[0], kinds)):
            break
        items.append(stretch)
        kinds.add(stretch.marker.kind)
    return items


def _belongs(stretch: Stretch, first: Stretch, kinds: set[str]) -> bool:
    """Whether the stretch is one more item, or a sub-item, of the list begun by `first` with markers of these kinds."""
    if stretch.indent >= first.indent + 2 or stretch.marker.kind in kinds:
        return True
    return not stretch.gap and stretch.marker.kind not in _ITEM_KINDS_NEVER_NESTED


def _is_title(text: str, items: Sequence[Stretch]) -> bool:
    """Whether the first item is a numbered title: no other number or letter runs on from it, and no mark ends it."""
    first = items[0]
    alike = [item for item in items[1:] if item.marker.kind == first.marker.kind]
    if first.marker.is_bullet or (alike and not _heads_letters(text, items, alike)):
        return False
    return is_numbered_title(text[first.start : first.end])


def _heads_letters(text: str, items: Sequence[Stretch], alike: Sequence[Stretch]) -> bool:
    """Whether a number heads a list of letters ("4. TITLE", then "a) b) c)"), and the next numbers stand apart from it."""
    first, second = items[:2]
    if (first.marker.kind, second.marker.kind) != ("1", "a") or second.indent >= first.indent + 2:
        return False
    return is_shouted(text[first.body : first.end]) or all(item.gap for item in alike)
