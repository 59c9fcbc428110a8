"""The plans of the municipality, and what stands at the head of every page of one plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from ayumi.document.plan import PlanKind
from ayumi.plans.models import Item, Plan
from ayumi.plans.words import PLAN_KIND


@dataclass(frozen=True, slots=True)
class PlanHeading:
    """What stands at the head of every page of a plan."""

    id: UUID
    title: str
    kind: str
    first_fiscal_year: int | None
    last_fiscal_year: int | None
    revision_number: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list, with how many measures it has."""

    heading: PlanHeading
    measures: int


def heading_of(plan: Plan) -> PlanHeading:
    """Return the heading of a plan's row; no query."""
    return PlanHeading(
        id=plan.id,
        title=plan.title,
        kind=str(PLAN_KIND[PlanKind(plan.kind)]),
        first_fiscal_year=plan.first_fiscal_year,
        last_fiscal_year=plan.last_fiscal_year,
        revision_number=plan.revision_number,
    )


def plan_rows() -> tuple[PlanRow, ...]:
    """Return every plan, upper kinds first, newest first: 2 queries."""
    counts = measures_by_plan()
    order = list(PlanKind)
    plans = sorted(
        Plan.objects.all(),
        key=lambda plan: (order.index(PlanKind(plan.kind)), -(plan.first_fiscal_year or 0), plan.title),
    )
    return tuple(PlanRow(heading_of(plan), counts.get(plan.id, 0)) for plan in plans)


def measures_by_plan(plan_ids: Iterable[UUID] | None = None) -> dict[UUID, int]:
    """Return how many measures each plan has, repeat entries left out: 1 query."""
    measures = Item.objects.filter(Q(has_sheet=True), cross_listed_from=None)
    if plan_ids is not None:
        measures = measures.filter(plan_id__in=list(plan_ids))
    rows = measures.order_by().values("plan_id").annotate(number=Count("id"))
    return {row["plan_id"]: row["number"] for row in rows}
