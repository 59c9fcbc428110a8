"""Answering what an earlier round asked of a measure (申し送り), on the sheet of a later one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.plans.queries.unions import Columns
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.actions.standing import still_open
from ayumi.rounds.gates import MoveRefused, report_to_write
from ayumi.rounds.gates.meetings import follow_up_for
from ayumi.rounds.models import FollowUp, FollowUpState, Report, RoundState
from ayumi.rounds.rules.sheet import SheetProblem
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.prepared import prepared
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing

ANSWERS = (FollowUpState.DONE, FollowUpState.PARTLY, FollowUpState.NOT_DONE)
"""What a division can say; withdrawing is the plan office's."""


def answer_follow_up(
    follow_up_id: UUID, state: FollowUpState, answer: str, *, seen: int, key: str, actor: Actor
) -> None:
    """Say what became of a follow-up, on the sheet of the measure's open round; or withdraw it.

    A division answers while the report is its own to write, and may change the answer until it submits. The
    plan office withdraws at any time, with a reason. The same ``key`` again is harmless. Raises
    PermissionDenied, Http404, ReportChangedMeanwhile, and MoveRefused where no later round is open, the
    answer is empty or the state is no answer.
    """
    follow_up = follow_up_for(actor, follow_up_id)
    if Submission.objects.filter(key=key).exists():
        return
    if not answer.strip():
        raise MoveRefused(_("対応の内容（取り下げるときはその理由）を書いてください。"))
    report = _where_to_answer(follow_up, state, actor)
    columns = {
        "state": state,
        "answer": answer,
        "answered_in": report.round if report else None,
        "answered_by_name": actor.name,
        "answered_at": timezone.now(),
    }
    with writing():
        if Submission.objects.filter(key=key).exists():
            return
        if report is not None:
            still_open(report.round_id)
            _refuse_moved(report)
        standing = FollowUp.objects.filter(pk=follow_up.pk, version=seen)
        if not standing.update(version=F("version") + 1, **columns):
            raise ReportChangedMeanwhile(
                _("この画面を開いた後に、ほかの人がこの申し送りに答えました。画面を開き直してください。")
            )
        verb = "follow_up.answered" if report else "follow_up.withdrawn"
        Submission(key=key, verb=verb, result=str(follow_up.pk)).save(force_insert=True)
        changes = {
            "state": [follow_up.state, state.value],
            "answer": [follow_up.answer, answer],
            "version": [seen, seen + 1],
        }
        _tell(verb, follow_up, actor, changes)


def _where_to_answer(follow_up: FollowUp, state: FollowUpState, actor: Actor) -> Report | None:
    """Return the report on which the follow-up is answered, None where it is withdrawn.

    Raises PermissionDenied, and MoveRefused where it cannot be answered like this.
    """
    if state is FollowUpState.WITHDRAWN:
        require(actor, Permission.RUN_ROUNDS)
        _refuse_answered(follow_up)
        return None
    if state not in ANSWERS:
        raise MoveRefused(_("対応の状況を一覧から選んでください。"))
    return _report_of(follow_up, actor)


def _tell(verb: str, follow_up: FollowUp, actor: Actor, changes: dict[str, list[object]]) -> None:
    append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="follow_up",
        object_id=follow_up.pk,
        object_label=f"{follow_up.item.number} {follow_up.item.title}",
        changes=changes,
    )


def left_to_answer(report: Report, known: Iterable[Columns]) -> Iterable[SheetProblem]:
    """Return what earlier rounds asked of the measure and nobody has answered: at most 1 query.

    ``known`` are the state and the round of each follow-up of the measure; most measures have none.
    """
    if not any(_may_be_open(row, report) for row in known):
        return []
    return [
        SheetProblem(f"follow-up-{pk}", _("申し送りに答えてください: {text}").format(text=text[:60]))
        for pk, text in _asked(report.item_id, report.round.opened_at)
    ]


def _may_be_open(row: Columns, report: Report) -> bool:
    return row["state"] == FollowUpState.ASKED and row["asked_in_id"] != report.round_id


@prepared
def _asked(item_id: UUID, before: datetime) -> QuerySet[FollowUp]:
    asked = FollowUp.objects.filter(item_id=item_id, state=FollowUpState.ASKED)
    return asked.filter(asked_in__opened_at__lt=before).values_list("pk", "text")


def _report_of(follow_up: FollowUp, actor: Actor) -> Report:
    """Return the report on which the follow-up is answered: the newest open one after the round that asked.

    Raises PermissionDenied and MoveRefused.
    """
    later = Report.objects.filter(
        item_id=follow_up.item_id,
        mirrors=None,
        round__state=RoundState.OPEN,
        round__opened_at__gt=follow_up.asked_in.opened_at,
    )
    newest = later.order_by("-round__opened_at").values_list("pk", flat=True).first()
    if newest is None:
        raise MoveRefused(_("次の評価が始まると、その報告の中で答えられます。"))
    report = report_to_write(actor, newest)
    if report.position != 0:
        raise MoveRefused(_("提出した後は、申し送りへの答えを変えられません。"))
    _refuse_answered(follow_up, report)
    return report


def _refuse_answered(follow_up: FollowUp, report: Report | None = None) -> None:
    """Raise MoveRefused for one that was withdrawn, or answered in another round."""
    own = report is not None and follow_up.answered_in_id == report.round_id
    if follow_up.state != FollowUpState.ASKED and not (own and follow_up.state != FollowUpState.WITHDRAWN):
        raise MoveRefused(_("この申し送りは、すでに終わっています。"))


def _refuse_moved(report: Report) -> None:
    """Hold the report where it is. Raises MoveRefused where it was submitted at this moment."""
    if not Report.objects.select_for_update().filter(pk=report.pk, position=report.position):
        raise MoveRefused(_("提出した後は、申し送りへの答えを変えられません。"))
