"""The plans around the sample's ICT plan: above, before and beside it; and the plan of the town."""

from ayumi.config.sample_city.actuals import Reporting
from ayumi.config.sample_city.city import TOWN
from ayumi.config.sample_city.table_plans import SOURCE, TablePlan, document_of
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


def _head(title: str, kind: PlanKind, years: tuple[int, int], edition: int | None = None) -> PlanHead:
    period = PlanPeriod(first_fiscal_year=years[0], last_fiscal_year=years[1])
    return PlanHead(title=title, edition=edition, kind=kind, period=period)


VISION = TablePlan(
    "vision",
    _head("ひばり野市長期ビジョン", PlanKind.VISION, (2016, 2035)),
    ("基本理念", "目指す姿"),
    ("市民と行政が20年後のまちの姿を共有し、分野を越えて同じ方向へ進みます。",),
)
COMPREHENSIVE = TablePlan(
    "comprehensive",
    _head("第5次ひばり野市総合計画", PlanKind.COMPREHENSIVE, (2021, 2030), 5),
    ("基本目標", "基本方針", "施策"),
    ("まちの将来像「空ひろく、人あたたかいまち」を実現するため、分野を越えて施策を進めます。",),
    Reporting(2020, (2021, 2022), 2023),
    (
        RelatedPlan(
            title=VISION.head.title,
            relation=RelatedPlanRelation.UPPER,
            kind=PlanKind.VISION,
            established="2016-03",
            period=VISION.head.period,
            principles=("人を育てる", "まちを結ぶ", "暮らしを守る"),
        ),
    ),
)
PREVIOUS = TablePlan(
    "previous",
    _head("第2次ひばり野市情報化基本計画", PlanKind.ICT, (2016, 2020), 2),
    ("基本目標", "取組"),
    (
        "市民が必要な情報と手続を身近に利用できるようにします。",
        "情報化により、正確で効率のよい事務を実現します。",
    ),
)
_UPPER = RelatedPlan(
    title=COMPREHENSIVE.head.title,
    relation=RelatedPlanRelation.UPPER,
    kind=PlanKind.COMPREHENSIVE,
    established="2021-03",
    period=COMPREHENSIVE.head.period,
)
_BESIDE = RelatedPlan(
    title=ICT_TITLE,
    relation=RelatedPlanRelation.PARALLEL,
    kind=PlanKind.ICT,
    established="2021-03",
    period=PlanPeriod(first_fiscal_year=2021, last_fiscal_year=2025),
    linked=True,
)


def _departmental(key: str, title: str, years: tuple[int, int], purpose: str) -> TablePlan:
    head = _head(title, PlanKind.DEPARTMENTAL, years)
    first = years[0]
    reporting = Reporting(first - 1, (first, first + 1), first + 2)
    return TablePlan(key, head, ("基本方針", "取組"), (purpose,), reporting, (_UPPER, _BESIDE))


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
    return tuple(document_of(plan, links_of=_departmental_links) for plan in DEPARTMENTAL)


def town_plan() -> PlanDocument:
    """Return the plan of the second municipality, which no one of the first may see."""
    plan = TablePlan(
        "minori",
        _head("みのり野町デジタル推進計画", PlanKind.ICT, (2023, 2027)),
        ("基本目標", "取組"),
        ("町民の手続をやさしくし、少ない職員でも安心して暮らせる町を支えます。",),
        Reporting(2022, (2023, 2024), 2025),
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
        # The ICT plan's numbers are made while it is built; its ids are known by title.
        from_title = ict_measure_id(row["ict"])
        links.append(
            Link(kind=LinkKind.SAME_AS, plan_title=ICT_TITLE, target_id=from_title, target_label=row["ict"])
        )
    return tuple(links)


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
