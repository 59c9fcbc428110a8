"""Writing many reports of the sample in one sitting, as the actions of the room write one.

The actions ask a dozen things about each report before they write; for the hundreds of the sample that takes
minutes. So what they ask is asked here of the same pure rules, and the same rows are stored: a test writes
some reports both ways and compares every column (``tests/config/test_sample_rounds.py``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from ayumi.config.sample_rounds.desk import Desk
from ayumi.rounds.actions.moving import Remarks
from ayumi.rounds.actions.rating import RATED, GivenVerdict, Verdict
from ayumi.rounds.actions.saving import value_row
from ayumi.rounds.actions.values import approves_values
from ayumi.rounds.gates import stages_of, state_of
from ayumi.rounds.gates.challenges import ChallengeLine
from ayumi.rounds.models import ChallengeAnswer, MoveRecord, Rating, Report, ReportedCost, ReportedValue
from ayumi.rounds.models.reported_indicators import actual_of_row
from ayumi.rounds.models.stored_sheet import words_of
from ayumi.rounds.rules.sheet import COST_FIELDS, changes_between, missing_parts, problems_of, value_entries
from ayumi.rounds.rules.stages import Move, StageKind, refusal
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.rules import Actor

_COLUMNS = (
    *("position", "version", "edited_by_name", "edited_at", "submitted_by", "submitted_by_name"),
    *("submitted_at", "approved_by_name", "last_moved_by"),
)
_TEXTS = ("done", "reason", "issues", "next_steps", "deviation", "schedule_reached", "schedule_rating")


class SampleRefused(ValueError):
    """The sample would write what the rules refuse; the sample is wrong, not the rules."""


@dataclass(frozen=True, slots=True)
class Step:
    """A move of some reports: its verb in the trail, where it leads, and what is said to whom."""

    move: Move
    verb: str
    to_position: int
    remarks: Mapping[str, Remarks]
    """By the report's id as text."""


def save(sheets: Iterable[tuple[Desk, Mapping[str, str]]], actor: Actor) -> None:
    """Put the fields of some sheets on their desks, each in addition to what stands on it."""
    told = []
    for desk, wanted in sheets:
        report = desk.report
        _refuse(refusal(Move.SAVE, state_of(report), stages_of(report.round), actor))
        changes = changes_between(desk.fields, wanted)
        desk.fields = desk.fields | dict(wanted)
        _refuse(problems_of(desk.fields, desk.rows, words_of(report.round)))
        for name in _TEXTS:
            setattr(report, name, desk.fields[name])
        desk.values = desk.values or [
            value_row(report, entry) for entry in value_entries(desk.fields, desk.rows)
        ]
        seen, report.version = report.version, report.version + 1
        report.edited_by_name, report.edited_at = actor.name, timezone.now()
        told.append(_about(report, changes | {"version": [seen, report.version]}))
    _tell(told, "report.saved", actor)


def store(desks: Iterable[Desk]) -> None:
    """Store what stands on the desks: reports, actuals and money, in a few statements for all of them."""
    written = [desk for desk in desks if desk.report.edited_at is not None]
    # An insert that gives way to what stands is ten times as quick as an update of many rows.
    Report.objects.bulk_create(
        [desk.report for desk in written],
        update_conflicts=True,
        unique_fields=("id",),
        update_fields=(*_TEXTS, *_COLUMNS),
    )
    values = [value for desk in written for value in desk.values]
    ReportedValue.objects.bulk_create(
        values,
        update_conflicts=True,
        unique_fields=("report", "indicator", "fiscal_year", "group"),
        update_fields=("approved_at",),
    )
    ReportedCost.objects.bulk_create(
        [desk.cost() for desk in written if desk.has_cost],
        update_conflicts=True,
        unique_fields=("report",),
        update_fields=COST_FIELDS,
    )


