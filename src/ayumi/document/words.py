"""The Japanese words and numbers in which every edition of a plan prints its values.

One table per enumeration, so that the book, the text edition and the pages use the same word.
Words follow ``terms.md`` and common municipal print.
"""

import re
from datetime import date
from decimal import Decimal

from ayumi.document.measures import (
    Actual,
    ActualStatus,
    Basis,
    Direction,
    FundingSource,
    IndicatorKind,
    ItemStatus,
    LinkKind,
    MissingReason,
    TargetKind,
)
from ayumi.document.plan import PlanHead, PlanKind, PlanPeriod, RelatedPlanRelation, SourceSide
from ayumi.ground.era import era_year
from ayumi.ground.fiscal_year import FiscalYear
from ayumi.ground.rounding import round_half_up

ITEM_STATUS = {ItemStatus.NEW: "新規", ItemStatus.CONTINUING: "継続", ItemStatus.EXPANDED: "拡充"}
INDICATOR_KIND = {
    IndicatorKind.OUTPUT: "活動指標",
    IndicatorKind.OUTCOME: "成果指標",
    IndicatorKind.POPULATION: "対象指標",
}
DIRECTION = {Direction.HIGHER: "高いほど良い", Direction.LOWER: "低いほど良い"}
PLAN_KIND = {
    PlanKind.VISION: "長期ビジョン",
    PlanKind.COMPREHENSIVE: "総合計画",
    PlanKind.ICT: "情報化計画",
    PlanKind.DEPARTMENTAL: "分野別計画",
    PlanKind.NATIONAL: "国の計画",
    PlanKind.PREFECTURAL: "都道府県の計画",
    PlanKind.OTHER: "その他の計画",
}
TARGET_KIND = {
    TargetKind.LEVEL: "水準",
    TargetKind.ANNUAL: "単年度",
    TargetKind.CUMULATIVE: "累計",
    TargetKind.MILESTONE: "到達段階",
    TargetKind.DIRECTION_ONLY: "方向性",
    TargetKind.MAINTAIN: "維持",
    TargetKind.PER_GROUP: "区分別",
}
ACTUAL_STATUS = {ActualStatus.ESTIMATE: "見込", ActualStatus.FINAL: "確定"}
MISSING_REASON = {
    MissingReason.NOT_PUBLISHED: "未公表",
    MissingReason.BEING_COUNTED: "集計中",
    MissingReason.NOT_APPLICABLE: "該当なし",
    MissingReason.NOT_SURVEYED: "調査なし",
    MissingReason.BEFORE_FIRST_SURVEY: "初回調査前",
}
FUNDING_SOURCE = {
    FundingSource.NATIONAL_GRANT: "国庫支出金",
    FundingSource.PREFECTURAL_GRANT: "都道府県支出金",
    FundingSource.LOCAL_BOND: "地方債",
    FundingSource.OTHER: "その他",
    FundingSource.GENERAL_REVENUE: "一般財源",
}
BASIS = {Basis.PLANNED: "予算・計画", Basis.ESTIMATE: "見込", Basis.FINAL: "決算・確定"}
LINK_KIND = {
    LinkKind.IMPLEMENTS: "具体化",
    LinkKind.COVERS: "網羅",
    LinkKind.RESPONDS_TO: "課題への対応",
    LinkKind.ALIGNED_WITH: "整合",
    LinkKind.CONTRIBUTES_TO: "貢献",
    LinkKind.SAME_AS: "同一",
}
RELATION = {
    RelatedPlanRelation.UPPER: "上位計画",
    RelatedPlanRelation.PARALLEL: "関連計画",
    RelatedPlanRelation.PREVIOUS: "前計画",
    RelatedPlanRelation.NATIONAL: "国の計画",
    RelatedPlanRelation.PREFECTURAL: "都道府県の計画",
}
SOURCE_SIDE = {
    SourceSide.EXTERNAL: "外部環境",
    SourceSide.INTERNAL: "内部環境",
    SourceSide.CITIZENS: "市民の意識",
}


def number_text(value: Decimal | int) -> str:
    """Print a number with thousands separators and its own decimals: 12345.60 → 12,345.60, −5 → −5."""
    return f"{value:,f}".replace("-", "−") if isinstance(value, Decimal) else f"{value:,}".replace("-", "−")


def percent_text(percent: Decimal | None) -> str:
    """Print a percentage without its sign, rounded half up to one decimal; nothing where there is none."""
    return "" if percent is None else number_text(round_half_up(percent, 1))


def value_text(value: Decimal | None, text: str = "") -> str:
    """Print a baseline's or target's value: the number, else its words, else －."""
    if value is not None:
        return number_text(value)
    return text or "－"


def actual_text(actual: Actual) -> str:
    """Print an actual's value, or in words why there is none; never a zero for a missing value."""
    if actual.value is None and not actual.text and actual.missing is not None:
        return MISSING_REASON[actual.missing]
    return value_text(actual.value, actual.text)


def chapter_label(number: str) -> str:
    """Print a chapter's number: 3 → 第3章; a number with words of its own stays (第3章, 序章)."""
    return f"第{number}章" if number.isdigit() else number


def period_text(period: PlanPeriod) -> str:
    """Print a period in both calendars: 令和5(2023)年度～令和9(2027)年度."""
    first = FiscalYear(period.first_fiscal_year).both_calendars
    last = FiscalYear(period.last_fiscal_year).both_calendars
    return first if first == last else f"{first}～{last}"


def edition_text(plan: PlanHead) -> str:
    """Print 第3次 for a plan whose title does not say so itself, else nothing."""
    if plan.edition is None or re.search(rf"第\s*{plan.edition}\s*[次期]", plan.title):
        return ""
    return f"第{plan.edition}次"


def day_text(day: date) -> str:
    """Print a day in both calendars: 令和5(2023)年4月1日. 令和 began on 1 May 2019, so 平成31 until then."""
    return f"{month_text(day)}{day.day}日"


def month_text(day: date) -> str:
    """Print a month in both calendars: 令和5(2023)年4月, as on a cover."""
    era = "平成31" if date(2019, 1, 1) <= day < date(2019, 5, 1) else era_year(day.year)
    return f"{era}({day.year})年{day.month}月"
