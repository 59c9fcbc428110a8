"""The grid: the measures of a plan as a table in which many cells are edited at once."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from ayumi.plans.models import Plan
from ayumi.plans.queries.grid_cells import (
    NOTHING_TYPED,
    GridColumn,
    GridRow,
    GridTable,
    Typed,
    short_lists,
)
from ayumi.plans.queries.grid_rows import grid_table
from ayumi.plans.queries.outline import OutlineItem, find_items
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.cell_columns import GridKind
from ayumi.plans.rules.tree import ancestors
from ayumi.plans.words import GRID_KIND, word
from ayumi.tenancy.models import Division
from ayumi.tenancy.queries.audit_trail import PageNumbers
from ayumi.tenancy.rules import Actor, Permission

SIZES = (20, 200)
"""Measures on a page. The first size has a field in every cell, and so works without scripts."""


@dataclass(frozen=True, slots=True)
class GridChoice:
    """Which part of a plan a person looks at, and as which table."""

    kind: GridKind = GridKind.MEASURES
    words: str = ""
    division_id: UUID | None = None
    branch_id: UUID | None = None
    size: int = SIZES[0]
    number: int = 1

    def query(self, **other: object) -> str:
        """Return the choice as the end of an address; ``other`` replaces parts of it."""
        parts: dict[str, object] = {
            "kind": "" if self.kind is GridKind.MEASURES else self.kind.value,
            "words": self.words,
            "division": self.division_id or "",
            "branch": self.branch_id or "",
            "size": "" if self.size == SIZES[0] else self.size,
            "page": "" if self.number == 1 else self.number,
        }
        return urlencode({name: value for name, value in (parts | other).items() if value})


@dataclass(frozen=True, slots=True)
class GridGroup:
    """The measures that stand under the same items of the tree."""

    place: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A table or a page size to go to: its label, its address within the page, whether it is shown now."""

    label: str
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class GridPage:
    """A page of the grid. ``seen`` holds what stood in the cells when the page was made, as JSON."""

    plan: PlanHeading
    choice: GridChoice
    kinds: tuple[Option, ...]
    sizes: tuple[Option, ...]
    columns: tuple[GridColumn, ...]
    has_parts: bool
    groups: tuple[GridGroup, ...]
    divisions: tuple[tuple[UUID, str], ...]
    branches: tuple[tuple[UUID, str], ...]
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    found: int
    pages: PageNumbers
    seen: str
    has_fields: bool
    is_search: bool
    edits_everything: bool

    @property
    def width(self) -> int:
        """How many columns the table has, those that name the row included."""
        return len(self.columns) + (2 if self.has_parts else 1)


def grid_page(
    plan: Plan,
    actor: Actor,
    choice: GridChoice,
    typed: Typed = NOTHING_TYPED,
) -> GridPage:
    """Return one page of the cells that the actor may edit: 3 queries, for yearly values 4 or 5.

    Who edits the sheets of a division sees those, and of them the texts.
    """
    everything = actor.may(Permission.EDIT_ALL_SHEETS)
    items, found = find_items(plan, words=choice.words, division_id=choice.division_id)
    parents = {item.id: item.parent_id for item in items}
    measures = [item for item in found if _is_shown(item, actor, choice, parents)]
    last = max(1, -(-len(measures) // choice.size))
    number = min(max(1, choice.number), last)
    shown = measures[(number - 1) * choice.size : number * choice.size]
    kind = choice.kind if everything else GridKind.MEASURES
    table = grid_table(plan, kind, (item.id for item in shown), typed, with_head=everything)
    has_fields = choice.size == SIZES[0]
    query = choice.query(page="")
    mine = [item for item in items if item.division_id and actor.may_edit_sheet_of(item.division_id)]
    return GridPage(
        plan=heading_of(plan),
        choice=choice,
        kinds=_kinds(choice, kind) if everything else (),
        sizes=tuple(Option(str(n), choice.query(size=n, page=""), n == choice.size) for n in SIZES),
        columns=table.columns,
        has_parts=table.has_parts,
        groups=tuple(_groups(items, shown, parents, table)),
        divisions=tuple(sorted({(i.division_id, i.division) for i in mine}, key=lambda pair: pair[1])),
        branches=_branches(items),
        lists=_shared_lists() if everything else (),
        found=len(measures),
        pages=PageNumbers(number, last, f"{query}&" if query else ""),
        seen=_seen(table, has_fields=has_fields),
        has_fields=has_fields,
        is_search=bool(choice.words.strip() or choice.division_id or choice.branch_id),
        edits_everything=everything,
    )


def _is_shown(item: OutlineItem, actor: Actor, choice: GridChoice, parents: dict[UUID, UUID | None]) -> bool:
    if not item.is_measure or item.is_repeat or not actor.may_edit_sheet_of(item.division_id):
        return False
    return choice.branch_id is None or choice.branch_id in ancestors(parents, item.id)


def _kinds(choice: GridChoice, shown: GridKind) -> tuple[Option, ...]:
    return tuple(
        Option(
            word(GRID_KIND, kind),
            choice.query(kind="" if kind is GridKind.MEASURES else kind.value),
            kind is shown,
        )
        for kind in GridKind
    )


def _groups(
    items: Iterable[OutlineItem],
    shown: Iterable[OutlineItem],
    parents: dict[UUID, UUID | None],
    table: GridTable,
) -> Iterator[GridGroup]:
    names = {item.id: f"{item.number} {item.title}" for item in items}
    for _parent, members in groupby(shown, key=lambda item: item.parent_id):
        own = list(members)
        place = " › ".join(names[key] for key in ancestors(parents, own[0].id))
        rows = tuple(row for item in own for row in table.rows.get(item.id, ()))
        if rows:
            yield GridGroup(place, rows)


def _branches(items: list[OutlineItem]) -> tuple[tuple[UUID, str], ...]:
    """Return every item that has others below it, to choose a part of the tree by."""
    above = {item.parent_id for item in items}
    return tuple(
        (item.id, f"{item.number} {item.title}") for item in items if item.id in above and not item.is_measure
    )


def _shared_lists() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the lists that cells choose from: 区分, 重点, and the divisions that live today."""
    rows = Division.objects.values_list("name", "valid_to")
    today = timezone.localdate()
    living = dict.fromkeys(name for name, end in rows if end is None or end >= today)
    return (*short_lists().items(), ("division", tuple((name, name) for name in living)))


def _seen(table: GridTable, *, has_fields: bool) -> str:
    """Return what stands in the cells; without fields only where something else is shown."""
    cells = (cell for rows in table.rows.values() for row in rows for cell in row.cells)
    seen = {cell.name: cell.standing for cell in cells if has_fields or cell.text != cell.standing}
    return json.dumps(seen, ensure_ascii=False)
