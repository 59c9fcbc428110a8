"""The rows of the grid for each kind of table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from ayumi.document.measures import FundingSource
from ayumi.document.words import FUNDING_SOURCE
from ayumi.ground.wording import bracketed, say_short_year
from ayumi.plans.models import Budget, Indicator, Item, Plan, ScheduleStep, Target
from ayumi.plans.queries.grid_cells import (
    GridCell,
    GridColumn,
    GridRow,
    GridTable,
    Typed,
    grid_cell,
    short_lists,
)
from ayumi.plans.rules.cell_columns import (
    BUDGET,
    HEAD_FIELDS,
    STEP,
    STEP_TEXT,
    TARGET,
    TEXT_FIELDS,
    Cell,
    Column,
    GridKind,
)
from ayumi.plans.rules.cells import CellRule, money_text, number_cell_text
from ayumi.plans.words import cell_rule, column_label, word

LISTED = ("status", "priority", "division")


def grid_table(
    plan: Plan, kind: GridKind, item_ids: Iterable[UUID], typed: Typed, *, with_head: bool
) -> GridTable:
    """Return the table of some items: 1 query, for the targets 3 and for other yearly values 2."""
    items = list(Item.objects.filter(pk__in=list(item_ids)).select_related("division").order_by("position"))
    make = {
        GridKind.TARGETS: _targets,
        GridKind.BUDGETS: _budgets,
        GridKind.SCHEDULE: _schedule,
    }.get(kind)
    return make(plan, items, typed) if make else _measures(items, typed, with_head=with_head)


def _measures(items: list[Item], typed: Typed, *, with_head: bool) -> GridTable:
    columns = [Column(name) for name in ((*HEAD_FIELDS, *TEXT_FIELDS) if with_head else TEXT_FIELDS)]
    choices = short_lists()
    rows = {
        item.pk: (
            _row(
                item,
                "",
                (
                    grid_cell(
                        Cell(item.pk, column), _field(item, column.field), cell_rule(column.field), typed,
                        label=f"{item.number} {column_label(column)}",
                        choices=choices.get(column.field, ()),
                        list_name=column.field if column.field in LISTED else "",
                    )
                    for column in columns
                ),
            ),
        )
        for item in items
    }  # fmt: skip
    wide = {"title", *TEXT_FIELDS}
    heads = (GridColumn(column_label(each), "wide" if each.field in wide else "narrow") for each in columns)
    return GridTable(tuple(heads), rows, has_parts=False)


def _targets(plan: Plan, items: list[Item], typed: Typed) -> GridTable:
    indicators = list(Indicator.objects.filter(item__in=items).order_by("position"))
    standing = _by_place(Target, "indicator_id", indicators, "group")
    years = _years(plan, standing)
    groups: dict[UUID, list[str]] = defaultdict(list)
    for key, _year, group in standing:
        if group not in groups[key]:
            groups[key].append(group)
    by_item: dict[UUID, list[GridRow]] = defaultdict(list)
    own = {item.pk: item for item in items}
    for indicator in indicators:
        rule = cell_rule(TARGET, target_kind=indicator.target_kind, unit=indicator.unit)
        name = indicator.name + (bracketed(indicator.unit) if indicator.unit else "")
        for group in groups[indicator.pk] or [""]:
            part = f"{name} {group}".strip()
            cells = (
                _yearly(
                    Cell(indicator.pk, Column(TARGET, year, group)),
                    rule,
                    part,
                    standing=standing,
                    typed=typed,
                )
                for year in years
            )
            by_item[indicator.item_id].append(_row(own[indicator.item_id], part, cells))
    return _table(years, by_item)


def _budgets(plan: Plan, items: list[Item], typed: Typed) -> GridTable:
    standing = _by_place(Budget, "item_id", items, "source")
    years = _years(plan, standing)
    rule = cell_rule(BUDGET)
    rows = {}
    for item in items:
        rows[item.pk] = [
            _row(
                item,
                word(FUNDING_SOURCE, source),
                (
                    _yearly(
                        Cell(item.pk, Column(BUDGET, year, source.value)),
                        rule,
                        item.number,
                        standing=standing,
                        typed=typed,
                    )
                    for year in years
                ),
            )
            for source in FundingSource
        ]
    return _table(years, rows)


def _schedule(plan: Plan, items: list[Item], typed: Typed) -> GridTable:
    standing = _by_place(ScheduleStep, "item_id", items, "")
    years = _years(plan, standing)
    columns = [(year, field) for year in years for field in (STEP, STEP_TEXT)]
    rules = {field: cell_rule(field) for field in (STEP, STEP_TEXT)}
    rows = {}
    for item in items:
        cells = (
            _yearly(
                Cell(item.pk, Column(field, year)), rules[field], item.number, standing=standing, typed=typed
            )
            for year, field in columns
        )
        rows[item.pk] = (_row(item, "", cells),)
    heads = (
        GridColumn(column_label(Column(field, year)), "narrow" if field == STEP else "middle")
        for year, field in columns
    )
    return GridTable(tuple(heads), rows, has_parts=False)


Standing = dict[tuple[UUID, int, str], list[Any]]


def _by_place(model: type[Model], parent: str, parents: Iterable[Model], part: str) -> Standing:
    found: Standing = defaultdict(list)
    for row in model.objects.filter(**{f"{parent}__in": [each.pk for each in parents]}).order_by("position"):
        found[getattr(row, parent), row.fiscal_year, getattr(row, part) if part else ""].append(row)
    return found


def _years(plan: Plan, standing: Standing) -> list[int]:
    """Return the plan's years and every other one for which a value stands."""
    years = {year for _key, year, _part in standing}
    if plan.first_fiscal_year and plan.last_fiscal_year:
        years |= set(range(plan.first_fiscal_year, plan.last_fiscal_year + 1))
    return sorted(years)


def _yearly(cell: Cell, rule: CellRule, of: str, *, standing: Standing, typed: Typed) -> GridCell:
    column = cell.column
    found = standing.get((cell.row, column.year or 0, column.part), [])
    locked = ""
    if len(found) > 1:
        locked = _("この年度には値が二つ以上あるため、ここでは変更できません。")
    elif column.field == TARGET and found and found[0].value is not None and found[0].text:
        locked = _("数と言葉の両方があるため、ここでは変更できません。")
    text = _part_text(column.field, found[0]) if found else ""
    return grid_cell(cell, text, rule, typed, label=f"{of} {column_label(column)}", locked=locked)


def _part_text(field: str, row: Any) -> str:
    if field == BUDGET:
        return money_text(row.thousand_yen)
    if field == TARGET:
        return number_cell_text(row.value, row.text)
    return row.step if field == STEP else row.text


def _row(item: Item, part: str, cells: Iterator[GridCell]) -> GridRow:
    return GridRow(item.pk, item.number, item.title, part, tuple(cells))


def _table(years: list[int], rows: dict[UUID, list[GridRow]]) -> GridTable:
    heads = tuple(GridColumn(say_short_year(year), "narrow") for year in years)
    return GridTable(heads, {key: tuple(own) for key, own in rows.items()}, has_parts=True)


def _field(item: Item, field: str) -> str:
    if field == "priority":
        return "on" if item.priority else ""
    if field == "division":
        return item.division.name if item.division else ""
    return getattr(item, field) or ""
