"""A stored report as the fields of its sheet, and the rows it has places for."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from ayumi.document.measures import ActualStatus, MissingReason, TargetKind
from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.plans.models import Indicator, Target
from ayumi.rounds.models.round import Report, ReportedCost, ReportedValue, Round
from ayumi.rounds.rules.scales import Scale
from ayumi.rounds.rules.sheet import (
    CHOICE_FIELDS,
    COST_FIELDS,
    TEXT_FIELDS,
    SheetFields,
    SheetRow,
    ValueEntry,
    empty_fields,
    fields_of_value,
    rows_for,
)
from ayumi.tenancy.prepared import prepared


def rows_of(report: Report) -> tuple[SheetRow, ...]:
    """Return the places for actuals on a report's sheet, given its row, item, round and plan: 1–2 queries."""
    return rows_of_reports([report])[report.pk]


def rows_of_reports(reports: Iterable[Report]) -> dict[UUID, tuple[SheetRow, ...]]:
    """Return report → the places for actuals on its sheet, given rows, items, round and plan: 1–2 queries."""
    reports = list(reports)
    indicators: dict[UUID, list[tuple[UUID, str, TargetKind]]] = defaultdict(list)
    for item_id, pk, name, kind in _indicators(tuple({report.item_id for report in reports})):
        indicators[item_id].append((pk, name, TargetKind(kind)))
    every = [each for found in indicators.values() for each in found]
    grouped = [pk for pk, _name, kind in every if kind is TargetKind.PER_GROUP]
    groups: dict[UUID, dict[str, None]] = defaultdict(dict)
    if grouped:
        for pk, group in Target.objects.filter(indicator_id__in=grouped).values_list("indicator_id", "group"):
            groups[pk][group] = None
    return {
        report.pk: rows_for(
            ((pk, kind, groups.get(pk, ()), name) for pk, name, kind in indicators[report.item_id]),
            report.round.fiscal_year,
            report.round.plan.first_fiscal_year or report.round.fiscal_year,
        )
        for report in reports
    }


@prepared
def _indicators(item_ids: tuple[UUID, ...]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(item_id__in=item_ids).values_list("item_id", "pk", "name", "target_kind")


def rows_of_indicators(report: Report, indicators: Iterable[IndicatorValue]) -> tuple[SheetRow, ...]:
    """Return what ``rows_of`` returns, given the measure's indicators with their targets; no query."""
    places = (
        (
            UUID(each.id),
            each.target_kind,
            tuple(dict.fromkeys(target.group for target in each.targets))
            if each.target_kind is TargetKind.PER_GROUP
            else (),
            each.name,
        )
        for each in indicators
    )
    held = report.round
    return rows_for(places, held.fiscal_year, held.plan.first_fiscal_year or held.fiscal_year)


def fields_of(
    report: Report, values: Iterable[ReportedValue], cost: ReportedCost | None, rows: Iterable[SheetRow]
) -> SheetFields:
    """Return what stands on the sheet, field by field; no query."""
    fields = empty_fields(rows)
    fields |= {name: getattr(report, name) for name in (*TEXT_FIELDS, *CHOICE_FIELDS)}
    if cost is not None:
        fields |= {name: getattr(cost, name) or "" for name in COST_FIELDS}
    places = {(row.indicator_id, row.fiscal_year, row.group): row for row in rows}
    for value in values:
        row = places.get((value.indicator_id, value.fiscal_year, value.group))
        if row is not None:
            fields |= fields_of_value(_entry(value, row))
    return fields


def words_of(held: Round) -> dict[str, list[str]]:
    """Return the words that a round's ladder and schedule scale offer, by field of the sheet; no query."""
    scale = held.read("schedule_scale", Scale)
    return {
        "schedule_reached": list(held.schedule_ladder),
        "schedule_rating": [step.word for step in scale.steps],
    }


def cost_of(report: Report) -> ReportedCost | None:
    """Return the report's money and hours, loaded with it by the gate."""
    return getattr(report, "cost", None)


def _entry(value: ReportedValue, row: SheetRow) -> ValueEntry:
    return ValueEntry(
        row=row,
        status=ActualStatus(value.status),
        value=None if value.value is None else Decimal(value.value),
        text=value.text,
        missing=MissingReason(value.missing) if value.missing else None,
        as_of=value.as_of,
        source=value.source,
    )
