"""What the plan office judges of a goal, beside what the round's rule gives it. Rows are only added."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from ayumi.rounds.gates import MoveRefused, round_to_run
from ayumi.rounds.gates.goals import Goal, goals_of
from ayumi.rounds.models import GoalJudgement, Round, RoundState
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class GoalVerdict:
    """The word a person gives a goal (the whole plan where ``item_id`` is None), and why.

    ``seen`` is the judgement that stood when the person looked, None where there was none.
    """

    item_id: UUID | None
    value: str
    reason: str
    seen: UUID | None = None


def judge_goal(round_id: UUID, verdict: GoalVerdict, *, key: str, actor: Actor) -> UUID:
    """Add a judgement of a goal, or of the plan; return its id, the same one for the same ``key``.

    At most 20 queries. Raises PermissionDenied, Http404, and MoveRefused for a published round, a word that
    a goal cannot get, a missing reason, and where somebody else judged meanwhile.
    """
    held = round_to_run(actor, round_id)
    goal = _goal(held, verdict)
    judged = GoalJudgement(
        round=held,
        item=goal.item,
        computed=goal.computed.word,
        value=verdict.value,
        reason=verdict.reason.strip(),
        person_id=actor.person_id,
        person_name=actor.name,
    )
    label = f"{goal.item.number} {goal.item.title}".strip() if goal.item else held.plan.title
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        _not_published(held)
        before = GoalJudgement.objects.filter(round=held, item_id=verdict.item_id).last()
        if (before.pk if before else None) != verdict.seen:
            raise MoveRefused(_("ほかの人がこの目標を評価しました。画面を開き直してください。"))
        judged.save(force_insert=True)
        Submission(key=key, verb="goal.judged", result=str(judged.pk)).save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="goal.judged",
            object_type="round",
            object_id=held.pk,
            object_label=label,
            changes={
                "value": [before.value if before else "", judged.value],
                "reason": [before.reason if before else "", judged.reason],
                "computed": ["", judged.computed],
            },
        )
    return judged.pk


def _goal(held: Round, verdict: GoalVerdict) -> Goal:
    found = goals_of(held)
    goal = found.of(verdict.item_id)
    if goal is None:
        raise Http404
    if verdict.value not in found.words:
        raise MoveRefused(_("選択肢にない言葉です。一覧から選んでください。"))
    if not verdict.reason.strip():
        raise MoveRefused(_("評価の理由を書いてください。"))
    return goal


def _not_published(held: Round) -> None:
    """Hold the round unpublished until the transaction ends: 1 query."""
    rows = Round.objects.select_for_update(no_key=True).filter(pk=held.pk)
    if rows.exclude(state=RoundState.PUBLISHED).values_list("pk", flat=True).first() is None:
        raise MoveRefused(_("公表した後は、目標の評価を変えられません。"))
