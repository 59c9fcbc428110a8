"""What the room's values are called on pages, in the reader's language.

The Japanese words are those of ``document/words.py``, so that pages and books agree.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayumi.document.checks import Severity
from ayumi.document.measures import ItemStatus
from ayumi.document.plan import PlanKind
from ayumi.document.words import FUNDING_SOURCE, ITEM_STATUS
from ayumi.ground.wording import bracketed, say_year
from ayumi.plans.rules.cell_columns import BUDGET, STEP, STEP_TEXT, TARGET, Column, GridKind
from ayumi.plans.rules.cells import LONGEST_STEP, LONGEST_TEXT, CellKind, CellRule, takes_words

Value = TypeVar("Value")

PLAN_KIND = {
    PlanKind.VISION: _("長期ビジョン"),
    PlanKind.COMPREHENSIVE: _("総合計画"),
    PlanKind.ICT: _("情報化計画"),
    PlanKind.DEPARTMENTAL: _("分野別計画"),
    PlanKind.NATIONAL: _("国の計画"),
    PlanKind.PREFECTURAL: _("都道府県の計画"),
    PlanKind.OTHER: _("その他の計画"),
}

SEVERITY = {Severity.ERROR: _("誤り"), Severity.WARNING: _("注意"), Severity.NOTE: _("確認")}

SHEET_FIELDS = {
    "purpose": _("目的"),
    "target_group": _("対象"),
    "current_state": _("現状と課題"),
    "description": _("取組内容"),
    "outlook": _("今後の展開"),
    "legal_basis": _("根拠法令等"),
}

GRID_KIND = {
    GridKind.MEASURES: _("施策"),
    GridKind.TARGETS: _("指標の目標値"),
    GridKind.BUDGETS: _("事業費"),
    GridKind.SCHEDULE: _("工程"),
}

HEAD_LABELS = {
    "title": _("名称"),
    "status": _("区分"),
    "priority": _("重点"),
    "division": _("所管課"),
}


def word(table: Mapping[Value, str], value: Value) -> str:
    """Return the word of ``value`` in the language of the request."""
    return gettext(str(table[value]))


def status_choices() -> tuple[tuple[str, str], ...]:
    """Return what may be typed for 区分, in Japanese and in the reader's language, with its value."""
    own = [(word(ITEM_STATUS, status), status.value) for status in ItemStatus]
    return tuple(dict.fromkeys([*own, *((ITEM_STATUS[status], status.value) for status in ItemStatus)]))


def priority_choices() -> tuple[tuple[str, str], ...]:
    """Return what may be typed to mark a measure as 重点, with the value it means."""
    return tuple(dict.fromkeys([(gettext("重点"), "on"), ("重点", "on"), ("○", "on")]))


def cell_rule(
    field: str, *, division_names: Iterable[str] = (), target_kind: str = "", unit: str = ""
) -> CellRule:
    """Return what a cell of ``field`` accepts; the rest is asked for a division and for a target."""
    if field == "title":
        return CellRule(CellKind.LINE, required=True)
    if field == "status":
        return CellRule(CellKind.CHOICE, choices=status_choices())
    if field == "priority":
        return CellRule(CellKind.CHOICE, choices=priority_choices())
    if field == "division":
        return CellRule(CellKind.CHOICE, choices=tuple((name, name) for name in division_names))
    if field == BUDGET:
        return CellRule(CellKind.MONEY)
    if field == TARGET and not takes_words(target_kind):
        return CellRule(CellKind.NUMBER, unit=unit)
    if field in (TARGET, STEP_TEXT):
        return CellRule(CellKind.LINE, takes_dash=False)
    if field == STEP:
        return CellRule(CellKind.LINE, longest=LONGEST_STEP, takes_dash=False)
    return CellRule(CellKind.TEXT, longest=LONGEST_TEXT)


def column_label(column: Column) -> str:
    """Return what a column is called beside its measure: 目的, 令和8年度の事業費（一般財源・千円）."""
    if column.year is None:
        return str({**HEAD_LABELS, **SHEET_FIELDS}[column.field])
    year = say_year(column.year)
    if column.field == BUDGET:
        source = gettext(FUNDING_SOURCE.get(column.part, column.part))
        return gettext("{year}の事業費（{source}・千円）").format(year=year, source=source)
    if column.field == TARGET:
        label = gettext("{year}の目標値").format(year=year)
        return f"{label}{bracketed(column.part)}" if column.part else label
    if column.field == STEP:
        return gettext("{year}の工程").format(year=year)
    return gettext("{year}の工程の内容").format(year=year)
