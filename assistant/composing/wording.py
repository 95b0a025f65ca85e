"""Chosen sentences in, what the reader sees out: the words of the document, whole, with what makes them understood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant import messages
from assistant.weighing import is_glossary, is_value
from corpus.document import CELL_SEPARATOR, BlockKind, Passage, Status, Unit
from corpus.folding import fold

LIST_CHARACTERS = 900
"""A list longer than this is cut to the item that answers, with its introduction."""
STEM = 6
"""Letters that tell that two words are of one family ("reconnaissance", "reconnus")."""
_POINTS_TO = re.compile(r"^(?:ce|cet|cette|ces) (\w+(?:-\w+)*)")
CONTINUATION_CHARACTERS = 360
"""What follows a sentence and leans on it is shown with it up to this length."""
_LEANS_BACK = re.compile(
    r"^(?:elles?|ils?|ce(?:t|tte|s)?|celui|celle|ceux|dans ce cas|pour ce(?:la| faire)|de la meme maniere|en fonction de ces)\b"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """Consecutive units of a passage that are shown together."""

    passage: Passage
    first: int
    last: int

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units shown."""
        return self.passage.units[self.first : self.last + 1]

    @property
    def start(self) -> int:
        """Offset of the extract in the document."""
        return self.passage.units[self.first].start

    @property
    def end(self) -> int:
        """Offset after the extract in the document."""
        return self.passage.units[self.last].end

    def overlaps(self, other: "Extract") -> bool:
        """Whether two extracts share text."""
        same = self.passage.source.id == other.passage.source.id
        return same and self.start < other.end and other.start < self.end


def extract(passage: Passage, at: int, whole_lists: bool = False, longest: int = LIST_CHARACTERS) -> Extract:
    """Return the unit at `at` with what makes it understood, before it and after it.

    A list of more than `longest` characters is cut to the item at `at`.

    A list comes whole, and so do lines that are all that stands under a heading; a table that no sentence introduces,
    only when `whole_lists` is asked.
    """
    if is_value(passage) and passage.units[-1].end - passage.units[0].start <= longest:
        return Extract(passage, 0, len(passage.units) - 1)
    first, last = _list_around(passage, at, whole_lists, longest) if _in_list(passage, at) else (at, at)
    if first and _leans_back(passage.units[first]) and passage.units[first - 1].kind is BlockKind.PARAGRAPH:
        first -= 1
    end = passage.units[last].end
    while last + 1 < len(passage.units) and _carries_on(passage, last):
        following = last + 1
        leaning = (
            _list_around(passage, following, whole_lists, longest)[1] if _in_list(passage, following) else following
        )
        if passage.units[leaning].end - end > CONTINUATION_CHARACTERS:
            break
        last = leaning
    return Extract(passage, first, last)


def wording(shown: Extract) -> str:
    """Return the extract as Markdown: sentences in a row, list items as a list, a proposal said to be one."""
    lines = [""]
    in_lines = len(shown.units) > 1 and is_value(shown.passage)
    for unit in shown.units:
        if unit.kind is BlockKind.PARAGRAPH and not in_lines:
            lines[-1] = f"{lines[-1]} {plain(unit.text)}".strip()
        else:
            lines.append(f"  - {plain(_row(unit) if unit.kind is BlockKind.TABLE else unit.text)}")
    opening = shown.units[0]
    if opening.kind is BlockKind.LIST and opening.header not in ("", *shown.passage.headings):
        lines[0] = plain(opening.header)
    if not lines[0] and len(lines) == 2:
        lines = [lines[1].removeprefix("  - ")]
    text = "\n".join(line for line in lines if line)
    if any(unit.status is Status.PROPOSAL for unit in shown.units):
        return f"{messages.proposal(shown.passage.source)} {text}"
    return text


def _row(unit: Unit) -> str:
    """Read a row aloud: its first cell, then each other with the head of its column where there are several."""
    first, *cells = unit.text.split(CELL_SEPARATOR)
    _, *heads = unit.header.split(CELL_SEPARATOR)
    if len(cells) == 1 or len(heads) != len(cells):
        return " : ".join((first, *cells))
    return f"{first} – " + " ; ".join(f"{head} : {cell}" for head, cell in zip(heads, cells, strict=True))


def plain(text: str) -> str:
    """Return words of a document or a question with nothing in them that Markdown would act on."""
    return re.sub(r"([\\`*_\[\]<>#|~$])", r"\\\1", text)


def size(extracts: Iterable[Extract]) -> int:
    """Return the characters that the extracts take in their documents."""
    return sum(shown.end - shown.start for shown in extracts)


def _in_list(passage: Passage, at: int) -> bool:
    """Whether a unit is an item, a row, or the sentence that introduces some."""
    unit = passage.units[at]
    following = passage.units[at + 1] if at + 1 < len(passage.units) else None
    leads = (
        following is not None and following.kind is not BlockKind.PARAGRAPH and following.header.startswith(unit.text)
    )
    return unit.kind is not BlockKind.PARAGRAPH or leads


def _list_around(passage: Passage, at: int, whole_lists: bool, longest: int) -> tuple[int, int]:
    """Return the first and last units of the list around `at` with its introduction, or `at` alone when that is too long."""
    units = passage.units
    first = last = at
    while first and units[first].kind is not BlockKind.PARAGRAPH and _continues(units, first):
        first -= 1
    while last + 1 < len(units) and units[last + 1].kind is not BlockKind.PARAGRAPH:
        last += 1
    introduced = units[first].kind is BlockKind.PARAGRAPH
    row_alone = units[at].kind is BlockKind.TABLE and not whole_lists
    stands_alone = units[at].status is Status.PROPOSAL or is_glossary(units[at]) or row_alone
    if not introduced and stands_alone:
        return at, at
    if units[last].end - units[first].start > longest and not (introduced and at == first):
        return at, at
    return first, last


def _continues(units: tuple[Unit, ...], at: int) -> bool:
    """Whether the unit before an item is another item or the sentence that introduces the list."""
    before = units[at - 1]
    return before.kind is not BlockKind.PARAGRAPH or units[at].header.startswith(before.text)


def _carries_on(passage: Passage, at: int) -> bool:
    """Whether the sentence after the one at `at` answers it, or leans on it, and is worth the same."""
    this, following = passage.units[at : at + 2]
    if this.kind is not BlockKind.PARAGRAPH or following.status is not this.status:
        return False
    if this.text.endswith("?"):
        return True
    if not _leans_back(following):
        return False
    pointed = _POINTS_TO.match(fold(following.text))
    return pointed is None or pointed[1][:STEM] in fold(this.text)


def _leans_back(unit: Unit) -> bool:
    """Whether a sentence opens on a word that points to the one before."""
    return unit.kind is BlockKind.PARAGRAPH and bool(_LEANS_BACK.match(fold(unit.text)))
