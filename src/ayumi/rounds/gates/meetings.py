"""The only ways to a body, a meeting, a matter or a follow-up for a person.

A meeting that is not closed is there for the members of its body and the plan office alone; for everybody
else it answers 404 like one that never was. Being a member on the day of the meeting is what lets one score.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import AgendaItem, Body, BodyMember, FollowUp, Meeting
from ayumi.tenancy.gates import require
from ayumi.tenancy.rules import Actor, Permission

MEETING_PARTS = ("body", "round__plan")
MATTER_PARTS = (
    "meeting__body",
    "meeting__round__plan",
    "report__item",
    "report__division",
    "report__round__plan",
)
"""What comes with a meeting or a matter in one query."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A meeting as one reader meets it: ``member`` is the reader's own membership on that day, if any."""

    meeting: Meeting
    member: BodyMember | None
    runs: bool


def members_on(day: date) -> Q:
    """Return the condition of being a member on ``day``, both ends of the term included."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=day))


def body_for(actor: Actor, body_id: UUID) -> Body:
    """Return a body: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_ROUNDS)
    return get_object_or_404(Body.objects, pk=body_id)


def body_to_run(actor: Actor, body_id: UUID) -> Body:
    """Return a body for whoever leads rounds: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.RUN_ROUNDS)
    return body_for(actor, body_id)


def member_to_run(actor: Actor, member_id: UUID) -> BodyMember:
    """Return a membership with its body and person: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.RUN_ROUNDS)
    return get_object_or_404(BodyMember.objects.select_related("body", "person"), pk=member_id)


def meeting_for(actor: Actor, meeting_id: UUID) -> Seat:
    """Return a meeting with ``MEETING_PARTS`` and the reader's seat: 2 queries.

    Raises PermissionDenied, and Http404 also for an open meeting of others.
    """
    require(actor, Permission.VIEW_ROUNDS)
    found = get_object_or_404(Meeting.objects.select_related(*MEETING_PARTS), pk=meeting_id)
    return _seat(actor, found)


def _seat(actor: Actor, meeting: Meeting) -> Seat:
    own = BodyMember.objects.filter(members_on(meeting.held_on), body_id=meeting.body_id)
    member = own.filter(person_id=actor.person_id).first()
    runs = actor.may(Permission.RUN_ROUNDS)
    if not (meeting.is_closed or member or runs):
        raise Http404
    return Seat(meeting, member, runs)


def meeting_to_run(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting for whoever leads rounds: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.RUN_ROUNDS)
    return get_object_or_404(Meeting.objects.select_related(*MEETING_PARTS), pk=meeting_id)


def meeting_to_edit(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting that is still edited: 1 query. Raises as above, and MoveRefused for a closed one."""
    found = meeting_to_run(actor, meeting_id)
    refuse_closed(found)
    return found


def refuse_closed(meeting: Meeting) -> None:
    """Raise MoveRefused for a closed meeting."""
    if meeting.is_closed:
        raise MoveRefused(_("この会議の記録は確定しています。直すときは、訂正を加えてください。"))


def matter_for(actor: Actor, matter_id: UUID) -> tuple[AgendaItem, Seat]:
    """Return a matter with ``MATTER_PARTS`` and the reader's seat: 2 queries.

    Raises PermissionDenied, and Http404 also for a matter of others' open meeting.
    """
    require(actor, Permission.VIEW_ROUNDS)
    found = get_object_or_404(AgendaItem.objects.select_related(*MATTER_PARTS), pk=matter_id)
    return found, _seat(actor, found.meeting)


def matter_to_score(actor: Actor, matter_id: UUID) -> tuple[AgendaItem, BodyMember]:
    """Return a matter and the membership by which the actor scores it: 2 queries.

    Raises PermissionDenied where the actor is no member on the day, Http404, and MoveRefused where nothing is
    scored any more.
    """
    matter, seat = matter_for(actor, matter_id)
    if seat.member is None:
        raise PermissionDenied(_("採点できるのは、この会議の委員だけです。"))
    refuse_closed(matter.meeting)
    if matter.is_vote_closed:
        raise MoveRefused(_("この議題の採点は締め切られています。"))
    if matter.report is None:
        raise MoveRefused(_("この議題は、採点の対象ではありません。"))
    return matter, seat.member


def matter_to_run(actor: Actor, matter_id: UUID) -> AgendaItem:
    """Return a matter for whoever leads rounds: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.RUN_ROUNDS)
    return get_object_or_404(AgendaItem.objects.select_related(*MATTER_PARTS), pk=matter_id)


def follow_up_for(actor: Actor, follow_up_id: UUID) -> FollowUp:
    """Return a follow-up with its measure and round: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_ROUNDS)
    return get_object_or_404(FollowUp.objects.select_related("item", "asked_in"), pk=follow_up_id)
