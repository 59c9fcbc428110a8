"""A small fictional plan of any size, the same every time, for tests that need a whole document."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Basis,
    Budget,
    Cost,
    Direction,
    FundingSource,
    Indicator,
    IndicatorKind,
    Item,
    ItemStatus,
    Judgement,
    Level,
    Link,
    LinkKind,
    MissingReason,
    Remark,
    ScheduleStep,
    Sheet,
    TargetKind,
    Workload,
    YearTarget,
)
from ayumi.document.plan import (
    DivisionName,
    MunicipalityName,
    PlanHead,
    PlanKind,
    PlanPeriod,
    RevisionHead,
    YearlyEvaluation,
)
from ayumi.document.plan_document import PlanDocument
from tests.document_surroundings import CHAPTERS, EVIDENCE_SOURCES, FIGURES, GLOSSARY, RELATED_PLANS

NAMESPACE = UUID("5b0f5a4e-6c0e-5d0b-9f2e-0d6f8a2f7c11")
YEARS = (2023, 2024, 2025, 2026, 2027)
LEVEL_NAMES = ("基本目標", "基本方針", "施策", "取組")
GROUP_SIZES = (200, 50, 10)
"""How many measures stand under one item of each level above the measures."""
COSTED = ((2022, Basis.FINAL), (2023, Basis.ESTIMATE), (2023, Basis.FINAL), (2024, Basis.PLANNED))
STEPS = ("検討", "準備", "試行", "導入", "運用")
KINDS = tuple(TargetKind)
TEXT_TARGETS = {
    TargetKind.MILESTONE: ("要件の整理", "仕様の確定", "試行の開始", "本格導入", "全庁展開"),
    TargetKind.DIRECTION_ONLY: ("上昇",) * 5,
}


def sample_document(*, measures: int, seed: str = "sample") -> PlanDocument:
    """Return a valid fictional plan (架空の市) of FY2023–FY2027 with ``measures`` measures.

    Every measure has two or three indicators; the target kinds follow one another in turn. From
    three measures on, one repeat entry (再掲) of the first measure stands at the end. Two documents
    with different ``seed`` share no id; the same arguments always give the same document.
    """
    return PlanDocument(
        id=_identifier(seed, "plan"),
        municipality=MunicipalityName(name="架空の市", code="990001"),
        plan=PlanHead(
            title="架空の市情報化計画（サンプル）",
            edition=3,
            kind=PlanKind.ICT,
            period=PlanPeriod(first_fiscal_year=YEARS[0], last_fiscal_year=YEARS[-1]),
            yearly_evaluation=YearlyEvaluation(
                text="毎年度、進捗を評価し公表します。", method_described_in="第2章"
            ),
        ),
        revision=RevisionHead(effective_date=date(2023, 4, 1), decided_by="情報化推進本部"),
        purposes=("市民の利便性を高めます。", "行政の事務を効率化します。"),
        divisions=_divisions(seed),
        levels=tuple(
            Level(id=_level(seed, rank), name=name, rank=rank) for rank, name in enumerate(LEVEL_NAMES, 1)
        ),
        items=_items(seed, measures),
        related_plans=RELATED_PLANS,
        evidence_sources=EVIDENCE_SOURCES,
        chapters=CHAPTERS,
        figures=FIGURES,
        glossary=GLOSSARY,
    )


def _identifier(seed: str, name: str) -> str:
    return str(uuid5(NAMESPACE, f"{seed}/{name}"))


def _level(seed: str, rank: int) -> str:
    return _identifier(seed, f"level/{rank}")


def _divisions(seed: str) -> tuple[DivisionName, ...]:
    """Return three living divisions and one that was renamed on 1 April 2023."""
    return (
        DivisionName(
            id=_identifier(seed, "division/former"),
            name="情報政策課",
            valid_from=date(2010, 4, 1),
            valid_to=date(2023, 3, 31),
            successors=(_identifier(seed, "division/0"),),
        ),
        *(
            DivisionName(id=_identifier(seed, f"division/{index}"), name=name, valid_from=date(2023, 4, 1))
            for index, name in enumerate(("デジタル推進課", "総務課", "防災課"))
        ),
    )


def _items(seed: str, measures: int) -> tuple[Item, ...]:
    """Return groups and measures in printed order, parents first."""
    items: list[Item] = []
    parents: list[Item] = []
    for index in range(measures):
        for depth, size in enumerate(GROUP_SIZES):
            if index % size == 0:
                parents = [*parents[:depth], _group(seed, depth, index // size + 1, parents[:depth])]
                items.append(parents[-1])
        items.append(_measure(seed, index, parents[-1]))
    if measures >= 3:
        original = next(item for item in items if item.sheet is not None)
        items.append(
            Item(
                id=_identifier(seed, "repeat"),
                level_id=original.level_id,
                parent_id=parents[-1].id,
                number=f"{measures + 1}",
                title=original.title,
                cross_listed_from=original.id,
            )
        )
    return tuple(items)


def _group(seed: str, depth: int, count: int, above: list[Item]) -> Item:
    return Item(
        id=_identifier(seed, f"group/{depth}/{count}"),
        level_id=_level(seed, depth + 1),
        parent_id=above[-1].id if above else None,
        number=f"{LEVEL_NAMES[depth]}{count}",
        title=f"{LEVEL_NAMES[depth]}その{count}",
    )


def _measure(seed: str, index: int, parent: Item) -> Item:
    return Item(
        id=_identifier(seed, f"measure/{index}"),
        level_id=_level(seed, 4),
        parent_id=parent.id,
        number=str(index + 1),
        title=f"架空の取組{index + 1}",
        status=tuple(ItemStatus)[index % 3],
        priority=index % 5 == 0,
        division_id=_identifier(seed, f"division/{index % 3}"),
        contributing_division_ids=(_identifier(seed, f"division/{(index + 1) % 3}"),),
        sheet=Sheet(
            purpose=f"取組{index + 1}の目的です。",
            target_group="市民",
            current_state="窓口に来なければ手続ができません。",
            description="オンラインで手続ができるようにします。",
            outlook="対象の手続を広げます。",
            legal_basis="架空の市情報化推進条例",
        ),
        indicators=tuple(_indicator(seed, index, place) for place in range(2 + index % 2)),
        schedule=tuple(
            ScheduleStep(fiscal_year=year, step=step, text=f"{step}します。")
            for year, step in zip(YEARS, STEPS, strict=True)
        ),
        budgets=(
            Budget(fiscal_year=2023, source=FundingSource.NATIONAL_GRANT, thousand_yen=500 * (index % 7 + 1)),
            Budget(fiscal_year=2023, source=FundingSource.GENERAL_REVENUE, thousand_yen=1200 + index),
        ),
        **_results(index),
        links=(
            Link(
                kind=tuple(LinkKind)[index % len(LinkKind)],
                plan_title="架空の市総合計画",
                target_id=_identifier(seed, f"target/{index % 5}") if index % 2 else None,
                target_label=f"第{index % 5 + 1}章",
            ),
        ),
    )


def _results(index: int) -> dict[str, Any]:
    """Return what stands beside the plan's own words of a measure."""
    return {
        "costs": tuple(
            Cost(fiscal_year=year, basis=basis, source=source, thousand_yen=Decimal(f"{amount + index}.50"))
            for year, basis in COSTED
            for source, amount in ((FundingSource.NATIONAL_GRANT, 0), (FundingSource.GENERAL_REVENUE, 900))
        ),
        "workloads": tuple(
            Workload(fiscal_year=year, basis=basis, staff=Decimal("1.5"), hours=Decimal(280 + index))
            for year, basis in COSTED
        ),
        "judgements": (
            Judgement(
                fiscal_year=2023,
                stage="架空の担当課",
                subject="方向性",
                value="継続",
                reason="効果がありました。",
            ),
            Judgement(fiscal_year=2023, stage="課長", subject="方向性", value="改善"),
        ),
        "remarks": (Remark(heading="市民の声", text=f"取組{index + 1}を待つ声があります。"),),
    }


