"""Two people's edits of the same report side by side, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ayumi.document.measures import ActualStatus, Basis, MissingReason
from ayumi.document.words import ACTUAL_STATUS, BASIS, MISSING_REASON
from ayumi.ground.wording import say_year
from ayumi.plans.rules.comparison import Piece, compare_texts
from ayumi.plans.rules.merge import merge_fields
from ayumi.plans.words import word
from ayumi.rounds.models import Report, ReportedValue
from ayumi.rounds.models.stored_sheet import cost_of, fields_of, rows_of
from ayumi.rounds.rules.sheet import VALUE_PARTS, SheetRow
from ayumi.rounds.words import PART_LABELS, SHEET_LABELS
from ayumi.tenancy.queries.audit_trail import entries_of


@dataclass(frozen=True, slots=True)
class MergedField:
    """A field that one or both of the two changed."""

    name: str
    label: str
    their_changes: tuple[Piece, ...]
    my_changes: tuple[Piece, ...]
    proposal: str
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class MergePage:
    """Both edits; ``version`` is the one that stands now."""

    id: UUID
    number: str
    title: str
    version: int
    edited_by: str
    fields: tuple[MergedField, ...]


def merge_page(report: Report, mine: Mapping[str, str], *, seen: int) -> MergePage:
    """Return what changed on both sides since version ``seen``: 4 queries. ``mine`` is the person's sheet."""
    rows = rows_of(report)
    theirs = fields_of(report, ReportedValue.objects.filter(report=report), cost_of(report), rows)
    base = fields_at(report, theirs, seen)
    labels = field_labels(rows)
    wanted = {name: mine[name] for name in theirs if name in mine}
    fields = tuple(
        MergedField(
            name=merge.name,
            label=labels[merge.name],
            their_changes=compare_texts(printed(merge.name, merge.base), printed(merge.name, merge.theirs)),
            my_changes=compare_texts(printed(merge.name, merge.base), printed(merge.name, merge.mine)),
            proposal=merge.proposal,
            is_conflict=merge.is_conflict,
        )
        for merge in merge_fields(base, theirs, wanted)
    )
    item = report.item
    return MergePage(report.pk, item.number, item.title, report.version, report.edited_by_name, fields)


def fields_at(report: Report, now: Mapping[str, str], version: int) -> dict[str, str]:
    """Return the fields as they stood at ``version``, undoing later edits out of the audit chain: 1 query."""
    fields = dict(now)
    for row in entries_of("report", report.pk):  # newest first
        moved = row.changes.get("version")
        if moved is not None and moved[0] < version:
            break
        for name, change in row.changes.items():
            if name in fields:
                fields[name] = str(change[0])
    return fields


def field_labels(rows: tuple[SheetRow, ...]) -> dict[str, str]:
    """Return what each field of a sheet is called."""
    labels = {name: str(label) for name, label in SHEET_LABELS.items()}
    for row in rows:
        place = f"{row.label} {row.group}".strip()
        for part in VALUE_PARTS:
            labels[row.field(part)] = f"{place} {say_year(row.fiscal_year)} {PART_LABELS[part]}"
    return labels


_CHOICE_WORDS = {"missing": MISSING_REASON, "status": ACTUAL_STATUS, "basis": BASIS}


def printed(name: str, text: str) -> str:
    """Print a field's value as the page does: choices by their words."""
    part = name.partition("-")[0]
    if not text:
        return ""
    if part == "missing":
        return word(MISSING_REASON, MissingReason(text))
    if part == "status":
        return word(ACTUAL_STATUS, ActualStatus(text))
    return word(BASIS, Basis(text)) if name == "basis" else text


def unprinted(name: str, text: str) -> str:
    """Return what a field stores for the words that ``printed`` prints, else the text itself."""
    kind = "basis" if name == "basis" else name.partition("-")[0]
    words = _CHOICE_WORDS.get(kind, {})
    return next((each.value for each in words if word(words, each) == text.strip()), text)
