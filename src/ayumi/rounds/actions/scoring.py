"""Members score a matter; the vote is closed. Nobody changes a score, and the first one stands.

What was scored is secret until the vote is closed, in the audit trail too: the entry of a score holds a seal
(SHA-256 over the score with its id, which nobody can guess), and the entry that closes the vote opens it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.rounds.actions.meeting_record import tell_meeting, turn_meeting
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import matter_for, matter_to_run, matter_to_score, refuse_closed
from ayumi.rounds.models import AgendaItem, Meeting, Score
from ayumi.rounds.rules.scales import Scale
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class GivenScore:
    """What a member gives: a word of the round's scale, one of its words of direction, and a comment."""

    value: str
    direction: str
    comment: str = ""


def score(matter_id: UUID, given: GivenScore, *, key: str, actor: Actor) -> None:
    """Store a member's score. The same ``key`` again is harmless.

    Raises PermissionDenied for who is no member on the day, Http404, and MoveRefused for a second score, a
    word that the scales do not know, a closed vote or a closed meeting.
    """
    if _was_sent(key):
        # Only who may see the matter learns that it was scored.
        matter_for(actor, matter_id)
        return
    matter, member = matter_to_score(actor, matter_id)
    refuse_unknown_words(matter, given.value, given.direction)
    row = Score(
        matter=matter,
        member=member,
        value=given.value,
        direction=given.direction,
        comment=given.comment,
    )
    with writing():
        # The matter's row is taken, so a score comes either before the vote is closed or not at all.
        still = AgendaItem.objects.select_for_update().filter(pk=matter.pk, is_vote_closed=False)
        if not still.values_list("pk", flat=True):
            raise MoveRefused(_("この議題の採点は締め切られています。"))
        if _was_sent(key):
            return
        if Score.objects.filter(matter=matter, member=member).exists():
            raise MoveRefused(_("この議題は、すでに採点しています。採点は後から変えられません。"))
        row.save(force_insert=True)
        Submission(key=key, verb="matter.scored", result=str(row.pk)).save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="matter.scored",
            object_type="matter",
            object_id=matter.pk,
            object_label=matter.title,
            changes={"seal": ["", seal_of(row)]},
        )


def close_vote(matter_id: UUID, *, seen: int, actor: Actor) -> None:
    """Close the vote on a matter; ``seen`` is the version of the meeting. Closing it again is harmless.

    Raises PermissionDenied, Http404, and MoveRefused for a closed meeting or one changed meanwhile.
    """
    matter = matter_to_run(actor, matter_id)
    if matter.is_vote_closed:
        return
    refuse_closed(matter.meeting)
    with writing():
        turn_meeting(matter.meeting, seen)
        opened = close_votes([matter])
        changes = {"scores": [None, opened], "version": [seen, seen + 1]}
        tell_meeting("matter.vote_closed", matter.meeting, actor, changes)


def close_votes(matters: Iterable[AgendaItem]) -> list[list[str]]:
    """Close the votes inside a transaction; return what was scored, as the audit entry opens it: 2 queries.

    Each line is the matter, the member, the score's id, the value, the direction and the comment.
    """
    open_ones = [matter.pk for matter in matters if not matter.is_vote_closed]
    if not open_ones:
        return []
    AgendaItem.objects.filter(pk__in=open_ones).update(is_vote_closed=True)
    rows = Score.objects.filter(matter__in=open_ones).select_related("member", "matter")
    return [
        [row.matter.title, row.member.name, str(row.pk), row.value, row.direction, row.comment]
        for row in rows.order_by("matter__position", "member__position", "pk")
    ]


def seal_of(row: Score) -> str:
    """Return the seal of a score: whoever knows the row can check it, nobody else can guess the row."""
    parts = (str(row.pk), row.value, row.direction, row.comment)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def refuse_unknown_words(matter: AgendaItem, value: str, direction: str) -> None:
    """Raise MoveRefused for words that the scales of the matter's round do not know."""
    held = matter.report.round
    if held.read("achievement_scale", Scale).step(value) is None:
        raise MoveRefused(_("評価を一覧から選んでください。"))
    if held.read("direction_scale", Scale).step(direction) is None:
        raise MoveRefused(_("次年度の方向性を一覧から選んでください。"))


def all_votes(meeting: Meeting) -> list[AgendaItem]:
    """Return the matters whose vote is still open: 1 query."""
    return list(AgendaItem.objects.filter(meeting=meeting, is_vote_closed=False))


def _was_sent(key: str) -> bool:
    return Submission.objects.filter(key=key).exists()
