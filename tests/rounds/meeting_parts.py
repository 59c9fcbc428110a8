"""A meeting that is still open, with a matter and a follow-up, for whoever needs one of each."""

from datetime import date
from typing import Any

from ayumi.rounds.models import AgendaItem, Body, BodyMember, FollowUp, Meeting, Report
from ayumi.rounds.rules.bodies import Quorum
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.rules import Role


def meeting_parts(city: Any, report: Report) -> dict[str, Any]:
    """Make them in the city's scope; the committee member signs in as the body's one member."""
    name = city.municipality.name
    body = Body(name=f"{name}の推進本部", stage=StageKind.COMMITTEE.value)
    body.save(force_insert=True)
    person = city.person(Role.COMMITTEE_MEMBER)
    member = BodyMember(body=body, person=person, name=f"{name}の本部長", is_chair=True)
    member.save(force_insert=True)
    meeting = Meeting(
        body=body,
        round_id=report.round_id,
        title=f"{name}の第1回会議",
        held_on=date(2028, 6, 1),
        quorum=Quorum.MAJORITY.value,
    )
    meeting.save(force_insert=True)
    matter = AgendaItem(meeting=meeting, report=report, title=report.item.title)
    matter.save(force_insert=True)
    follow_up = FollowUp(
        plan_id=report.item.plan_id,
        item_id=report.item_id,
        asked_in_id=report.round_id,
        asked_by=body.name,
        text=f"{name}で利用者の声を集めてください。",
    )
    follow_up.save(force_insert=True)
    return {
        "body_id": body.pk,
        "member_id": member.pk,
        "meeting_id": meeting.pk,
        "matter_id": matter.pk,
        "follow_up_id": follow_up.pk,
    }
