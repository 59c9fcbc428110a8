"""What a report says of the year becomes facts of the plan when the plan office approves it."""

from decimal import Decimal

from django.utils import timezone

from ayumi.document.measures import Actual, ActualStatus, Basis, Cost, MissingReason, Workload
from ayumi.plans.actions.add_results import add_actuals, put_costs
from ayumi.rounds.models import Report, ReportedCost, ReportedValue
from ayumi.rounds.rules.sheet import SOURCE_FIELDS
from ayumi.rounds.rules.stages import StageKind, Stages


def approves_values(stages: Stages, position: int) -> bool:
    """Tell whether approving at ``position`` makes the values count.

    That is the plan office's stage, and the last one of a round that has no plan office.
    """
    office = stages.position_of(StageKind.PLAN_OFFICE)
    return position == (stages.end - 1 if office is None else office)


def add_values_to_plan(report: Report) -> dict[str, list[object]]:
    """Add the reported actuals, money and hours to the plan; return what the audit entry tells of it.

    Call inside the transaction of the approval. At most 16 queries. A value without a day counts as of
    the day on which it was submitted.
    """
    values = list(ReportedValue.objects.filter(report=report, approved_at=None))
    submitted = timezone.localdate(report.submitted_at) if report.submitted_at else timezone.localdate()
    actuals = [
        (
            value.indicator_id,
            Actual(
                fiscal_year=value.fiscal_year,
                status=ActualStatus(value.status),
                value=decimal_of(value.value),
                text=value.text,
                group=value.group,
                missing=MissingReason(value.missing) if value.missing else None,
                as_of=value.as_of or submitted,
                source=value.source,
            ),
        )
        for value in values
    ]
    added = add_actuals(report.item.plan_id, actuals) if actuals else 0
    ReportedValue.objects.filter(pk__in=[value.pk for value in values]).update(approved_at=timezone.now())
    told: dict[str, list[object]] = {"actuals": [0, added]} if added else {}
    return told | _put_cost(report)


def _put_cost(report: Report) -> dict[str, list[object]]:
    """Put the reported money and hours into the plan; return figure → [before, after] of what changed."""
    cost = ReportedCost.objects.filter(report=report).first()
    if cost is None:
        return {}
    changes = put_costs(report.item, money_of(report, cost), work_of(report, cost))
    if cost.approved_at is None:
        ReportedCost.objects.filter(pk=cost.pk).update(approved_at=timezone.now())
    return {name: list(change) for name, change in changes.items()}


def money_of(report: Report, cost: ReportedCost) -> list[Cost]:
    """Return the money by source. A source left blank is none: only what is stated becomes a fact."""
    place = {"fiscal_year": report.round.fiscal_year, "basis": Basis(cost.basis)}
    stated = ((source, decimal_of(getattr(cost, name))) for source, name in SOURCE_FIELDS.items())
    return [
        Cost(source=source, thousand_yen=amount, **place) for source, amount in stated if amount is not None
    ]


def work_of(report: Report, cost: ReportedCost) -> Workload | None:
    """Return the people and hours as the plan keeps them; None where nothing is reported."""
    staff, hours = decimal_of(cost.staff), decimal_of(cost.hours)
    personnel = decimal_of(cost.personnel_thousand_yen)
    if (staff, hours, personnel) == (None, None, None):
        return None
    return Workload(
        fiscal_year=report.round.fiscal_year,
        basis=Basis(cost.basis),
        staff=staff,
        hours=hours,
        personnel_thousand_yen=personnel,
    )


def decimal_of(text: str | None) -> Decimal | None:
    """Return a stored decimal as a number; None where nothing is stored."""
    return None if text is None else Decimal(text)
