"""What the edit and the merge page of a sheet show beside the form."""

from dataclasses import dataclass
from uuid import UUID

from ayumi.plans.models import Item
from ayumi.plans.queries.history import compare_fields, field_labels, fields_at, fields_now
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.comparison import Piece
from ayumi.plans.rules.merge import merge_fields


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


def merge_page(item: Item, mine: dict[str, str], *, seen: int) -> MergePage:
    """Return what changed on both sides since version ``seen``: 1 query.

    ``mine`` holds the fields of the person's form as ``fields_now`` writes them.
    """
    labels = field_labels()
    fields = tuple(
        MergedField(
            name=merge.name,
            label=labels[merge.name],
            theirs=merge.theirs,
            their_changes=compare_fields(merge.name, merge.base, merge.theirs),
            my_changes=compare_fields(merge.name, merge.base, merge.mine),
            proposal=merge.proposal,
            is_conflict=merge.is_conflict,
        )
        for merge in merge_fields(fields_at(item, seen), fields_now(item), mine)
    )
    return MergePage(edit_page(item), fields)
