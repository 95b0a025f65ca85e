"""The parts of a text in, the level of each as a heading out: 0 for what is not one."""

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from corpus.document import BlockKind
from corpus.folding import fold
from corpus.reading.french import CONTINUED
from corpus.reading.parts import Part
from corpus.reading.shapes import (
    is_label,
    is_numbered_by_name,
    is_numbered_title,
    is_question,
    is_shouted,
    is_title,
    opens_title,
)

_SEVERAL = 3
"""Titles that a format lists, from which it is taken to list them all."""


class _Cue(Enum):
    """What a part looks like, before its neighbours are asked."""

    BODY = auto()
    PLAIN = auto()
    """Short and without end mark: a title, or a value, by its place."""
    LABEL = auto()
    """Ends with a colon and names what follows."""
    STRONG = auto()
    """Numbered, in capitals, in bold, a question, or listed by the format: a heading wherever it stands."""


def heading_levels(parts: Sequence[Part], titles: Mapping[str, int]) -> list[int]:
    """Return the level of each part, 0 for a body; `titles` holds the levels of folded titles that the format lists.

    Numbers, capitals and the document's own title say their level; any other heading is one below the last of these.
    Where the format lists several, a line is not a heading for its wording alone.
    """
    cues = [_cue(part, parts[at + 1] if at + 1 < len(parts) else None, titles) for at, part in enumerate(parts)]
    if len(titles) >= _SEVERAL:
        cues = [_Cue.BODY if cue is _Cue.PLAIN else cue for cue in cues]
    cues = _without_huddles(parts, cues)
    levels: list[int] = []
    last_stated = 0
    for at, part in enumerate(parts):
        level = 0
        if _is_heading(parts, cues, at):
            opens_document = not last_stated and _is_letterhead(parts[:at])
            stated = 1 if opens_document else _stated_level(part, titles)
            last_stated = stated or last_stated or 1
            level = stated or last_stated + 1
        levels.append(level)
    return levels


def _cue(part: Part, following: Part | None, titles: Mapping[str, int]) -> _Cue:
    """Return what the part looks like; what nothing follows heads nothing."""
    if part.kind is not BlockKind.PARAGRAPH or following is None:
        return _Cue.BODY
    if _stated_level(part, titles) or is_question(part.text) or part.text.endswith(CONTINUED) or _is_bold_title(part):
        return _Cue.STRONG
    if is_label(part.text):
        return _Cue.BODY if following.kind is BlockKind.LIST else _Cue.LABEL
    return _Cue.PLAIN if is_title(part.text) else _Cue.BODY


def _stated_level(part: Part, titles: Mapping[str, int]) -> int:
    """Return the level that the part states by a number or capitals, or that the format lists; 0 for none."""
    listed = titles.get(fold(part.text), 0)
    if listed:
        return listed
    if part.first.marker.level and is_numbered_title(part.text):
        return part.first.marker.level
    if is_shouted(part.text):
        return 1
    return 2 if is_numbered_by_name(part.text) else 0


def _is_bold_title(part: Part) -> bool:
    """Whether the part is in bold from end to end, and not a sentence or an introduction."""
    return part.first.bold > 0 and opens_title(part.text) and part.text[-1] not in ".,;:"


def _is_heading(parts: Sequence[Part], cues: Sequence[_Cue], at: int) -> bool:
    """Whether the part heads what follows: a plain one does just before or just after a body."""
    before = cues[at - 1] if at else _Cue.BODY
    if before is _Cue.LABEL and (cues[at] is _Cue.PLAIN or parts[at].text.isupper()):
        return False
    if cues[at] is not _Cue.PLAIN:
        return cues[at] is not _Cue.BODY
    is_one_word = parts[at].text.isalpha() and not parts[at].text.isupper()
    return is_one_word or _Cue.BODY in (before, cues[at + 1])


def _without_huddles(parts: Sequence[Part], cues: Sequence[_Cue]) -> list[_Cue]:
    """Take for bodies the plain lines set together and apart from what follows: a letterhead, an unmarked list."""
    kept = list(cues)
    first = 0
    for at in range(1, len(parts) + 1):
        is_apart = at == len(parts) or parts[at].first.gap
        if not is_apart and cues[at] is cues[at - 1] is _Cue.PLAIN:
            continue
        if is_apart and at - first > 1:
            kept[first:at] = [_Cue.BODY] * (at - first)
        first = at
    return kept


def _is_letterhead(parts: Sequence[Part]) -> bool:
    """Whether the parts are no more than what stands above the title of a document: no list, no sentence."""
    return all(part.kind is BlockKind.PARAGRAPH and part.text[-1] not in ".;:" for part in parts)
