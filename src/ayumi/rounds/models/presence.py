"""Who is counted at a meeting: the attendance as recorded, or the members of the day while none is."""

from collections.abc import Iterable

from ayumi.rounds.models.meeting import Attendance, BodyMember, Meeting
from ayumi.rounds.rules.bodies import Presence, Quorum, QuorumCount, Term, count_quorum


def quorum_of(meeting: Meeting) -> QuorumCount:
    """Return the count behind a meeting's quorum: 2 queries."""
    rows = list(Attendance.objects.filter(meeting=meeting))
    return count_of(meeting, rows, list(BodyMember.objects.filter(body_id=meeting.body_id)))


def count_of(meeting: Meeting, rows: Iterable[Attendance], every_member: Iterable[BodyMember]) -> QuorumCount:
    """Return the count out of loaded rows; a member of the day whose attendance is not recorded was away."""
    recorded = {row.member_id: row for row in rows}
    presences = [
        Presence(attended=row.attended, is_represented=bool(row.represented_by)) for row in recorded.values()
    ]
    if not meeting.is_closed:
        presences += [
            Presence()
            for member in every_member
            if member.pk not in recorded and term_of(member).holds(meeting.held_on)
        ]
    return count_quorum(
        Quorum(meeting.quorum), presences, counts_representatives=meeting.counts_representatives
    )


def term_of(member: BodyMember) -> Term:
    """Return the days of a membership; no query."""
    return Term(valid_from=member.valid_from, valid_to=member.valid_to)
