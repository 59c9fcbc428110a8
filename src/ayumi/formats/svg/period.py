"""計画期間 (図1-2): this plan and the plans around it as bars over fiscal years."""

from dataclasses import dataclass

from ayumi.document.plan import PlanPeriod, RelatedPlanRelation
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.svg.cards import period_words
from ayumi.formats.svg.drawing import (
    BLUE,
    DEEP_BLUE,
    FONT_FAMILY,
    GREY,
    INK,
    LINE_GREY,
    PALE,
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
    rectangle,
    wrapped,
)
from ayumi.formats.svg.words import clean
from ayumi.ground.era import era_year
from ayumi.ground.wording import join_sentences, listed, named, say, say_short_year

MARGIN = 12.0
NAME_COLUMN = 236.0
BAR = 16.0
ROW_GAP = 14.0
YEAR_ROOM = 50.0
_STEPS = (1, 2, 5, 10, 20, 50, 100)

_HEADINGS: dict[RelatedPlanRelation | None, str] = {
    RelatedPlanRelation.NATIONAL: "国の計画",
    RelatedPlanRelation.PREFECTURAL: "都道府県の計画",
    RelatedPlanRelation.UPPER: "上位計画",
    None: "本計画",
    RelatedPlanRelation.PARALLEL: "並列の個別計画",
    RelatedPlanRelation.PREVIOUS: "前計画",
}
_ORDER = list(_HEADINGS)


@dataclass(frozen=True, slots=True)
class Span:
    """One plan on the time axis; ``relation`` is None for this plan."""

    title: str
    relation: RelatedPlanRelation | None
    period: PlanPeriod

    @property
    def heading(self) -> str:
        """What kind of plan this is, in words."""
        return say(_HEADINGS[self.relation])


