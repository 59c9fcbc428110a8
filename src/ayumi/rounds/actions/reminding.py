"""Reminders of due days, once for every mark. The day comes as a value; running twice changes nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Notice, NoticeKind, Report, Round, RoundState
from ayumi.rounds.models.seats import people_on
from ayumi.rounds.rules.recipients import People
from ayumi.rounds.rules.reminders import Mark, latest_mark
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries, lock_trail
from ayumi.tenancy.writing import writing

BATCH = 1_000
REMINDERS = (NoticeKind.DUE_SOON, NoticeKind.OVERDUE)


@dataclass(slots=True)
class _Waiting:
    """How many reports wait for a person under one mark, and the first day they are due."""

    number: int
    due: date


_Place = tuple[UUID, UUID, NoticeKind, date]
"""Person, round, kind and mark: one notice each."""


def remind(today: date) -> int:
    """Tell everybody for whom reports wait that they are due soon or late; return how many were told.

    On a day on which the city hall is closed nobody is told. 4 queries to read, and a few to write.
    """
    rounds = {held.pk: held for held in Round.objects.filter(state=RoundState.OPEN).select_related("plan")}
    reports = list(Report.objects.filter(round_id__in=rounds, mirrors=None).only(*_COLUMNS))
    marked = list(_marked(reports, rounds, today))
    if not marked:
        return 0
    wanted = _wanted(marked, people_on(today, {report.item_id for report, _due, _mark in marked}))
    with writing():
        # Two jobs of one day follow one another, so the second one sees what the first one wrote.
        lock_trail()
        told = set(
            Notice.objects.filter(round_id__in=rounds, day__in={place[3] for place in wanted}).values_list(
                "person_id", "round_id", "kind", "day"
            )
        )
        new = {place: waiting for place, waiting in wanted.items() if place not in told}
        if not new:
            return 0
        now = timezone.now()
        _replace(new, now)
        Notice.objects.bulk_create(
            (
                Notice(
                    person_id=person,
                    round_id=held,
                    kind=kind,
                    number=waiting.number,
                    due=waiting.due,
                    day=day,
                    at=now,
                )
                for (person, held, kind, day), waiting in new.items()
            ),
            batch_size=BATCH,
        )
        _record(new, rounds, today)
    return len(new)


_COLUMNS = ("round_id", "item_id", "division_id", "position", "submitted_by")


def _marked(
    reports: list[Report], rounds: dict[UUID, Round], today: date
) -> Iterator[tuple[Report, date, Mark]]:
    """Yield the reports whose stage has a mark, with the day it is due."""
    stages = {pk: stages_of(held) for pk, held in rounds.items()}
    marks: dict[date, Mark | None] = {}
    for report in reports:
        stage = stages[report.round_id].at(report.position)
        if stage is None or stage.due is None:
            continue
        if stage.due not in marks:
            marks[stage.due] = latest_mark(stage.due, today)
        mark = marks[stage.due]
        if mark is not None:
            report.round = rounds[report.round_id]
            yield report, stage.due, mark


def _wanted(marked: list[tuple[Report, date, Mark]], people: People) -> dict[_Place, _Waiting]:
    wanted: dict[_Place, _Waiting] = {}
    for report, due, mark in marked:
        stage = stages_of(report.round).at(report.position)
        assert stage is not None
        persons = people.at(stage.kind, report.division_id, report.item_id)
        if report.position:
            # Who submitted it cannot approve it.
            persons -= {report.submitted_by}
        kind = NoticeKind.OVERDUE if mark.is_late else NoticeKind.DUE_SOON
        for person in persons:
            place = (person, report.round_id, kind, mark.day)
            waiting = wanted.setdefault(place, _Waiting(0, due))
            waiting.number += 1
            waiting.due = min(waiting.due, due)
    return wanted


def _replace(new: dict[_Place, _Waiting], now: datetime) -> None:
    """Take the unread reminders that the new ones say better off the list: 1 statement a round."""
    persons: dict[UUID, set[UUID]] = defaultdict(set)
    for person, held, _kind, _day in new:
        persons[held].add(person)
    for held, told in persons.items():
        older = Notice.objects.filter(round_id=held, person_id__in=told, read_at=None, kind__in=REMINDERS)
        older.update(read_at=now)


def _record(new: dict[_Place, _Waiting], rounds: dict[UUID, Round], today: date) -> None:
    """Say in the audit trail how many people were told of which round."""
    told: dict[UUID, int] = defaultdict(int)
    for _person, held, _kind, _day in new:
        told[held] += 1
    append_audit_entries(
        [
            AuditObject(
                "round",
                pk,
                rounds[pk].plan.title,
                {"day": [None, today.isoformat()], "notices": [0, number]},
            )
            for pk, number in told.items()
        ],
        actor=None,
        verb="round.reminded",
    )
