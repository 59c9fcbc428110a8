"""What an indicator chart shows: one point per fiscal year and group, taken from the indicator."""

from dataclasses import dataclass
from decimal import Decimal

from ayumi.document.attainment import actual_of
from ayumi.document.measures import Actual, ActualStatus, Indicator
from ayumi.formats.svg.numbers import print_value
from ayumi.formats.svg.words import clean
from ayumi.ground.wording import say, say_year

FILLED_SPAN = 10
"""Up to so many years, years without a value keep their place, so that slopes tell the truth."""


@dataclass(frozen=True, slots=True)
class Point:
    """One fiscal year of one group: its baseline, its target and its actual, each where numeric."""

    fiscal_year: int
    group: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    actual: Decimal | None = None
    is_estimate: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every value there is."""
        return tuple(value for value in (self.baseline, self.target, self.actual) if value is not None)

    @property
    def name(self) -> str:
        """令和7年度, with the group before it where there is one."""
        year = say_year(self.fiscal_year)
        return f"{clean(self.group)} {year}" if self.group else year

    def words(self, unit: str) -> list[str]:
        """Every value in words, e.g. 目標値 80%."""
        actual = say("実績値（見込）") if self.is_estimate else say("実績値（確定）")
        named = (
            (say("現状値"), self.baseline),
            (say("目標値"), self.target),
            (actual, self.actual),
        )
        return [f"{name} {print_value(value)}{unit}" for name, value in named if value is not None]


def groups_of(indicator: Indicator) -> tuple[str, ...]:
    """Every group in order of appearance; ("",) for an indicator without groups."""
    names = [target.group for target in indicator.targets]
    names += [baseline.group for baseline in indicator.baselines]
    names += [actual.group for actual in indicator.actuals]
    return tuple(dict.fromkeys(names))


def points_of(indicator: Indicator, group: str) -> tuple[Point, ...]:
    """Return the points of a group in order of years; empty where nothing is numeric."""
    baselines = {
        each.fiscal_year: each.value
        for each in indicator.baselines
        if each.group == group and each.value is not None
    }
    targets = {
        each.fiscal_year: each.value
        for each in indicator.targets
        if each.group == group and each.value is not None
    }
    actuals = {
        year: actual_of(indicator, year, group)
        for year in {each.fiscal_year for each in indicator.actuals if each.group == group}
    }
    years = sorted(baselines.keys() | targets.keys() | actuals.keys())
    points = tuple(
        _point(year, group, baselines.get(year), targets.get(year), actuals.get(year)) for year in years
    )
    return points if any(point.values for point in points) else ()


def _point(
    year: int, group: str, baseline: Decimal | None, target: Decimal | None, actual: Actual | None
) -> Point:
    value = None if actual is None or actual.missing is not None else actual.value
    estimate = actual is not None and actual.status is ActualStatus.ESTIMATE
    return Point(year, group, baseline, target, value, estimate)


def filled(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Put empty points where years are left out, unless the span is too long for a place each."""
    first, last = points[0].fiscal_year, points[-1].fiscal_year
    if last - first + 1 > FILLED_SPAN:
        return points
    by_year = {point.fiscal_year: point for point in points}
    return tuple(by_year.get(year, Point(year)) for year in range(first, last + 1))
