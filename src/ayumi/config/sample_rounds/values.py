"""What the sample's divisions report of an indicator in a year: made by rule, never by chance."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ayumi.config.sample_city.actuals import EVERY_OTHER_YEAR, LATE_STATISTICS
from ayumi.config.sample_city.city import spread
from ayumi.document.attainment import actual_of, baseline_of, target_of
from ayumi.document.measures import Actual, ActualStatus, Direction, Indicator, MissingReason, TargetKind

_PACES = tuple(
    Decimal(each) for each in ("1.03", "0.92", "1.15", "0.71", "1.00", "0.44", "0.97", "1.08", "-0.06")
)
"""What share of the way from the last value to the year's target was gone."""
_DRIFTS = tuple(Decimal(each) for each in ("0.03", "-0.01", "0.02", "0.045"))


def reported(indicator: Indicator, year: int, *, is_running: bool) -> Iterator[Actual]:
    """Yield what is reported of an indicator in the round of ``year``, group by group.

    A value that the plan has already is said once more. Where last year's is still an estimate, its final
    one is said too. In a round that is running, late statistics are not published yet.
    """
    groups = list(dict.fromkeys(target.group for target in indicator.targets)) or [""]
    for group in groups:
        yield _of_year(indicator, year, group, is_running=is_running)
        before = _final(indicator, year - 1, group)
        has_estimate = any(each.fiscal_year == year - 1 and each.group == group for each in indicator.actuals)
        if before is None and has_estimate:
            late = _of_year(indicator, year - 1, group, is_running=False)
            # Counted a year later, so it is the later of the two that are called final.
            yield late.model_copy(update={"as_of": date(year + 1, 3, 31)})


def _of_year(indicator: Indicator, year: int, group: str, *, is_running: bool) -> Actual:
    stands = _final(indicator, year, group)
    if stands is not None:
        return stands
    source, key = indicator.source, f"{indicator.id} {group} {year}"
    reason = None
    if source in EVERY_OTHER_YEAR and year % 2:
        reason = MissingReason.NOT_SURVEYED
    elif source in LATE_STATISTICS and is_running:
        reason = MissingReason.NOT_PUBLISHED
    elif is_running and spread(f"counted {key}", 17) == 0:
        reason = MissingReason.BEING_COUNTED
    value, words = (None, "") if reason else _value(indicator, year, group)
    if reason is None and value is None and not words:
        reason = MissingReason.NOT_APPLICABLE
    is_estimate = is_running and reason is None and spread(f"estimate {key}", 9) == 0
    return Actual(
        fiscal_year=year,
        status=ActualStatus.ESTIMATE if is_estimate else ActualStatus.FINAL,
        value=value,
        text=words,
        group=group,
        missing=reason,
        as_of=date(year + 1, 3, 31),
        source=source,
    )


def _final(indicator: Indicator, year: int, group: str) -> Actual | None:
    """Return the last final value of a year that says something."""
    own = [
        each
        for each in indicator.actuals
        if (each.fiscal_year, each.group, each.status) == (year, group, ActualStatus.FINAL)
        and each.missing is not MissingReason.BEING_COUNTED
    ]
    return own[-1] if own else None


def _value(indicator: Indicator, year: int, group: str) -> tuple[Decimal | None, str]:
    target = target_of(indicator, year, group)
    if indicator.target_kind is TargetKind.MILESTONE:
        return None, _milestone(indicator, year)
    last = _last(indicator, year, group)
    if last is None and (target is None or target.value is None):
        return None, ""
    key = f"pace {indicator.id} {group} {year}"
    better = 1 if indicator.direction is Direction.HIGHER else -1
    if target is None or target.value is None:
        assert last is not None
        return _printed(indicator, last * (1 + better * _DRIFTS[spread(key, len(_DRIFTS))])), ""
    start = target.value * Decimal("0.9") if last is None else last
    if indicator.target_kind is TargetKind.MAINTAIN:
        slack = Decimal(spread(key, 5) - 1) / Decimal(200)
        return _printed(indicator, target.value * (1 + better * slack)), ""
    way = target.value - start
    # A value beyond its target goes on a little; one behind it follows at its own pace.
    gone = way * _PACES[spread(key, len(_PACES))] if way * better > 0 else abs(way) * better / 10
    value = start + gone + gone * Decimal(spread(f"uneven {key}", 7) - 3) / 300
    if indicator.target_kind is TargetKind.CUMULATIVE:
        value = max(value, start)
    return _printed(indicator, value), ""


def _last(indicator: Indicator, year: int, group: str) -> Decimal | None:
    for earlier in range(year - 1, year - 5, -1):
        actual = actual_of(indicator, earlier, group)
        if actual is not None and actual.missing is None and actual.value is not None:
            return actual.value
    baseline = baseline_of(indicator, group)
    return None if baseline is None else baseline.value


def _milestone(indicator: Indicator, year: int) -> str:
    """Return the step of the year's target, or the one before it for one in three."""
    steps = [target.text for target in indicator.targets if target.fiscal_year <= year]
    is_late = spread(f"late {indicator.id} {year}", 3) == 0
    return steps[-2] if is_late and len(steps) > 1 else steps[-1]


def _printed(indicator: Indicator, value: Decimal) -> Decimal:
    """Return the value with as many places as the plan prints, within what its unit can be."""
    printed: Sequence[Decimal] = [
        each.value for each in (*indicator.targets, *indicator.baselines) if each.value is not None
    ]
    exponent = min((int(each.as_tuple().exponent) for each in printed), default=0)
    bounded = max(Decimal(0), value)
    if indicator.unit == "％" and all(each <= 100 for each in printed):
        bounded = min(bounded, Decimal(100))
    return bounded.quantize(Decimal(1).scaleb(min(exponent, 0)), rounding=ROUND_HALF_UP)
