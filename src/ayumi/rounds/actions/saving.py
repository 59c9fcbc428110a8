"""Saving a report's sheet: nobody overwrites what they have not seen, and a repeated save is harmless."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import F
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
    problems_of,
    read_number,
    value_entries,
)
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing

SHEET_COLUMNS = (*TEXT_FIELDS, *CHOICE_FIELDS)


class ReportChangedMeanwhile(Exception):
    """Somebody else saved or moved the report after this person opened it; nothing was stored."""


class SheetNotReadable(ValueError):
    """Something on the sheet cannot be stored; ``problems`` says what, field by field."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        super().__init__(_("入力内容をご確認ください。"))
        self.problems = problems


def save_report(report_id: UUID, wanted: Mapping[str, str], *, seen: int, actor: Actor) -> int:
    """Store the fields of a sheet if the report still is at version ``seen``; return its version now.

    ``wanted`` maps fields to texts as ``rules.sheet`` names them; a field that is not in it stays as it is.
    Where everything wanted stands already nothing is stored, so a retried save is harmless. At most 15
    queries. Raises PermissionDenied, Http404, MoveRefused, SheetNotReadable and ReportChangedMeanwhile.
    """
    report = report_to_write(actor, report_id)
    rows = rows_of(report)
    values = list(ReportedValue.objects.filter(report=report))
    standing = fields_of(report, values, cost_of(report), rows)
    changes = changes_between(standing, cleaned({name: wanted[name] for name in standing if name in wanted}))
    if not changes:
        return report.version
    after = standing | {name: text for name, (_before, text) in changes.items()}
    problems = (
        *problems_of(after, rows, words_of(report.round)),
        *_unsayings(values, after, rows),
        *_unsaid_figures(cost_of(report), changes),
    )
    if problems:
        raise SheetNotReadable(problems)
    with writing():
        still_open(report.round_id)
        _store(report, changes, seen, actor)
        _store_values(report, after, [row for row in rows if _touches(row, changes)])
        if changes.keys() & set(COST_FIELDS):
            _store_cost(report, after)
        append_audit_entry(
            actor=actor,
            verb="report.saved",
            object_type="report",
            object_id=report.pk,
            object_label=f"{report.item.number} {report.item.title}",
            changes=changes | {"version": [seen, seen + 1]},
        )
    return seen + 1


def cleaned(fields: Mapping[str, str]) -> dict[str, str]:
    """Return texts as the database keeps them; a number in one spelling, so 1,250 equals 1250."""
    cleaned = {name: text.replace("\r\n", "\n").strip() for name, text in fields.items()}
    for name, text in cleaned.items():
        number = read_number(text)
        if number is not None and (name.startswith("entry-") or name in COST_FIELDS):
            cleaned[name] = f"{number:f}"
    return cleaned


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


def _store_values(report: Report, after: Mapping[str, str], rows: list[SheetRow]) -> None:
    """Write the rows that changed, and take away those that say nothing any more: at most 2 queries."""
    if not rows:
        return
    entries = {entry.row.key: entry for entry in value_entries(after, rows)}
    columns = ("status", "value", "text", "missing", "as_of", "source", "approved_at")
    if entries:
        ReportedValue.objects.bulk_create(
            [value_row(report, entry) for entry in entries.values()],
            update_conflicts=True,
            unique_fields=("report", "indicator", "fiscal_year", "group"),
            update_fields=columns,
        )
    for row in rows:
        if row.key not in entries:
            place = {"indicator_id": row.indicator_id, "fiscal_year": row.fiscal_year, "group": row.group}
            ReportedValue.objects.filter(report=report, **place).delete()


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


def _store_cost(report: Report, after: Mapping[str, str]) -> None:
    columns = {name: after[name] or None for name in COST_FIELDS}
    ReportedCost.objects.update_or_create(report=report, defaults=columns)
