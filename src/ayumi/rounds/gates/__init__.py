"""The only ways to a round or a report for a person.

Another municipality's object, one that never was and one removed all answer 404 alike. Who reads plans
reads their evaluation too; who acts at no stage at all cannot begin a move.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ayumi.ground.wording import say
from ayumi.rounds.models import (
    CityRollupRule,
    EvaluationEdition,
    RatingScale,
    Report,
    Round,
    RoundState,
    SupersededSource,
)
from ayumi.rounds.rules.stages import REFUSAL_TEXTS, Move, Refusal, ReportState, Stages, refusal
from ayumi.tenancy.gates import require
from ayumi.tenancy.models import Submission
from ayumi.tenancy.prepared import prepared
from ayumi.tenancy.rules import Actor, Permission

REPORT_PARTS = ("round__plan", "item", "division", "cost")
"""What comes with a report in one query."""


class MoveRefused(ValueError):
    """The move is not possible now; the message says why, in the reader's language."""


def round_for(actor: Actor, round_id: UUID) -> Round:
    """Return the round with its plan: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_ROUNDS)
    return get_object_or_404(Round.objects.select_related("plan"), pk=round_id)


def round_to_run(actor: Actor, round_id: UUID) -> Round:
    """Return a round that the actor leads: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.RUN_ROUNDS)
    return round_for(actor, round_id)


def round_to_approve(actor: Actor, round_id: UUID) -> Round:
    """Return a round at one of whose later stages the actor may act: 1 query.

    Raises PermissionDenied and Http404.
    """
    approving = (
        Permission.RUN_ROUNDS,
        Permission.APPROVE_OWN_REPORTS,
        Permission.JUDGE_REPORTS,
        Permission.REVIEW_REPORTS,
    )
    if not any(map(actor.may, approving)):
        raise PermissionDenied(say(REFUSAL_TEXTS[Refusal.NOT_YOURS]))
    return round_for(actor, round_id)


def report_for(actor: Actor, wanted: UUID | Report) -> Report:
    """Return the report with ``REPORT_PARTS``: 1 query, none for one that a gate returned before.

    What it mirrors (連動) comes with the same parts, by a second query.

    A request that saves, judges and hands on a report reads it once and is asked for its right each time;
    that it still stands as it was read, the writes themselves make sure of. Raises PermissionDenied and
    Http404.
    """
    require(actor, Permission.VIEW_ROUNDS)
    if isinstance(wanted, Report):
        return wanted
    return _with_original(_reports(wanted))


def report_and_result(actor: Actor, wanted: UUID, key: str) -> tuple[Report, str | None]:
    """Return what ``report_for`` does, and the result of the submission with this key: queries as there.

    None says that nothing was submitted with it. Raises PermissionDenied and Http404.
    """
    require(actor, Permission.VIEW_ROUNDS)
    found = _with_original(_reports_and_results(wanted, key))
    return found, found.result


def _with_original(rows: list[Report]) -> Report:
    if not rows:
        raise Http404
    found = rows[0]
    if found.mirrors_id is not None:
        found.mirrors = _reports(found.mirrors_id)[0]
    return found


@prepared
def _reports(report_id: UUID) -> QuerySet[Report]:
    return _with_parts(report_id)


@prepared
def _reports_and_results(report_id: UUID, key: str) -> QuerySet[Report]:
    result = Submission.objects.filter(key=key).order_by().values("result")
    return _with_parts(report_id).annotate(result=Subquery(result))


def _with_parts(report_id: UUID) -> QuerySet[Report]:
    return Report.objects.select_related(*REPORT_PARTS).filter(pk=report_id).order_by()


def report_to_move(actor: Actor, wanted: UUID | Report) -> Report:
    """Return a report at one of whose stages the actor acts: queries as ``report_for``.

    Raises PermissionDenied and Http404, and MoveRefused for one that is written in another round (連動).
    """
    report = report_for(actor, wanted)
    _refuse_to_move(report, actor)
    return report


def _refuse_to_move(report: Report, actor: Actor) -> None:
    own = report.division_id in actor.division_ids
    everywhere = (Permission.RUN_ROUNDS, Permission.JUDGE_REPORTS, Permission.REVIEW_REPORTS)
    in_division = (Permission.WRITE_OWN_REPORTS, Permission.APPROVE_OWN_REPORTS)
    if not any(map(actor.may, everywhere)) and not (own and any(map(actor.may, in_division))):
        raise PermissionDenied(say(REFUSAL_TEXTS[Refusal.NOT_YOURS]))
    if report.mirrors is not None:
        title = report.mirrors.round.plan.title
        raise MoveRefused(
            _("この施策は「{title}」の評価で報告します。そちらの報告を開いてください。").format(title=title)
        )


def report_to_write(actor: Actor, wanted: UUID | Report) -> Report:
    """Return a report on whose sheet the actor may write now: queries as ``report_for``.

    Raises PermissionDenied, Http404 and MoveRefused.
    """
    report = report_to_move(actor, wanted)
    refuse_unless_possible(Move.SAVE, report, actor)
    return report


def refuse_unless_possible(move: Move, report: Report, actor: Actor) -> None:
    """Raise PermissionDenied where the stage is not the actor's, MoveRefused where it is not the time."""
    why = refusal(move, state_of(report), stages_of(report.round), actor)
    if why is Refusal.NOT_YOURS:
        raise PermissionDenied(say(REFUSAL_TEXTS[why]))
    if why is not None:
        raise MoveRefused(say(REFUSAL_TEXTS[why]))


def state_of(report: Report) -> ReportState:
    """Return what the moves need to know of a report, given its row and round; no query."""
    return ReportState(
        position=report.position,
        division_id=report.division_id,
        submitted_by=report.submitted_by,
        last_moved_by=report.last_moved_by,
        is_published=report.round.state == RoundState.PUBLISHED,
        is_closed=report.round.state == RoundState.CLOSED,
    )


def stages_of(held: Round) -> Stages:
    """Return the stages that a round opened with."""
    return held.read("stages", Stages)


def scale_for(actor: Actor, scale_id: UUID) -> RatingScale:
    """Return a scale of the city's own: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.VIEW_ROUNDS)
    return get_object_or_404(RatingScale.objects, pk=scale_id)


def scale_to_edit(actor: Actor, scale_id: UUID) -> RatingScale:
    """Return a scale that the actor may change: 1 query. Raises PermissionDenied and Http404."""
    require(actor, Permission.RUN_ROUNDS)
    return scale_for(actor, scale_id)


def rollup_rule_to_edit(actor: Actor, rule_id: UUID) -> CityRollupRule:
    """Return a rule of the city's own that the actor may change: 1 query.

    Raises PermissionDenied and Http404.
    """
    require(actor, Permission.RUN_ROUNDS)
    return get_object_or_404(CityRollupRule.objects, pk=rule_id)


def evaluation_to_show(actor: Actor, evaluation_id: UUID) -> EvaluationEdition:
    """Return published results that the actor may take back or put back, with their plan: 1 query.

    Raises PermissionDenied and Http404.
    """
    require(actor, Permission.PUBLISH)
    require(actor, Permission.RUN_ROUNDS)
    return get_object_or_404(EvaluationEdition.objects.select_related("round__plan"), pk=evaluation_id)


def superseded_source_to_edit(actor: Actor, source_id: UUID) -> SupersededSource:
    """Return a source that was replaced, for the plan office: 1 query. Raises PermissionDenied, Http404."""
    require(actor, Permission.RUN_ROUNDS)
    return get_object_or_404(SupersededSource.objects, pk=source_id)
