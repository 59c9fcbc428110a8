"""The history of a measure sheet, read from the audit trail: what stood before, what after."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from ayumi.document.measures import ItemStatus
from ayumi.document.words import ITEM_STATUS
from ayumi.plans.models import Indicator, Item
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.rules.cell_columns import TARGET, Column, parse_column
from ayumi.plans.rules.comparison import Piece, compare_texts
from ayumi.plans.words import SHEET_FIELDS, column_label, word
from ayumi.tenancy.queries.audit_trail import AuditRow, entries_of

OTHER_FIELDS = ("title", "division", "status", "priority")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as it was and as it became, in pieces."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: who, when, which version it made and what it changed."""

    at: datetime
    actor_name: str
    version: int
    sequence: int
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Every edit of a sheet, newest first."""

    plan: PlanHeading
    id: object
    number: str
    title: str
    edits: tuple[Edit, ...]


def history_page(item: Item) -> HistoryPage:
    """Return the history of an item, given its row: 2 queries."""
    indicators = {
        str(key): name for key, name in Indicator.objects.filter(item=item).values_list("id", "name")
    }
    rows = (row for row in entries_of("item", item.id) if "version" in row.changes)
    edits = tuple(_edit(row, indicators) for row in rows)
    return HistoryPage(heading_of(item.plan), item.id, item.number, item.title, edits)


def fields_now(item: Item) -> dict[str, str]:
    """Return every field a person can edit as text: texts and head, a priority as ``on`` or nothing."""
    return {name: str(getattr(item, name)) for name in SHEET_FIELDS} | {
        "title": item.title,
        "status": item.status or "",
        "priority": "on" if item.priority else "",
        "division": item.division.name if item.division else "",
    }


def fields_at(item: Item, version: int) -> dict[str, str]:
    """Return the fields as they stood at ``version``, undoing later edits: 1 query."""
    fields = fields_now(item)
    for row in entries_of("item", item.id):  # newest first
        if row.changes.get("version", [0])[0] < version:
            break
        for name, (before, _after) in row.changes.items():
            if name in fields:
                fields[name] = ("on" if before else "") if name == "priority" else str(before)
    return fields


def _edit(row: AuditRow, indicators: dict[str, str]) -> Edit:
    labels = field_labels()
    # What is neither a field nor a yearly value is recorded under the words by which a comparison calls it.
    changes = tuple(
        FieldChange(
            labels.get(name) or _yearly_label(name, indicators) or name,
            compare_fields(name, *row.changes[name]),
        )
        for name in row.changes
        if name != "version"
    )
    return Edit(row.at, row.actor_name, row.changes["version"][1], row.sequence, changes)


def _yearly_label(name: str, indicators: dict[str, str]) -> str:
    """Return what a yearly value of the grid is called, empty for what is none.

    A target's entry names its indicator by id; one that is gone is left out of the label.
    """
    column = parse_column(name)
    if column is None or column.year is None:
        return ""
    if column.field != TARGET:
        return column_label(column)
    indicator, _, group = column.part.partition(" ")
    label = column_label(Column(TARGET, column.year, group))
    return f"{indicators[indicator]} {label}" if indicator in indicators else label


def compare_fields(name: str, before: object, after: object) -> tuple[Piece, ...]:
    """Compare two values of a field in the words of the page."""
    return compare_texts(_printed(name, before), _printed(name, after))


def _printed(name: str, value: object) -> str:
    """Print a field's value as the sheet's page does: a status by its word, a mark of priority as a sign."""
    if name == "status":
        return word(ITEM_STATUS, ItemStatus(value)) if value else ""
    if name == "priority":
        return gettext("重点") if value else gettext("－")
    return str(value)


def field_labels() -> dict[str, str]:
    """Return what each field is called."""
    fields = {
        field.name: str(field.verbose_name) for field in Item._meta.get_fields() if field.name in OTHER_FIELDS
    }
    return {name: str(label) for name, label in SHEET_FIELDS.items()} | fields
