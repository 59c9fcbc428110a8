"""Attainment: every rule by example, and what must hold for any numbers."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ayumi.document.attainment import AttainmentRule, actual_of, attainment, mean_attainment
from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Direction,
    Indicator,
    IndicatorKind,
    MissingReason,
    TargetKind,
    YearTarget,
)

FINAL, ESTIMATE = ActualStatus.FINAL, ActualStatus.ESTIMATE
values = st.decimals(min_value=-10_000, max_value=10_000, places=2)


def indicator(kind: TargetKind, direction: Direction = Direction.HIGHER, **parts: tuple) -> Indicator:
    return Indicator(
        id=str(uuid4()),
        name="オンライン申請率",
        kind=IndicatorKind.OUTCOME,
        target_kind=kind,
        direction=direction,
        **parts,
    )


def one(kind, actual, target=None, baseline=None, direction=Direction.HIGHER):
    return attainment(
        indicator(
            kind,
            direction,
            actuals=(Actual(fiscal_year=2025, status=FINAL, value=Decimal(actual)),),
            targets=() if target is None else (YearTarget(fiscal_year=2025, value=Decimal(target)),),
            baselines=() if baseline is None else (Baseline(fiscal_year=2020, value=Decimal(baseline)),),
        ),
        2025,
    )


def test_a_level_counts_from_its_baseline():
    result = one(TargetKind.LEVEL, 76, 80, 70)
    assert (result.percent, result.reached) == (Decimal(60), False)
    assert result.rule is AttainmentRule.LEVEL_FROM_BASELINE
    assert one(TargetKind.LEVEL, 74, 70, 80, Direction.LOWER).percent == 60
    assert one(TargetKind.LEVEL, 65, 80, 70).percent == -50


def test_a_level_without_a_baseline_is_a_ratio_only_where_higher_is_better():
    higher = one(TargetKind.LEVEL, 40, 80)
    assert (higher.percent, higher.rule) == (50, AttainmentRule.LEVEL_RATIO)
    lower = one(TargetKind.LEVEL, 40, 80, direction=Direction.LOWER)
    assert lower.percent is None
    assert lower.reached is True
    assert "現状値" in lower.reason


def test_a_target_that_leaves_no_way_to_go_is_reached_or_not():
    for target in (70, 60):
        result = one(TargetKind.LEVEL, 69, target, 70)
        assert result.percent is None
        assert result.rule is AttainmentRule.LEVEL_HELD
        assert result.reached is (target == 60)
        assert result.reason


@pytest.mark.parametrize(
    ("actual", "target", "direction", "percent", "reached"),
    [
        (900, 1000, Direction.HIGHER, 90, False),
        (8, 10, Direction.LOWER, 125, True),
        (20, 10, Direction.LOWER, 50, False),
        (0, 10, Direction.LOWER, None, True),
        (0, 0, Direction.HIGHER, None, True),
        (-1, 10, Direction.HIGHER, None, False),
    ],
)
def test_an_annual_target_takes_care_of_zero(actual, target, direction, percent, reached):
    result = one(TargetKind.ANNUAL, actual, target, direction=direction)
    assert (result.percent, result.reached) == (percent, reached)
    assert bool(result.reason) is (percent is None)


def test_an_annual_target_holds_for_its_own_year_and_a_level_looks_ahead():
    parts = {
        "targets": (YearTarget(fiscal_year=2027, value=Decimal(80)),),
        "actuals": (Actual(fiscal_year=2025, status=FINAL, value=Decimal(40)),),
    }
    assert "目標値" in attainment(indicator(TargetKind.ANNUAL, **parts), 2025).reason
    level = attainment(indicator(TargetKind.LEVEL, **parts), 2025)
    assert level.percent == 50
    assert level.target is not None
    assert level.target.fiscal_year == 2027


def test_a_cumulative_actual_is_the_running_total_as_printed():
    series = indicator(
        TargetKind.CUMULATIVE,
        targets=(YearTarget(fiscal_year=2025, value=Decimal(75)),),
        actuals=tuple(
            Actual(fiscal_year=year, status=FINAL, value=Decimal(total))
            for year, total in ((2024, 20), (2025, 45))
        ),
    )
    assert attainment(series, 2025).percent == 60


@pytest.mark.parametrize(("text", "reached"), [("導入", True), ("導 入", True), ("検討", False)])
def test_a_milestone_is_reached_by_its_text(text, reached):
    milestone = indicator(
        TargetKind.MILESTONE,
        targets=(YearTarget(fiscal_year=2025, text="導入"),),
        actuals=(Actual(fiscal_year=2025, status=FINAL, text=text),),
    )
    result = attainment(milestone, 2025)
    assert (result.percent, result.reached) == (None, reached)


def test_direction_only_and_maintain():
    assert one(TargetKind.DIRECTION_ONLY, 11, baseline=10).reached is True
    assert one(TargetKind.DIRECTION_ONLY, 10, baseline=10).reached is False
    assert one(TargetKind.DIRECTION_ONLY, 10).reached is None
    assert one(TargetKind.MAINTAIN, 0, 0, direction=Direction.LOWER).reached is True
    assert one(TargetKind.MAINTAIN, 1, baseline=0, direction=Direction.LOWER).reached is False
    assert one(TargetKind.MAINTAIN, 1).reached is None


def groups(**actuals: str) -> Indicator:
    return indicator(
        TargetKind.PER_GROUP,
        targets=tuple(YearTarget(fiscal_year=2025, value=Decimal(80), group=name) for name in ("小", "中")),
        actuals=tuple(
            Actual(fiscal_year=2025, status=ESTIMATE, value=Decimal(value), group=name)
            for name, value in actuals.items()
        ),
    )


def test_groups_are_reached_only_when_all_are():
    assert attainment(groups(小="81", 中="80"), 2025).reached is True
    below = attainment(groups(小="81", 中="40"), 2025)
    assert below.reached is False
    assert [part.percent for _, part in below.groups] == [Decimal("101.25"), 50]
    assert below.is_estimate
    missing = attainment(groups(小="81"), 2025)
    assert missing.reached is None
    assert "中" in missing.reason
    assert attainment(groups(小="79"), 2025).reached is False


def actual(status: ActualStatus, value: int | None, day: int | None, **more: MissingReason) -> Actual:
    return Actual(
        fiscal_year=2025,
        status=status,
        value=None if value is None else Decimal(value),
        as_of=None if day is None else date(2026, 5, day),
        **more,
    )


def test_final_wins_over_estimate_and_the_latest_correction_over_both():
    entries = (actual(FINAL, 1, 9), actual(FINAL, 2, 20), actual(FINAL, 3, None), actual(ESTIMATE, 4, 30))
    chosen = actual_of(indicator(TargetKind.LEVEL, actuals=entries), 2025)
    assert chosen is not None
    assert chosen.value == 2
    counting = (actual(FINAL, None, 9, missing=MissingReason.BEING_COUNTED), actual(ESTIMATE, 4, 3))
    chosen = actual_of(indicator(TargetKind.LEVEL, actuals=counting), 2025)
    assert chosen is not None
    assert chosen.value == 4


@pytest.mark.parametrize("reason", MissingReason)
def test_a_missing_value_gives_its_reason_and_never_zero(reason):
    entry = (actual(FINAL, None, 9, missing=reason),)
    result = attainment(indicator(TargetKind.LEVEL, actuals=entry), 2025)
    assert (result.percent, result.reached) == (None, None)
    assert result.reason.endswith("計算できません。")
    assert "令和7年度" in attainment(indicator(TargetKind.LEVEL), 2025).reason


def test_a_mean_caps_counts_and_never_mixes():
    mean = mean_attainment(
        [
            one(TargetKind.LEVEL, 76, 80, 70),
            one(TargetKind.LEVEL, 100, 80, 70),
            one(TargetKind.ANNUAL, 50, 100),
            one(TargetKind.MAINTAIN, 5, 5),
            one(TargetKind.LEVEL, 1),
        ]
    )
    assert [(part.rule, part.percent, part.computed, part.capped) for part in mean.means] == [
        (AttainmentRule.LEVEL_FROM_BASELINE, 80, 2, 1),
        (AttainmentRule.ANNUAL_RATIO, 50, 1, 0),
    ]
    assert (mean.judged, mean.judged_reached, mean.not_computable) == (1, 1, 1)


def test_percent_is_printed_half_up():
    assert str(one(TargetKind.ANNUAL, "81.25", 100).printed) == "81.3"


@given(baseline=values, target=values, lower=st.booleans())
def test_the_baseline_is_nothing_and_the_target_is_all(baseline, target, lower):
    direction = Direction.LOWER if lower else Direction.HIGHER
    assume(target < baseline if lower else target > baseline)
    start = one(TargetKind.LEVEL, baseline, target, baseline, direction)
    end = one(TargetKind.LEVEL, target, target, baseline, direction)
    assert (start.percent, start.reached) == (0, False)
    assert (end.percent, end.reached) == (100, True)


@given(
    first=values,
    second=values,
    target=values,
    baseline=st.none() | values,
    lower=st.booleans(),
    kind=st.sampled_from([TargetKind.LEVEL, TargetKind.ANNUAL, TargetKind.CUMULATIVE, TargetKind.MAINTAIN]),
)
def test_better_is_never_worse(first, second, target, baseline, lower, kind):
    direction = Direction.LOWER if lower else Direction.HIGHER
    worse, better = sorted((first, second), reverse=lower)
    low, high = (one(kind, value, target, baseline, direction) for value in (worse, better))
    if low.percent is not None and high.percent is not None:
        assert low.percent <= high.percent
    assert (low.reached, high.reached) != (True, False)
    for result in (low, high):
        if result.percent is not None:
            assert result.reached is (result.percent >= 100)
