"""Saving a report's sheet: nobody overwrites what they have not seen, and a repeated save is harmless."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.standing import still_open
from ayumi.rounds.gates import report_to_write
from ayumi.rounds.models import Report, ReportedCost, ReportedValue
from ayumi.rounds.models.stored_sheet import cost_of, fields_of, rows_of, words_of
from ayumi.rounds.rules.sheet import (
    CHOICE_FIELDS,
    COST_FIELDS,
    TEXT_FIELDS,
    VALUE_PARTS,
    SheetProblem,
    SheetRow,
    ValueEntry,
    changes_between,
    cleaned,
    problems_of,
    value_entries,
)
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.prepared import prepared
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing

SHEET_COLUMNS = (*TEXT_FIELDS, *CHOICE_FIELDS)
SAVED = "report.saved"


class ReportChangedMeanwhile(Exception):
    """Somebody else saved or moved the report after this person opened it; nothing was stored."""


class SheetNotReadable(ValueError):
    """Something on the sheet cannot be stored; ``problems`` says what, field by field."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        super().__init__(_("入力内容をご確認ください。"))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a sheet: its places for actuals, and what they hold where that was read too."""

    rows: tuple[SheetRow, ...]
    values: tuple[ReportedValue, ...] | None = None


@dataclass(frozen=True, slots=True)
class SheetEdit:
    """What somebody wants to change of a sheet; with ``problems`` it cannot be stored.

    ``changes`` maps a field to [before, after]; ``after`` is the whole sheet as it would stand.
    """

    report: Report
    rows: tuple[SheetRow, ...]
    changes: Mapping[str, list[str]]
    after: Mapping[str, str]
    problems: tuple[SheetProblem, ...]

    def audit_object(self, seen: int) -> AuditObject:
        """Return what the audit trail says of it."""
        item = self.report.item
        changes = {**self.changes, "version": [seen, seen + 1]}
        return AuditObject("report", self.report.pk, f"{item.number} {item.title}", changes)


def save_report(
    about: UUID | Report,
    wanted: Mapping[str, str],
    *,
    seen: int,
    actor: Actor,
    standing: Standing | None = None,
) -> int:
    """Store the fields of a sheet if the report still is at version ``seen``; return its version now.

    ``wanted`` maps fields to texts as ``rules.sheet`` names them; a field that is not in it stays as it is.
    ``about`` is the report's id, or the report as a gate returned it in the same request.
    ``standing`` is what the request has read of it already.
    Where everything wanted stands already nothing is stored, so a retried save is harmless. At most 15
    queries. Raises PermissionDenied, Http404, MoveRefused, SheetNotReadable and ReportChangedMeanwhile.
    """
    report = report_to_write(actor, about)
    rows, values = standing.rows if standing else rows_of(report), standing.values if standing else None
    edit = edit_of(report, rows, _values(report.pk) if values is None else values, wanted)
    if not edit.changes:
        return report.version
    if edit.problems:
        raise SheetNotReadable(edit.problems)
    with writing():
        still_open(report.round_id)
        store_edits([edit], {report.pk: seen}, actor)
        append_audit_entries([edit.audit_object(seen)], actor=actor, verb=SAVED)
    return seen + 1


@prepared
def _values(report_id: UUID) -> QuerySet[ReportedValue]:
    return ReportedValue.objects.filter(report_id=report_id)


def edit_of(
    report: Report, rows: Iterable[SheetRow], values: Iterable[ReportedValue], wanted: Mapping[str, str]
) -> SheetEdit:
    """Return what ``wanted`` would change of a sheet, and what of it cannot be stored; no query."""
    rows, values = tuple(rows), tuple(values)
    standing = fields_of(report, values, cost_of(report), rows)
    changes = changes_between(standing, cleaned({name: wanted[name] for name in standing if name in wanted}))
    after = standing | {name: text for name, (_before, text) in changes.items()}
    problems = (
        *problems_of(after, rows, words_of(report.round)),
        *_unsayings(values, after, rows),
        *_unsaid_figures(cost_of(report), changes),
    )
    return SheetEdit(report, rows, changes, after, problems if changes else ())


