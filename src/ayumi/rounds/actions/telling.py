"""Telling people what concerns them. Call inside the transaction of what happened.

Nobody is told what they did themselves. What comes in numbers (reports that arrive, approvals) is one
notice a round as long as it is unread: it counts up instead of filling the page.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Notice, NoticeKind, Report, Round
from ayumi.rounds.models.seats import people_on, seats_on
from ayumi.rounds.rules.recipients import STAGE_PERMISSIONS, People
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import Person
from ayumi.tenancy.prepared import Changes, prepared_update_of
from ayumi.tenancy.rules import Actor, Permission

BATCH = 1_000
CONCERNED = (Permission.WRITE_OWN_REPORTS, Permission.JUDGE_REPORTS, Permission.REVIEW_REPORTS)


def tell_of_opening(held: Round, reports: Sequence[Report], *, actor: Actor) -> None:
    """Tell who writes the reports of a new round how many they are: 3 queries."""
    own = [report for report in reports if report.mirrors_id is None]
    people = people_on(timezone.localdate(), (report.item_id for report in own))
    numbers = Counter(
        person
        for report in own
        for person in people.at(StageKind.SELF_ASSESSMENT, report.division_id, report.item_id)
    )
    del numbers[actor.person_id]
    _create(NoticeKind.OPENED, held, numbers)


def tell_of_move(report: Report, verb: str, to_position: int, comment: str, *, actor: Actor) -> None:
    """Tell of a move: the next stage that something waits, the submitter of an approval or a return.

    At most 7 queries. ``report`` is the row as it stood before the move.
    """
    stage = stages_of(report.round).at(to_position)
    if verb == "report.recalled":
        return
    if verb == "report.approved" and report.submitted_by is not None:
        _gather(NoticeKind.APPROVED, report, _active({report.submitted_by} - {actor.person_id}))
    if stage is None:
        return
    today = timezone.localdate()
    is_own_sheet = stage.kind is StageKind.SELF_ASSESSMENT
    if is_own_sheet:
        people = people_on(today, [report.item_id])
    else:
        acting = (STAGE_PERMISSIONS[stage.kind], STAGE_PERMISSIONS[StageKind.PLAN_OFFICE])
        people = People(seats_on(today, *acting), {})
    persons = people.at(stage.kind, report.division_id, report.item_id) - {actor.person_id}
    if verb == "report.returned":
        if is_own_sheet and report.submitted_by is not None:
            persons |= _active({report.submitted_by} - {actor.person_id})
        _create(NoticeKind.RETURNED, report.round, dict.fromkeys(persons, 1), report, comment)
    else:
        _gather(NoticeKind.ARRIVED, report, persons)


def tell_of_publication(held: Round, *, actor: Actor) -> None:
    """Tell everybody who wrote or judged in a round that its results are published: 3 queries."""
    divisions = set(
        Report.objects.filter(round=held).order_by().values_list("division_id", flat=True).distinct()
    )
    persons = {
        seat.person_id
        for seat in seats_on(timezone.localdate())
        if any(map(seat.may, CONCERNED)) and (seat.division_id is None or seat.division_id in divisions)
    }
    _create(NoticeKind.PUBLISHED, held, dict.fromkeys(persons - {actor.person_id}, 1))


def _create(
    kind: NoticeKind,
    held: Round,
    numbers: dict[UUID, int],
    report: Report | None = None,
    comment: str = "",
) -> None:
    if not numbers:
        return
    now = timezone.now()
    Notice.objects.bulk_create(
        (
            Notice(
                person_id=person, kind=kind, round=held, report=report, number=number, comment=comment, at=now
            )
            for person, number in sorted(numbers.items())
        ),
        batch_size=BATCH,
    )


def _gather(kind: NoticeKind, report: Report, persons: Iterable[UUID]) -> None:
    """Count up the unread notice of each person, or make one: at most 2 queries."""
    known = _count_up(kind, report.round_id, tuple(persons), timezone.now())
    _create(kind, report.round, dict.fromkeys(set(persons) - set(known), 1), report)


@prepared_update_of("person_id")
def _count_up(kind: str, round_id: UUID, persons: tuple[UUID, ...], at: datetime) -> Changes:
    told = Notice.objects.filter(kind=kind, round_id=round_id, person_id__in=persons, read_at=None)
    return told, {"number": F("number") + 1, "report": None, "at": at}


def _active(persons: set[UUID]) -> frozenset[UUID]:
    """Return those whose account is in use: 1 query, none for nobody."""
    if not persons:
        return frozenset()
    return frozenset(Person.members.filter(pk__in=persons, is_active=True).values_list("pk", flat=True))
