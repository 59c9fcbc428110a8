"""How a row that is one fact is called and printed: a year's target, an amount, a link."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ayumi.document.base import Part
from ayumi.document.checks.finding import day_words, number_words, year_words
from ayumi.document.measures import (
    Actual,
    Baseline,
    Budget,
    Cost,
    Indicator,
    Item,
    Judgement,
    Level,
    Link,
    Remark,
    ScheduleStep,
    Workload,
    YearTarget,
)
from ayumi.document.plan import (
    Chapter,
    DivisionName,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    RelatedPlan,
    Section,
)
from ayumi.document.words import (
    ACTUAL_STATUS,
    BASIS,
    FUNDING_SOURCE,
    LINK_KIND,
    MISSING_REASON,
    chapter_label,
    number_text,
)
from ayumi.ground.wording import bracketed, listed, named, quoted, say

_NAMES: dict[type[Part], Callable[[Any], str]] = {
    Item: lambda part: f"{part.number} {part.title}".strip(),
    Indicator: lambda part: named(say("指標"), part.name),
    Level: lambda part: named(say("階層"), part.name),
    DivisionName: lambda part: named(say("組織"), part.name),
    Chapter: lambda part: f"{chapter_label(part.number)} {part.title}".strip(),
    Section: lambda part: f"{part.number} {part.title}".strip(),
    Figure: lambda part: part.number,
    GlossaryTerm: lambda part: named(say("用語"), part.term),
    RelatedPlan: lambda part: named(say("関連計画"), part.title),
    EvidenceSource: lambda part: named(say("現状分析の根拠"), part.name),
    ScheduleStep: lambda part: say("{year}の年次計画", year=year_words(part.fiscal_year)),
    Baseline: lambda part: _grouped(say("{year}の現状値", year=year_words(part.fiscal_year)), part.group),
    YearTarget: lambda part: _grouped(say("{year}の目標", year=year_words(part.fiscal_year)), part.group),
    Actual: lambda part: _grouped(
        say("{year}の実績", year=year_words(part.fiscal_year)), say(ACTUAL_STATUS[part.status]), part.group
    ),
    Budget: lambda part: _grouped(
        say("{year}の予算", year=year_words(part.fiscal_year)), say(FUNDING_SOURCE[part.source])
    ),
    Cost: lambda part: _grouped(
        say("{year}の事業費", year=year_words(part.fiscal_year)),
        say(BASIS[part.basis]),
        say(FUNDING_SOURCE[part.source]),
    ),
    Workload: lambda part: _grouped(
        say("{year}の業務量", year=year_words(part.fiscal_year)), say(BASIS[part.basis])
    ),
    Judgement: lambda part: _grouped(
        say("{year}の評価", year=year_words(part.fiscal_year)), part.stage, part.subject
    ),
    Remark: lambda part: named(say("その他の記載"), part.heading),
    Link: lambda part: named(say("つながり"), f"{part.plan_title} {part.target_label}".strip()),
}


def row_name(part: Part) -> str:
    """Return what a row of a list is called: 指標「…」, 令和7年度の目標, 第2章 …."""
    return _NAMES[type(part)](part)


def fact_words(part: Part, unit: str = "") -> str:
    """Print a row that is one fact with everything it says; ``unit`` is that of its indicator."""
    return say("、").join(text for text in _said(part, unit) if text)


def _said(part: Part, unit: str) -> list[str]:
    if isinstance(part, Actual):
        missing = say(MISSING_REASON[part.missing]) if part.missing else ""
        as_of = say("{day}時点", day=day_words(part.as_of)) if part.as_of else ""
        source = say("出典: {source}", source=part.source) if part.source else ""
        return [_number(part.value, unit), part.text, missing, as_of, source]
    if isinstance(part, Baseline | YearTarget):
        return [_number(part.value, unit), part.text]
    if isinstance(part, ScheduleStep):
        return [part.step, part.text]
    if isinstance(part, Budget | Cost):
        return [_number(part.thousand_yen, say("千円"))]
    if isinstance(part, Workload):
        return [
            _counted(say("従事人数"), part.staff, say("人")),
            _counted(say("延べ業務時間"), part.hours, say("時間")),
            _counted(say("人件費"), part.personnel_thousand_yen, say("千円")),
        ]
    if isinstance(part, Judgement):
        return [part.value, part.reason]
    if isinstance(part, Link):
        joined = say("登録されている項目に接続") if part.target_id else ""
        return [say(LINK_KIND[part.kind]), quoted(f"{part.plan_title} {part.target_label}"), joined]
    return [part.text] if isinstance(part, Remark) else [str(part)]


def _counted(label: str, value: Any, unit: str) -> str:
    return "" if value is None else f"{label} {_number(value, unit)}"


def _number(value: Any, unit: str) -> str:
    if value is None:
        return ""
    number = number_words(value) if isinstance(value, Decimal) else number_text(value)
    return f"{number} {unit}".strip()


def _grouped(label: str, *details: str) -> str:
    given = [detail for detail in details if detail]
    return label + (bracketed(listed(given)) if given else "")
