"""An indicator over the years: bars for actuals, a dashed path for targets, a mark for the baseline.

Written by hand rather than with Vega: the SVG needs neither a style sheet nor a script (strict CSP), is
small, is the same byte for byte, measures its own Japanese text and carries its own description.
"""

from dataclasses import replace
from decimal import Decimal

from ayumi.document.measures import Direction, Indicator
from ayumi.formats.svg.chart_marks import (
    HATCH,
    actual_bar,
    baseline_mark,
    legend,
    target_mark,
)
from ayumi.formats.svg.chart_points import Point, filled, groups_of, points_of
from ayumi.formats.svg.chart_rows import rows_drawing
from ayumi.formats.svg.drawing import (
    BLUE,
    FONT_FAMILY,
    GREY,
    INK,
    LINE_GREY,
    WHITE,
    Drawing,
    Figure,
    Lettering,
    Look,
    Piece,
    finish,
    hatch,
    lines_of_text,
    path,
    wrapped,
)
from ayumi.formats.svg.numbers import Scale, print_tick, print_value, scale_of
from ayumi.formats.svg.words import clean, text_width
from ayumi.ground.wording import join_sentences, listed, say, say_short_year

MARGIN = 12.0
HEADER = 132.0
"""Width of the column left of the plot, which holds the ticks and the names of the rows below."""
PLOT_HEIGHT = 190.0
VALUE = Lettering(size=12, colour=INK, anchor="middle")


def indicator_chart(
    indicator: Indicator, *, id_prefix: str, narrow: bool = False, font_family: str = FONT_FAMILY
) -> Figure | None:
    """Draw the indicator, or return None where no value is a number (a milestone in words).

    Every value stands in print under its year. Groups, long numbers, many years and the narrow form
    are drawn as lying bars, one row per year.
    """
    if not any(points_of(indicator, group) for group in groups_of(indicator)):
        return None
    look = Look(id_prefix, narrow, font_family)
    drawing = indicator_drawing(indicator, narrow, id_prefix)
    title = say("指標「{name}」の推移", name=clean(indicator.name))
    definitions = hatch(f"{id_prefix}-{HATCH}", BLUE)
    return finish(drawing, look, title, chart_alternative(indicator), definitions)


def chart_alternative(indicator: Indicator) -> str:
    """Say every value in words."""
    higher = indicator.direction is Direction.HIGHER
    better = say("高いほど良い指標です。") if higher else say("低いほど良い指標です。")
    unit = clean(indicator.unit)
    sentences = [say("指標「{name}」の推移を示す図です。", name=clean(indicator.name)), better]
    for group in groups_of(indicator):
        for point in points_of(indicator, group):
            if point.values:
                values = listed(point.words(unit))
                sentences.append(say("{when}は{values}です。", when=point.name, values=values))
    return join_sentences(sentences)


def indicator_drawing(indicator: Indicator, narrow: bool = False, id_prefix: str = "chart") -> Drawing:
    """Lay the chart out, standing where it fits and lying where not."""
    fill = f"url(#{id_prefix}-{HATCH})"
    groups = tuple(points for group in groups_of(indicator) if (points := points_of(indicator, group)))
    if len(groups) == 1 and not narrow:
        points = tuple(replace(point, group="") for point in filled(groups[0]))
        if _fits(points):
            return _standing(points, clean(indicator.unit), fill)
    rows = tuple(point for points in groups for point in points if point.values)
    return rows_drawing(rows, clean(indicator.unit), 360 if narrow else 720, fill)


def _year_width(points: tuple[Point, ...]) -> float:
    return (720 - 2 * MARGIN - HEADER) / len(points)


def _fits(points: tuple[Point, ...]) -> bool:
    texts = [say_short_year(point.fiscal_year) for point in points]
    texts += [print_value(value) for point in points for value in point.values]
    ticks = scale_of(_values(points)).ticks
    return max(text_width(text, VALUE.size) for text in texts) <= _year_width(points) - 6 and all(
        text_width(print_tick(tick), VALUE.size) <= HEADER - 12 for tick in ticks
    )


