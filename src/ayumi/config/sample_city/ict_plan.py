"""The sample city's ICT plan: 120 measures with 300 indicators, built from the tables beside it."""

from collections.abc import Iterator
from decimal import Decimal

from ayumi.config.sample_city.city import (
    COMPREHENSIVE_TITLE,
    division_id,
    divisions,
    identifier,
    municipality,
)
from ayumi.config.sample_city.comprehensive_plan import POLICIES, policy_id
from ayumi.config.sample_city.ict_text import CHAPTERS, EVIDENCE, FIGURES, GLOSSARY, PURPOSES, RELATED_PLANS
from ayumi.config.sample_city.measure_table import GOALS
from ayumi.config.sample_city.measure_table_two import GOALS_TWO
from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Budget,
    FundingSource,
    Indicator,
    IndicatorKind,
    Item,
    ItemStatus,
    Level,
    Link,
    LinkKind,
    ScheduleStep,
    Sheet,
    TargetKind,
    YearTarget,
)
from ayumi.document.plan import PlanHead, PlanKind, PlanPeriod, YearlyEvaluation
from ayumi.document.plan_document import PlanDocument

YEARS = range(2023, 2028)
LEVELS = ("基本目標", "基本方針", "施策", "取組")
_STEPS = (
    ("検討", "準備", "試行", "導入", "運用"),
    ("準備", "導入", "運用", "運用", "拡充"),
    ("運用", "運用", "拡充", "拡充", "拡充"),
)
_STATUSES = (ItemStatus.CONTINUING, ItemStatus.NEW, ItemStatus.EXPANDED)


def ict_plan() -> PlanDocument:
    """Return 第3次情報化基本計画 (FY2023–FY2027)."""
    return PlanDocument(
        id=identifier("ict"),
        municipality=municipality(),
        plan=PlanHead(
            title="第3次ひばり野市情報化基本計画",
            edition=3,
            kind=PlanKind.ICT,
            period=PlanPeriod(first_fiscal_year=YEARS[0], last_fiscal_year=YEARS[-1]),
            yearly_evaluation=YearlyEvaluation(
                text="年度ごとに評価を行い、必要に応じて施策を見直します。", method_described_in="第7章"
            ),
        ),
        purposes=PURPOSES,
        related_plans=RELATED_PLANS,
        evidence_sources=EVIDENCE,
        chapters=CHAPTERS,
        figures=FIGURES,
        glossary=GLOSSARY,
        divisions=divisions(),
        levels=tuple(
            Level(id=_level(rank), name=name, rank=rank) for rank, name in enumerate(LEVELS, start=1)
        ),
        items=tuple(_items()),
    )


def _level(rank: int) -> str:
    return identifier("ict", "level", rank)


def _items() -> Iterator[Item]:
    policy = measure = 0
    for goal, (goal_title, objectives) in enumerate(GOALS + GOALS_TWO, start=1):
        top = _node(1, None, f"{goal}", goal_title)
        yield top
        for objective, (objective_title, groups) in enumerate(objectives, start=1):
            middle = _node(2, top.id, f"{goal}-{objective}", objective_title)
            yield middle
            for place, (group_title, lines) in enumerate(groups, start=1):
                group = _node(3, middle.id, f"{middle.number}-{place}", group_title)
                yield group
                for line_place, line in enumerate(lines.splitlines(), start=1):
                    yield _measure(group, line_place, line, measure, policy)
                    measure += 1
            policy += 1


def _node(rank: int, parent_id: str | None, number: str, title: str) -> Item:
    node_id = identifier("ict", "node", number)
    return Item(id=node_id, level_id=_level(rank), parent_id=parent_id, number=number, title=title)


def _measure(group: Item, place: int, line: str, index: int, policy: int) -> Item:
    title, division, counted, unit = line.split("/")
    item_id = identifier("ict", "measure", index)
    steps = _STEPS[index % 3]
    return Item(
        id=item_id,
        level_id=_level(4),
        parent_id=group.id,
        number=f"{group.number}-{place}",
        title=title,
        status=_STATUSES[index % 3],
        priority=index % 8 == 0,
        division_id=division_id(division),
        sheet=Sheet(
            purpose=f"「{group.title}」のため、{title}に取り組みます。",
            target_group="市民・事業者" if unit in ("件", "人", "世帯", "社") else "市職員・市民",
            current_state=f"{counted}を毎年度把握しています。前の計画の期間では伸びが緩やかでした。",
            description=f"{division}が中心となり、{steps[0]}から{steps[-1]}まで段階を追って進めます。",
            outlook="計画の最終年度に効果を確かめ、次の計画での扱いを決めます。",
        ),
        indicators=tuple(_indicators(item_id, index, counted, unit)),
        schedule=tuple(
            ScheduleStep(fiscal_year=year, step=step) for year, step in zip(YEARS, steps, strict=True)
        ),
        budgets=tuple(_budgets(index)),
        links=(
            Link(
                kind=LinkKind.IMPLEMENTS,
                plan_title=COMPREHENSIVE_TITLE,
                target_id=policy_id(policy),
                target_label=f"1-{policy + 1} {POLICIES[policy][0]}",
            ),
        ),
    )


def _indicators(item_id: str, index: int, counted: str, unit: str) -> Iterator[Indicator]:
    start = Decimal(20 + index * 7 % 40)
    yield _indicator(f"{item_id}/1", counted, unit, (TargetKind.LEVEL, start, index))
    yield _indicator(
        f"{item_id}/2", "取組について説明や研修を行った回数", "回", (TargetKind.ANNUAL, Decimal(2), index)
    )
    if index % 2 == 0:
        yield _indicator(
            f"{item_id}/3", "改善した手順の累計", "件", (TargetKind.CUMULATIVE, Decimal(0), index)
        )


def _indicator(key: str, name: str, unit: str, shape: tuple[TargetKind, Decimal, int]) -> Indicator:
    kind, start, index = shape
    step = Decimal(2 + index % 5)
    lag = Decimal(index % 4) / 2

    def reached(year: int) -> Decimal:
        return start + max(Decimal(0), step * (year - 2022) - lag)

    actuals = [
        Actual(fiscal_year=year, status=ActualStatus.FINAL, value=reached(year), source="所管課の集計")
        for year in (2023, 2024)
    ]
    if index % 3 == 0:
        actuals.append(Actual(fiscal_year=2025, status=ActualStatus.ESTIMATE, value=reached(2025)))
    return Indicator(
        id=identifier("ict", "indicator", key),
        name=name,
        kind=IndicatorKind.OUTCOME if kind is TargetKind.LEVEL else IndicatorKind.OUTPUT,
        unit=unit,
        target_kind=kind,
        known_when="毎年5月頃",
        baselines=(Baseline(fiscal_year=2022, value=start),),
        targets=tuple(YearTarget(fiscal_year=year, value=start + step * (year - 2022)) for year in YEARS),
        actuals=tuple(actuals),
    )


def _budgets(index: int) -> Iterator[Budget]:
    for year in YEARS:
        amount = 200 + index * 37 % 900 + (year - 2023) * 50
        yield Budget(fiscal_year=year, source=FundingSource.GENERAL_REVENUE, thousand_yen=amount)
        if index % 4 == 0:
            yield Budget(fiscal_year=year, source=FundingSource.NATIONAL_GRANT, thousand_yen=amount // 2)
