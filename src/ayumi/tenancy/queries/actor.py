"""The person of a request as an actor."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from ayumi.tenancy.models import Membership, Person
from ayumi.tenancy.rules import Actor, Role


def load_actor(person: Person, *, today: date | None = None) -> Actor:
    """Return the actor with the roles the person holds on ``today``: one query."""
    day = today or timezone.localdate()
    held = Membership.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day),
        Q(valid_to=None) | Q(valid_to__gte=day),
        person=person,
    ).values_list("role", "division_id", "municipality__name")
    rows = list(held)
    return Actor(
        person_id=person.pk,
        name=person.display_name,
        municipality_id=person.municipality_id,
        roles=frozenset(Role(role) for role, _, _ in rows),
        division_ids=frozenset(division for _, division, _ in rows if division is not None),
        municipality_name=rows[0][2] if rows else "",
    )