def _values(points: tuple[Point, ...]) -> tuple[Decimal, ...]:
    return tuple(value for point in points for value in point.values)


def _standing(points: tuple[Point, ...], unit: str, hatched: str) -> Drawing:
    scale = scale_of(_values(points))
    left, top = MARGIN + HEADER, MARGIN
    piece = Piece()
    if unit:
        lettering = Lettering(size=12, colour=GREY)
        piece += lines_of_text(
            wrapped(say("単位：{unit}", unit=unit), 360, lettering, 1), MARGIN, top, lettering
        )
    top += 28
    piece += _ticks(scale, left, top)
    marks = Piece()
    path_of_targets = []
    for index, point in enumerate(points):
        middle = left + (index + 0.5) * _year_width(points)
        if point.actual is not None:
            marks += _bar(point, scale, middle, top, (min(_year_width(points) * 0.5, 44), hatched))
        if point.target is not None:
            path_of_targets.append((middle, _height(scale, top, point.target)))
    if len(path_of_targets) > 1:
        # The white line below keeps the dashes visible where they cross a bar.
        marks += path(tuple(path_of_targets), stroke=WHITE, stroke_width="4")
        marks += path(tuple(path_of_targets), stroke=INK, stroke_width="1.5", stroke_dasharray="5 4")
    for x, y in path_of_targets:
        marks += target_mark(x, y)
    for index, point in enumerate(points):
        if point.baseline is not None:
            middle = left + (index + 0.5) * _year_width(points)
            marks += baseline_mark(middle, _height(scale, top, point.baseline))
    table, bottom = _values_below(points, left, top + PLOT_HEIGHT + 12, hatched)
    return Drawing(720, bottom + MARGIN, piece + marks + table)


def _height(scale: Scale, top: float, value: Decimal) -> float:
    return top + PLOT_HEIGHT * (1 - scale.share(value))


def _bar(point: Point, scale: Scale, middle: float, top: float, look: tuple[float, str]) -> Piece:
    width, hatched = look
    zero = _height(scale, top, Decimal(0))
    end = _height(scale, top, point.actual or Decimal(0))
    fill = hatched if point.is_estimate else BLUE
    return actual_bar((middle - width / 2, min(zero, end)), (width, abs(zero - end)), fill)


def _ticks(scale: Scale, left: float, top: float) -> Piece:
    lettering = Lettering(size=12, colour=GREY, anchor="end")
    piece = Piece()
    for tick in scale.ticks:
        y = _height(scale, top, tick)
        colour = GREY if tick == 0 else LINE_GREY
        piece += path(((left, y), (720 - MARGIN, y)), stroke=colour)
        piece += lines_of_text((print_tick(tick),), left - 8, y - lettering.line / 2, lettering)
    return piece


def _values_below(points: tuple[Point, ...], left: float, top: float, hatched: str) -> tuple[Piece, float]:
    """Print the years and, in a row per kind of value, every value; the rows are the legend too."""
    width = _year_width(points)
    piece = Piece()
    western = Lettering(size=11, colour=GREY, anchor="middle")
    for index, point in enumerate(points):
        middle = left + (index + 0.5) * width
        year = say_short_year(point.fiscal_year)
        piece += lines_of_text((year,), middle, top, VALUE)
        if str(point.fiscal_year) not in year:
            piece += lines_of_text((str(point.fiscal_year),), middle, top + VALUE.line, western)
    piece += lines_of_text((say("年度"),), MARGIN, top, Lettering(size=12, colour=GREY))
    y = top + VALUE.line + western.line + 6
    for kind in legend(points, hatched):
        piece += path(((MARGIN, y), (720 - MARGIN, y)), stroke=LINE_GREY)
        piece += kind.mark(MARGIN + 9, y + 13)
        piece += lines_of_text((kind.name,), MARGIN + 24, y + 4, Lettering(size=12))
        for index, point in enumerate(points):
            value = kind.value(point)
            if value is not None:
                piece += lines_of_text((print_value(value),), left + (index + 0.5) * width, y + 4, VALUE)
        y += VALUE.line + 8
    return piece, y
