"""An indicator's values laid out by fiscal year: target beside actual beside attainment."""

from dataclasses import dataclass
from decimal import Decimal

from ayumi.document.attainment import RULE_TEXTS, Attainment, attainment
from ayumi.document.measures import Actual, Indicator, YearTarget
from ayumi.ground.wording import say


@dataclass(frozen=True, slots=True)
class YearLine:
    """One fiscal year of an indicator or of one of its groups.

    ``target`` is the year's own; where the plan has none for the year, the attainment may be measured
    against a later one, whose year is then in ``measured_against``.
    """

    fiscal_year: int
    group: str
    target: YearTarget | None
    actual: Actual | None
    attainment: Attainment
    rule: str
    reason: str
    measured_against: int | None


def year_lines(indicator: Indicator) -> tuple[YearLine, ...]:
    """Return a line for each fiscal year that has a target or an actual, by group where there are groups."""
    years = {target.fiscal_year for target in indicator.targets}
    years |= {actual.fiscal_year for actual in indicator.actuals}
    return tuple(line for year in sorted(years) for line in _lines_of(indicator, year))


def with_places(indicator: Indicator) -> Indicator:
    """Return the indicator with every number written with as many decimals as its finest one.

    Only zeros are added, so that the figures of a column stand under each other: 46 and 44.5 → 46.0 and 44.5.
    """
    entries = (*indicator.baselines, *indicator.targets, *indicator.actuals)
    places = max((_places(entry.value) for entry in entries if entry.value is not None), default=0)
    unit = Decimal(1).scaleb(-places)

    def widened(value: Decimal | None) -> Decimal | None:
        return None if value is None else value.quantize(unit)

    def all_widened(values: tuple) -> tuple:
        return tuple(entry.model_copy(update={"value": widened(entry.value)}) for entry in values)

    return indicator.model_copy(
        update={
            "baselines": all_widened(indicator.baselines),
            "targets": all_widened(indicator.targets),
            "actuals": all_widened(indicator.actuals),
        }
    )


def _lines_of(indicator: Indicator, year: int) -> list[YearLine]:
    result = attainment(indicator, year)
    if not result.groups:
        return [_line(indicator, result, "")]
    groups = [_line(indicator, part, name) for name, part in result.groups]
    return [*groups, _line(indicator, result, "")]


def _line(indicator: Indicator, result: Attainment, group: str) -> YearLine:
    year = result.fiscal_year
    own = [target for target in indicator.targets if (target.fiscal_year, target.group) == (year, group)]
    later = result.target is not None and result.target.fiscal_year != year and result.actual is not None
    return YearLine(
        fiscal_year=year,
        group=group,
        target=next(iter(own), None),
        actual=result.actual,
        attainment=result,
        rule=say(RULE_TEXTS[result.rule]),
        reason=result.reason if result.actual is not None or result.groups else "",
        measured_against=result.target.fiscal_year if later and result.target else None,
    )


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
