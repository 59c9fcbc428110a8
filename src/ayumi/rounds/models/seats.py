"""The stored people as the rules about people want them: who holds which role, who answers for what."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet

from ayumi.rounds.models.people import Responsibility
from ayumi.rounds.rules.recipients import People, Seat
from ayumi.rounds.rules.tenure import Tenure
from ayumi.tenancy.models import Membership
from ayumi.tenancy.prepared import prepared
from ayumi.tenancy.rules import Permission, Role, permissions_of


def seats_on(day: date, *permissions: Permission) -> tuple[Seat, ...]:
    """Return the roles that people with an account in use hold on ``day``: 1 query.

    Where permissions are named, only the roles that have one of them.
    """
    wanted = tuple(dict.fromkeys(role for each in permissions for role in _roles(each)))
    rows = _held(day, wanted if permissions else None)
    return tuple(Seat(person, Role(role), division) for person, role, division in rows)


@prepared
def _held(day: date, roles: tuple[str, ...] | None) -> QuerySet[Membership]:
    held = Membership.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day),
        Q(valid_to=None) | Q(valid_to__gte=day),
        person__is_active=True,
    )
    held = held if roles is None else held.filter(role__in=roles)
    return held.values_list("person_id", "role", "division_id")


def owners_on(day: date, item_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return item → the person who answers for it on ``day``: 1 query."""
    held = Responsibility.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), item_id__in=list(item_ids), valid_from__lte=day
    )
    return dict(held.order_by().values_list("item_id", "person_id"))


def people_on(day: date, item_ids: Iterable[UUID]) -> People:
    """Return everybody of ``day``, with who answers for these measures: 2 queries."""
    return People(seats_on(day), owners_on(day, item_ids))


def tenures_of(item_ids: Iterable[UUID]) -> dict[UUID, list[Tenure]]:
    """Return item → everybody who answered, answers or will: 1 query."""
    found: dict[UUID, list[Tenure]] = defaultdict(list)
    rows = Responsibility.objects.filter(item_id__in=list(item_ids)).order_by("valid_from")
    for item_id, *columns in rows.values_list("item_id", "pk", "person_id", "valid_from", "valid_to"):
        found[item_id].append(Tenure(*columns))
    return found


def answering(day: date, *, item: str) -> QuerySet[Responsibility]:
    """Return, for use in ``Exists``, who answers on ``day`` for the item of the outer column ``item``.

    Only the living count, as ``rules.tenure.vacancy`` says it of one measure: somebody whose account is in
    use and who leads rounds, or writes in the measure's division (for a measure without one, in any).
    Whether the division itself still lives is not asked here.
    """
    writes = Q(person__memberships__role__in=_roles(Permission.WRITE_OWN_REPORTS))
    in_division = Q(person__memberships__division_id=F("item__division_id"))
    in_any = Q(item__division_id=None, person__memberships__division_id__isnull=False)
    # One filter, so that all of it is said of the same role of the person.
    return Responsibility.objects.filter(
        Q(person__memberships__role__in=_roles(Permission.RUN_ROUNDS)) | (writes & (in_division | in_any)),
        Q(person__memberships__valid_from=None) | Q(person__memberships__valid_from__lte=day),
        Q(person__memberships__valid_to=None) | Q(person__memberships__valid_to__gte=day),
        Q(valid_to=None) | Q(valid_to__gte=day),
        item_id=OuterRef(item),
        valid_from__lte=day,
        person__is_active=True,
    ).order_by()


def _roles(permission: Permission) -> list[str]:
    return [role.value for role in Role if permission in permissions_of(frozenset({role}))]
