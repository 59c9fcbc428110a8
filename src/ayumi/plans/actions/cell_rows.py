"""The rows behind the cells of the grid: what stands in a cell, and writing it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from ayumi.plans.models import Budget, Indicator, Item, Plan, ScheduleStep, Target
from ayumi.plans.rules.cell_columns import BUDGET, STEP, STEP_TEXT, TARGET, Cell, Column
from ayumi.plans.rules.cells import money_text, money_value, number_cell_text, takes_words

MODELS: dict[str, type[Model]] = {BUDGET: Budget, STEP: ScheduleStep, STEP_TEXT: ScheduleStep, TARGET: Target}
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Target: ("value", "text"),
    Budget: ("thousand_yen",),
    ScheduleStep: ("step", "text"),
}
Place = tuple[type[Model], UUID, int, str]
"""Where a yearly value stands: its table, its item or indicator, its fiscal year, its source or group."""
BATCH = 500


class CellRows:
    """The items of some cells with the yearly values that the cells name: at most 5 queries."""

    def __init__(self, plan: Plan, cells: Iterable[Cell], names: dict[UUID, str], *, lock: bool) -> None:
        """Load; with ``lock`` the items stay as they are until the transaction ends.

        ``names`` are the names of the municipality's divisions by id.
        """
        cells = list(cells)
        self.plan = plan
        self.names = names
        rows = {cell.row for cell in cells if cell.column.field != TARGET}
        indicator_ids = {cell.row for cell in cells if cell.column.field == TARGET}
        self.indicators: dict[UUID, Indicator] = (
            {row.pk: row for row in Indicator.objects.filter(plan=plan, pk__in=indicator_ids)}
            if indicator_ids
            else {}
        )
        rows |= {indicator.item_id for indicator in self.indicators.values()}
        items = Item.objects.filter(plan=plan, pk__in=rows).order_by("position")
        self.items: dict[UUID, Item] = {row.pk: row for row in (items.select_for_update() if lock else items)}
        self.parts: dict[Place, list[Any]] = defaultdict(list)
        for model in dict.fromkeys(MODELS[c.column.field] for c in cells if c.column.field in MODELS):
            for row in self._standing(model):
                self.parts[_place_of(row)].append(row)
        self.changed: dict[UUID, Any] = {}

    def _standing(self, model: type[Model]) -> QuerySet:
        parents = {"indicator_id__in": self.indicators} if model is Target else {"item_id__in": self.items}
        return model.objects.filter(plan=self.plan, **parents).order_by("position")

    def item_of(self, cell: Cell) -> Item | None:
        """Return the item a cell belongs to, None where the plan has no such row."""
        if cell.column.field != TARGET:
            return self.items.get(cell.row)
        indicator = self.indicators.get(cell.row)
        return self.items.get(indicator.item_id) if indicator else None

    def standing(self, cell: Cell) -> list[Any]:
        """Return the yearly rows of a cell; one, none, or in a plan that contradicts itself several."""
        return self.parts.get(_place(cell), [])

    def is_doubtful(self, cell: Cell) -> bool:
        """Tell a cell that cannot say which value it shows: several, or a number beside words."""
        found = self.standing(cell) if cell.column.field in MODELS else []
        return len(found) > 1 or any(is_mixed(row) for row in found)

    def groups_of(self, indicator_id: UUID) -> set[str]:
        """Return the groups that targets of the indicator are given for."""
        return {place[3] for place in self.parts if place[:2] == (Target, indicator_id)}

    def text(self, cell: Cell) -> str:
        """Return what stands in the cell now."""
        field = cell.column.field
        if field not in MODELS:
            return self._item_text(self.items[cell.row], field)
        found = self.standing(cell)
        return part_text(field, found[0]) if found else ""

    def _item_text(self, item: Item, field: str) -> str:
        if field == "priority":
            return "on" if item.priority else ""
        if field == "division":
            return self.names.get(item.division_id, "")
        return getattr(item, field) or ""

    def put(self, cell: Cell, value: str, division_ids: dict[str, UUID]) -> None:
        """Write a value, as ``read_cell`` returned it, into the rows in memory."""
        field = cell.column.field
        if field in MODELS:
            self._put_part(cell, value)
            return
        item = self.items[cell.row]
        if field == "priority":
            item.priority = bool(value)
        elif field == "division":
            item.division_id = division_ids[value] if value else None
        elif field == "status":
            item.status = value or None
        else:
            setattr(item, field, value)

    def _put_part(self, cell: Cell, value: str) -> None:
        found = self.parts[_place(cell)]
        if not found:
            found.append(self._new(cell))
        _write(cell.column.field, found[0], value, as_words=self._takes_words(cell))
        self.changed[found[0].pk] = found[0]

    def _takes_words(self, cell: Cell) -> bool:
        return cell.column.field == TARGET and takes_words(self.indicators[cell.row].target_kind)

    def _new(self, cell: Cell) -> Model:
        column = cell.column
        common: dict[str, Any] = {"plan": self.plan, "position": 0, "fiscal_year": column.year}
        if column.field == TARGET:
            return Target(indicator_id=cell.row, group=column.part, **common)
        if column.field == BUDGET:
            return Budget(item_id=cell.row, source=column.part, thousand_yen=0, **common)
        return ScheduleStep(item_id=cell.row, step="", text="", **common)

    def save(self, item_ids: set[UUID], fields: set[str]) -> None:
        """Store the items (with their new version) and the yearly values that were put."""
        items = [self.items[key] for key in item_ids]
        for item in items:
            item.version += 1
        Item.objects.bulk_update(items, [*sorted(fields), "version"], batch_size=BATCH)
        for model in dict.fromkeys(type(row) for row in self.changed.values()):
            self._save_parts(model)

    def _save_parts(self, model: type[Model]) -> None:
        changed = [row for row in self.changed.values() if type(row) is model]
        gone = [row.pk for row in changed if is_empty(row)]
        new = [row for row in changed if row._state.adding and not is_empty(row)]
        kept = [row for row in changed if not row._state.adding and not is_empty(row)]
        moved = self._in_order(model, {_place_of(row)[1] for row in new})
        if gone:
            model.objects.filter(pk__in=gone).delete()
        if kept or moved:
            rows = list({row.pk: row for row in (*kept, *moved)}.values())
            model.objects.bulk_update(rows, [*COLUMNS[model], "position"], batch_size=BATCH)
        model.objects.bulk_create(new, batch_size=BATCH)

    def _in_order(self, model: type[Model], parents: set[UUID]) -> list[Any]:
        """Number the rows of a parent that gets a new one by their years; return those that moved."""
        by_parent: dict[UUID, list[Any]] = defaultdict(list)
        for place, rows in self.parts.items():
            if place[0] is model and place[1] in parents:
                by_parent[place[1]] += [row for row in rows if not is_empty(row)]
        moved = []
        for rows in by_parent.values():
            rows.sort(key=lambda row: (row.fiscal_year, row._state.adding, row.position))
            for position, row in enumerate(rows):
                if row.position != position:
                    row.position = position
                    moved += [] if row._state.adding else [row]
        return moved


def part_text(field: str, row: Any) -> str:
    """Return what a cell shows of a yearly row."""
    if field == BUDGET:
        return money_text(row.thousand_yen)
    if field == TARGET:
        return number_cell_text(row.value, row.text)
    return row.step if field == STEP else row.text


def _write(field: str, row: Any, value: str, *, as_words: bool) -> None:
    """Write a cell's value into a yearly row; an emptied row is one that will be deleted."""
    if field == BUDGET:
        row.thousand_yen = money_value(value) if value else None
    elif field == STEP:
        row.step = value
    elif field == STEP_TEXT or as_words:
        row.text = value
    else:
        row.value, row.text = value.replace(",", "") or None, ""


def is_empty(row: Any) -> bool:
    """Tell a yearly row in which nothing is written any more. Zero yen is something."""
    if isinstance(row, Budget):
        return row.thousand_yen is None
    if isinstance(row, Target):
        return row.value is None and not row.text
    return not row.step and not row.text


def is_mixed(row: Any) -> bool:
    """Tell a target that has both a number and words: a cell could show only one of them."""
    return isinstance(row, Target) and row.value is not None and bool(row.text)


def column_of(cell: Cell) -> str:
    """Return how the audit trail names the cell within its item."""
    column = cell.column
    if column.field != TARGET:
        return str(column)
    return str(Column(TARGET, column.year, f"{cell.row} {column.part}".strip()))


def _place(cell: Cell) -> Place:
    column = cell.column
    return MODELS[column.field], cell.row, column.year or 0, column.part


def _place_of(row: Any) -> Place:
    if isinstance(row, Target):
        return Target, row.indicator_id, row.fiscal_year, row.group
    part = row.source if isinstance(row, Budget) else ""
    return type(row), row.item_id, row.fiscal_year, part