def store_edits(edits: Iterable[SheetEdit], seen: Mapping[UUID, int], actor: Actor) -> None:
    """Store edits without problems, each if its report still is at the version seen.

    Call inside the transaction, with the round held open. One query a report and at most 2 beside, and one
    for every value that says nothing any more. Raises ReportChangedMeanwhile.
    """
    edits = list(edits)
    for edit in edits:
        _store(edit.report, edit.changes, seen[edit.report.pk], actor)
    _store_values(edits)
    costs = [edit for edit in edits if edit.changes.keys() & set(COST_FIELDS)]
    ReportedCost.objects.bulk_create(
        [
            ReportedCost(report=each.report, **{name: each.after[name] or None for name in COST_FIELDS})
            for each in costs
        ],
        update_conflicts=True,
        unique_fields=("report",),
        update_fields=COST_FIELDS,
    )


def _touches(row: SheetRow, changes: Mapping[str, list[str]]) -> bool:
    return any(row.field(part) in changes for part in VALUE_PARTS)


def _unsayings(
    values: Iterable[ReportedValue], after: Mapping[str, str], rows: Iterable[SheetRow]
) -> list[SheetProblem]:
    """Return the approved values that would vanish: a fact is corrected, or a reason says why it is none."""
    approved = {(each.indicator_id, each.fiscal_year, each.group) for each in values if each.approved_at}
    return [
        SheetProblem(
            row.field("entry"), _("承認された実績値は消せません。正しい値か、値がない理由を入れてください。")
        )
        for row in rows
        if (row.indicator_id, row.fiscal_year, row.group) in approved
        and not after[row.field("entry")]
        and not after[row.field("missing")]
    ]


def _unsaid_figures(cost: ReportedCost | None, changes: Mapping[str, list[str]]) -> list[SheetProblem]:
    """Return the approved amounts and hours that would vanish; no query."""
    if cost is None or cost.approved_at is None:
        return []
    text = _("承認された金額や時間は消せません。正しい値を入れてください。ないときは0と入れてください。")
    return [SheetProblem(name, text) for name in COST_FIELDS if name in changes and not changes[name][1]]


def _store(report: Report, changes: Mapping[str, list[str]], seen: int, actor: Actor) -> None:
    columns = {name: after for name, (_before, after) in changes.items() if name in SHEET_COLUMNS}
    moved_on = Report.objects.filter(pk=report.pk, version=seen, position=report.position).update(
        version=F("version") + 1, edited_by_name=actor.name, edited_at=timezone.now(), **columns
    )
    if not moved_on:
        raise ReportChangedMeanwhile(_("編集中に、ほかの人がこの報告を保存しました。"))


def _store_values(edits: Iterable[SheetEdit]) -> None:
    """Write the rows that changed, and take away those that say nothing any more."""
    kept: list[ReportedValue] = []
    for edit in edits:
        rows = [row for row in edit.rows if _touches(row, edit.changes)]
        entries = {entry.row.key: entry for entry in value_entries(edit.after, rows)}
        kept += [value_row(edit.report, entry) for entry in entries.values()]
        for row in rows:
            if row.key not in entries:
                place = {"indicator_id": row.indicator_id, "fiscal_year": row.fiscal_year, "group": row.group}
                ReportedValue.objects.filter(report=edit.report, **place).delete()
    ReportedValue.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=("report", "indicator", "fiscal_year", "group"),
        update_fields=("status", "value", "text", "missing", "as_of", "source", "approved_at"),
    )


def value_row(report: Report, entry: ValueEntry) -> ReportedValue:
    """Return the row of an entry; not stored, and not yet a fact of the plan."""
    return ReportedValue(
        report=report,
        indicator_id=entry.row.indicator_id,
        fiscal_year=entry.row.fiscal_year,
        group=entry.row.group,
        status=entry.status.value,
        value=None if entry.value is None else f"{entry.value:f}",
        text=entry.text,
        missing=entry.missing.value if entry.missing else None,
        as_of=entry.as_of,
        source=entry.source,
        approved_at=None,
    )
