"""From whom, from where and to whom measures can be handed over."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q

from ayumi.ground.wording import say
from ayumi.plans.models import Item
from ayumi.rounds.models import Responsibility
from ayumi.rounds.models.seats import seats_on
from ayumi.rounds.rules.recipients import Seat
from ayumi.tenancy.models import Division, Person
from ayumi.tenancy.rules import Actor, Permission


def people_choices(actor: Actor, day: date) -> list[tuple[str, str]]:
    """Return who can answer for measures on ``day``, with their divisions: 3 queries."""
    seats = [seat for seat in seats_on(day) if _answers(seat)]
    if not actor.may(Permission.RUN_ROUNDS):
        seats = [seat for seat in seats if seat.division_id in actor.division_ids]
    divisions = dict(Division.objects.values_list("pk", "name"))
    places: dict[UUID, list[str]] = defaultdict(list)
    for seat in seats:
        places[seat.person_id].append(divisions.get(seat.division_id, ""))
    names = dict(
        Person.members.filter(pk__in=places).order_by("display_name").values_list("pk", "display_name")
    )
    return [(str(pk), _labelled(name, places[pk])) for pk, name in names.items()]


def owner_choices() -> list[tuple[str, str]]:
    """Return everybody who ever answered for a measure, to hand over from: 1 query."""
    ever = Responsibility.objects.order_by().values_list("person_id").distinct()
    named = Person.members.filter(pk__in=ever).order_by("display_name").values_list("pk", "display_name")
    return [(str(pk), name) for pk, name in named]


def measures_of_person(person_id: UUID, day: date) -> tuple[UUID, ...]:
    """Return the measures that a person answers for on ``day``: 1 query."""
    held = Responsibility.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), person_id=person_id, valid_from__lte=day
    )
    return tuple(held.values_list("item_id", flat=True))


def measures_of_division(division_id: UUID) -> tuple[UUID, ...]:
    """Return the measures of a division: 1 query."""
    found = Item.objects.filter(division_id=division_id, has_sheet=True, cross_listed_from=None)
    return tuple(found.values_list("pk", flat=True))


def _labelled(name: str, places: list[str]) -> str:
    named = say("、").join(sorted({place for place in places if place}))
    return say("{name}（{division}）", name=name, division=named) if named else name


def _answers(seat: Seat) -> bool:
    return seat.may(Permission.WRITE_OWN_REPORTS) or seat.may(Permission.RUN_ROUNDS)
