"""Saving the sheets and self-ratings of several reports at once: all of them or none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.rounds.actions.rating import RATED, GivenVerdict, RatingRefused, Verdict, proposal_beside
from ayumi.rounds.actions.saving import (
    SAVED,
    ReportChangedMeanwhile,
    SheetEdit,
    edit_of,
    store_edits,
    value_row,
)
from ayumi.rounds.actions.standing import still_open
from ayumi.rounds.gates import MoveRefused, report_to_write
from ayumi.rounds.gates.loaded_sheets import LoadedSheet
from ayumi.rounds.models import Rating, Report, ReportedValue
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.rules.sheet import SheetProblem, value_entries
from ayumi.tenancy.actions.audit import append_audit_entries
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True)
class SheetSave:
    """What is stored of one report as it was read: fields of its sheet, and ratings where it waits."""

    sheet: LoadedSheet
    fields: Mapping[str, str]
    verdicts: tuple[Verdict, ...] = ()

    @cached_property
    def edit(self) -> SheetEdit:
        """The sheet as it would stand; no query."""
        return edit_of(self.sheet.report, self.sheet.rows, self.sheet.hanging.values, self.fields)

    @cached_property
    def values(self) -> list[ReportedValue]:
        """Return the reported actuals as they would stand, those that stand where they cannot; no query."""
        edit, hanging = self.edit, self.sheet.hanging
        if edit.problems:
            return list(hanging.values)
        places = {(row.indicator_id, row.fiscal_year, row.group) for row in edit.rows}
        kept = [row for row in hanging.values if (row.indicator_id, row.fiscal_year, row.group) not in places]
        return [*kept, *(value_row(edit.report, entry) for entry in value_entries(edit.after, edit.rows))]

    def given(self, verdict: Verdict) -> GivenVerdict:
        """Return a verdict beside what the scale proposes for the actuals as they would stand; no query.

        Raises RatingRefused where the verdict cannot stand.
        """
        stage = self.sheet.stage
        if stage is None or not stage.rates:
            raise RatingRefused(_("この段階では評価を行いません。"))
        indicators = (with_reported(each, self.values) for each in self.sheet.indicators)
        proposed = proposal_beside(self.sheet.report, verdict, indicators)
        return GivenVerdict(self.sheet.report, stage.kind, verdict, proposed.word)

    def problems(self) -> tuple[SheetProblem, ...]:
        """Return what cannot be stored, by the rules of saving and rating one by one; no query."""
        found = list(self.edit.problems)
        for verdict in self.verdicts:
            try:
                self.given(verdict)
            except RatingRefused as problem:
                found.append(SheetProblem(f"rating-{verdict.subject.value}", str(problem)))
        return tuple(found)


class SheetsNotStorable(ValueError):
    """Something of several sheets cannot be stored; ``problems`` says what, report by report."""

    def __init__(self, problems: Mapping[UUID, tuple[SheetProblem, ...]]) -> None:
        super().__init__(_("入力内容をご確認ください。"))
        self.problems = dict(problems)


def save_reports(
    saves: Iterable[SheetSave], *, key: str, actor: Actor, also: Callable[[], None] = lambda: None
) -> None:
    """Store all of ``saves`` or nothing, by the same rules as saving and rating one by one.

    ``also`` is written in the same transaction. The same ``key`` (at most 64 characters) again stores
    nothing. At most 20 queries and one a report. Raises PermissionDenied, MoveRefused, SheetsNotStorable, and
    ReportChangedMeanwhile where a report stands otherwise than it was read.
    """
    saves = list(saves)
    for save in saves:
        report_to_write(actor, save.sheet.report)
    problems = {save.sheet.report.pk: found for save in saves if (found := save.problems())}
    if problems:
        raise SheetsNotStorable(problems)
    edits = [edit for save in saves if (edit := save.edit).changes]
    ratings = [save.given(verdict) for save in saves for verdict in save.verdicts]
    with writing():
        if Submission.objects.filter(key=key).exists():
            return
        for round_id in {save.sheet.report.round_id for save in saves}:
            still_open(round_id)
        _hold(saves)
        also()
        store_edits(edits, {edit.report.pk: edit.report.version for edit in edits}, actor)
        Rating.objects.bulk_create([each.row(actor) for each in ratings])
        Submission(key=key, verb="reports.saved", result=str(len(saves))).save(force_insert=True)
        if edits:
            told = [edit.audit_object(edit.report.version) for edit in edits]
            append_audit_entries(told, actor=actor, verb=SAVED)
        if ratings:
            append_audit_entries([each.audit_object() for each in ratings], actor=actor, verb=RATED)


def _hold(saves: list[SheetSave]) -> None:
    """Hold the reports until the transaction ends: 1–2 queries.

    Raises ReportChangedMeanwhile where one stands otherwise than it was read; for one that moved on,
    MoveRefused.
    """
    sheets = {save.sheet.report.pk: save.sheet for save in saves}
    held = Report.objects.select_for_update(no_key=True).filter(pk__in=sheets).order_by("pk")
    columns = ("pk", "version", "position", "division_id")
    standing = {pk: stood for pk, *stood in held.values_list(*columns)}
    for pk, sheet in sheets.items():
        report = sheet.report
        version, position, division_id = standing.get(pk, [None] * 3)
        if position != report.position:
            raise MoveRefused(_("この報告は、いまこの段階にありません。"))
        if (version, division_id) != (report.version, report.division_id):
            raise ReportChangedMeanwhile(_("確認している間に、ほかの人がこの報告を保存しました。"))
    _refuse_rated_otherwise([save for save in saves if save.verdicts])


def _refuse_rated_otherwise(saves: list[SheetSave]) -> None:
    """Raise ReportChangedMeanwhile where somebody rated a report after it was read: 1 query or none."""
    if not saves:
        return
    rows = Rating.objects.filter(report__in=[save.sheet.report.pk for save in saves]).order_by("at", "id")
    columns = ("report_id", "stage", "subject", "value", "reason")
    latest = {
        (pk, stage, subject): (value, reason)
        for pk, stage, subject, value, reason in rows.values_list(*columns)
    }
    for save in saves:
        standing, kind = save.sheet.ratings(), save.sheet.stage.kind.value
        for verdict in save.verdicts:
            subject = verdict.subject.value
            now = latest.get((save.sheet.report.pk, kind, subject), ("", ""))
            if now != standing.get(subject, ("", "")):
                raise ReportChangedMeanwhile(_("確認している間に、ほかの人がこの報告を評価しました。"))
