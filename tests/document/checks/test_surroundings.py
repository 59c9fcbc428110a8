"""Divisions, links, periods, schedules and money: what each rule finds and what it lets pass."""

from datetime import date

import pytest

from ayumi.document.measures import Budget, FundingSource, Link, LinkKind, ScheduleStep
from ayumi.document.plan import DivisionName, PlanKind, PlanPeriod, RelatedPlan, RelatedPlanRelation
from tests.document.checks.sound import (
    OTHER_ID,
    Case,
    Change,
    all_of,
    found,
    head,
    item,
    measure,
    plan,
    rules_of,
    same,
    sound_document,
)

DOCUMENT = sound_document()
FORMER, FIRST, SECOND, THIRD = DOCUMENT.divisions
OWN = DOCUMENT.measures[0]
UPPER = DOCUMENT.related_plans[0]
MONEY, OTHER_MONEY = FundingSource.GENERAL_REVENUE, FundingSource.OTHER


def division(old: DivisionName, **update: object) -> Change:
    """Return a change of one division."""
    changed = old.model_copy(update=update)
    return plan(divisions=tuple(changed if each is old else each for each in DOCUMENT.divisions))


def links(*ends: tuple[str, str], target: str | None = None) -> tuple[Link, ...]:
    """Return links to plan and place."""
    return tuple(
        Link(kind=LinkKind.IMPLEMENTS, plan_title=title, target_label=label, target_id=target)
        for title, label in ends
    )


def steps(*names: str, first: int = 2023) -> Change:
    """Return a change of the first measure's schedule: a step a year."""
    schedule = (ScheduleStep(fiscal_year=first + place, step=step) for place, step in enumerate(names))
    return measure(0, schedule=tuple(schedule))


def money(*rows: tuple[int, FundingSource, int]) -> Change:
    """Return a change of the first measure's budget."""
    return measure(
        0,
        budgets=tuple(
            Budget(fiscal_year=year, source=source, thousand_yen=yen) for year, source, yen in rows
        ),
    )


def related(relation: RelatedPlanRelation, first: int, last: int) -> Change:
    """Return a change of the related plans: one with a period."""
    period = PlanPeriod(first_fiscal_year=first, last_fiscal_year=last)
    one = UPPER.model_copy(update={"period": period, "relation": relation})
    return plan(related_plans=(one, *DOCUMENT.related_plans[1:]))


def promised(**update: bool) -> Change:
    """Return a change of the second related plan."""
    second = DOCUMENT.related_plans[1].model_copy(update=update)
    return plan(related_plans=(UPPER, second, *DOCUMENT.related_plans[2:]))


ENDED = date(2025, 3, 31)
WITHOUT_LINKS = all_of(*(measure(index, links=()) for index in range(4)))
MANY_YEARS = tuple((2023, MONEY, 1000) for _ in range(10))
DIVISIONS: list[Case] = [
    ("division.none", measure(0, division_id=None), item("施策1", division_id=None)),
    ("division.unknown", measure(0, division_id=OTHER_ID), same),
    ("division.unknown", measure(0, contributing_division_ids=(OTHER_ID,)), same),
    ("division.ended_before_plan", measure(0, division_id=FORMER.id), division(FIRST, valid_to=ENDED)),
    ("division.reorganised", division(FIRST, valid_to=ENDED), measure(0, division_id=FORMER.id)),
    (
        "division.begins_after_plan",
        division(FIRST, valid_from=date(2028, 4, 1)),
        division(FIRST, valid_from=date(2028, 3, 31)),
    ),
    ("division.named_twice", measure(0, contributing_division_ids=(FIRST.id, SECOND.id)), same),
    ("division.same_name", division(FIRST, name="総務課"), division(FORMER, name="総務課")),
]
NATIONAL, CITY = DOCUMENT.related_plans[2].title, UPPER.title
LINKS: list[Case] = [
    ("link.incomplete", measure(0, links=links((CITY, " "))), measure(0, links=links((CITY, "第1章")))),
    ("link.incomplete", measure(0, links=links(("", "第1章"))), same),
    (
        "link.unrelated_plan",
        measure(0, links=links(("別の計画", "1"))),
        measure(0, links=links((NATIONAL, "1"))),
    ),
    (
        "link.orphan",
        measure(0, links=links((DOCUMENT.plan.title, "1"), target=OTHER_ID)),
        measure(0, links=links((DOCUMENT.plan.title, "2"), target=DOCUMENT.measures[1].id)),
    ),
    ("link.to_itself", measure(0, links=links((CITY, "1"), target=OWN.id)), same),
    ("link.twice", measure(0, links=links((CITY, "1"), (CITY, "１"))), measure(0, links=links((CITY, "1")))),
    ("link.none", measure(0, links=()), all_of(WITHOUT_LINKS, item("基本目標1", links=OWN.links))),
    ("link.promise_unkept", promised(covered=True), same),
    (
        "link.promise_unkept",
        promised(linked=True),
        all_of(promised(linked=True), measure(0, links=links((DOCUMENT.related_plans[1].title, "1")))),
    ),
    ("related.twice", plan(related_plans=(*DOCUMENT.related_plans, UPPER)), same),
]
PERIODS: list[Case] = [
    ("period.missing", head(period=None), same),
    (
        "period.outside_upper",
        related(RelatedPlanRelation.UPPER, 2021, 2026),
        related(RelatedPlanRelation.PARALLEL, 2021, 2026),
    ),
    (
        "period.previous_gap",
        related(RelatedPlanRelation.PREVIOUS, 2017, 2021),
        related(RelatedPlanRelation.PREVIOUS, 2018, 2022),
    ),
    ("schedule.outside_period", steps("検討", "導入", first=2027), steps("検討", "導入", first=2026)),
    ("schedule.step_unknown", steps("システム入替"), steps("検討（調査）", "試行(実証)")),
    ("schedule.after_end", steps("導入", "完了", "運用"), steps("導入", "完了", "終了")),
    ("schedule.backward", steps("導入", "検討"), steps("導入", "見直し", "検討")),
    ("schedule.none", measure(0, schedule=()), item("施策1", schedule=())),
    ("budget.outside_period", money((2028, MONEY, 1)), money((2027, MONEY, 1))),
    (
        "budget.negative",
        money((2023, MONEY, -1), (2024, MONEY, 5)),
        money((2023, MONEY, 0), (2024, MONEY, 5)),
    ),
    ("budget.total_zero", money((2023, MONEY, 0)), measure(0, budgets=())),
    ("budget.total_zero", money((2023, MONEY, -1)), money((2023, MONEY, 1))),
    (
        "budget.source_twice",
        money((2023, MONEY, 1), (2023, MONEY, 2)),
        money((2023, MONEY, 1), (2023, OTHER_MONEY, 2), (2024, MONEY, 1)),
    ),
]


