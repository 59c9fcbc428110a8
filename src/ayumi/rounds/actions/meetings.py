"""Calling a meeting, who attended, its minutes, and what they should have said.

Every write moves the meeting's version on, so nobody overwrites what they have not seen. A closed meeting is
not edited any more; what it should have said is a further row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.rounds.actions.meeting_record import tell_meeting, turn_meeting
from ayumi.rounds.gates import MoveRefused, round_to_run
from ayumi.rounds.gates.meetings import body_to_run, meeting_to_edit, meeting_to_run, members_on
from ayumi.rounds.models import (
    Attendance,
    Body,
    BodyMember,
    Meeting,
    MeetingCorrection,
    MeetingForm,
    Score,
)
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a meeting is; ``held_on`` decides who its members are."""

    title: str
    held_on: date
    form: MeetingForm = MeetingForm.IN_PERSON
    place: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Present:
    """How a member took part: there, or represented by somebody."""

    attended: bool = False
    represented_by: str = ""


def call_meeting(
    body_id: UUID, round_id: UUID | None, facts: MeetingFacts, *, key: str, actor: Actor
) -> UUID:
    """Call a meeting of a body; return its id. The body's quorum of today holds for it.

    Raises PermissionDenied and Http404.
    """
    body = body_to_run(actor, body_id)
    held = None if round_id is None else round_to_run(actor, round_id)
    meeting = Meeting(
        body=body,
        round=held,
        quorum=body.quorum,
        counts_representatives=body.counts_representatives,
        **_columns(facts),
    )
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        meeting.save(force_insert=True)
        Submission(key=key, verb="meeting.called", result=str(meeting.pk)).save(force_insert=True)
        tell_meeting("meeting.called", meeting, actor, _told(Meeting(body=body), facts))
    return meeting.pk


def edit_meeting(meeting_id: UUID, facts: MeetingFacts, *, seen: int, actor: Actor) -> None:
    """Change what a meeting is, or its minutes. A new day asks for the attendance anew where members differ.

    Raises PermissionDenied, Http404, and MoveRefused for a closed meeting, one changed meanwhile, or a day on
    which somebody who has scored is no member.
    """
    meeting = meeting_to_edit(actor, meeting_id)
    changes = _told(meeting, facts)
    if not changes:
        return
    with writing():
        turn_meeting(meeting, seen, _columns(facts))
        if "held_on" in changes:
            _refuse_scores_of_others(meeting, facts.held_on)
            Attendance.objects.filter(meeting=meeting).exclude(
                member__in=BodyMember.objects.filter(members_on(facts.held_on), body=meeting.body)
            ).delete()
        tell_meeting("meeting.edited", meeting, actor, changes | {"version": [seen, seen + 1]})


def record_attendance(
    meeting_id: UUID, presences: Mapping[UUID, Present], *, seen: int, actor: Actor
) -> None:
    """Record how every member of the day took part; a member who is not named was away.

    Raises PermissionDenied, Http404, and MoveRefused for a closed meeting or one changed meanwhile.
    """
    meeting = meeting_to_edit(actor, meeting_id)
    members = _members(meeting.body, meeting.held_on)
    rows = [
        Attendance(
            meeting=meeting,
            member=member,
            name=member.name,
            is_chair=member.is_chair,
            position=position,
            attended=presences.get(member.pk, Present()).attended,
            represented_by="" if presence.attended else presence.represented_by,
        )
        for position, member in enumerate(members)
        for presence in (presences.get(member.pk, Present()),)
    ]
    with writing():
        turn_meeting(meeting, seen)
        before = {each.name: _how(each) for each in Attendance.objects.filter(meeting=meeting)}
        Attendance.objects.filter(meeting=meeting).delete()
        Attendance.objects.bulk_create(rows)
        after = {each.name: _how(each) for each in rows}
        changes = {"attendance": [before, after], "version": [seen, seen + 1]}
        tell_meeting("meeting.attended", meeting, actor, changes)


def correct_meeting(meeting_id: UUID, text: str, reason: str, *, key: str, actor: Actor) -> UUID:
    """Put a correction beside the record of a closed meeting; return its id.

    Raises PermissionDenied, Http404, and MoveRefused for an open meeting or without a reason.
    """
    meeting = meeting_to_run(actor, meeting_id)
    if not meeting.is_closed:
        raise MoveRefused(_("まだ確定していない会議は、記録をそのまま直せます。"))
    if not text.strip() or not reason.strip():
        raise MoveRefused(_("訂正の内容と理由を書いてください。"))
    row = MeetingCorrection(meeting=meeting, text=text, reason=reason, person_name=actor.name)
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        row.save(force_insert=True)
        Submission(key=key, verb="meeting.corrected", result=str(row.pk)).save(force_insert=True)
        tell_meeting("meeting.corrected", meeting, actor, {"text": ["", text], "reason": ["", reason]})
    return row.pk


def _columns(facts: MeetingFacts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "held_on": facts.held_on,
        "form": facts.form.value,
        "place": facts.place,
        "minutes": facts.minutes,
    }


def _told(meeting: Meeting, facts: MeetingFacts) -> dict[str, list[Any]]:
    """Return what differs between a meeting as it stands and as it is wanted, as an audit entry tells it."""
    wanted = _columns(facts)
    return {
        name: [_said(getattr(meeting, name)), _said(value)]
        for name, value in wanted.items()
        if _said(getattr(meeting, name)) != _said(value)
    }


def _said(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _members(body: Body, day: date) -> list[BodyMember]:
    """Return the members on the day, the chair first: 1 query."""
    found = BodyMember.objects.filter(members_on(day), body=body)
    return sorted(found, key=lambda member: (not member.is_chair, member.position, str(member.pk)))


def _refuse_scores_of_others(meeting: Meeting, day: date) -> None:
    members = BodyMember.objects.filter(members_on(day), body=meeting.body)
    scored = Score.objects.filter(matter__meeting=meeting)
    if scored.exclude(member__in=members).exists():
        raise MoveRefused(_("この日には委員でない人が、すでに採点しています。開催日を確かめてください。"))


def _how(row: Attendance) -> str:
    return "attended" if row.attended else f"represented: {row.represented_by}" * bool(row.represented_by)
