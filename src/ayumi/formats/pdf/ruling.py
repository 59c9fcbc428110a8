"""The ruled lines of a page, which tell the columns and rows of a table."""

from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_THIN = 2.5
_LONG = 6.0
_OBJECTS_LIMIT = 5_000
"""A page with more drawn objects is a drawing, not a table."""
_DEPTH = 3


@dataclass(frozen=True)
class Rule:
    """A straight ruled line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Ruling:
    """The upright and the level rules of a page, in points from its lower left corner."""

    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]

    def columns_at(self, height: float) -> tuple[float, ...]:
        """Return where the upright rules stand that cross this height, from left to right."""
        columns: list[float] = []
        for rule in sorted(self.upright, key=lambda rule: rule.at):
            if rule.start - 1 <= height <= rule.end + 1 and (not columns or rule.at - columns[-1] > _LONG):
                columns.append(rule.at)
        return tuple(columns)

    def parts(self, upper: float, lower: float, left: float, right: float) -> bool:
        """Whether a level rule runs between two heights somewhere between left and right."""
        return any(
            lower < rule.at < upper and rule.start < right - _THIN and rule.end > left + _THIN
            for rule in self.level
        )


class Turn:
    """Turns page space into the space one sees, where the page says /Rotate."""

    def __init__(self, rotation: int, left: float, bottom: float, right: float, top: float) -> None:
        self._rotation = rotation
        self._left, self._bottom, self._right, self._top = left, bottom, right, top

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Return the point as seen, in points from the lower left corner."""
        if self._rotation == 90:
            return y - self._bottom, self._right - x
        if self._rotation == 180:
            return self._right - x, self._top - y
        if self._rotation == 270:
            return self._top - y, x - self._left
        return x - self._left, y - self._bottom


def ruling_of(page: Any, turn: Turn) -> Ruling:
    """Return the rules of a pypdfium2 page: thin paths, and the sides of drawn boxes."""
    upright: list[Rule] = []
    level: list[Rule] = []
    for count, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH)):
        if count >= _OBJECTS_LIMIT:
            return Ruling((), ())
        try:
            x0, y0, x1, y1 = path.get_bounds()
        except pypdfium2.PdfiumError:  # an empty path has no bounds
            continue
        (left, bottom), (right, top) = turn(x0, y0), turn(x1, y1)
        left, right = sorted((left, right))
        bottom, top = sorted((bottom, top))
        if right - left > _LONG:
            edges = ((bottom + top) / 2,) if top - bottom < _THIN else (bottom, top)
            level += [Rule(edge, left, right) for edge in edges]
        if top - bottom > _LONG:
            sides = ((left + right) / 2,) if right - left < _THIN else (left, right)
            upright += [Rule(side, bottom, top) for side in sides]
    return Ruling(tuple(upright), tuple(level))
