"""The person of a request as an actor."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from ayumi.tenancy.models import Membership, Person
from ayumi.tenancy.prepared import prepared
from ayumi.tenancy.rules import Actor, Permission, Role, permissions_of

_ANSWERING = frozenset(
    role for role in Role if Permission.EDIT_OWN_SHEETS in permissions_of(frozenset({role}))
)
"""Roles that answer for sheets: reading along in one division must not open its sheets to another's head."""


def held_on(day: date) -> QuerySet[Membership]:
    """Return the memberships that hold on ``day``; both ends of a period are part of it."""
    return Membership.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    )


@prepared
def _roles(day: date, person_id: UUID) -> QuerySet[Membership]:
    held = held_on(day).filter(person_id=person_id)
    return held.values_list("role", "division_id", "municipality__name")


def load_actor(person: Person, *, today: date | None = None) -> Actor:
    """Return the actor with the roles the person holds on ``today``: one query."""
    day = today or timezone.localdate()
    rows = [(Role(role), division, municipality) for role, division, municipality in _roles(day, person.pk)]
    return Actor(
        person_id=person.pk,
        name=person.display_name,
        municipality_id=person.municipality_id,
        roles=frozenset(role for role, _, _ in rows),
        division_ids=frozenset(
            division for role, division, _ in rows if division is not None and role in _ANSWERING
        ),
        municipality_name=rows[0][2] if rows else "",
    )