def rate(given: Iterable[tuple[Desk, Verdict, str]], stage: StageKind, actor: Actor) -> None:
    """Store verdicts of a stage, each with what the round's scale proposes."""
    verdicts = []
    for desk, verdict, proposed in given:
        if proposed and proposed != verdict.value and not verdict.reason:
            raise SampleRefused(f"{desk.title}: {verdict}")
        desk.verdicts[stage, verdict.subject.value] = verdict.value
        verdicts.append(GivenVerdict(desk.report, stage, verdict, proposed))
    Rating.objects.bulk_create(each.row(actor) for each in verdicts)
    _tell([each.audit_object() for each in verdicts], RATED, actor)


def answer(given: Iterable[tuple[Desk, Mapping[str, tuple[ChallengeLine, str]]]], actor: Actor) -> None:
    """Store the answers to challenges, by report and fingerprint."""
    rows, told = [], []
    for desk, answers in given:
        if not answers:
            continue
        for mark, (line, text) in answers.items():
            rows.append(
                ChallengeAnswer(
                    report=desk.report,
                    rule_id=line.rule_id,
                    evidence=mark,
                    answer=text,
                    person_name=actor.name,
                )
            )
        changes = {
            f"{line.rule_id} {mark[:12]}": [line.answer, text] for mark, (line, text) in answers.items()
        }
        told.append(_about(desk.report, changes))
    ChallengeAnswer.objects.bulk_create(rows)
    _tell(told, "challenges.answered", actor)


def move(desks: Iterable[Desk], step: Step, actor: Actor) -> None:
    """Move some reports; at the plan office's stage what they report becomes facts of the plan."""
    rows, told = [], []
    for desk in desks:
        report, stages = desk.report, stages_of(desk.report.round)
        _refuse(refusal(step.move, state_of(report), stages, actor))
        if report.position == 0:
            short = report.form == "short"
            _refuse(missing_parts(desk.fields, desk.rows, desk.year, is_short=short))
            report.submitted_by, report.submitted_by_name = actor.person_id, actor.name
            report.submitted_at = timezone.now()
        elif step.move is Move.ADVANCE:
            report.approved_by_name = actor.name
        is_approval = step.move is Move.ADVANCE and approves_values(stages, report.position)
        added = _approve_values(desk) if is_approval else {}
        said = step.remarks.get(str(report.pk), Remarks())
        rows.append(_record(report, step, said, actor))
        changes = {
            "position": [report.position, step.to_position],
            "comment": ["", said.comment],
            "version": [report.version, report.version + 1],
            **added,
        }
        report.position, report.version = step.to_position, report.version + 1
        report.last_moved_by = actor.person_id
        told.append(_about(report, changes))
    MoveRecord.objects.bulk_create(rows)
    _tell(told, step.verb, actor)


def _record(report: Report, step: Step, said: Remarks, actor: Actor) -> MoveRecord:
    return MoveRecord(
        report=report,
        verb=step.verb,
        from_position=report.position,
        to_position=step.to_position,
        comment=said.comment,
        field_comments=dict(said.field_comments),
        person_id=actor.person_id,
        person_name=actor.name,
    )


def _approve_values(desk: Desk) -> dict[str, Any]:
    """Approve what is reported; the facts themselves are added at the end of the round, in this order."""
    for value in desk.values:
        value.approved_at = timezone.now()
    standing = {(each.id, actual) for each in desk.indicators for actual in each.actuals}
    new = [each for each in desk.values if (str(each.indicator_id), actual_of_row(each)) not in standing]
    desk.is_approved = True
    return {"actuals": [0, len(new)]} if new else {}


def _tell(told: list[AuditObject], verb: str, actor: Actor) -> None:
    if told:
        append_audit_entries(told, actor=actor, verb=verb)


def _about(report: Report, changes: dict[str, Any]) -> AuditObject:
    return AuditObject("report", report.pk, f"{report.item.number} {report.item.title}", changes)


def _refuse(why: object) -> None:
    if why:
        raise SampleRefused(str(why))
