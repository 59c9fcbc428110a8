"""What an erratum changes in the plan: a corrected value is a further fact, a figure takes its place.

What was published, the reported rows among it, stays as it was; the audit entry tells before and after.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.document.measures import Actual
from ayumi.plans.actions.add_results import add_actuals, put_costs
from ayumi.rounds.actions.values import money_of, work_of
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import Erratum, Report, ReportedCost, ReportedValue
from ayumi.rounds.models.stored_sheet import cost_of, fields_of, rows_of, words_of
from ayumi.rounds.rules.sheet import (
    COST_FIELDS,
    SOURCE_FIELDS,
    VALUE_PARTS,
    WORK_FIELDS,
    SheetFields,
    SheetRow,
    problems_of,
    value_entries,
)

FIGURES = (*SOURCE_FIELDS.values(), *WORK_FIELDS, "personnel_thousand_yen")
"""The money and work of a sheet that are facts of the plan; sums are stated beside them and are none."""
_OTHER_PART = {"entry": "missing", "missing": "entry"}


@dataclass(frozen=True, slots=True)
class CorrectedSheet:
    """A published sheet as it stands with all its errata, and what hangs on it."""

    report: Report
    fields: SheetFields
    rows: tuple[SheetRow, ...]
    values: tuple[ReportedValue, ...]
    errata: int

    def row_of(self, field: str) -> SheetRow | None:
        """Return the place of an actual that a field belongs to, None for a text or a figure."""
        return next((row for row in self.rows if field in {row.field(part) for part in VALUE_PARTS}), None)


def corrected_sheet(report: Report) -> CorrectedSheet:
    """Return a published sheet with what errata said since: 4 queries."""
    rows, values = rows_of(report), tuple(ReportedValue.objects.filter(report=report))
    fields = fields_of(report, values, cost_of(report), rows)
    errata = list(Erratum.objects.filter(report=report))
    for erratum in errata:
        fields |= _said(fields, rows, erratum.field, erratum.after)
    return CorrectedSheet(report, fields, rows, values, len(errata))


def with_correction(sheet: CorrectedSheet, field: str, after: str) -> SheetFields:
    """Return the sheet's fields with one of them corrected; no query.

    Raises MoveRefused for a field the sheet has not, for what stands already, for what cannot be read, and
    for a value that counts as a fact and would vanish.
    """
    if field not in sheet.fields:
        raise MoveRefused(_("訂正する欄を一覧から選んでください。"))
    if sheet.fields[field] == after:
        raise MoveRefused(_("いまの内容と同じです。正しい内容を入れてください。"))
    fields, row = sheet.fields | _said(sheet.fields, sheet.rows, field, after), sheet.row_of(field)
    wrong = problems_of(fields, [row] if row else [], words_of(sheet.report.round))
    touched = {field} | ({row.field(part) for part in VALUE_PARTS} if row else set())
    for problem in wrong:
        if problem.field in touched:
            raise MoveRefused(problem.text)
    cost = cost_of(sheet.report)
    is_fact = field in COST_FIELDS and cost is not None and cost.approved_at is not None
    says_nothing = row is not None and not (fields[row.field("entry")] or fields[row.field("missing")])
    if (is_fact and not after) or (says_nothing and _approved(sheet.values, row)):
        raise MoveRefused(
            _("事実として承認された値は、空欄に訂正できません。正しい値か、値がない理由を入れてください。")
        )
    return fields


def correct_facts(sheet: CorrectedSheet, field: str, fields: Mapping[str, str]) -> dict[str, list[object]]:
    """Let the plan follow a correction; return what the audit entry tells of it. At most 10 queries.

    Only what counted as a fact is corrected: what nobody approved never entered the plan. Call inside the
    transaction of the erratum.
    """
    report, row, cost = sheet.report, sheet.row_of(field), cost_of(sheet.report)
    if row is not None and _approved(sheet.values, row):
        actuals = [(row.indicator_id, each) for each in _actuals(report, fields, row)]
        added = add_actuals(report.item.plan_id, actuals)
        return {"actuals": [0, added]} if added else {}
    if field in FIGURES and cost is not None and cost.approved_at is not None:
        right = _corrected_cost(cost, fields)
        changes = put_costs(report.item, money_of(report, right), work_of(report, right))
        return {name: list(change) for name, change in changes.items()}
    return {}


def _said(fields: Mapping[str, str], rows: Iterable[SheetRow], field: str, after: str) -> SheetFields:
    """Return the fields that a correction changes: a value and the reason for none exclude each other."""
    said = {field: after}
    for row in rows:
        for part, other in _OTHER_PART.items():
            if field == row.field(part) and after and fields.get(row.field(other)):
                said[row.field(other)] = ""
    return said


def _approved(values: Iterable[ReportedValue], row: SheetRow) -> bool:
    place = (row.indicator_id, row.fiscal_year, row.group)
    return any(
        each.approved_at is not None and (each.indicator_id, each.fiscal_year, each.group) == place
        for each in values
    )


def _actuals(report: Report, fields: Mapping[str, str], row: SheetRow) -> list[Actual]:
    submitted = timezone.localdate(report.submitted_at) if report.submitted_at else timezone.localdate()
    return [
        Actual(
            fiscal_year=row.fiscal_year,
            status=entry.status,
            value=entry.value,
            text=entry.text,
            group=row.group,
            missing=entry.missing,
            as_of=entry.as_of or submitted,
            source=entry.source,
        )
        for entry in value_entries(fields, [row])
    ]


def _corrected_cost(cost: ReportedCost, fields: Mapping[str, str]) -> ReportedCost:
    """Return the reported money and hours as corrected: a value for this call, never stored."""
    right = copy(cost)
    for name in FIGURES:
        setattr(right, name, fields[name] or None)
    return right
