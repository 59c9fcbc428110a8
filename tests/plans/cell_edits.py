"""Edits of cells as a test writes them."""

from uuid import uuid4

from ayumi.plans.actions.edit_cells import SavedCells, edit_cells
from ayumi.plans.actions.read_edits import CellEdit
from ayumi.plans.models import Item
from ayumi.plans.rules.cell_columns import parse_cell
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City


def edit(row: object, column: str, seen: str, wanted: str) -> CellEdit:
    """Return an edit of the cell of that row and column."""
    cell = parse_cell(f"{row} {column}")
    assert cell is not None, column
    return CellEdit(cell, seen, wanted)


def save(city: City, *edits: CellEdit, by: str = Role.PLAN_OFFICE, key: str = "") -> SavedCells:
    """Store the edits as somebody of the city."""
    return edit_cells(city.parts["plan_id"], edits, key=key or uuid4().hex, actor=city.actor(by))


def entries(item: Item) -> list[AuditEntry]:
    """Return what the audit trail says of the edits of an item, oldest first."""
    return list(AuditEntry.objects.filter(verb="item.edited", object_id=item.pk).order_by("sequence"))