@dataclass(frozen=True, slots=True)
class Axis:
    """Fiscal years ``first`` to ``last`` from ``left`` to ``right``; one label every ``step`` years."""

    first: int
    last: int
    left: float
    right: float
    anchor: int

    @property
    def year_width(self) -> float:
        """The width of one fiscal year."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def at(self, year: int) -> float:
        """Where ``year`` begins."""
        return self.left + (year - self.first) * self.year_width

    @property
    def labelled(self) -> tuple[int, ...]:
        """The years that carry a label, the first year of this plan among them."""
        step = next((step for step in _STEPS if step * self.year_width >= YEAR_ROOM), 200)
        years = range(self.first, self.last + 1)
        half = YEAR_ROOM / 2
        return tuple(
            year
            for year in years
            if (year - self.anchor) % step == 0
            and self.label_at(year) - half >= 0
            and self.label_at(year) + half <= self.right + MARGIN
        )

    def label_at(self, year: int) -> float:
        """The middle of the label of ``year``: over the year, or over its line where years are thin."""
        return self.at(year) + (self.year_width / 2 if self.year_width >= YEAR_ROOM else 0)


def period_figure(
    document: PlanDocument, *, id_prefix: str, narrow: bool = False, font_family: str = FONT_FAMILY
) -> Figure:
    """Draw the periods of this plan and of every related plan whose period the text gives."""
    look = Look(id_prefix, narrow, font_family)
    drawing = period_drawing(document, narrow, id_prefix)
    definitions = hatch(f"{id_prefix}-hatch", GREY)
    return finish(drawing, look, say("計画期間"), period_alternative(document), definitions)


def period_drawing(document: PlanDocument, narrow: bool = False, id_prefix: str = "period") -> Drawing:
    """Lay the figure out: the axis in both calendars, one bar per plan, then what has no period."""
    width = 360.0 if narrow else 720.0
    spans = spans_of(document)
    piece, y = Piece(), MARGIN
    if spans:
        axis = _axis(document, spans, narrow)
        labels, y = _labels(axis, y)
        body, bottom = _bars(axis, spans, y, narrow, f"url(#{id_prefix}-hatch)")
        piece = _ground(axis, document, y, bottom) + labels + body
        y = bottom + ROW_GAP
    words = _without_period(document)
    if words:
        lettering = Lettering(size=12, colour=INK)
        lines = wrapped(words, width - 2 * MARGIN, lettering, 40)
        piece += lines_of_text(lines, MARGIN, y, lettering)
        y += len(lines) * lettering.line
    return Drawing(width, y + MARGIN, piece)


def spans_of(document: PlanDocument) -> tuple[Span, ...]:
    """Every plan with a known period: outside and upper plans, this one, parallel, then previous."""
    spans = [
        Span(plan.title, plan.relation, plan.period)
        for plan in document.related_plans
        if plan.period is not None
    ]
    if document.plan.period is not None:
        spans.append(Span(document.plan.title, None, document.plan.period))
    return tuple(sorted(spans, key=lambda span: _ORDER.index(span.relation)))


def period_alternative(document: PlanDocument) -> str:
    """Say the whole figure in words."""
    sentences = [say("計画期間を示す図です。")]
    sentences += [
        say(
            "{plan}は{period}です。",
            plan=named(span.heading, clean(span.title)),
            period=_both_calendars(span.period),
        )
        for span in spans_of(document)
    ]
    words = _without_period(document)
    return join_sentences([*sentences, say("{words}。", words=words)] if words else sentences)


def _both_calendars(period: PlanPeriod) -> str:
    first, last = period.first_fiscal_year, period.last_fiscal_year
    return say(
        "{first_era}({first_year})年度から{last_era}({last_year})年度までの{years}年間",
        first_era=era_year(first),
        last_era=era_year(last),
        first_year=first,
        last_year=last,
        years=last - first + 1,
    )


def _without_period(document: PlanDocument) -> str:
    titles = [plan.title for plan in document.related_plans if plan.period is None]
    if document.plan.period is None:
        titles.insert(0, document.plan.title)
    names = listed([clean(title) for title in titles])
    return say("期間の記載がない計画：{plans}", plans=names) if titles else ""


def _axis(document: PlanDocument, spans: tuple[Span, ...], narrow: bool) -> Axis:
    first = min(span.period.first_fiscal_year for span in spans)
    last = max(span.period.last_fiscal_year for span in spans)
    anchor = document.plan.period.first_fiscal_year if document.plan.period else first
    if narrow:
        return Axis(first, last, MARGIN, 360 - MARGIN, anchor)
    return Axis(first, last, MARGIN + NAME_COLUMN, 720 - MARGIN, anchor)


def _labels(axis: Axis, y: float) -> tuple[Piece, float]:
    era = Lettering(size=12, colour=INK, anchor="middle")
    western = Lettering(size=11, colour=GREY, anchor="middle")
    piece = Piece()
    for year in axis.labelled:
        middle = axis.label_at(year)
        name = say_short_year(year)
        piece += lines_of_text((name,), middle, y, era)
        if str(year) not in name:
            piece += lines_of_text((str(year),), middle, y + era.line, western)
    return piece, y + era.line + western.line + 6


def _ground(axis: Axis, document: PlanDocument, top: float, bottom: float) -> Piece:
    """Shade this plan's years and rule a line at each labelled year and at both ends."""
    piece = Piece()
    period = document.plan.period
    if period:
        left, right = axis.at(period.first_fiscal_year), axis.at(period.last_fiscal_year + 1)
        piece += rectangle(left, top, right - left, bottom - top, fill=PALE)
    for year in axis.labelled:
        piece += path(((axis.at(year), top), (axis.at(year), bottom)), stroke=LINE_GREY)
    piece += path(((axis.right, top), (axis.right, bottom)), stroke=LINE_GREY)
    return piece + path(((axis.left, top), (axis.right, top)), stroke=GREY)


def _bars(axis: Axis, spans: tuple[Span, ...], top: float, narrow: bool, hatched: str) -> tuple[Piece, float]:
    piece, y = Piece(), top + ROW_GAP / 2
    for span in spans:
        room = 360 - 2 * MARGIN if narrow else NAME_COLUMN - 12
        name = Lettering(size=13, colour=BLUE if span.relation is None else INK, bold=span.relation is None)
        small = Lettering(size=12, colour=GREY)
        lines = [(span.heading, small)]
        lines += [(line, name) for line in wrapped(span.title, room, name, 2)]
        lines += [(line, small) for line in wrapped(period_words(span.period), room, small, 2)]
        height = 0.0
        for text, lettering in lines:
            piece += lines_of_text((text,), MARGIN, y + height, lettering)
            height += lettering.line
        bar_top = y + height + 2 if narrow else y + (height - BAR) / 2
        piece += _bar(axis, span, bar_top, hatched)
        y = (bar_top + BAR if narrow else y + height) + ROW_GAP
    return piece, y - ROW_GAP / 2


def _bar(axis: Axis, span: Span, top: float, hatched: str) -> Piece:
    left, right = axis.at(span.period.first_fiscal_year), axis.at(span.period.last_fiscal_year + 1)
    paint = {
        None: {"fill": BLUE, "stroke": DEEP_BLUE},
        RelatedPlanRelation.PREVIOUS: {"fill": hatched, "stroke": GREY},
        RelatedPlanRelation.PARALLEL: {"fill": WHITE, "stroke": GREY},
    }.get(span.relation, {"fill": GREY, "stroke": GREY})
    return rectangle(left, top, right - left, BAR, stroke_width="1.25", rx="2", **paint)
