"""The first page after signing in: what this person is likely to look for."""

from dataclasses import dataclass
from uuid import UUID

from ayumi.plans.models import Item
from ayumi.plans.queries.plan_list import PlanRow, plan_rows
from ayumi.shell.home_panels import HomePanel
from ayumi.tenancy.queries.audit_trail import AuditRow, latest_changes
from ayumi.tenancy.rules import Actor, Permission

OWN_LIMIT = 100
LATEST = 8


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure one's own division answers for."""

    id: UUID
    number: str
    title: str
    plan_title: str
    division: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """Plans for everybody, own measures for divisions, the latest changes for those who may see them."""

    name: str
    plans: tuple[PlanRow, ...]
    own_measures: tuple[OwnMeasure, ...]
    latest: tuple[AuditRow, ...]
    panels: tuple[HomePanel, ...] = ()
    """What waits for the person in the rooms above."""


def home_page(actor: Actor, panels: tuple[HomePanel, ...] = ()) -> HomePage:
    """Return the first page of ``actor`` with what the rooms above offer: at most 5 queries."""
    latest = latest_changes(LATEST) if actor.may(Permission.VIEW_AUDIT) else ()
    plans = plan_rows() if actor.may(Permission.VIEW_PLANS) else ()
    return HomePage(actor.name, plans, _own_measures(actor), latest, panels)


def _own_measures(actor: Actor) -> tuple[OwnMeasure, ...]:
    if not actor.division_ids:
        return ()
    rows = (
        Item.objects.filter(division_id__in=actor.division_ids, has_sheet=True, cross_listed_from=None)
        .order_by("-plan__first_fiscal_year", "plan__title", "position")
        .values_list("id", "number", "title", "plan__title", "division__name")[:OWN_LIMIT]
    )
    return tuple(OwnMeasure(*row) for row in rows)
