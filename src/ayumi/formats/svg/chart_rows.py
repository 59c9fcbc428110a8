"""The lying form of the indicator chart: one row per year, for telephones, groups and long numbers."""

from decimal import Decimal

from ayumi.formats.svg.chart_marks import actual_bar, baseline_mark, legend, target_mark
from ayumi.formats.svg.chart_points import Point
from ayumi.formats.svg.drawing import (
    BLUE,
    GREY,
    INK,
    LINE_GREY,
    Drawing,
    Lettering,
    Piece,
    lines_of_text,
    path,
    wrapped,
)
from ayumi.formats.svg.numbers import Scale, scale_of
from ayumi.formats.svg.words import text_width
from ayumi.ground.wording import say

MARGIN = 12.0
BAR = 14.0
ROW_GAP = 14.0
NAME = Lettering(size=13, colour=INK, bold=True)
WORDS = Lettering(size=12, colour=INK)


def rows_drawing(points: tuple[Point, ...], unit: str, width: float, hatched: str) -> Drawing:
    """Lay the rows out: the year, its values in words, and below them the bar with its marks."""
    piece, y = _legend(points, width, hatched)
    scale = scale_of(tuple(value for point in points for value in point.values))
    rows = Piece()
    for point in points:
        words, y = _words(point, unit, width, y)
        rows += words + _marks(point, scale, (y + 10, width), hatched)
        y += BAR + 6 + ROW_GAP
    return Drawing(width, y - ROW_GAP + MARGIN, piece + rows)


def _legend(points: tuple[Point, ...], width: float, hatched: str) -> tuple[Piece, float]:
    piece, x, y = Piece(), MARGIN, MARGIN
    for kind in legend(points, hatched):
        room = 20 + text_width(kind.name, WORDS.size) + 16
        if x > MARGIN and x + room > width - MARGIN + 16:
            x, y = MARGIN, y + 22
        piece += kind.mark(x + 8, y + 9)
        piece += lines_of_text((kind.name,), x + 20, y, WORDS)
        x += room
    return piece, y + 22 + 10


def _words(point: Point, unit: str, width: float, y: float) -> tuple[Piece, float]:
    room = width - 2 * MARGIN
    names = wrapped(point.name, room, NAME, 2)
    piece = lines_of_text(names, MARGIN, y, NAME)
    y += len(names) * NAME.line
    lines = wrapped(say("／").join(point.words(unit)), room, WORDS, 4)
    return piece + lines_of_text(lines, MARGIN, y, WORDS), y + len(lines) * WORDS.line


def _at(scale: Scale, width: float, value: Decimal) -> float:
    left, right = MARGIN + 7, width - MARGIN - 7
    return left + (right - left) * scale.share(value)


def _marks(point: Point, scale: Scale, place: tuple[float, float], hatched: str) -> Piece:
    middle, width = place
    zero = _at(scale, width, Decimal(0))
    piece = path(((MARGIN + 7, middle), (width - MARGIN - 7, middle)), stroke=LINE_GREY)
    piece += path(((zero, middle - BAR / 2 - 3), (zero, middle + BAR / 2 + 3)), stroke=GREY)
    if point.actual is not None:
        end = _at(scale, width, point.actual)
        fill = hatched if point.is_estimate else BLUE
        piece += actual_bar((min(zero, end), middle - BAR / 2), (abs(end - zero), BAR), fill)
    if point.target is not None:
        x = _at(scale, width, point.target)
        piece += path(((x, middle - BAR / 2 - 3), (x, middle + BAR / 2 + 3)), stroke=GREY)
        piece += target_mark(x, middle)
    if point.baseline is not None:
        piece += baseline_mark(_at(scale, width, point.baseline), middle)
    return piece
