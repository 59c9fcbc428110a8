"""What must hold of the challenges for any facts: they never fail, never depend on the order, grow evenly."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

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
from ayumi.rounds.rules.challenges import Entry, Facts, GivenRating, YearCost
from tests.rounds.rules.challenges.making import FRAME, INDICATOR, asked, cost, some_facts

WORDS = st.sampled_from(
    [
        "",
        "同上",
        "達成",
        "未達成",
        "評価できない",
        "遅れ",
        "順調",
        "完了",
        "廃止",
        "改善",
        "運用",
        "検討",
        "R5 調査",
        "令和7年度の調査による。",
    ]
)
TEXTS = st.one_of(WORDS, st.text("令和5年（）R\n同上あ", max_size=6))
YEARS = st.integers(2020, 2027)
MAGNITUDES = st.sampled_from(["0", "1", "100", "999999999", "0.0000000000000000000001", "1E+30"])
NUMBERS = st.none() | st.integers(-200, 2000).map(Decimal) | MAGNITUDES.map(Decimal)
AMOUNTS = st.none() | st.integers(0, 3000).map(Decimal) | MAGNITUDES.map(Decimal)
ACTUALS = st.builds(
    Actual,
    fiscal_year=YEARS,
    status=st.sampled_from(ActualStatus),
    value=NUMBERS,
    text=TEXTS,
    group=st.sampled_from(["", "小学校"]),
    missing=st.none() | st.sampled_from(MissingReason),
    as_of=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    source=TEXTS,
)
INDICATORS = st.builds(
    Indicator,
    id=st.just(INDICATOR),
    name=TEXTS,
    kind=st.sampled_from(IndicatorKind),
    unit=st.sampled_from(["", "％", "件"]),
    direction=st.sampled_from(Direction),
    target_kind=st.sampled_from(TargetKind),
    source=TEXTS,
    baselines=st.lists(st.builds(Baseline, fiscal_year=YEARS, value=NUMBERS, text=TEXTS), max_size=2).map(
        tuple
    ),
    targets=st.lists(st.builds(YearTarget, fiscal_year=YEARS, value=NUMBERS, text=TEXTS), max_size=4).map(
        tuple
    ),
    actuals=st.lists(ACTUALS, max_size=4).map(tuple),
)
COSTS = st.builds(
    YearCost,
    project=AMOUNTS,
    sources=st.lists(st.integers(0, 3000).map(Decimal), max_size=3).map(tuple),
    general_revenue=AMOUNTS,
    staff=AMOUNTS,
    hours=AMOUNTS,
    personnel=AMOUNTS,
    total=AMOUNTS,
)
RATINGS = st.lists(st.builds(GivenRating, st.integers(0, 4), TEXTS, WORDS, WORDS, TEXTS), max_size=3).map(
    tuple
)
ENTRIES = st.builds(
    Entry,
    texts=st.dictionaries(st.sampled_from(["done", "reason", "issues", "next_steps"]), TEXTS, max_size=4),
    actuals=st.lists(st.tuples(st.just(INDICATOR), ACTUALS), max_size=3).map(tuple),
    cost=st.none() | COSTS,
    schedule_planned=WORDS,
    schedule_reached=WORDS,
    schedule_rating=WORDS,
    ratings=RATINGS,
    directions=RATINGS,
    has_owner=st.none() | st.booleans(),
)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    made = some_facts(
        *draw(st.lists(INDICATORS, max_size=1)),
        entry=draw(ENTRIES),
        last=draw(ENTRIES),
        name=draw(st.sampled_from(["one", "two", "three"])),
        steps=draw(st.lists(st.tuples(YEARS, WORDS), max_size=3)),
    )
    return replace(made, frame=draw(st.sampled_from([FRAME, replace(FRAME, achievement=None, today=None)])))


@settings(max_examples=80, deadline=None)
@given(st.lists(any_facts(), max_size=3))
def test_nothing_fails_and_every_challenge_can_be_shown(every: list[Facts]) -> None:
    for each in asked(*every):
        assert each.sentence and each.answer and len(each.fingerprint) == 64
        assert all(evidence.text for evidence in each.evidence)


@settings(max_examples=40, deadline=None)
@given(st.lists(any_facts(), max_size=3, unique_by=lambda facts: facts.item_id))
def test_the_order_of_the_measures_changes_no_question(every: list[Facts]) -> None:
    def about(facts: list[Facts]) -> list[tuple[str, str, str]]:
        return sorted((each.rule_id, each.item_id, each.place) for each in asked(*facts))

    assert about(every) == about(every[::-1])


@given(st.integers(1, 5000), st.integers(4, 9))
def test_hours_that_stand_still_longer_are_asked_about_too(hours: int, years: int) -> None:
    costs = {2024 - back: cost(hours=hours) for back in range(years)}
    assert "cost.frozen_hours" in {each.rule_id for each in asked(some_facts(costs=costs))}


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_any_gap_in_a_sum_is_asked_about(project: int, gap: int) -> None:
    right = YearCost(project=cost(project=project).project, sources=(cost(project=project).project or 0,))  # type: ignore[arg-type]
    wrong = replace(right, sources=(*right.sources, cost(project=gap).project))  # type: ignore[arg-type]
    assert "cost.sources_do_not_add" not in {
        each.rule_id for each in asked(some_facts(entry=Entry(cost=right)))
    }
    assert "cost.sources_do_not_add" in {each.rule_id for each in asked(some_facts(entry=Entry(cost=wrong)))}
