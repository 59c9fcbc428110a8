"""What a hand-over would change, for its preview and for the action alike, and who may make it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ayumi.plans.models import Item
from ayumi.rounds.models import Report, RoundState
from ayumi.rounds.models.seats import seats_on, tenures_of
from ayumi.rounds.rules.recipients import Seat
from ayumi.rounds.rules.tenure import Tenure, TenureChange, hand_over, holder, next_after
from ayumi.tenancy.models import Division, Person
from ayumi.tenancy.rules import Actor, Permission


class HandOverRefused(ValueError):
    """The hand-over cannot be made; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is wanted: these measures to a person, to a division or to both, from ``day`` on."""

    item_ids: tuple[UUID, ...]
    person_id: UUID | None
    division_id: UUID | None
    day: date


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """A measure as it stands and as it would be. ``reports`` are those of open rounds that follow."""

    item: Item
    now: Tenure | None
    later: Tenure | None
    change: TenureChange
    moves_division: bool
    reports: int
    is_outside: bool
    """The person writes in another division than the measure's."""
    fingerprint: str
    """Of all that the row was worked out from."""

    @property
    def changes_anything(self) -> bool:
        """Tell whether anything of the measure changes."""
        return self.change.begun is not None or self.moves_division or bool(self.reports)


@dataclass(frozen=True, slots=True)
class PlannedHandOver:
    """Every measure of a hand-over, and what the people of the rows are called."""

    rows: tuple[HandOverRow, ...]
    person: Person | None
    division: Division | None
    names: dict[UUID, str]


def refuse_unless_hands_over(actor: Actor) -> None:
    """The plan office hands over everything, a division head the division's. Raises PermissionDenied."""
    if not (actor.may(Permission.RUN_ROUNDS) or actor.may(Permission.APPROVE_OWN_REPORTS)):
        raise PermissionDenied(
            _("担当者を決められるのは、計画事務局と、自分の課の施策についての所属長です。")
        )


def plan_hand_over(actor: Actor, wanted: HandOver, *, today: date) -> PlannedHandOver:
    """Return what ``wanted`` would change: at most 7 queries at any size.

    Measures that are not there or not the actor's are passed over. Raises PermissionDenied and
    HandOverRefused.
    """
    refuse_unless_hands_over(actor)
    if wanted.person_id is None and wanted.division_id is None:
        raise HandOverRefused(_("引き継ぐ担当者か所管課を選んでください。"))
    items = _items(actor, wanted.item_ids)
    seats = [seat for seat in seats_on(wanted.day) if seat.person_id == wanted.person_id]
    person = _person(actor, wanted, seats)
    division = _division(actor, wanted, today)
    tenures = tenures_of(item.pk for item in items)
    reports = _open_reports(items, division)
    rows = []
    for item in items:
        of_item = tenures[item.pk]
        change = hand_over(of_item, person.pk, wanted.day) if person else TenureChange()
        moves = division is not None and item.division_id != division.pk
        target = division.pk if division else item.division_id
        outside = person is not None and not _belongs(seats, target)
        now, later = holder(of_item, wanted.day), next_after(of_item, wanted.day)
        known = _fingerprint(wanted, item, of_item, reports[item.pk])
        rows.append(HandOverRow(item, now, later, change, moves, reports[item.pk], outside, known))
    people = {each.person_id for row in rows for each in (row.now, row.later) if each}
    names = dict(Person.members.filter(pk__in=people).values_list("pk", "display_name"))
    return PlannedHandOver(tuple(rows), person, division, names)


def _items(actor: Actor, item_ids: Iterable[UUID]) -> list[Item]:
    found = Item.objects.filter(pk__in=list(item_ids), has_sheet=True, cross_listed_from=None)
    if not actor.may(Permission.RUN_ROUNDS):
        found = found.filter(division_id__in=actor.division_ids)
    items = list(found.select_related("division", "plan").order_by("plan__title", "plan_id", "position"))
    if not items:
        raise HandOverRefused(_("引き継ぐ施策に印を付けてください。"))
    return items


def _person(actor: Actor, wanted: HandOver, seats: list[Seat]) -> Person | None:
    if wanted.person_id is None:
        return None
    person = Person.members.filter(pk=wanted.person_id, is_active=True).first()
    answering = [seat for seat in seats if _answers(seat)]
    if not actor.may(Permission.RUN_ROUNDS):
        answering = [seat for seat in answering if seat.division_id in actor.division_ids]
    if person is None or not answering:
        raise HandOverRefused(
            _("引き継ぐ日に、所管課または計画事務局の役割を持つ人を、担当者に選んでください。")
        )
    return person


def _answers(seat: Seat) -> bool:
    return seat.may(Permission.WRITE_OWN_REPORTS) or seat.may(Permission.RUN_ROUNDS)


def _belongs(seats: list[Seat], division_id: UUID | None) -> bool:
    return any(
        seat.may(Permission.RUN_ROUNDS)
        or (seat.may(Permission.WRITE_OWN_REPORTS) and division_id in (None, seat.division_id))
        for seat in seats
    )


def _division(actor: Actor, wanted: HandOver, today: date) -> Division | None:
    if wanted.division_id is None:
        return None
    if not actor.may(Permission.EDIT_ALL_SHEETS):
        raise PermissionDenied(_("施策の所管課を移せるのは、計画事務局です。"))
    if wanted.day > today:
        raise HandOverRefused(
            _("所管課は、引き継ぐ日になってから移してください。担当者だけなら、先の日付で決めておけます。")
        )
    division = Division.objects.filter(pk=wanted.division_id).first()
    if division is None or (division.valid_to is not None and division.valid_to < today):
        raise HandOverRefused(_("いまある所管課を選んでください。"))
    return division


def _open_reports(items: list[Item], division: Division | None) -> Counter[UUID]:
    """Return how many reports of open rounds would follow, by measure: 1 query."""
    if division is None:
        return Counter()
    open_now = Report.objects.filter(round__state=RoundState.OPEN, item__in=items)
    return Counter(open_now.exclude(division=division).values_list("item_id", flat=True))


def _fingerprint(wanted: HandOver, item: Item, tenures: Iterable[Tenure], reports: int) -> str:
    facts = [
        *(str(wanted.person_id), str(wanted.division_id), wanted.day.isoformat()),
        *(str(item.pk), str(item.division_id), reports),
        [[str(part) for part in each] for each in tenures],
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]
