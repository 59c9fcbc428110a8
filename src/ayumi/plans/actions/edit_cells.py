"""Editing many measures of a plan at once: every cell that was changed, or none of them."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.plans.actions.cell_rows import MODELS, CellRows, column_of
from ayumi.plans.actions.index_items import reindex_items
from ayumi.plans.actions.read_edits import CellEdit, CellsRefused, Divisions, lines, read_edits, require_cells
from ayumi.plans.rules.cell_columns import Cell
from ayumi.plans.rules.merge import FieldMerge
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class SavedCells:
    """How many cells were changed, and in which items."""

    cells: int
    item_ids: tuple[UUID, ...]


class CellsChangedMeanwhile(Exception):
    """Somebody else changed the same cells to something else; nothing was stored.

    ``conflicts`` holds those cells alone. ``others`` are the person's edits that conflict with nobody's.
    """

    def __init__(self, conflicts: dict[Cell, FieldMerge], others: Iterable[CellEdit]) -> None:
        super().__init__(_("編集中に、ほかの人が同じセルを変更しました。"))
        self.conflicts = conflicts
        self.others = tuple(others)


def edit_cells(plan_id: UUID, edits: Iterable[CellEdit], *, key: str, actor: Actor) -> SavedCells:
    """Store every edit whose cell still says what the person saw; return what was changed.

    An edit of a cell that somebody else changed meanwhile is merged cell by cell: the same value on both
    sides is no conflict, different ones are, and then nothing at all is stored. Edits of different cells
    of one measure do not conflict. One audit entry per item tells its changes.

    The same ``key`` with the same edits stores nothing again; with others it is a submission of its own,
    so that what a person adds after a lost answer is not taken for stored. The number of statements
    grows by batch, not by cell. Raises PermissionDenied, Http404, CellsRefused and CellsChangedMeanwhile.
    """
    wanted = read_edits(plan_id, edits, actor=actor)
    if wanted.messages:
        raise CellsRefused(wanted.messages)
    key = _submission_key(key, wanted.edits)
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return SavedCells(int(done.result), ())
        cells = [edit.cell for edit in wanted.edits]
        rows = CellRows(wanted.plan, cells, wanted.divisions.names, lock=True)
        require_cells(rows, cells, actor)
        changes = _changes(rows, wanted.edits)
        changed = _put(rows, changes, wanted.divisions)
        if not changes:
            return SavedCells(0, ())
        rows.save(set(changed), {_attribute(edit.cell) for edit in changes if _attribute(edit.cell)})
        item_ids = tuple(key for key in rows.items if key in changed)
        reindex_items(plan_id, item_ids)
        Submission(key=key, verb="item.edited", result=str(len(changes))).save(force_insert=True)
        append_audit_entries(
            [_about(rows, item_id, changed[item_id]) for item_id in item_ids],
            actor=actor,
            verb="item.edited",
        )
    return SavedCells(len(changes), item_ids)


def _submission_key(key: str, edits: Iterable[CellEdit]) -> str:
    wanted = sorted((str(edit.cell), edit.seen, edit.wanted) for edit in edits)
    return hashlib.sha256(json.dumps([key, wanted]).encode()).hexdigest()


def _changes(rows: CellRows, edits: Iterable[CellEdit]) -> list[CellEdit]:
    """Return the edits that change something, each from what stands now. Raises CellsChangedMeanwhile."""
    merges = {
        edit.cell: FieldMerge(str(edit.cell), edit.seen, lines(rows.text(edit.cell)), edit.wanted)
        for edit in edits
    }
    conflicts = {cell: merge for cell, merge in merges.items() if merge.is_conflict}
    if conflicts:
        raise CellsChangedMeanwhile(conflicts, (edit for edit in edits if edit.cell not in conflicts))
    return [
        CellEdit(cell, merge.theirs, merge.mine)
        for cell, merge in merges.items()
        if merge.mine not in (merge.base, merge.theirs)
    ]


def _put(rows: CellRows, changes: list[CellEdit], divisions: Divisions) -> dict[UUID, dict[str, list[Any]]]:
    """Write the changes into the rows in memory; return by item what the audit trail says of them."""
    changed: dict[UUID, dict[str, list[Any]]] = defaultdict(dict)
    for edit in changes:
        item = rows.item_of(edit.cell)
        assert item is not None  # require_cells has answered 404 otherwise
        before_after: list[Any] = [edit.seen, edit.wanted]
        if edit.cell.column.field == "priority":
            before_after = [bool(edit.seen), bool(edit.wanted)]
        changed[item.pk][column_of(edit.cell)] = before_after
        rows.put(edit.cell, edit.wanted, divisions.living)
    return changed


def _attribute(cell: Cell) -> str:
    """Return the item's column of the database that the cell is, empty for a yearly value."""
    field = cell.column.field
    return "" if field in MODELS else field


def _about(rows: CellRows, item_id: UUID, changes: dict[str, list[Any]]) -> AuditObject:
    item = rows.items[item_id]
    version = {"version": [item.version - 1, item.version]}
    return AuditObject("item", item_id, f"{item.number} {item.title}", changes | version)
