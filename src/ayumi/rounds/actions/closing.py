"""Closing a round, and correcting what was published. A round never opens again."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.corrected_facts import correct_facts, corrected_sheet, with_correction
from ayumi.rounds.gates import MoveRefused, refuse_unless_possible, report_to_move, round_to_run, stages_of
from ayumi.rounds.models import Erratum, Report, Round, RoundState
from ayumi.rounds.rules.sheet import cleaned
from ayumi.rounds.rules.stages import Move
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import AuditEntry, Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class Correction:
    """What a field of a published report should have said, and why. ``label`` names the field to readers."""

    field: str
    label: str
    after: str
    reason: str


def unfinished(held: Round) -> list[Report]:
    """Return the reports that have not passed every stage, the mirrored ones by their original: 1 query."""
    reports = Report.objects.filter(round=held).select_related("item", "division", "mirrors__round")
    return [report for report in reports if not _is_through(report, held)]


def _is_through(report: Report, held: Round) -> bool:
    if report.mirrors is None:
        return report.position >= stages_of(held).end
    return report.mirrors.position >= stages_of(report.mirrors.round).end


def close_round(round_id: UUID, *, seen: int, key: str, actor: Actor) -> None:
    """Close the round: nothing moves any more. What has not arrived stays visible as late.

    At most 20 queries at any size. Raises PermissionDenied, Http404 and MoveRefused.
    """
    held = round_to_run(actor, round_id)
    late = unfinished(held)
    with writing():
        if Submission.objects.filter(key=key).exists():
            return
        columns = {"state": RoundState.CLOSED, "closed_at": timezone.now()}
        turn_round(held, RoundState.OPEN, columns, seen)
        Submission(key=key, verb="round.closed", result=str(held.pk)).save(force_insert=True)
        tell_of_round(
            held, "round.closed", actor, {"unfinished": [None, len(late)], "version": [seen, seen + 1]}
        )


def add_erratum(report_id: UUID, correction: Correction, *, key: str, actor: Actor) -> UUID:
    """Put a correction beside a published report; return its id. What was published stays as it was.

    A value or a figure that counted as a fact of the plan is corrected there too. At most 30 queries.
    Raises PermissionDenied, Http404 and MoveRefused.
    """
    report = report_to_move(actor, report_id)
    refuse_unless_possible(Move.ERRATUM, report, actor)
    done = Submission.objects.filter(key=key).first()
    if done is not None:  # sent again: by now the sheet says what was wanted
        return UUID(done.result)
    sheet = corrected_sheet(report)
    after = cleaned({correction.field: correction.after})[correction.field]
    fields = with_correction(sheet, correction.field, after)
    if not correction.reason.strip():
        raise MoveRefused(_("訂正の理由を書いてください。"))
    erratum = Erratum(
        report=report,
        field=correction.field,
        label=correction.label,
        before=sheet.fields[correction.field],
        after=after,
        reason=correction.reason,
        person_id=actor.person_id,
        person_name=actor.name,
    )
    with writing():
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return UUID(done.result)
        if Erratum.objects.filter(report=report).count() != sheet.errata:
            raise MoveRefused(_("ほかの人がこの報告を訂正しました。画面を開き直してください。"))
        erratum.save(force_insert=True)
        Submission(key=key, verb="report.corrected", result=str(erratum.pk)).save(force_insert=True)
        told: dict[str, list[object]] = {correction.field: [erratum.before, erratum.after]}
        told["reason"] = ["", erratum.reason]
        append_audit_entry(
            actor=actor,
            verb="report.corrected",
            object_type="report",
            object_id=report.pk,
            object_label=f"{report.item.number} {report.item.title}",
            changes=told | correct_facts(sheet, correction.field, fields),
        )
    return erratum.pk


def turn_round(held: Round, state: RoundState, columns: dict[str, object], seen: int) -> None:
    """Move a round on from ``state`` if it still is at version ``seen``: 1 query. Raises MoveRefused."""
    standing = Round.objects.filter(pk=held.pk, version=seen, state=state)
    if not standing.update(version=F("version") + 1, **columns):
        raise MoveRefused(
            _(
                "この画面を開いた後に、この評価の状態が変わりました。画面を開き直してから、もう一度お試しください。"
            )
        )


def tell_of_round(held: Round, verb: str, actor: Actor, changes: dict[str, list[object]]) -> AuditEntry:
    """Append what was done with a round to the audit trail; return the entry."""
    return append_audit_entry(
        actor=actor,
        verb=verb,
        object_type="round",
        object_id=held.pk,
        object_label=held.plan.title,
        changes=changes,
    )
