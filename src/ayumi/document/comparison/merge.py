"""Three-way merge of whole plan documents: nothing of either side is lost, nothing decided silently.

The grain is a field of an item, indicator, section or term, and a whole row where a row is one fact (a
year's target, an amount). The same change on both sides is no conflict. See
docs/decisions/2026-11-25-merge-grain.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ayumi.document.comparison.conflicts import Choices, Conflict, ConflictKind, Decisions, Side
from ayumi.document.comparison.order import moved_keys, parents_first, put_in_order
from ayumi.document.comparison.passages import merge_passages
from ayumi.document.comparison.references import mend_references
from ayumi.document.comparison.rows import Key, Path, Row, document_of, to_row
from ayumi.document.plan_document import PlanDocument

Table = dict[Key, Row]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two changed documents and what both started from; ``document`` is None while there are conflicts."""

    base: PlanDocument
    mine: PlanDocument
    theirs: PlanDocument
    document: PlanDocument | None
    conflicts: tuple[Conflict, ...]


class Undecided(ValueError):
    """Conflicts remain for which nobody chose a side."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(f"{len(self.conflicts)} conflicts without a choice")


def merge(base: PlanDocument, mine: PlanDocument, theirs: PlanDocument) -> Merge:
    """Merge what ``mine`` and ``theirs`` made of ``base``; all three are valid documents of one plan."""
    decisions = Decisions({})
    document = _merged(base, mine, theirs, decisions)
    conflicts = tuple(decisions.conflicts.values())
    return Merge(base, mine, theirs, None if conflicts else document, conflicts)


def resolve(merged: Merge, choices: Choices) -> PlanDocument:
    """Return the document with every conflict settled as chosen. Raises Undecided for one that is not."""
    left = [conflict for conflict in merged.conflicts if conflict.id not in choices]
    if left:
        raise Undecided(left)
    return _merged(merged.base, merged.mine, merged.theirs, Decisions(choices))


def _merged(
    base: PlanDocument, mine: PlanDocument, theirs: PlanDocument, decisions: Decisions
) -> PlanDocument:
    rows = to_row(base), to_row(mine), to_row(theirs)
    root = _merge_rows((), rows, decisions)
    items = mend_references(root, rows[1], rows[2], decisions)
    parents: dict[Key, Key | None] = {key: _parent(row) for key, row in items.items()}
    root.tables["items"] = {key: items[key] for key in parents_first(list(items), parents)}
    return document_of(root)


def _parent(row: Row) -> Key | None:
    parent = row.values["parent_id"]
    return None if parent is None else (parent,)


def _merge_rows(path: Path, rows: tuple[Row, Row, Row], decisions: Decisions) -> Row:
    """Merge a row that stands on all three sides: base, mine and theirs."""
    base, mine, theirs = rows
    values = {
        name: _merge_value(
            Conflict(
                (*path, name),
                ConflictKind.BOTH_CHANGED,
                base.values[name],
                mine.values[name],
                theirs.values[name],
            ),
            decisions,
        )
        for name in base.values
    }
    tables = {
        name: _merge_tables((*path, name), (table, mine.tables[name], theirs.tables[name]), decisions)
        for name, table in base.tables.items()
    }
    return Row(base.kind, values, tables)


def _merge_value(three: Conflict, decisions: Decisions) -> Any:
    base, mine, theirs = three.base, three.mine, three.theirs
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if all(isinstance(value, tuple) for value in (base, mine, theirs)):
        both = merge_passages(base, mine, theirs)
        if both is not None:
            return both
    return decisions.settle(three)


def _merge_tables(path: Path, tables: tuple[Table, Table, Table], decisions: Decisions) -> Table:
    base, mine, theirs = tables
    kept: Table = {}
    for key in {**theirs, **mine, **base}:
        row = _merge_entry((*path, key), (base.get(key), mine.get(key), theirs.get(key)), decisions)
        if row is not None:
            kept[key] = row
    return {key: kept[key] for key in _order(path, tables, kept, decisions)}


def _merge_entry(
    path: Path, rows: tuple[Row | None, Row | None, Row | None], decisions: Decisions
) -> Row | None:
    base, mine, theirs = rows
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if base is not None and mine is not None and theirs is not None:
        return _merge_rows(path, (base, mine, theirs), decisions)
    kind = ConflictKind.BOTH_ADDED
    if base is not None:
        kind = ConflictKind.REMOVED_BY_MINE if mine is None else ConflictKind.REMOVED_BY_THEIRS
    row: Row | None = decisions.settle(Conflict(path, kind, base, mine, theirs))
    return row


def _order(path: Path, tables: tuple[Table, Table, Table], kept: Table, decisions: Decisions) -> list[Key]:
    """Return the order of the rows: what one side moved or added goes to its place there."""
    base, mine, theirs = map(list, tables)
    moved, moved_by_theirs = moved_keys(base, mine), moved_keys(base, theirs)
    contested = moved & moved_by_theirs
    if contested:
        common = {key for key in kept if key in tables[1] and key in tables[2]}
        orders = [[key for key in side if key in common] for side in (mine, theirs)]
        differ = orders[0] != orders[1] and bool(contested & common)
        conflict = Conflict(path, ConflictKind.ORDER, tuple(base), tuple(mine), tuple(theirs))
        if not differ or decisions.ask(conflict) is not Side.MINE:
            moved -= contested
    return put_in_order(theirs, mine, kept, moved)
