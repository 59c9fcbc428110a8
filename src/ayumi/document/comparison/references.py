"""Bringing a merged document's references in order: what one side removed, the other may still need.

A level or division that is still used stays. An item that is still needed, as a parent or as the original
of a repeat entry, is a conflict: it stays until a person chooses its removal, and then what hangs on it
goes where the removing side had it, or goes with it.
"""

from collections.abc import Iterator
from typing import Any

from ayumi.document.comparison.conflicts import Conflict, ConflictKind, Decisions, Side
from ayumi.document.comparison.order import put_in_order
from ayumi.document.comparison.rows import Key, Row

REFERENCES = ("parent_id", "cross_listed_from")
Table = dict[Key, Row]


def mend_references(root: Row, mine: Row, theirs: Row, decisions: Decisions) -> Table:
    """Mend ``root``, a merged document, in place and return its items, whose parents lead in no circle.

    ``mine`` and ``theirs`` are the documents it was merged of; each of them is sound.
    """
    mending = _Mending(root, mine, theirs, decisions)
    while mending.break_circles() or mending.close():
        pass
    for item in mending.items.values():
        for table, key in _shared_needs(item):
            if key not in root.tables[table]:
                _put_back(root.tables[table], key, mine.tables[table], theirs.tables[table])
    root.tables["items"] = mending.items
    return mending.items


def _shared_needs(item: Row) -> Iterator[tuple[str, Key]]:
    yield "levels", (item.values["level_id"],)
    if item.values["division_id"] is not None:
        yield "divisions", (item.values["division_id"],)
    for key in item.tables["contributing_division_ids"]:
        yield "divisions", key[:1]


def _put_back(table: Table, key: Key, mine: Table, theirs: Table) -> None:
    """Put a row back that one side removed, where the other side has it."""
    source = theirs if key in theirs else mine
    rows = {**table, key: source[key]}
    order = put_in_order(list(table), list(source), rows, ())
    table.clear()
    table.update({each: rows[each] for each in order})


class _Mending:
    """The items of a merged document while their references are mended."""

    def __init__(self, root: Row, mine: Row, theirs: Row, decisions: Decisions) -> None:
        self.items: Table = dict(root.tables["items"])
        self.mine, self.theirs = mine.tables["items"], theirs.tables["items"]
        self.decisions = decisions
        self.dropped: set[Key] = set()
        self.fallen_back: set[tuple[Key, str]] = set()
        self.turned: dict[Key, int] = {}

    def close(self) -> bool:
        """Follow every reference that leads to no item; tell whether there was one."""
        loose = [
            (key, name, (row.values[name],))
            for key, row in self.items.items()
            for name in REFERENCES
            if row.values[name] is not None and (row.values[name],) not in self.items
        ]
        for key, name, target in loose:
            if target not in self.items and not self._is_to_go(target, key):
                _put_back(self.items, target, self.mine, self.theirs)
            if target not in self.items and key in self.items:
                self._let_go(key, name, target)
        return bool(loose)

    def _is_to_go(self, target: Key, needed_by: Key) -> bool:
        """Ask whether an item that one side removed, and that the other needs, is to go all the same.

        Not asked for the sake of an item that is itself asked for: what that one needs stays with it.
        """
        mine, theirs = self.mine.get(target), self.theirs.get(target)
        if target in self.dropped or (mine is not None and theirs is not None):
            return target in self.dropped
        if needed_by not in (self.mine if mine is None else self.theirs) and self.decisions.is_asked(
            ("items", needed_by)
        ):
            return False
        kind = ConflictKind.REMOVED_BY_MINE if mine is None else ConflictKind.REMOVED_BY_THEIRS
        choice = self.decisions.ask(
            Conflict(("items", target), kind, mine if theirs is None else theirs, mine, theirs)
        )
        remover = Side.MINE if mine is None else Side.THEIRS
        if choice is remover:
            self.dropped.add(target)
        return choice is remover

    def _let_go(self, key: Key, name: str, target: Key) -> None:
        """Give a row the reference that the removing side knows, or remove the row with its target."""
        remover = self.mine if target not in self.mine else self.theirs
        if key in remover and (key, name) not in self.fallen_back:
            self.fallen_back.add((key, name))
            self._set(key, name, remover[key].values[name])
        else:
            self.dropped.add(key)
            del self.items[key]

    def break_circles(self) -> bool:
        """Turn one item back for every circle of parents, first as chosen, then as theirs has it."""
        circles = _circles({key: row.values["parent_id"] for key, row in self.items.items()})
        for circle in circles:
            contested = [key for key in circle if self.turned.get(key, 0) < 2 and self._differs(key)]
            for key in contested:
                self._turn(key)
            if not contested:
                self._set(circle[0], "parent_id", None)
        return bool(circles)

    def _differs(self, key: Key) -> bool:
        mine, theirs = self.mine.get(key), self.theirs.get(key)
        return (
            mine is not None and theirs is not None and mine.values["parent_id"] != theirs.values["parent_id"]
        )

    def _turn(self, key: Key) -> None:
        mine, theirs = self.mine[key].values["parent_id"], self.theirs[key].values["parent_id"]
        self.turned[key] = self.turned.get(key, 0) + 1
        conflict = Conflict(("items", key, "parent_id"), ConflictKind.BOTH_CHANGED, None, mine, theirs)
        chosen = self.decisions.settle(conflict)
        self._set(key, "parent_id", chosen if self.turned[key] == 1 else theirs)

    def _set(self, key: Key, name: str, value: Any) -> None:
        row = self.items[key]
        self.items[key] = Row(row.kind, row.values | {name: value}, row.tables)


def _circles(parents: dict[Key, str | None]) -> list[list[Key]]:
    """Return every circle of parents once."""
    circles: list[list[Key]] = []
    done: set[Key] = set()
    for start in parents:
        walked: list[Key] = []
        current: Key | None = start
        while current is not None and current in parents and current not in done:
            done.add(current)
            walked.append(current)
            above = parents[current]
            current = None if above is None else (above,)
        if current is not None and current in walked:
            circles.append(walked[walked.index(current) :])
    return circles
