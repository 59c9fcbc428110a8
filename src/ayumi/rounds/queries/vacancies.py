"""How many measures nobody living answers for, counted by the database."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from ayumi.plans.models import Item
from ayumi.rounds.models import Responsibility
from ayumi.tenancy.models import Membership
from ayumi.tenancy.rules import Permission, Role, permissions_of


def vacant_measures(plan_id: UUID | None, *, today: date) -> int:
    """Return how many measures of a plan, or of all, nobody living answers for: 1 query.

    The database counts here what ``rules.tenure.vacancy`` says of each measure; a test holds them together.
    """
    seats = Membership.objects.filter(_holds(today), person_id=OuterRef("person_id"))
    of_item = OuterRef(OuterRef("division_id"))
    writes = seats.filter(role__in=_roles(Permission.WRITE_OWN_REPORTS)).exclude(division_id=None)
    answering = Responsibility.objects.filter(
        Q(Exists(seats.filter(role__in=_roles(Permission.RUN_ROUNDS))))
        | Q(Exists(writes.filter(division_id=of_item)))
        | Q(Exists(writes), item__division_id=None),
        Q(valid_to=None) | Q(valid_to__gte=today),
        item_id=OuterRef("pk"),
        valid_from__lte=today,
        person__is_active=True,
    )
    measures = Item.objects.filter(has_sheet=True, cross_listed_from=None)
    if plan_id is not None:
        measures = measures.filter(plan_id=plan_id)
    return measures.filter(~Exists(answering) | Q(division__valid_to__lt=today)).count()


def _holds(day: date) -> Q:
    return Q(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


def _roles(permission: Permission) -> list[str]:
    return [role.value for role in Role if permission in permissions_of(frozenset({role}))]
