"""Examples for the rules about money, texts, ratings, schedules and people."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ayumi.document.measures import (
    TargetKind,
)
from ayumi.document.plan import DivisionName
from ayumi.rounds.rules.challenges import Entry, Facts, YearCost
from tests.rounds.rules.challenges.making import (
    DIVISION,
    INDICATOR,
    YEAR,
    an_indicator,
    cost,
    rated,
    some_facts,
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

CASES_OF_SHEETS: dict[str, tuple[tuple[Facts, ...], tuple[Facts, ...]]] = {
    "cost.frozen_hours": (
        (some_facts(costs=dict.fromkeys(range(2021, 2025), cost(hours=280))),),
        (
            some_facts(costs=dict.fromkeys(range(2022, 2025), cost(hours=280))),
            some_facts(costs=dict.fromkeys(range(2021, 2025), cost(hours=0))),
            some_facts(costs=dict.fromkeys(range(2021, 2024), cost(hours=280)) | {2024: cost(hours=281)}),
        ),
    ),
    "cost.sources_do_not_add": (
        (some_facts(entry=Entry(cost=YearCost(project=Decimal(100), sources=(Decimal(60), Decimal(30))))),),
        (some_facts(entry=Entry(cost=YearCost(project=Decimal(90), sources=(Decimal(60), Decimal(30))))),),
    ),
    "cost.total_does_not_add": (
        (some_facts(entry=Entry(cost=cost(project=100, personnel=40, total=150))),),
        (some_facts(entry=Entry(cost=cost(project=100, personnel=40, total=140))),),
    ),
    "cost.general_above_project": (
        (some_facts(entry=Entry(cost=cost(project=100, general_revenue=101))),),
        (some_facts(entry=Entry(cost=cost(project=100, general_revenue=100))),),
    ),
    "cost.money_without_hours": (
        (some_facts(entry=Entry(cost=cost(project=100, hours=0))),),
        (
            some_facts(entry=Entry(cost=cost(project=0, hours=0))),
            some_facts(entry=Entry(cost=cost(project=100))),
        ),
    ),
    "cost.hours_without_personnel": (
        (
            some_facts(entry=Entry(cost=cost(hours=10, personnel=0))),
            some_facts(entry=Entry(cost=cost(hours=0, personnel=9))),
        ),
        (
            some_facts(entry=Entry(cost=cost(hours=0, personnel=0))),
            some_facts(entry=Entry(cost=cost(hours=10, personnel=40))),
        ),
    ),
    "cost.rate_differs": (
        tuple(
            some_facts(name=str(nth), entry=Entry(cost=cost(hours=100, personnel=400 if nth else 900)))
            for nth in range(6)
        ),
        tuple(
            some_facts(name=str(nth), entry=Entry(cost=cost(hours=100, personnel=400 if nth else 420)))
            for nth in range(6)
        ),
    ),
    "cost.thousandfold": (
        (some_facts(costs=_years(y2023=cost(project=450), y2024=cost(project=451000))),),
        (some_facts(costs=_years(y2023=cost(project=450), y2024=cost(project=4510))),),
    ),
    "cost.hours_per_person": (
        (some_facts(entry=Entry(cost=cost(staff=2, hours=6500))),),
        (some_facts(entry=Entry(cost=cost(staff=2, hours=3900))),),
    ),
    "text.copied_last_year": (
        (some_facts(entry=_texts(done=LONG), last=_texts(done=f"　{LONG}")),),
        (
            some_facts(entry=_texts(done=LONG), last=_texts(done=OTHER)),
            some_facts(entry=_texts(done="例年どおり"), last=_texts(done="例年どおり")),
        ),
    ),
    "text.copied_neighbour": (
        (some_facts(entry=_texts(issues=LONG)), some_facts(entry=_texts(reason=LONG), name="two")),
        (some_facts(entry=_texts(issues=LONG)), some_facts(entry=_texts(issues=OTHER), name="two")),
    ),
    "text.same_in_two_fields": (
        (some_facts(entry=_texts(done=LONG, issues=LONG)),),
        (some_facts(entry=_texts(done=LONG, issues=OTHER)),),
    ),
    "text.leads_elsewhere": (
        (some_facts(entry=_texts(done="同 上。")),),
        (some_facts(entry=_texts(done="同上の理由により実施を見送った。")),),
    ),
    "rating.better_than_indicators": (
        (some_facts(an_indicator(20), entry=RATED_GOOD),),
        (some_facts(an_indicator(80), entry=RATED_GOOD), some_facts(an_indicator(20), entry=RATED_BAD)),
    ),
    "rating.worse_than_indicators": (
        (some_facts(an_indicator(95), entry=RATED_BAD),),
        (
            some_facts(an_indicator(89), entry=RATED_BAD),
            some_facts(an_indicator(95), entry=Entry(ratings=rated("評価できない"))),
        ),
    ),
    "rating.override_without_reason": (
        (some_facts(entry=Entry(ratings=rated("達成", proposed="未達成"))),),
        (
            some_facts(entry=Entry(ratings=rated("達成", proposed="未達成", reason="別の統計で確かめた。"))),
            some_facts(entry=Entry(ratings=rated("達成", proposed="達成"))),
        ),
    ),
    "rating.stages_disagree": (
        (
            some_facts(entry=Entry(ratings=rated("達成", "未達成"))),
            some_facts(entry=Entry(directions=rated("継続", "改善"))),
        ),
        (
            some_facts(entry=Entry(ratings=rated("達成", "未達成", reason="現地で確かめた。"))),
            some_facts(entry=Entry(ratings=rated("達成", "達成"))),
        ),
    ),
    "direction.without_consequence": (
        (some_facts(entry=Entry(cost=SAME), last=DIRECTED),),
        (
            some_facts(entry=Entry(cost=cost(project=100, hours=40)), last=DIRECTED),
            some_facts(entry=Entry(cost=SAME), last=replace(DIRECTED, directions=rated("継続"))),
            some_facts(
                entry=Entry(cost=SAME, texts={"done": LONG}), last=replace(DIRECTED, texts={"done": OTHER})
            ),
        ),
    ),
    "schedule.late_without_reason": (
        (some_facts(entry=Entry(schedule_rating="遅れ")),),
        (
            some_facts(entry=Entry(schedule_rating="遅れ", texts={"reason": "入札が不調だった。"})),
            some_facts(entry=Entry(schedule_rating="順調")),
        ),
    ),
    "schedule.completed_with_future": (
        (
            some_facts(entry=Entry(schedule_reached="完了"), steps=((2025, "運用"),)),
            some_facts(entry=Entry(directions=rated("完了")), steps=((2025, "運用"),)),
        ),
        (
            some_facts(entry=Entry(schedule_reached="完了"), steps=((2024, "運用"),)),
            some_facts(entry=Entry(schedule_reached="完了"), steps=((2025, "完了"),)),
        ),
    ),
    "schedule.behind_but_on_track": (
        (some_facts(entry=Entry(schedule_reached="試行", schedule_rating="順調"), steps=((YEAR, "運用"),)),),
        (
            some_facts(entry=Entry(schedule_reached="試行", schedule_rating="遅れ"), steps=((YEAR, "運用"),)),
            some_facts(entry=Entry(schedule_reached="運用", schedule_rating="順調"), steps=((YEAR, "運用"),)),
        ),
    ),
    "schedule.went_back": (
        (some_facts(entry=Entry(schedule_reached="検討"), last=Entry(schedule_reached="試行")),),
        (some_facts(entry=Entry(schedule_reached="試行"), last=Entry(schedule_reached="検討")),),
    ),
    "schedule.ended_but_goes_on": (
        (some_facts(last=Entry(directions=rated("廃止")), steps=((2025, "運用"),)),),
        (
            some_facts(last=Entry(directions=rated("廃止")), steps=((2023, "運用"),)),
            some_facts(last=Entry(directions=rated("継続")), steps=((2025, "運用"),)),
        ),
    ),
    "people.dead_division": ((some_facts(division=GONE),), (some_facts(division=ENDING), some_facts())),
    "people.no_division": ((some_facts(division=None),), (some_facts(),)),
    "people.no_owner": (
        (some_facts(entry=Entry(has_owner=False)),),
        (some_facts(entry=Entry(has_owner=True)), some_facts()),
    ),
}
