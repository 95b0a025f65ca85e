"""The operators of a page of a PDF in, the text that no reader sees out: invisible, or white on white."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.reading.printed import Box

_Matrix = Sequence[float]
_INVISIBLE_MODES = (3, 7)
"""Render modes that paint nothing."""
_FILLED_MODES = (0, 4)
_PATHS, _FILLS = (b"m", b"l", b"c", b"v", b"y", b"re"), (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_UNFILLED = (b"n", b"S", b"s")
_COLOURS = {b"g": 1, b"rg": 3, b"k": 4}
_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_NEARLY = 0.02
_SCANNED = 0.5
"""Share of a page that an image covers when the invisible text is what was recognised in it."""
_MARGIN = 2.0
"""Points."""


@dataclass(frozen=True, slots=True)
class _State:
    """What the operators so far have set; q saves it, Q brings it back."""

    mode: int = 0
    is_white: bool = False
    is_gray: bool = True
    """Whether a colour of one number is a gray, where 1 is white, rather than an ink."""


class HiddenText:
    """Counts the letters of a page that cannot be seen; blanks them as they come when it is told to."""

    def __init__(self, page_area: float, *, blanks: bool = False) -> None:
        """Take the area of the page in square points."""
        self.letters = 0
        self._page_area = page_area
        self._blanks = blanks
        self._state = _State()
        self._saved: list[_State] = []
        self._forms: list[tuple[_State, list[_State]]] = []
        self._path: list[tuple[float, float]] = []
        self._grounds: list[Box] = []
        self._images: list[Box] = []
        self._has_unknown_ground = False

    def before(self, operator: bytes, operands: Any, matrix: _Matrix, text_matrix: _Matrix) -> None:
        """Take in one operator before it is carried out."""
        if operator in _SHOWS:
            self._show(operator, operands, matrix, text_matrix)
        elif operator in _PATHS:
            self._path += _points(operator, operands, matrix)
        elif operator in _FILLS or operator in _UNFILLED:
            self._paint(is_filled=operator in _FILLS)
        elif operator in (b"sh", b"INLINE IMAGE"):
            self._has_unknown_ground = True
        elif operator == b"q":
            self._saved.append(self._state)
        elif operator == b"Q" and self._saved:
            self._state = self._saved.pop()
        elif operator == b"Do":
            self._forms.append((self._state, self._saved))
            self._saved = []
            # An image fills the unit square; of a form, what it paints is seen when it comes.
            self._images.append(_box([_moved(x, y, matrix) for x in (0, 1) for y in (0, 1)]))
        else:
            self._state = _after(self._state, operator, operands)

    def after(self, operator: bytes, *_: Any) -> None:
        """Take in that one operator was carried out: what a form sets ends with it."""
        if operator == b"Do" and self._forms:
            self._state, self._saved = self._forms.pop()

    @property
    def is_a_scan(self) -> bool:
        """Whether an image covers the page."""
        return any(
            (right - left) * (bottom - top) >= _SCANNED * self._page_area for left, top, right, bottom in self._images
        )

    def _show(self, operator: bytes, operands: Any, matrix: _Matrix, text_matrix: _Matrix) -> None:
        """Count, and blank when told to, text that cannot be seen."""
        if not self._is_hidden(matrix, text_matrix):
            return
        self.letters += _letters(operands)
        if not self._blanks:
            return
        if operator == b"TJ" and operands and isinstance(operands[0], list):
            operands[0][:] = [piece for piece in operands[0] if not isinstance(piece, str | bytes)]
        elif operands:
            operands[-1] = type(operands[-1])()

    def _is_hidden(self, matrix: _Matrix, text_matrix: _Matrix) -> bool:
        state = self._state
        if state.mode in _INVISIBLE_MODES:
            return True
        if not state.is_white or state.mode not in _FILLED_MODES or self._has_unknown_ground:
            return False
        if self._forms:
            # Places inside a form are told from its own corner: only a page without any ground is sure.
            return not self._grounds
        x, y = _moved(text_matrix[4], text_matrix[5], matrix)
        return not any(
            left - _MARGIN <= x <= right + _MARGIN and top - _MARGIN <= y <= bottom + _MARGIN
            for left, top, right, bottom in (*self._grounds, *self._images)
        )

    def _paint(self, *, is_filled: bool) -> None:
        """End the path under way; what is filled in a colour is a ground on which white can be read."""
        if is_filled and self._path and not self._state.is_white:
            self._grounds.append(_box(self._path))
            self._has_unknown_ground |= bool(self._forms)
        self._path = []


def _after(state: _State, operator: bytes, operands: Any) -> _State:
    """Return the state that an operator leaves."""
    numbers = [float(each) for each in operands if isinstance(each, int | float)] if operands else []
    if operator == b"Tr" and numbers:
        return replace(state, mode=int(numbers[0]))
    if operator == b"cs" and operands:
        return replace(state, is_white=False, is_gray="Gray" in str(operands[0]))
    if operator in (b"sc", b"scn"):
        return replace(state, is_white=_is_white(numbers) and (len(numbers) != 1 or state.is_gray))
    if operator in _COLOURS and len(numbers) == _COLOURS[operator]:
        return replace(state, is_white=_is_white(numbers), is_gray=True)
    return state


def _is_white(numbers: Sequence[float]) -> bool:
    """Whether a colour in gray, red-green-blue or inks is white."""
    if len(numbers) in (1, 3):
        return min(numbers) >= 1 - _NEARLY
    return len(numbers) == 4 and max(numbers) <= _NEARLY


def _points(operator: bytes, operands: Any, matrix: _Matrix) -> list[tuple[float, float]]:
    """Return the points that an operator adds to a path, on the page."""
    numbers = [float(each) for each in operands if isinstance(each, int | float)]
    if operator == b"re" and len(numbers) == 4:
        x, y, width, height = numbers
        numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
    return [_moved(x, y, matrix) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]


def _moved(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    """Return where a point stands on the page."""
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def _box(points: Sequence[tuple[float, float]]) -> Box:
    """Return the box around points; its top is the lower number."""
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _letters(operands: Any) -> int:
    """Count the characters shown but blanks, encoded as they may be."""
    shown = operands[0] if operands and isinstance(operands[0], list) else operands
    return sum(len(piece.strip()) for piece in shown if isinstance(piece, str | bytes))
