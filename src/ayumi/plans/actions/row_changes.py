"""Bringing the stored rows of a plan to other rows: only what differs is written, table by table.

The number of statements depends on the number of tables and, by batch, of changed rows, not on the plan.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import Model

from ayumi.plans.models import (
    Actual,
    Baseline,
    Budget,
    Chapter,
    Contribution,
    Cost,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    Indicator,
    Item,
    Judgement,
    Level,
    Link,
    Plan,
    Purpose,
    RelatedPlan,
    Remark,
    ScheduleStep,
    Section,
    Target,
    Workload,
)

TABLES: tuple[type[Model], ...] = (
    *(Purpose, RelatedPlan, EvidenceSource, Figure, GlossaryTerm, Chapter, Section),
    *(Level, Item, Contribution, ScheduleStep, Budget, Cost, Workload, Judgement, Remark, Link),
    *(Indicator, Baseline, Target, Actual),
)
"""Every table of a plan's parts, what is referred to before what refers to it."""
BY_ID = (Level, Item, Indicator)
"""Rows that keep their id; all others are known by their owner and their place."""
BATCH = 10_000
OWNERS = frozenset({"item_id", "indicator_id", "chapter_id"})
NOT_COMPARED = frozenset({"id", "municipality_id", "version"})


@dataclass
class TableChanges:
    """What is to be written in one table."""

    added: list[Model] = field(default_factory=list)
    changed: list[Model] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    """Of the changed rows: the fields that differ in any of them."""
    removed: list[Any] = field(default_factory=list)


Standing = dict[type[Model], list[Model]]
"""The rows of every table of a plan, each in order."""


def standing_rows(plan: Plan) -> Standing:
    """Return every row of a plan's parts: 1 query a table."""
    return {table: list(table.objects.filter(plan=plan).order_by("position")) for table in TABLES}


def is_standing(standing: Standing, seen: Iterable[Model]) -> bool:
    """Tell whether ``standing`` says the same as ``seen``, in the same order; where gaps are is no matter."""
    rows = _by_table(seen)
    for table in TABLES:
        changes = _changes(table, standing[table], rows[table])
        if changes.added or changes.removed or changes.columns - {"position"}:
            return False
        if table in BY_ID and _orders(standing[table]) != _orders(rows[table]):
            return False
    return True


def write_rows(standing: Standing, wanted: Iterable[Model]) -> None:
    """Bring the rows of a plan's parts to ``wanted``. Call inside the transaction of the change."""
    changes = {table: _changes(table, standing[table], rows) for table, rows in _by_table(wanted).items()}
    for table, change in changes.items():
        table.objects.bulk_create(change.added, batch_size=BATCH)
        if change.changed:
            table.objects.bulk_update(change.changed, sorted(change.columns))
    _remove(changes)


def write_plan(wanted: Plan) -> None:
    """Bring the plan's own row to ``wanted``; its version is not touched."""
    columns = {name: getattr(wanted, name) for name in _columns(Plan) if name not in NOT_COMPARED}
    Plan.objects.filter(pk=wanted.pk).update(**columns)


def same_plan(standing: Plan, seen: Plan) -> bool:
    """Tell whether the plan's own row says the same; the divisions it came with are no part of that."""
    return not set(_differing(standing, seen)) - {"division_ids"}


def _by_table(rows: Iterable[Model]) -> Standing:
    by_table: Standing = {table: [] for table in TABLES}
    for row in rows:
        by_table[type(row)].append(row)
    return by_table


def _changes(table: type[Model], standing: list[Model], wanted: list[Model]) -> TableChanges:
    """Return the changes of one table. A wanted row takes the id of the row it stands for."""
    for row in wanted:
        if isinstance(row, Section):
            row.chapter_id = row.chapter.pk  # which may have taken the id of the chapter that stands
    left = _identified(table, standing)
    changes = TableChanges()
    for identity, row in _identified(table, wanted).items():
        before = left.pop(identity, None)
        if before is None:
            changes.added.append(row)
            continue
        row.pk = before.pk
        differing = set(_differing(row, before))
        if differing:
            changes.changed.append(row)
            changes.columns |= differing
    changes.removed = [row.pk for row in left.values()]
    return changes


def _identified(table: type[Model], rows: Iterable[Model]) -> dict[Any, Model]:
    """Return the rows by what they are known by: their id, or their owner and place among its rows."""
    if table in BY_ID:
        return {row.pk: row for row in rows}
    owner_column = next((name for name in _columns(table) if name in OWNERS), None)
    identified: dict[Any, Model] = {}
    counts: dict[Any, int] = defaultdict(int)
    for row in rows:
        owner = None if owner_column is None else getattr(row, owner_column)
        identified[owner, counts[owner]] = row
        counts[owner] += 1
    return identified


def _orders(rows: Iterable[Model]) -> dict[Any, list[Any]]:
    """Return the ids of rows in their order, by the item they hang on."""
    orders: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        orders[getattr(row, "item_id", None)].append(row.pk)
    return orders


def _differing(row: Model, before: Model) -> Iterator[str]:
    names, values = _compared(type(row))
    old, new = values(before), values(row)
    if old != new:
        yield from (name for name, was, becomes in zip(names, old, new, strict=True) if was != becomes)


@cache
def _compared(table: type[Model]) -> tuple[tuple[str, ...], Callable[[Model], tuple[Any, ...]]]:
    names = tuple(name for name in _columns(table) if name not in NOT_COMPARED)
    return names, attrgetter(*names)


@cache
def _columns(table: type[Model]) -> tuple[str, ...]:
    return tuple(each.attname for each in table._meta.concrete_fields)


def _remove(changes: dict[type[Model], TableChanges]) -> None:
    gone = changes[Item].removed
    if gone:
        # Parents and originals are protected; those that go together let go of each other first.
        Item.objects.filter(pk__in=gone).update(parent=None, cross_listed_from=None)
    for table in reversed(TABLES):
        if changes[table].removed:
            table.objects.filter(pk__in=changes[table].removed).delete()
