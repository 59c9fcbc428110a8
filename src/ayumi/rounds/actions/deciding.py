"""What a meeting decides of a matter, and what follows from it: the rating, the move, what is asked.

All of it stands in one transaction: a decision whose report cannot be moved as decided is not stored.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.meeting_record import tell_meeting, turn_meeting
from ayumi.rounds.actions.moving import Remarks, advance, send_back
from ayumi.rounds.actions.rating import Verdict, rate
from ayumi.rounds.actions.scoring import all_votes, close_votes, refuse_unknown_words
from ayumi.rounds.gates import MoveRefused, stages_of
from ayumi.rounds.gates.meetings import matter_to_run, meeting_to_edit
from ayumi.rounds.models import AgendaItem, FollowUp, FollowUpState, Meeting, MeetingDecision, RoundState
from ayumi.rounds.models.presence import quorum_of
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


class DecidedMove(StrEnum):
    """What the meeting decides of the report: it stays, it is handed on, or it goes back to the division."""

    STAY = ""
    ADVANCE = "advance"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with next year's direction, what was decided in words, why, and what is asked."""

    text: str
    reason: str
    value: str = ""
    direction: str = ""
    asks: str = ""
    move: DecidedMove = DecidedMove.STAY


@dataclass(frozen=True, slots=True)
class Seen:
    """The versions that the person saw of the meeting and of the report."""

    meeting: int
    report: int = 0


def decide(matter_id: UUID, decision: Decision, *, seen: Seen, key: str, actor: Actor) -> UUID:
    """Record a decision; return its id. The last decision on a matter stands, an earlier one stays visible.

    On a closed meeting it is a correction, which moves no report. Raises PermissionDenied, Http404,
    ReportChangedMeanwhile, RatingRefused, and MoveRefused with the reason: no quorum, a report that is not at
    the body's stage, a word that the scales do not know, something empty, or a meeting changed meanwhile.
    """
    matter = matter_to_run(actor, matter_id)
    meeting = matter.meeting
    _refuse_incomplete(matter, decision)
    row = MeetingDecision(
        matter=matter,
        value=decision.value,
        direction=decision.direction,
        text=decision.text,
        reason=decision.reason,
        asks=decision.asks,
        move=decision.move.value,
        is_correction=meeting.is_closed,
        person_name=actor.name,
    )
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        changes: dict[str, Any] = {}
        if not meeting.is_closed:
            _refuse_without_quorum(meeting)
            turn_meeting(meeting, seen.meeting)
            changes["version"] = [seen.meeting, seen.meeting + 1]
            changes["scores"] = [None, close_votes([matter])]
        row.save(force_insert=True)
        _judge_report(matter, decision, seen, key, actor)
        _ask(matter, row)
        Submission(key=key, verb="matter.decided", result=str(row.pk)).save(force_insert=True)
        told = ("value", "direction", "text", "reason", "asks", "move")
        changes |= {name: ["", getattr(row, name)] for name in told if getattr(row, name)}
        verb = "matter.corrected" if row.is_correction else "matter.decided"
        tell_meeting(verb, meeting, actor, {"matter": ["", matter.title], **changes})
    return row.pk


def close_meeting(meeting_id: UUID, *, seen: int, key: str, actor: Actor) -> None:
    """Close a meeting: its record is not edited any more, and every vote on it is closed.

    Raises PermissionDenied, Http404, and MoveRefused for one that is closed or was changed meanwhile.
    """
    if Submission.objects.filter(key=key).exists():
        return
    meeting = meeting_to_edit(actor, meeting_id)
    with writing():
        if Submission.objects.filter(key=key).exists():
            return
        columns = {"is_closed": True, "closed_at": timezone.now(), "closed_by_name": actor.name}
        turn_meeting(meeting, seen, columns)
        opened = close_votes(all_votes(meeting))
        Submission(key=key, verb="meeting.closed", result=str(meeting.pk)).save(force_insert=True)
        count = quorum_of(meeting)
        changes = {
            "quorum": [None, [count.counted, count.needed, count.members]],
            "version": [seen, seen + 1],
        }
        tell_meeting(
            "meeting.closed", meeting, actor, changes | ({"scores": [None, opened]} if opened else {})
        )


