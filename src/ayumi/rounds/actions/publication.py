"""Publishing the results of a round, taking them back, and publishing the same ones again."""

import hashlib
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.closing import tell_of_round, turn_round, unfinished
from ayumi.rounds.actions.telling import tell_of_publication
from ayumi.rounds.gates import MoveRefused, evaluation_to_show, round_to_run, stages_of
from ayumi.rounds.gates.evaluation import evaluation_of, public_stages
from ayumi.rounds.gates.goals import goals_of
from ayumi.rounds.models import EvaluationEdition, GoalJudgement, Report, Round, RoundState
from ayumi.rounds.rules.stages import StageKind
from ayumi.rounds.words import round_name
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor, Permission
from ayumi.tenancy.writing import writing


def publish_round(
    round_id: UUID,
    unevaluated: Iterable[UUID],
    *,
    seen: int,
    key: str,
    actor: Actor,
    stages: Collection[StageKind] | None = None,
) -> None:
    """Publish a closed round: freeze its results as anybody may read them from now on.

    Reports that did not pass every stage must be named as 未評価, each of them. ``stages`` are those whose
    ratings are public beside the last one, None for all. At most 30 queries at any size. Raises
    PermissionDenied, Http404 and MoveRefused.
    """
    require(actor, Permission.PUBLISH)
    held = round_to_run(actor, round_id)
    left = {report.pk for report in unfinished(held)}
    _refuse_unjudged(held)
    judged = GoalJudgement.objects.filter(round=held).count()
    edition = _frozen(held, left, public_stages(stages_of(held), stages), actor)
    with writing():
        if Submission.objects.filter(key=key).exists():
            return
        if GoalJudgement.objects.filter(round=held).count() != judged:
            raise MoveRefused(_("ほかの人がこの目標を評価しました。画面を開き直してください。"))
        if set(unevaluated) != left:
            raise MoveRefused(
                _(
                    "「未評価」として公表する施策の一覧が、いまの状態と違います。一覧を確かめて、もう一度お試しください。"
                )
            )
        columns = {"state": RoundState.PUBLISHED, "published_at": timezone.now()}
        turn_round(held, RoundState.CLOSED, columns, seen)
        Report.objects.filter(round=held, pk__in=left).update(is_unevaluated=True)
        Submission(key=key, verb="round.published", result=str(held.pk)).save(force_insert=True)
        tell_of_publication(held, actor=actor)
        changes: dict[str, list[object]] = {"unevaluated": [0, len(left)], "version": [seen, seen + 1]}
        changes["document_sha256"] = [None, edition.sha256]
        entry = tell_of_round(held, "round.published", actor, changes)
        # The edition carries the head of the chain, so it is written after the entry that names it.
        edition.audit_sequence, edition.audit_hash = entry.sequence, entry.hash
        edition.save(force_insert=True)


def withdraw_evaluation(edition_id: UUID, *, seen: int, actor: Actor) -> UUID:
    """Take published results back from the public pages; return the plan's id. They stay recorded.

    Raises PermissionDenied, Http404 and MoveRefused.
    """
    return _show(edition_id, "evaluation.withdrawn", timezone.now(), seen, actor)


def restore_evaluation(edition_id: UUID, *, seen: int, actor: Actor) -> UUID:
    """Put withdrawn results back, unchanged; return the plan's id.

    Raises PermissionDenied, Http404 and MoveRefused.
    """
    return _show(edition_id, "evaluation.restored", None, seen, actor)


def _show(edition_id: UUID, verb: str, withdrawn_at: object, seen: int, actor: Actor) -> UUID:
    edition = evaluation_to_show(actor, edition_id)
    with writing():
        standing = EvaluationEdition.objects.filter(pk=edition_id, version=seen)
        standing = standing.filter(withdrawn_at__isnull=withdrawn_at is not None)
        if not standing.update(withdrawn_at=withdrawn_at, version=F("version") + 1):
            raise MoveRefused(_("ほかの人がこの公表を変えました。画面を開き直してください。"))
        told: dict[str, list[object]] = {"version": [seen, seen + 1]}
        tell_of_round(edition.round, verb, actor, told)
    return edition.round.plan_id


def _frozen(held: Round, left: set[UUID], public: Collection[StageKind], actor: Actor) -> EvaluationEdition:
    document = evaluation_of(held, unevaluated=left, public=public).model_dump_json()
    return EvaluationEdition(
        round=held,
        fiscal_year=held.fiscal_year,
        title=f"{held.plan.title} {round_name(held)}",
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
        published_by=actor.name,
    )


def _refuse_unjudged(held: Round) -> None:
    number = len(goals_of(held).unjudged())
    if number:
        text = _(
            "評価と理由が記録されていない目標が{number}件あります。「目標ごとの状況」で記録してから公表してください。"
        )
        raise MoveRefused(text.format(number=number))
