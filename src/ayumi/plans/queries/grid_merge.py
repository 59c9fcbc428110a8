"""The cells that two people changed differently, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from ayumi.plans.models import Indicator, Item, Plan
from ayumi.plans.queries.grid_cells import short_lists
from ayumi.plans.queries.history import compare_fields
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.cell_columns import TARGET, Cell
from ayumi.plans.rules.cells import CellKind
from ayumi.plans.rules.comparison import Piece
from ayumi.plans.rules.merge import FieldMerge
from ayumi.plans.words import cell_rule, column_label


@dataclass(frozen=True, slots=True)
class CellConflict:
    """A cell that both changed: what stood there, what either made of it."""

    name: str
    row: str
    label: str
    theirs: str
    mine: str
    their_changes: tuple[Piece, ...]
    my_changes: tuple[Piece, ...]
    is_long: bool
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GridMergePage:
    """Every true conflict, and how many other edits wait to be stored with the answer."""

    plan: PlanHeading
    conflicts: tuple[CellConflict, ...]
    others: int


def grid_merge_page(plan: Plan, conflicts: Mapping[Cell, FieldMerge], *, others: int) -> GridMergePage:
    """Return the conflicts in the order in which they were sent: 2 queries."""
    ids = [cell.row for cell in conflicts]
    names = {
        pk: f"{no} {title}"
        for pk, no, title in Item.objects.filter(plan=plan, pk__in=ids).values_list("pk", "number", "title")
    }
    indicators = Indicator.objects.filter(plan=plan, pk__in=ids).values_list("pk", "item__number", "name")
    names |= {pk: f"{number} {name}" for pk, number, name in indicators}
    return GridMergePage(
        plan=heading_of(plan),
        conflicts=tuple(_conflict(cell, merge, names[cell.row]) for cell, merge in conflicts.items()),
        others=others,
    )


def _conflict(cell: Cell, merge: FieldMerge, row: str) -> CellConflict:
    field = cell.column.field
    return CellConflict(
        name=str(cell),
        row=row,
        label=column_label(cell.column),
        theirs=merge.theirs,
        mine=merge.mine,
        their_changes=compare_fields(field, merge.base, merge.theirs),
        my_changes=compare_fields(field, merge.base, merge.mine),
        is_long=field != TARGET and cell_rule(field).kind is CellKind.TEXT,
        choices=short_lists().get(field, ()),
    )
