"""For every rule: facts that it asks about, and facts so like them that it must not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ayumi.document.measures import (
    ActualStatus,
    Baseline,
    IndicatorKind,
    MissingReason,
    TargetKind,
)
from ayumi.document.plan import DivisionName
from ayumi.rounds.rules.challenges import Entry, Facts, YearCost
from tests.rounds.rules.challenges.cases_of_sheets import CASES_OF_SHEETS
from tests.rounds.rules.challenges.making import (
    DIVISION,
    FRAME,
    INDICATOR,
    YEAR,
    actual,
    an_indicator,
    cost,
    rated,
    some_facts,
    targets,
)

ANNUAL, CUMULATIVE = {"target_kind": TargetKind.ANNUAL}, {"target_kind": TargetKind.CUMULATIVE}
LONG = "窓口で案内を行い、利用者から聞いた意見を画面の改善に生かした。"
OTHER = "庁内の会議を三回開き、来年度から使う仕組みの要件をまとめた。"
GONE = DivisionName(id=DIVISION.id, name="電算課", valid_to=date(2024, 3, 31))
ENDING = DivisionName(id=DIVISION.id, name="電算課", valid_to=date(2026, 3, 31))
SAME = cost(project=100, hours=50)


def _texts(**texts: str) -> Entry:
    return Entry(texts=texts)


def _valued(*actuals: object) -> Entry:
    return Entry(actuals=tuple((INDICATOR, each) for each in actuals))  # type: ignore[misc]


def _years(**by_year: YearCost) -> dict[int, YearCost]:
    return {int(year[1:]): each for year, each in by_year.items()}


def _sourced(this: str, other: str) -> tuple[Facts, ...]:
    return (
        some_facts(an_indicator(30, 40, source=this)),
        some_facts(an_indicator(50, 60, source=other), name="two"),
    )


RATED_GOOD, RATED_BAD = Entry(ratings=rated("達成")), Entry(ratings=rated("未達成"))
DIRECTED = Entry(directions=rated("改善"), cost=SAME)

CASES: dict[str, tuple[tuple[Facts, ...], tuple[Facts, ...]]] = {
    "value.frozen_series": (
        (some_facts(an_indicator(15, 15, 15, 15)),),
        (
            some_facts(an_indicator(15, 15, 15, 16)),
            some_facts(an_indicator(15, 15)),
            some_facts(an_indicator(15, 15, 15, kind=IndicatorKind.POPULATION)),
            some_facts(an_indicator(0, 0, 0, target_kind=TargetKind.MAINTAIN)),
        ),
    ),
    "value.equals_target": (
        (some_facts(an_indicator(20, 30, 40, targets=targets(20, 30, 40))),),
        (
            some_facts(an_indicator(20, 30, 41, targets=targets(20, 30, 40))),
            some_facts(an_indicator(40, 40, 40, targets=targets(40, 40, 40))),
        ),
    ),
    "value.unit_jump": (
        (some_facts(an_indicator(49, 526)), some_facts(an_indicator(5200, 5))),
        (
            some_facts(an_indicator(3, 30)),
            some_facts(an_indicator(200, 900)),
            some_facts(an_indicator(0, 900)),
        ),
    ),
    "value.cumulative_as_annual": (
        (some_facts(an_indicator(20, 41, 60, targets=targets(20), **ANNUAL)),),
        (
            some_facts(an_indicator(20, 41, 60, targets=targets(60), **ANNUAL)),
            some_facts(an_indicator(20, 41, 60, targets=targets(20), **CUMULATIVE)),
        ),
    ),
    "value.annual_as_cumulative": (
        (some_facts(an_indicator(22, 21, 20, 19, targets=targets(80), **CUMULATIVE)),),
        (some_facts(an_indicator(22, 43, 63, 82, targets=targets(80), **CUMULATIVE)),),
    ),
    "value.cumulative_decreases": (
        (
            some_facts(an_indicator(90, 79, targets=targets(80), **CUMULATIVE)),
            some_facts(an_indicator(60, 82, 79, targets=targets(80), **CUMULATIVE)),
        ),
        (
            some_facts(an_indicator(60, 82, targets=targets(80), **CUMULATIVE)),
            some_facts(an_indicator(60, 20)),
        ),
    ),
    "value.rate_above_hundred": (
        (some_facts(an_indicator(90, 128, unit="％")),),
        (some_facts(an_indicator(110, 128, unit="％")), some_facts(an_indicator(90, 128, unit="件"))),
    ),
    "value.missing_now": (
        (some_facts(an_indicator(40, None)),),
        (
            some_facts(
                an_indicator(40, None), entry=_valued(actual(YEAR, None, missing=MissingReason.NOT_PUBLISHED))
            ),
            some_facts(an_indicator(None, None)),
        ),
    ),
    "value.beyond_plan": (
        (some_facts(an_indicator(40, 50), entry=_valued(actual(2026, 60))),),
        (some_facts(an_indicator(40, 50), entry=_valued(actual(2025, 60))),),
    ),
    "value.future_final": (
        (some_facts(an_indicator(40, 50), entry=_valued(actual(2025, 60))),),
        (some_facts(an_indicator(40, 50), entry=_valued(actual(2025, 60, status=ActualStatus.ESTIMATE))),),
    ),
    "value.baseline_late": (
        (some_facts(an_indicator(40, baselines=(Baseline(fiscal_year=2022, value=Decimal(9)),))),),
        (some_facts(an_indicator(40, baselines=(Baseline(fiscal_year=2021, value=Decimal(9)),))),),
    ),
    "value.target_met_at_baseline": (
        (
            some_facts(an_indicator(95, baselines=(Baseline(fiscal_year=2020, value=Decimal(92)),))),
            some_facts(an_indicator(95, direction="lower")),
        ),
        (
            some_facts(an_indicator(95, baselines=(Baseline(fiscal_year=2020, value=Decimal(89)),))),
            some_facts(
                an_indicator(
                    95, baselines=(Baseline(fiscal_year=2020, value=Decimal(95)),), direction="lower"
                )
            ),
        ),
    ),
    "value.as_of_before_year": (
        (some_facts(an_indicator(40), entry=_valued(actual(YEAR, 50, as_of=date(2024, 3, 31)))),),
        (some_facts(an_indicator(40), entry=_valued(actual(YEAR, 50, as_of=date(2024, 4, 1)))),),
    ),
    "value.never_final": (
        (
            some_facts(
                an_indicator(40, actuals=(actual(2023, 30, status=ActualStatus.ESTIMATE), actual(YEAR, 40)))
            ),
        ),
        (
            some_facts(an_indicator(30, 40)),
            some_facts(an_indicator(40, actuals=(actual(YEAR, 30, status=ActualStatus.ESTIMATE),))),
        ),
    ),
    "value.superseded_source": (
        _sourced("令和3年度 住民意識調査", "住民意識調査（R5）"),
        _sourced("住民意識調査（令和5年度）", "令和3年度 商業統計"),
    ),
    "value.replaced_source": (
        (
            some_facts(
                an_indicator(40, source="全国調査"),
                frame=replace(FRAME, superseded_sources={"全国調査": "全国調査（改訂版）"}),
            ),
        ),
        (some_facts(an_indicator(40, source="全国調査")),),
    ),
    "value.past_changed": (
        (some_facts(an_indicator(30, 40), entry=_valued(actual(2023, 35))),),
        (
            some_facts(an_indicator(30, 40), entry=_valued(actual(2023, 30))),
            some_facts(an_indicator(30, 40), entry=_valued(actual(YEAR, 45))),
        ),
    ),
    **CASES_OF_SHEETS,
}