@pytest.mark.parametrize(("rule_id", "broken", "sound"), [*DIVISIONS, *LINKS, *PERIODS])
def test_each_rule_finds_its_case_and_no_other(rule_id: str, broken, sound) -> None:
    assert rule_id in rules_of(broken(DOCUMENT))
    assert rule_id not in rules_of(sound(DOCUMENT))


def test_a_thousandfold_sum_is_told_where_there_are_enough_to_compare() -> None:
    years = tuple(range(2023, 2028))
    same_everywhere = [
        measure(
            index, budgets=tuple(Budget(fiscal_year=year, source=MONEY, thousand_yen=1000) for year in years)
        )
        for index in range(4)
    ]
    ordinary = all_of(*same_everywhere)(DOCUMENT)
    assert "budget.thousandfold" not in rules_of(ordinary)
    broken = all_of(*same_everywhere[1:], money((2023, MONEY, 1_000_000)))(DOCUMENT)
    (finding,) = found(broken, "budget.thousandfold")
    assert "1,000,000千円" in finding.sentence and finding.place.fiscal_year == 2023
    few = money((2023, MONEY, 1_000_000_000))(DOCUMENT)
    assert "budget.thousandfold" not in rules_of(few)


def test_a_division_that_served_to_the_end_of_the_plan_is_no_finding() -> None:
    last_day = date(2028, 3, 31)
    assert "division.reorganised" not in rules_of(division(FIRST, valid_to=last_day)(DOCUMENT))
    assert "division.reorganised" in rules_of(division(FIRST, valid_to=date(2028, 3, 30))(DOCUMENT))


@pytest.mark.parametrize(
    ("rule_id", "update"),
    [
        ("schedule.none", {"schedule": ()}),
        ("indicator.none", {"indicators": ()}),
        ("link.none", {"links": ()}),
    ],
)
def test_what_the_whole_plan_lacks_is_said_once(rule_id: str, update: dict[str, tuple[()]]) -> None:
    everywhere = all_of(*(measure(index, **update) for index in range(4)))(DOCUMENT)
    (finding,) = found(everywhere, rule_id)
    assert finding.place.text == "計画全体"
    assert len(found(measure(0, **update)(everywhere), rule_id)) == 1
    assert len(found(all_of(*(measure(index, **update) for index in range(3)))(DOCUMENT), rule_id)) == 3


def test_a_division_that_ends_tomorrow_stands_today() -> None:
    ending = division(FIRST, valid_to=ENDED)(DOCUMENT)
    assert "division.reorganised" not in rules_of(ending, today=ENDED)
    assert "division.reorganised" in rules_of(ending, today=date(2025, 4, 1))


def test_a_target_that_no_longer_stands_in_the_house_is_an_orphan() -> None:
    linked = measure(0, links=links((CITY, "1"), target=OTHER_ID))(DOCUMENT)
    assert "link.orphan" not in rules_of(linked)
    assert "link.orphan" in rules_of(linked, gone_targets=frozenset({OTHER_ID}))


def test_the_successor_is_named_through_two_changes_and_a_split_is_not_guessed() -> None:
    (finding,) = found(measure(0, division_id=FORMER.id)(DOCUMENT), "division.ended_before_plan")
    assert "後継の組織は「デジタル推進課」です。" in finding.sentence
    chain = all_of(
        division(FIRST, valid_to=ENDED, successors=(SECOND.id,)), measure(0, division_id=FORMER.id)
    )(DOCUMENT)
    (finding,) = found(chain, "division.ended_before_plan")
    assert [edit.after for edit in finding.edits] == [SECOND.id]
    split = division(FIRST, valid_to=ENDED, successors=(SECOND.id, THIRD.id))(DOCUMENT)
    (finding, *_others) = found(split, "division.reorganised")
    assert "「総務課」、「防災課」" in finding.sentence and finding.edits == ()
    for lost in ((), (OTHER_ID,), (FIRST.id,)):
        gone = division(FIRST, valid_to=ENDED, successors=lost)(DOCUMENT)
        (finding, *_others) = found(gone, "division.reorganised")
        assert finding.edits == ()


def test_a_related_plan_of_another_kind_promises_nothing() -> None:
    other = RelatedPlan(title="他市の計画", relation=RelatedPlanRelation.PARALLEL, kind=PlanKind.OTHER)
    changed = plan(related_plans=(*DOCUMENT.related_plans, other))(DOCUMENT)
    assert "link.promise_unkept" not in rules_of(changed)
