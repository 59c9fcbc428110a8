"""What the edit and the merge page of a sheet show beside the form."""

from dataclasses import asdict, dataclass
from uuid import UUID

from ayumi.plans.models import Item
from ayumi.plans.queries.history import texts_at
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.comparison import Piece, compare_texts
from ayumi.plans.rules.merge import merge_fields
from ayumi.plans.words import SHEET_FIELDS


@dataclass(frozen=True, slots=True)
class EditPage:
    """The sheet being edited."""

    plan: PlanHeading
    id: UUID
    number: str
    title: str
    division: str


@dataclass(frozen=True, slots=True)
class MergedField:
    """A field both or one of the two changed."""

    name: str
    label: str
    theirs: str
    their_changes: tuple[Piece, ...]
    my_changes: tuple[Piece, ...]
    proposal: str
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class MergePage:
    """Both edits, field by field."""

    sheet: EditPage
    fields: tuple[MergedField, ...]


def edit_page(item: Item) -> EditPage:
    """Return the head of the edit page, given the item's row; no query."""
    division = item.division.name if item.division else ""
    return EditPage(heading_of(item.plan), item.id, item.number, item.title, division)


def merge_page(item: Item, mine: object, *, seen: int) -> MergePage:
    """Return what changed on both sides since version ``seen``: 1 query. ``mine`` is a SheetTexts."""
    base = texts_at(item, seen)
    theirs = {name: getattr(item, name) for name in SHEET_FIELDS}
    merges = merge_fields(base, theirs, asdict(mine))
    fields = tuple(
        MergedField(
            name=merge.name,
            label=str(SHEET_FIELDS[merge.name]),
            theirs=merge.theirs,
            their_changes=compare_texts(merge.base, merge.theirs),
            my_changes=compare_texts(merge.base, merge.mine),
            proposal=merge.proposal,
            is_conflict=merge.is_conflict,
        )
        for merge in merges
    )
    return MergePage(edit_page(item), fields)