def _refuse_incomplete(matter: AgendaItem, decision: Decision) -> None:
    if not decision.text.strip() or not decision.reason.strip():
        raise MoveRefused(_("決定の内容と理由を書いてください。"))
    if matter.report is None:
        if decision.value or decision.direction or decision.asks or decision.move:
            raise MoveRefused(_("評価・方向性・申し送りは、施策の議題だけに記録できます。"))
        return
    refuse_unknown_words(matter, decision.value, decision.direction)
    if decision.move and matter.meeting.is_closed:
        raise MoveRefused(_("確定した会議の訂正では、報告を動かせません。"))
    if decision.move and not matter.meeting.body.stage:
        raise MoveRefused(_("この会議体は評価の段階を受け持たないため、報告を動かせません。"))


def _refuse_without_quorum(meeting: Meeting) -> None:
    count = quorum_of(meeting)
    if not count.is_met:
        raise MoveRefused(
            _(
                "定足数に達していないため、決定を記録できません（委員{members}人、出席{counted}人、必要{needed}人）。先に出席を記録してください。"
            ).format(members=count.members, counted=count.counted, needed=count.needed)
        )


def _judge_report(matter: AgendaItem, decision: Decision, seen: Seen, key: str, actor: Actor) -> None:
    """Rate the report at the body's stage and move it as decided.

    A correction rates only where the report still waits there; what has moved on keeps what was said.
    """
    report, body = matter.report, matter.meeting.body
    if report is None or not body.stage:
        return
    stage = stages_of(report.round).at(report.position)
    is_there = stage is not None and stage.kind.value == body.stage
    if matter.meeting.is_closed and not (is_there and report.round.state == RoundState.OPEN):
        return
    if not is_there or stage is None:
        raise MoveRefused(
            _(
                "この施策の報告は、いま「{stage}」の段階にあります。{body}の段階に来てから記録してください。"
            ).format(stage=stage.name if stage else _("全段階を終了"), body=body.name)
        )
    if stage.rates:
        said_by = f"{body.name}（{matter.meeting.title}）"[:100]
        for subject, word in (
            (ScaleSubject.ACHIEVEMENT, decision.value),
            (ScaleSubject.DIRECTION, decision.direction),
        ):
            verdict = Verdict(subject, word, decision.reason, said_by)
            rate(report.pk, StageKind(body.stage), verdict, key=f"{key[:32]}{subject.value}", actor=actor)
    sub_key = f"{key[:32]}move"
    if decision.move is DecidedMove.ADVANCE:
        advance(report.pk, seen=seen.report, key=sub_key, actor=actor)
    elif decision.move is DecidedMove.RETURN:
        remarks = Remarks(f"{decision.text}\n{decision.reason}")
        send_back(report.pk, 0, remarks, seen=seen.report, key=sub_key, actor=actor)


def _ask(matter: AgendaItem, row: MeetingDecision) -> None:
    """Make a follow-up of what is asked; what an earlier decision on the matter asked goes with it."""
    if matter.report is None:
        return
    earlier = FollowUp.objects.filter(decision__matter=matter, state=FollowUpState.ASKED)
    if row.asks and earlier.filter(text=row.asks).exists():
        return
    earlier.update(
        state=FollowUpState.WITHDRAWN,
        answer=_("決定を改めたため、取り下げました。"),
        answered_by_name=row.person_name,
        answered_at=timezone.now(),
        version=F("version") + 1,
    )
    if row.asks:
        report, meeting = matter.report, matter.meeting
        FollowUp(
            plan_id=report.round.plan_id,
            item_id=report.item_id,
            asked_in=report.round,
            asked_by=f"{meeting.body.name} {meeting.title}",
            decision=row,
            text=row.asks,
        ).save(force_insert=True)