def _indicator(seed: str, measure: int, place: int) -> Indicator:
    count = measure * 2 + measure // 2 + place
    kind = KINDS[count % len(KINDS)]
    return Indicator(
        id=_identifier(seed, f"indicator/{measure}/{place}"),
        name=f"架空の指標{measure + 1}-{place + 1}",
        kind=tuple(IndicatorKind)[count % 3],
        unit="" if kind in TEXT_TARGETS else ("％", "件", "人")[count % 3],
        direction=Direction.LOWER if kind is TargetKind.MAINTAIN else Direction.HIGHER,
        target_kind=kind,
        source="庁内の集計",
        known_when="毎年5月頃",
        reason="実績の伸びから定めました。",
        baselines=_baselines(kind, count),
        targets=tuple(target for year in YEARS for target in _targets(kind, count, year)),
        actuals=_actuals(kind, count),
    )


def _value(kind: TargetKind, count: int, year: int) -> Decimal:
    """Return the planned value of a year; one decimal place throughout, so that "57.0" is kept."""
    if kind is TargetKind.MAINTAIN:
        return Decimal("0.0")
    return Decimal(10 + count % 40 + 5 * (year - 2022)).quantize(Decimal("0.1"))


def _groups(kind: TargetKind) -> tuple[str, ...]:
    return ("小学校", "中学校") if kind is TargetKind.PER_GROUP else ("",)


def _baselines(kind: TargetKind, count: int) -> tuple[Baseline, ...]:
    if kind is TargetKind.MILESTONE:
        return (Baseline(fiscal_year=2022, text="未着手"),)
    return tuple(
        Baseline(fiscal_year=2022, value=_value(kind, count, 2022), group=group) for group in _groups(kind)
    )


def _targets(kind: TargetKind, count: int, year: int) -> tuple[YearTarget, ...]:
    if kind in TEXT_TARGETS:
        return (YearTarget(fiscal_year=year, text=TEXT_TARGETS[kind][year - YEARS[0]]),)
    return tuple(
        YearTarget(fiscal_year=year, value=_value(kind, count, year), group=group) for group in _groups(kind)
    )


def _actuals(kind: TargetKind, count: int) -> tuple[Actual, ...]:
    """Return FY2023 final, then FY2024 as a reason for missing or as an estimate with its final."""
    final, estimate = ActualStatus.FINAL, ActualStatus.ESTIMATE
    if kind is TargetKind.MILESTONE:
        return (Actual(fiscal_year=2023, status=final, text="要件の整理", as_of=date(2024, 3, 31)),)
    if count % 11 == 10:
        return (Actual(fiscal_year=2023, status=final, missing=tuple(MissingReason)[count % 5]),)
    return tuple(
        Actual(
            fiscal_year=year,
            status=status,
            value=_value(kind, count, year) - (count % 3),
            group=group,
            as_of=date(year + 1, month, 1),
            source="庁内の集計",
        )
        for year, status, month in ((2023, final, 6), (2024, estimate, 2), (2024, final, 6))
        for group in _groups(kind)
    )
