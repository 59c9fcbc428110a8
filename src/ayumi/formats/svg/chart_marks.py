"""The marks of an indicator chart, each told apart by its shape or pattern, and their legend."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ayumi.formats.svg.chart_points import Point
from ayumi.formats.svg.drawing import BLUE, DEEP_BLUE, GREY, INK, WHITE, Piece, circle, path, rectangle
from ayumi.ground.wording import say

HATCH = "estimate"
"""The last part of the id of the pattern for estimates."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its name, how to draw its mark around a point, how to take it from a point."""

    name: str
    mark: Callable[[float, float], Piece]
    value: Callable[[Point], Decimal | None]


def actual_bar(corner: tuple[float, float], size: tuple[float, float], fill: str) -> Piece:
    """Draw a bar from its top left corner; a bar of no length is a line still."""
    (x, y), (width, height) = corner, size
    return rectangle(x, y, width, height, fill=fill, stroke=DEEP_BLUE, stroke_width="1.25")


def target_mark(x: float, y: float) -> Piece:
    """Draw a hollow circle."""
    return circle(x, y, 4.5, fill=WHITE, stroke=INK, stroke_width="1.75")


def baseline_mark(x: float, y: float) -> Piece:
    """Draw a grey diamond."""
    corners = ((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y), (x, y - 6))
    return path(corners, fill=GREY, stroke=WHITE, stroke_width="1")


def legend(points: tuple[Point, ...], hatched: str) -> tuple[Kind, ...]:
    """Return the kinds of value that occur, in the order in which they are read."""
    kinds = (
        Kind(say("現状値"), baseline_mark, lambda point: point.baseline),
        Kind(say("目標値"), target_mark, lambda point: point.target),
        Kind(say("実績値（確定）"), _swatch(BLUE), _final),
        Kind(say("実績値（見込）"), _swatch(hatched), _estimate),
    )
    return tuple(kind for kind in kinds if any(kind.value(point) is not None for point in points))


def _final(point: Point) -> Decimal | None:
    return None if point.is_estimate else point.actual


def _estimate(point: Point) -> Decimal | None:
    return point.actual if point.is_estimate else None


def _swatch(fill: str) -> Callable[[float, float], Piece]:
    return lambda x, y: actual_bar((x - 6, y - 6), (12, 12), fill)
