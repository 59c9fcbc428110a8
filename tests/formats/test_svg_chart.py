"""Indicator charts: any numbers fit, every value is printed, estimates differ by pattern."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Indicator,
    IndicatorKind,
    TargetKind,
    YearTarget,
)
from ayumi.formats.svg.indicator_chart import indicator_chart, indicator_drawing
from ayumi.formats.svg.numbers import print_tick, scale_of
from tests.formats.svg_checks import check_drawing, check_figure, identifier, names

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
years = st.integers(2015, 2035)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    groups = st.sampled_from(draw(st.sampled_from([("",), ("小学校", "中学校")])))
    value = st.none() | amounts
    return Indicator(
        id=identifier("indicator"),
        name=draw(names),
        unit=draw(names),
        kind=IndicatorKind.OUTCOME,
        target_kind=draw(st.sampled_from(TargetKind)),
        baselines=draw(
            st.lists(st.builds(Baseline, fiscal_year=years, value=value, group=groups), max_size=2).map(tuple)
        ),
        targets=draw(
            st.lists(st.builds(YearTarget, fiscal_year=years, value=value, group=groups), max_size=6).map(
                tuple
            )
        ),
        actuals=draw(
            st.lists(
                st.builds(
                    Actual,
                    fiscal_year=years,
                    value=value,
                    group=groups,
                    status=st.sampled_from(ActualStatus),
                    missing=st.none(),
                    as_of=st.none(),
                ),
                max_size=6,
            ).map(tuple)
        ),
    )


@pytest.mark.parametrize("narrow", [False, True])
@given(indicator=indicators())
@settings(max_examples=60, deadline=None)
def test_a_chart_holds_any_numbers(narrow, indicator):
    figure = indicator_chart(indicator, id_prefix="c", narrow=narrow)
    if figure is None:
        assert all(target.value is None for target in indicator.targets)
        assert all(baseline.value is None for baseline in indicator.baselines)
        return
    check_figure(figure, "c")
    check_drawing(indicator_drawing(indicator, narrow))


def series(kind: TargetKind = TargetKind.LEVEL, **parts: object) -> Indicator:
    return Indicator.model_validate(
        {
            "id": identifier("series"),
            "name": "申請率",
            "unit": "％",
            "kind": IndicatorKind.OUTCOME,
            "target_kind": kind,
        }
        | parts
    )


def test_a_chart_prints_every_value_and_tells_estimates_by_pattern():
    indicator = series(
        baselines=(Baseline(fiscal_year=2020, value=Decimal("12.40")),),
        targets=(YearTarget(fiscal_year=2022, value=Decimal(80)),),
        actuals=(
            Actual(fiscal_year=2021, value=Decimal(1234), status=ActualStatus.FINAL),
            Actual(fiscal_year=2022, value=Decimal(76), status=ActualStatus.ESTIMATE),
        ),
    )
    figure = indicator_chart(indicator, id_prefix="c")
    assert figure is not None
    assert figure.svg.count('fill="url(#c-estimate)"') == 2
    assert 'id="c-estimate"' in figure.svg
    texts = {box.text for box in indicator_drawing(indicator).boxes}
    assert {"12.40", "80", "1,234", "76", "実績値（見込）", "実績値（確定）", "令和2"} <= texts
    assert "令和4年度は目標値 80％、実績値（見込） 76％です。" in figure.alternative


def test_a_milestone_in_words_has_no_chart():
    target = YearTarget(fiscal_year=2022, text="導入")
    assert indicator_chart(series(TargetKind.MILESTONE, targets=(target,)), id_prefix="c") is None


@given(values=st.lists(amounts, min_size=1, max_size=8))
def test_an_axis_holds_zero_and_every_value_in_few_nice_steps(values):
    scale = scale_of(tuple(values))
    assert 2 <= len(scale.ticks) <= 8
    assert Decimal(0) in scale.ticks
    assert all(0 <= scale.share(value) <= 1 for value in values)
    assert all("E" not in print_tick(tick) for tick in scale.ticks)
