"""What a scale measures: the figures of one indicator in one year on each yardstick.

Cities measure differently (field study §2.1): against the year's target, against the final target, against
the baseline, as a change in points, or as a forecast. Which one a scale uses is data of the scale; here
stands how each is computed. All figures are in percent but the points, and more is always better.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ayumi.document.attainment import actual_of, attainment
from ayumi.document.attainment_result import Attainment
from ayumi.document.measures import Direction, Indicator, TargetKind
from ayumi.ground.wording import to_say

HUNDRED = Decimal(100)
SURVEY_WORDS = ("アンケート", "意識調査", "世論調査", "満足度調査", "市民調査", "意向調査")
"""An indicator whose source or name has one of these comes from a survey of a sample."""


class Yardstick(StrEnum):
    """What is measured."""

    ATTAINMENT = "attainment"
    TARGET_RATIO = "target_ratio"
    FINAL_TARGET_RATIO = "final_target_ratio"
    CHANGE_FROM_BASELINE = "change_from_baseline"
    POINTS_FROM_BASELINE = "points_from_baseline"
    POINTS_FROM_LAST_YEAR = "points_from_last_year"
    FORECAST = "forecast"


YARDSTICK_TEXTS: dict[Yardstick, str] = {
    Yardstick.ATTAINMENT: to_say("目標の種類ごとの達成率"),
    Yardstick.TARGET_RATIO: to_say("その年度（なければ次に来る年度）の目標値に対する割合"),
    Yardstick.FINAL_TARGET_RATIO: to_say("最後の目標値に対する割合"),
    Yardstick.CHANGE_FROM_BASELINE: to_say("現状値からの変化の割合"),
    Yardstick.POINTS_FROM_BASELINE: to_say("現状値からの増減（ポイント）"),
    Yardstick.POINTS_FROM_LAST_YEAR: to_say("前年度からの増減（ポイント）"),
    Yardstick.FORECAST: to_say("このまま進めた場合の、最後の目標への到達の見通し"),
}
_OF_TARGETS = (Yardstick.TARGET_RATIO, Yardstick.FINAL_TARGET_RATIO, Yardstick.FORECAST)


@dataclass(frozen=True, slots=True)
class IndicatorYear:
    """One indicator in one fiscal year, with what the yardsticks need beyond its attainment.

    ``year_of_plan`` counts from 1. ``final_target`` is the last numeric target and ``final_year`` its year.
    """

    attainment: Attainment
    kind: TargetKind = TargetKind.LEVEL
    higher: bool = True
    final_target: Decimal | None = None
    final_year: int | None = None
    last_actual: Decimal | None = None
    year_of_plan: int | None = None
    is_survey: bool = False

    @property
    def actual(self) -> Decimal | None:
        """The year's actual where it is a number."""
        found = self.attainment.actual
        return None if found is None or found.missing is not None else found.value

    @property
    def baseline(self) -> Decimal | None:
        """The baseline where it is a number."""
        return None if self.attainment.baseline is None else self.attainment.baseline.value


def indicator_year(indicator: Indicator, fiscal_year: int, first_year: int | None = None) -> IndicatorYear:
    """Return what the yardsticks need of an indicator; ``first_year`` is the plan's first fiscal year."""
    numeric = [each for each in indicator.targets if each.value is not None and not each.group]
    final = max(numeric, key=lambda each: each.fiscal_year, default=None)
    before = actual_of(indicator, fiscal_year - 1)
    told = f"{indicator.name}{indicator.source}"
    return IndicatorYear(
        attainment=attainment(indicator, fiscal_year),
        kind=indicator.target_kind,
        higher=indicator.direction is Direction.HIGHER,
        final_target=final.value if final else None,
        final_year=final.fiscal_year if final else None,
        last_actual=before.value if before and before.missing is None else None,
        year_of_plan=None if first_year is None else fiscal_year - first_year + 1,
        is_survey=any(word in told for word in SURVEY_WORDS),
    )


def percent_of(result: Attainment) -> Decimal | None:
    """Return a result in percent: reached counts as 100, not reached as 0; None where neither is known.

    A target per group is reached when every group reaches its own; its percent is that of the lowest group.
    """
    if result.groups and result.reached is not None:
        known = [part for part in (percent_of(part) for _group, part in result.groups) if part is not None]
        return min(known, default=None)
    if result.percent is not None:
        return result.percent
    if result.reached is None:
        return None
    return Decimal(100 if result.reached else 0)


def measured(
    result: IndicatorYear,
    yardstick: Yardstick,
    *,
    yearly_share: Decimal | None = None,
    no_change_within: Decimal | None = None,
) -> Decimal | None:
    """Return the figure on the yardstick, None where it cannot be computed; a missing value is never zero.

    ``yearly_share``: in year k of the plan that many percent × k (at most 100) are expected, and the figure
    is given in percent of that. ``no_change_within``: a smaller change of a survey's indicator counts as 0.
    """
    if yardstick is Yardstick.ATTAINMENT:
        figure = percent_of(result.attainment)
    elif yardstick in _OF_TARGETS:
        figure = _against_target(result, yardstick)
    else:
        figure = _change(result, yardstick, no_change_within)
    if figure is None or yearly_share is None:
        return figure
    if result.year_of_plan is None or result.year_of_plan < 1:
        return None
    return figure * HUNDRED / min(HUNDRED, yearly_share * result.year_of_plan)


def _against_target(result: IndicatorYear, yardstick: Yardstick) -> Decimal | None:
    actual, target = result.actual, result.final_target
    if yardstick is Yardstick.TARGET_RATIO:
        target = None if result.attainment.target is None else result.attainment.target.value
    if actual is None or target is None:
        # What only knows reached or not still says 100 or 0.
        return percent_of(result.attainment) if result.attainment.percent is None else None
    if yardstick is Yardstick.FORECAST:
        return _forecast(result, actual, target)
    part, whole = (actual, target) if result.higher else (target, actual)
    if whole <= 0 or part < 0:
        return percent_of(result.attainment)
    return part * HUNDRED / whole


def _forecast(result: IndicatorYear, actual: Decimal, target: Decimal) -> Decimal | None:
    """Let what was gained since the baseline go on in a straight line to the year of the last target."""
    year, final = result.attainment.fiscal_year, result.final_year
    begin = result.attainment.baseline
    if final is None or year > final:
        return percent_of(result.attainment)
    if result.kind is TargetKind.CUMULATIVE:
        if not result.year_of_plan or result.year_of_plan < 1 or target <= 0:
            return None
        years = result.year_of_plan + final - year
        return actual * HUNDRED / target * years / result.year_of_plan
    if result.kind is not TargetKind.LEVEL or begin is None or begin.value is None:
        return percent_of(result.attainment)
    if target == begin.value or year <= begin.fiscal_year:
        return percent_of(result.attainment)
    gone = (actual - begin.value) * HUNDRED / (target - begin.value)
    return gone * (final - begin.fiscal_year) / (year - begin.fiscal_year)


def _change(result: IndicatorYear, yardstick: Yardstick, no_change_within: Decimal | None) -> Decimal | None:
    before = result.last_actual if yardstick is Yardstick.POINTS_FROM_LAST_YEAR else result.baseline
    if result.actual is None or before is None:
        return None
    change = result.actual - before if result.higher else before - result.actual
    if no_change_within is not None and result.is_survey and abs(change) < no_change_within:
        return Decimal()
    if yardstick is not Yardstick.CHANGE_FROM_BASELINE:
        return change
    return None if before == 0 else change * HUNDRED / abs(before)
