"""The plans around the sample's ICT plan: above, before and beside it; and the plan of the town."""

from ayumi.config.sample_city.actuals import Reporting
from ayumi.config.sample_city.city import TOWN
from ayumi.config.sample_city.indicators import indicator_of
from ayumi.config.sample_city.table_plans import SOURCE, TablePlan, document_of, line_of, yearly_indicators
from ayumi.config.sample_city.tables import Row, rows
from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Baseline,
    Direction,
    Indicator,
    IndicatorKind,
    Link,
    LinkKind,
    TargetKind,
    YearTarget,
)
from ayumi.document.plan import PlanHead, PlanKind, PlanPeriod, RelatedPlan, RelatedPlanRelation
from ayumi.document.plan_document import PlanDocument

ICT_TITLE = "第3次ひばり野市情報化基本計画"
ICT_YEARS = range(2021, 2026)
ICT_REPORTING = Reporting(baseline_year=2020, final_years=(2021, 2022), estimate_year=2023)


def _head(title: str, kind: PlanKind, years: tuple[int, int], edition: int | None = None) -> PlanHead:
    period = PlanPeriod(first_fiscal_year=years[0], last_fiscal_year=years[1])
    return PlanHead(title=title, edition=edition, kind=kind, period=period)


def _upper(head: PlanHead, established: str, principles: tuple[str, ...] = ()) -> RelatedPlan:
    return RelatedPlan(
        title=head.title,
        relation=RelatedPlanRelation.UPPER,
        kind=head.kind,
        established=established,
        period=head.period,
        principles=principles,
    )


VISION = TablePlan(
    "vision",
    _head("ひばり野市長期ビジョン", PlanKind.VISION, (2016, 2035)),
    ("基本理念", "目指す姿"),
    ("市民と行政が20年後のまちの姿を共有し、分野を越えて同じ方向へ進みます。",),
)
VISION_ABOVE = _upper(VISION.head, "2016-03", ("人を育てる", "まちを結ぶ", "暮らしを守る"))
COMPREHENSIVE = TablePlan(
    "comprehensive",
    _head("第5次ひばり野市総合計画", PlanKind.COMPREHENSIVE, (2021, 2030), 5),
    ("基本目標", "基本方針", "施策"),
    ("まちの将来像「空ひろく、人あたたかいまち」を実現するため、分野を越えて施策を進めます。",),
    Reporting(2020, (2021, 2022), 2023),
    (VISION_ABOVE,),
)
COMPREHENSIVE_ABOVE = _upper(COMPREHENSIVE.head, "2021-03")
PREVIOUS = TablePlan(
    "previous",
    _head("第2次ひばり野市情報化基本計画", PlanKind.ICT, (2016, 2020), 2),
    ("基本目標", "取組"),
    (
        "市民が必要な情報と手続を身近に利用できるようにします。",
        "情報化により、正確で効率のよい事務を実現します。",
    ),
    related_plans=(
        _upper(VISION.head, "2016-03"),
        _upper(_head("第4次ひばり野市総合計画", PlanKind.COMPREHENSIVE, (2011, 2020), 4), "2011-03"),
    ),
)
_BESIDE = RelatedPlan(
    title=ICT_TITLE,
    relation=RelatedPlanRelation.PARALLEL,
    kind=PlanKind.ICT,
    established="2021-03",
    period=PlanPeriod(first_fiscal_year=ICT_YEARS[0], last_fiscal_year=ICT_YEARS[-1]),
    linked=True,
)


def _departmental(key: str, title: str, years: tuple[int, int], purpose: str) -> TablePlan:
    head = _head(title, PlanKind.DEPARTMENTAL, years)
    first = years[0]
    reporting = Reporting(first - 1, (first, first + 1), first + 2)
    return TablePlan(
        key,
        head,
        ("基本方針", "取組"),
        (purpose,),
        reporting,
        (COMPREHENSIVE_ABOVE, _BESIDE),
    )


DEPARTMENTAL = (
    _departmental(
        "bousai",
        "ひばり野市地域防災計画",
        (2021, 2025),
        "災害から市民の生命、身体及び財産を守るため、平時の備えから復旧までの取組を定めます。",
    ),
    _departmental(
        "kosodate",
        "第2期ひばり野市子ども・子育て支援事業計画",
        (2020, 2024),
        "すべての子どもが健やかに育ち、保護者が喜びを持って子育てできるまちをつくります。",
    ),
    _departmental(
        "gyokaku",
        "第7次ひばり野市行政改革大綱",
        (2021, 2025),
        "限られた職員と財源で市民の期待に応え続けるため、仕事と組織のあり方を改めます。",
    ),
    _departmental(
        "kyoiku",
        "ひばり野市教育振興基本計画",
        (2021, 2025),
        "一人ひとりが学びを通じて可能性を伸ばし、ともに支え合う力を育てます。",
    ),
)


def vision() -> PlanDocument:
    """Return ひばり野市長期ビジョン (FY2016–FY2035)."""
    return document_of(VISION)


