"""Handing a report on, sending it back and taking it back. Every move is one record that stays."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.ready import refuse_unless_ready
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.actions.standing import held_open, still_open
from ayumi.rounds.actions.telling import tell_of_move
from ayumi.rounds.actions.values import add_values_to_plan, approves_values
from ayumi.rounds.gates import MoveRefused, refuse_unless_possible, report_to_move, stages_of
from ayumi.rounds.gates.challenges import ReportLoaded
from ayumi.rounds.models import MoveRecord, Report
from ayumi.rounds.rules.stages import Move
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Submission
from ayumi.tenancy.prepared import Changes, insert, prepared, prepared_update
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a person says to a move: on the whole, and on fields of the sheet."""

    comment: str = ""
    field_comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotMoved:
    """A report of a batch that could not be moved, and why."""

    report_id: UUID
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch: how many were moved, and every one that was not."""

    moved: int
    not_moved: tuple[NotMoved, ...]


def advance(
    about: UUID | Report,
    *,
    seen: int,
    key: str,
    actor: Actor,
    loaded: ReportLoaded | None = None,
    is_first: bool = False,
) -> int:
    """Submit a report from the first stage, or approve it at a later one; return its position now.

    ``about`` is the report's id, or the report as a gate returned it in the same request, with what it says
    now; ``loaded`` is what hangs on it, where the request has read it and changed nothing since.
    ``is_first`` says that the request has asked already whether ``key`` is new.
    Raises PermissionDenied, Http404, MoveRefused (also for one's own submission), NotReady where the sheet is
    not complete or a challenge is open, and ReportChangedMeanwhile.
    """
    report = report_to_move(actor, about)
    done = None if is_first else position_after(key)
    if done is not None:
        return done
    refuse_unless_possible(Move.ADVANCE, report, actor)
    if report.position == 0:
        refuse_unless_ready(report, loaded)

    def columns() -> dict[str, Any]:
        if report.position > 0:
            return {"approved_by_name": actor.name}
        now = timezone.now()
        return {"submitted_by": actor.person_id, "submitted_by_name": actor.name, "submitted_at": now}

    def after() -> dict[str, Any]:
        is_approval = approves_values(stages_of(report.round), report.position)
        return add_values_to_plan(report) if is_approval else {}

    verb = "report.approved" if report.position else "report.submitted"
    step = _Step(verb, report.position + 1, Remarks(), columns, after)
    return _move(report, step, seen=seen, key=key, actor=actor)


def send_back(
    report_id: UUID, to_position: int, remarks: Remarks, *, seen: int, key: str, actor: Actor
) -> int:
    """Return a report to an earlier stage with a comment; return its position now.

    Raises PermissionDenied, Http404, MoveRefused and ReportChangedMeanwhile.
    """
    report = report_to_move(actor, report_id)
    done = position_after(key)
    if done is not None:
        return done
    refuse_unless_possible(Move.RETURN, report, actor)
    if not 0 <= to_position < report.position:
        raise MoveRefused(_("戻す段階は、いまの段階より前から選んでください。"))
    if not remarks.comment.strip():
        raise MoveRefused(_("差し戻すときは、何を直してほしいかを書いてください。"))
    step = _Step("report.returned", to_position, remarks)
    return _move(report, step, seen=seen, key=key, actor=actor)


def recall(report_id: UUID, *, seen: int, key: str, actor: Actor) -> int:
    """Take a report back before the next stage has acted; return its position now.

    Raises PermissionDenied, Http404, MoveRefused and ReportChangedMeanwhile.
    """
    report = report_to_move(actor, report_id)
    done = position_after(key)
    if done is not None:
        return done
    refuse_unless_possible(Move.RECALL, report, actor)
    step = _Step("report.recalled", report.position - 1, Remarks())
    return _move(report, step, seen=seen, key=key, actor=actor)


def advance_many(report_ids: Iterable[tuple[UUID, int]], *, key: str, actor: Actor) -> BatchResult:
    """Hand on every report that can be; each is moved wholly or not at all, and none stops the others.

    ``report_ids`` are pairs of a report and the version the person saw. ``key`` has at most 32 characters.
    Raises PermissionDenied where the person acts nowhere.
    """
    moved, not_moved = 0, []
    for report_id, seen in report_ids:
        try:
            advance(report_id, seen=seen, key=f"{key}{report_id.hex}", actor=actor)
            moved += 1
        except (MoveRefused, PermissionDenied, ReportChangedMeanwhile) as problem:
            not_moved.append((report_id, str(problem)))
        except Http404:
            not_moved.append((report_id, _("この報告は見つかりません。")))
    labels = {
        pk: f"{number} {title}"
        for pk, number, title in Report.objects.filter(pk__in=[pk for pk, _why in not_moved]).values_list(
            "pk", "item__number", "item__title"
        )
    }
    return BatchResult(moved, tuple(NotMoved(pk, labels.get(pk, ""), why) for pk, why in not_moved))


@dataclass(frozen=True, slots=True)
class _Step:
    """One move: its verb, where it leads, what is said, and what else it writes."""

    verb: str
    to_position: int
    remarks: Remarks
    columns: Callable[[], dict[str, Any]] = dict
    after: Callable[[], dict[str, Any]] = dict


def position_after(key: str) -> int | None:
    """Return where the report of a submission that was made already came to stand: 1 query."""
    return position_told(next(iter(_results(key)), None))


def position_told(result: str | None) -> int | None:
    """Return the position that the result of a submission tells, None where it was none that moved."""
    return int(result) if result is not None and result.isdecimal() else None


@prepared
def _results(key: str) -> QuerySet[Submission]:
    return Submission.objects.filter(key=key).order_by().values_list("result", flat=True)


def _move(report: Report, step: _Step, *, seen: int, key: str, actor: Actor) -> int:
    with writing():
        columns = {"position": step.to_position, "last_moved_by": actor.person_id, **step.columns()}
        if not _moved_on(report.pk, seen, report.position, report.round_id, **columns):
            still_open(report.round_id)
            # The same submission sent twice at one moment comes here too: the first one has moved it on.
            done = position_after(key)
            if done is not None:
                return done
            raise ReportChangedMeanwhile(_("この画面を開いた後に、ほかの人がこの報告を動かしました。"))
        insert(Submission(key=key, verb=step.verb, result=str(step.to_position)))
        _record(report, step, actor)
        told = step.after()
        tell_of_move(report, step.verb, step.to_position, step.remarks.comment, actor=actor)
        append_audit_entry(
            actor=actor,
            verb=step.verb,
            object_type="report",
            object_id=report.pk,
            object_label=f"{report.item.number} {report.item.title}",
            changes={
                "position": [report.position, step.to_position],
                "comment": ["", step.remarks.comment],
                "version": [seen, seen + 1],
                **told,
            },
        )
    return step.to_position


@prepared_update
def _moved_on(report_id: UUID, seen: int, position: int, round_id: UUID, /, **columns: Any) -> Changes:
    standing = Report.objects.filter(pk=report_id, version=seen, position=position)
    standing = standing.filter(round_id__in=held_open(round_id))
    return standing, {"version": F("version") + 1, **columns}


def _record(report: Report, step: _Step, actor: Actor) -> None:
    insert(
        MoveRecord(
            report=report,
            verb=step.verb,
            from_position=report.position,
            to_position=step.to_position,
            comment=step.remarks.comment,
            field_comments=dict(step.remarks.field_comments),
            person_id=actor.person_id,
            person_name=actor.name,
        )
    )
