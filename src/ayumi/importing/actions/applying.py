"""Storing what workbooks say: a division at once or not at all, and no division stops another."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ayumi.importing.gates.returned_reviews import WorkbookReview, base_of, reviews_of
from ayumi.importing.gates.round_workbooks import returned_batch_for, returned_for
from ayumi.importing.models import ReturnedState, ReturnedWorkbook
from ayumi.importing.rules.report_merge import MINE, THEIRS
from ayumi.rounds.actions.moving import advance_many
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.actions.saving_many import SheetSave, SheetsNotStorable, save_reports
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import Report
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing

Choices = Mapping[str, Mapping[str, str]]
"""Report's id → field → the side of the conflict."""

SECONDS_AT_ONCE = 3.0
"""How long a batch is worked on in one request; the page goes on with the rest and shows how far it is."""


class NotApplied(ValueError):
    """Nothing of the workbook was stored; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: workbooks stored now, those that could be stored still, and those that failed."""

    stored: int
    left: int
    failed: int


def apply_returned(
    returned_id: UUID, choices: Choices, *, seen: str, submit: bool = False, actor: Actor
) -> None:
    """Store a workbook as it was looked at, and hand on what is complete where ``submit`` is wished.

    ``choices`` decide every conflict, ``seen`` names the review that the person saw. A second time does
    nothing. Raises PermissionDenied, Http404 and NotApplied.
    """
    workbook = returned_for(actor, returned_id)
    if workbook.state == ReturnedState.STORED:
        return
    if workbook.state != ReturnedState.WAITING:
        raise NotApplied(_("このブックは、読み取れなかったか、破棄されています。"))
    review = reviews_of([workbook], actor)[0]
    if review.problem:
        raise NotApplied(review.problem)
    if review.seen != seen:
        raise NotApplied(
            _("確認している間に、ほかの人が評価シートを変えました。変わる箇所をもう一度お確かめください。")
        )
    _refuse_undecided(review, choices)
    _apply(review, choices, actor)
    if submit:
        _hand_on(workbook, actor)


def apply_batch(batch_id: UUID, *, submit: bool = False, actor: Actor) -> Progress:
    """Store every workbook of a batch that asks nothing, as many as ``SECONDS_AT_ONCE`` allow.

    Each division's sheets are stored wholly or not at all. Call again while ``left`` is not 0. Raises
    PermissionDenied and Http404.
    """
    end = time.monotonic() + SECONDS_AT_ONCE
    waiting = [each for each in returned_batch_for(actor, batch_id) if each.state == ReturnedState.WAITING]
    ready = [review for review in reviews_of(waiting, actor) if review.is_ready]
    stored = failed = 0
    for review in ready:
        if stored + failed and time.monotonic() > end:
            break
        try:
            _apply(review, {}, actor)
        except NotApplied:
            failed += 1
            continue
        stored += 1
        if submit:
            _hand_on(review.returned, actor)
    return Progress(stored, len(ready) - stored - failed, failed)


def discard_returned(returned_id: UUID, *, actor: Actor) -> None:
    """Throw a workbook that waits away. Raises PermissionDenied, Http404 and NotApplied."""
    workbook = returned_for(actor, returned_id)
    with writing():
        _settle(workbook, ReturnedState.DISCARDED, {})
        append_audit_entry(
            actor=actor,
            verb="import.discarded",
            object_type="round",
            object_id=workbook.round_id,
            object_label=workbook.file_name,
            changes={"returned": [None, str(workbook.pk)]},
        )


def _refuse_undecided(review: WorkbookReview, choices: Choices) -> None:
    for report in review.reports:
        chosen = choices.get(str(report.state.report.pk), {})
        open_ones = [each for each in report.merge.conflicts if chosen.get(each.name) not in (MINE, THEIRS)]
        if open_ones and not report.why_not:
            raise NotApplied(_("どちらの内容にするかを、すべての箇所で選んでください。"))
        if report.problems(chosen):
            raise NotApplied(_("登録できない内容があります。Excelで直し、もう一度読み取ってください。"))


def _apply(review: WorkbookReview, choices: Choices, actor: Actor) -> None:
    """Store the sheets of a division and settle its workbook in one transaction. Raises NotApplied."""
    workbook, saves = review.returned, review.saves(choices)
    outcome = {"reports": len(saves), "fields": sum(map(_written, saves))}

    def settle() -> None:
        _settle(workbook, ReturnedState.STORED, outcome)

    try:
        if saves:
            save_reports(saves, key=f"returned-{workbook.pk.hex}", actor=actor, also=settle)
        else:
            with writing():
                settle()
    except (MoveRefused, ReportChangedMeanwhile, SheetsNotStorable, PermissionDenied) as problem:
        raise NotApplied(str(problem) or _("評価シートが見つかりません。")) from problem


def _written(save: SheetSave) -> int:
    return len(save.fields) + len(save.verdicts)


def _settle(workbook: ReturnedWorkbook, state: ReturnedState, outcome: dict[str, object]) -> None:
    waiting = ReturnedWorkbook.objects.filter(pk=workbook.pk, state=ReturnedState.WAITING)
    if not waiting.update(state=state, outcome=outcome):
        raise NotApplied(_("このブックは、すでに登録または破棄されています。"))


def _hand_on(workbook: ReturnedWorkbook, actor: Actor) -> None:
    """Submit every report of a stored workbook that is complete, and keep which were not and why."""
    reports = Report.objects.filter(pk__in=base_of(workbook.export), position=0)
    versions = list(reports.values_list("pk", "version"))
    result = advance_many(versions, key=workbook.pk.hex, actor=actor)
    stored = ReturnedWorkbook.objects.get(pk=workbook.pk)
    stored.outcome |= {
        "submitted": result.moved,
        "not_submitted": [[each.label, each.why] for each in result.not_moved],
    }
    with writing():
        stored.save(update_fields=["outcome"])