def comprehensive_plan() -> PlanDocument:
    """Return 第5次総合計画 (FY2021–FY2030), whose items contribute to the vision's."""
    return document_of(
        COMPREHENSIVE, links_of=lambda row: (link_to(VISION, row["vision"], LinkKind.CONTRIBUTES_TO),)
    )


def previous_plan() -> PlanDocument:
    """Return 第2次情報化基本計画 (FY2016–FY2020) with what came of it."""
    return document_of(PREVIOUS, indicators_of=_past_indicators)


def departmental_plans() -> tuple[PlanDocument, ...]:
    """Return the departmental plans; what stands in the ICT plan too is marked as the same."""
    return tuple(
        document_of(plan, links_of=_departmental_links, indicators_of=_shared_indicators)
        for plan in DEPARTMENTAL
    )


def town_plan() -> PlanDocument:
    """Return the plan of the second municipality, which no one of the first may see."""
    plan = TablePlan(
        "minori",
        _head("みのり野町デジタル推進計画", PlanKind.ICT, (2023, 2027)),
        ("基本目標", "取組"),
        ("町民の手続をやさしくし、少ない職員でも安心して暮らせる町を支えます。",),
        Reporting(2022, (2023, 2024), 2025),
        (
            _upper(_head("第6次みのり野町総合計画", PlanKind.COMPREHENSIVE, (2021, 2030), 6), "2021-03"),
            RelatedPlan(
                title="自治体DX推進計画", relation=RelatedPlanRelation.NATIONAL, kind=PlanKind.NATIONAL
            ),
        ),
        place=TOWN,
    )
    return document_of(plan)


def link_to(plan: TablePlan, title: str, kind: LinkKind) -> Link:
    """Return a link to the item of ``plan`` that is called ``title``."""
    label, identifier = plan.label_and_id(title)
    return Link(kind=kind, plan_title=plan.head.title, target_id=identifier, target_label=label)


def _departmental_links(row: Row) -> tuple[Link, ...]:
    links = [link_to(COMPREHENSIVE, row["comprehensive"], LinkKind.IMPLEMENTS)]
    if row["ict"]:
        kind = LinkKind.SAME_AS if _is_shared(row) else LinkKind.CONTRIBUTES_TO
        target = ict_measure_id(row["ict"])
        links.append(Link(kind=kind, plan_title=ICT_TITLE, target_id=target, target_label=row["ict"]))
    return tuple(links)


def _is_shared(row: Row) -> bool:
    """Tell whether the ICT plan follows the row's item by the very same indicator."""
    return bool(row["ict"]) and _measure_row(row["ict"])["indicator"] == row["indicator"]


def _measure_row(title: str) -> Row:
    return next(row for part in range(1, 5) for row in rows(f"measures_{part}") if row["title"] == title)


def _shared_indicators(plan: TablePlan, row: Row) -> tuple[Indicator, ...]:
    """Return the row's indicator; what is the same in the ICT plan has the same values in both."""
    period = plan.head.period
    if period is None or not _is_shared(row):
        return yearly_indicators(plan, row)
    identifier = plan.identifier("indicator", row["title"])
    shared = indicator_of(line_of(_measure_row(row["ict"])), identifier, ICT_YEARS, ICT_REPORTING)
    years = period.fiscal_years
    targets = tuple(target for target in shared.targets if target.fiscal_year in years)
    return (shared.model_copy(update={"targets": targets}),)


def ict_measure_id(title: str) -> str:
    """Return the id of a measure of the ICT plan."""
    return COMPREHENSIVE.place.identifier("ict", "measure", title)


def _past_indicators(plan: TablePlan, row: Row) -> tuple[Indicator, ...]:
    """Return the indicator of a finished plan: one target for the last year, and what was reached."""
    falls = float(row["target"]) < float(row["baseline"])
    period = plan.head.period
    assert period is not None
    first, last = period.first_fiscal_year, period.last_fiscal_year
    result = Actual.model_validate(
        {
            "fiscal_year": last,
            "status": ActualStatus.FINAL,
            "value": row["result"],
            "as_of": f"{last + 1}-05-31",
            "source": SOURCE,
        }
    )
    return (
        Indicator(
            id=plan.identifier("indicator", row["title"]),
            name=row["indicator"],
            kind=IndicatorKind.OUTPUT,
            unit=row["unit"],
            direction=Direction.LOWER if falls else Direction.HIGHER,
            target_kind=TargetKind.LEVEL,
            source=SOURCE,
            baselines=(Baseline.model_validate({"fiscal_year": first - 1, "value": row["baseline"]}),),
            targets=(YearTarget.model_validate({"fiscal_year": last, "value": row["target"]}),),
            actuals=(result,),
        ),
    )


def rows_of_departmental() -> list[tuple[TablePlan, Row]]:
    """Return every row of a departmental plan that the ICT plan takes in."""
    return [(plan, row) for plan in DEPARTMENTAL for row in rows(plan.key) if row["ict"]]
