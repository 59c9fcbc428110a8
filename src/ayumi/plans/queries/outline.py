"""The outline: the whole tree of a plan, or the part of it that a search finds."""

from dataclasses import dataclass
from uuid import UUID

from ayumi.document.measures import ItemStatus
from ayumi.document.words import ITEM_STATUS
from ayumi.ground.japanese_text import fold
from ayumi.plans.models import Item, Level, Plan
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.tree import Branch, grow, with_ancestors
from ayumi.plans.words import word


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the tree."""

    id: UUID
    parent_id: UUID | None
    number: str
    title: str
    division_id: UUID | None
    division: str
    status: str
    priority: bool
    is_measure: bool
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """The tree, the search that made it and how many measures it shows."""

    plan: PlanHeading
    levels: tuple[str, ...]
    branches: tuple[Branch[OutlineItem], ...]
    divisions: tuple[tuple[UUID, str], ...]
    words: str
    division_id: UUID | None
    found: int
    is_search: bool


def outline_page(plan: Plan, *, words: str = "", division_id: UUID | None = None) -> OutlinePage:
    """Return the tree of a plan, given its row: 2 queries.

    ``words`` must all stand in number, title, division or purpose; width, case and dashes are folded.
    """
    items, found = find_items(plan, words=words, division_id=division_id)
    is_search = bool(words.strip()) or division_id is not None
    shown = items
    if is_search:
        kept = with_ancestors({item.id: item.parent_id for item in items}, (item.id for item in found))
        shown = [item for item in items if item.id in kept]
    divisions = {item.division_id: item.division for item in items if item.division_id is not None}
    return OutlinePage(
        plan=heading_of(plan),
        levels=tuple(Level.objects.filter(plan=plan).values_list("name", flat=True)),
        branches=grow(shown, key=lambda item: item.id, parent=lambda item: item.parent_id),
        divisions=tuple(sorted(divisions.items(), key=lambda pair: pair[1])),
        words=words,
        division_id=division_id,
        found=sum(item.is_measure and not item.is_repeat for item in found),
        is_search=is_search,
    )


def find_items(
    plan: Plan, *, words: str = "", division_id: UUID | None = None
) -> tuple[list[OutlineItem], list[OutlineItem]]:
    """Return every item of a plan in printed order, and those that a search finds: 1 query."""
    rows = list(
        Item.objects.filter(plan=plan)
        .order_by("position")
        .values_list(
            "id", "parent_id", "number", "title", "division_id", "division__name",
            "status", "priority", "has_sheet", "cross_listed_from_id", "purpose",
        )
    )  # fmt: skip
    items = [_item(row) for row in rows]
    purposes = {row[0]: row[10] for row in rows}
    wanted = [fold(part) for part in words.split()]
    return items, [item for item in items if _matches(item, purposes[item.id], wanted, division_id)]


def _item(row: tuple) -> OutlineItem:
    status = row[6]
    return OutlineItem(
        id=row[0],
        parent_id=row[1],
        number=row[2],
        title=row[3],
        division_id=row[4],
        division=row[5] or "",
        status=word(ITEM_STATUS, ItemStatus(status)) if status else "",
        priority=row[7],
        is_measure=row[8],
        is_repeat=row[9] is not None,
    )


def _matches(item: OutlineItem, purpose: str, wanted: list[str], division_id: UUID | None) -> bool:
    if division_id is not None and item.division_id != division_id:
        return False
    if not wanted:
        return True
    where = fold(f"{item.number} {item.title} {item.division} {purpose}")
    return all(part in where for part in wanted)
