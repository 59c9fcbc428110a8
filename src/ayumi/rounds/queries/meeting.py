"""Meetings: the list, and one meeting with its quorum, agenda, decisions and minutes."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ayumi.ground.wording import say
from ayumi.rounds.gates import stages_of
from ayumi.rounds.gates.meetings import Seat
from ayumi.rounds.models import (
    AgendaItem,
    Attendance,
    BodyMember,
    Meeting,
    MeetingCorrection,
    MeetingDecision,
    Score,
)
from ayumi.rounds.models.presence import count_of, term_of
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.report_moves import stage_name
from ayumi.rounds.rules.bodies import QUORUM_TEXTS, QuorumCount
from ayumi.tenancy.rules import Actor, Permission


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """What stands at the head of every page of a meeting."""

    id: UUID
    body_id: UUID
    body_name: str
    title: str
    held_on: date
    place: str
    form: str
    is_closed: bool
    version: int
    round: RoundHeading | None
    judges: bool
    """The body judges at a stage, so its decisions are ratings."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    head: MeetingHead
    matters: int


@dataclass(frozen=True, slots=True)
class QuorumLine:
    """The count behind the quorum, with the rule in words."""

    rule: str
    count: QuorumCount
    counts_representatives: bool
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """How a member took part."""

    member_id: UUID
    name: str
    is_chair: bool
    attended: bool
    represented_by: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision in words; ``stands`` is False for one that a later row replaced."""

    value: str
    direction: str
    text: str
    reason: str
    asks: str
    move: str
    is_correction: bool
    stands: bool
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter on the agenda: how many members have scored it, whether the reader has, what was decided."""

    id: UUID
    place: int
    title: str
    reason: str
    report_id: UUID | None
    division: str
    stage: str
    scored: int
    own_scored: bool
    is_vote_closed: bool
    decisions: tuple[DecisionLine, ...]

    @property
    def standing(self) -> DecisionLine | None:
        """The decision that stands."""
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """What the record should have said."""

    text: str
    reason: str
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting for one reader."""

    meeting: MeetingHead
    quorum: QuorumLine
    attendance: tuple[AttendanceLine, ...]
    matters: tuple[MatterLine, ...]
    minutes: str
    corrections: tuple[CorrectionLine, ...]
    closed_at: datetime | None
    closed_by: str
    is_member: bool
    runs: bool
    left_to_score: int
    """Matters that the reader has still to score."""
    key: str
    """Makes a repeated submission harmless."""


def meetings_page(actor: Actor) -> tuple[MeetingLine, ...]:
    """Return the meetings that the reader may open, the newest first: 1 query."""
    return meeting_lines(Meeting.objects.all(), actor)


def meeting_lines(meetings: "QuerySet[Meeting]", actor: Actor) -> tuple[MeetingLine, ...]:
    """Return the lines of those meetings that the reader may open, the newest first: 2 queries."""
    own: dict[UUID, list[BodyMember]] = defaultdict(list)
    runs = actor.may(Permission.RUN_ROUNDS)
    for member in () if runs else BodyMember.objects.filter(person_id=actor.person_id):
        own[member.body_id].append(member)
    found = meetings.filter(Q(is_closed=True) | Q(body__in=own) if not runs else Q())
    rows = list(found.select_related("body", "round__plan"))
    shown = [
        row
        for row in rows
        if runs or row.is_closed or any(term_of(member).holds(row.held_on) for member in own[row.body_id])
    ]
    counts = Counter(
        AgendaItem.objects.filter(meeting__in=shown).order_by().values_list("meeting_id", flat=True)
    )
    return tuple(MeetingLine(meeting_head(row), counts[row.pk]) for row in shown)


def meeting_head(meeting: Meeting) -> MeetingHead:
    """Return the head of a meeting, given its row with ``MEETING_PARTS``; no query."""
    return MeetingHead(
        id=meeting.pk,
        body_id=meeting.body_id,
        body_name=meeting.body.name,
        title=meeting.title,
        held_on=meeting.held_on,
        place=meeting.place,
        form=meeting.get_form_display(),
        is_closed=meeting.is_closed,
        version=meeting.version,
        round=round_heading(meeting.round) if meeting.round else None,
        judges=bool(meeting.body.stage),
    )


def meeting_page(seat: Seat) -> MeetingPage:
    """Return the page of a meeting: 6 queries at any size."""
    meeting = seat.meeting
    rows = list(Attendance.objects.filter(meeting=meeting))
    members = list(BodyMember.objects.filter(body_id=meeting.body_id))
    matters = _matters(seat)
    return MeetingPage(
        meeting=meeting_head(meeting),
        quorum=quorum_line(meeting, rows, members),
        attendance=attendance_lines(meeting, rows, members),
        matters=matters,
        minutes=meeting.minutes,
        corrections=tuple(
            CorrectionLine(each.text, each.reason, each.person_name, each.at)
            for each in MeetingCorrection.objects.filter(meeting=meeting)
        ),
        closed_at=meeting.closed_at,
        closed_by=meeting.closed_by_name,
        is_member=seat.member is not None,
        runs=seat.runs,
        left_to_score=sum(
            bool(each.report_id) and not each.own_scored and not each.is_vote_closed for each in matters
        )
        if seat.member and not meeting.is_closed
        else 0,
        key=secrets.token_hex(16),
    )


def quorum_line(meeting: Meeting, rows: list[Attendance], members: list[BodyMember]) -> QuorumLine:
    """Return the quorum of a meeting out of loaded rows; no query."""
    count = count_of(meeting, rows, members)
    return QuorumLine(say(QUORUM_TEXTS[count.rule]), count, meeting.counts_representatives, bool(rows))


def attendance_lines(
    meeting: Meeting, rows: Iterable[Attendance], members: Iterable[BodyMember]
) -> tuple[AttendanceLine, ...]:
    """Return how every member of the day took part, the chair first; no query."""
    recorded = {row.member_id: row for row in rows}
    lines = [
        AttendanceLine(row.member_id, row.name, row.is_chair, row.attended, row.represented_by)
        for row in recorded.values()
    ]
    if not meeting.is_closed:
        lines += [
            AttendanceLine(member.pk, member.name, member.is_chair, attended=False, represented_by="")
            for member in members
            if member.pk not in recorded and term_of(member).holds(meeting.held_on)
        ]
    return tuple(sorted(lines, key=lambda line: not line.is_chair))


def _matters(seat: Seat) -> tuple[MatterLine, ...]:
    """Return the agenda: 3 queries."""
    meeting = seat.meeting
    related = ("report__item", "report__division")
    rows = list(AgendaItem.objects.filter(meeting=meeting).select_related(*related))
    scored: dict[UUID, set[UUID]] = defaultdict(set)
    for matter_id, member_id in Score.objects.filter(matter__in=rows).values_list("matter_id", "member_id"):
        scored[matter_id].add(member_id)
    decisions = decision_lines(row.pk for row in rows)
    stages = stages_of(meeting.round) if meeting.round else None
    own = seat.member.pk if seat.member else None
    return tuple(
        MatterLine(
            id=row.pk,
            place=place,
            title=row.title,
            reason=row.reason,
            report_id=row.report_id,
            division=row.report.division.name if row.report and row.report.division else "",
            stage=stage_name(stages, row.report.position) if row.report and stages else "",
            scored=len(scored[row.pk]),
            own_scored=own in scored[row.pk],
            is_vote_closed=row.is_vote_closed or meeting.is_closed,
            decisions=decisions[row.pk],
        )
        for place, row in enumerate(rows, 1)
    )


def decision_lines(matter_ids: Iterable[UUID]) -> Mapping[UUID, tuple[DecisionLine, ...]]:
    """Return matter → its decisions, the one that stands last: 1 query."""
    found: dict[UUID, list[MeetingDecision]] = defaultdict(list)
    for row in MeetingDecision.objects.filter(matter__in=list(matter_ids)):
        found[row.matter_id].append(row)
    words = {"advance": say("次の段階へ進める"), "return": say("所管課へ差し戻す")}
    lines = {
        matter_id: tuple(
            DecisionLine(
                value=row.value,
                direction=row.direction,
                text=row.text,
                reason=row.reason,
                asks=row.asks,
                move=words.get(row.move, ""),
                is_correction=row.is_correction,
                stands=row is rows[-1],
                person_name=row.person_name,
                at=row.at,
            )
            for row in rows
        )
        for matter_id, rows in found.items()
    }
    return defaultdict(tuple, lines)
