"""Saving the sheets and self-ratings of several reports at once: all of them or none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.document.measures import Indicator
from ayumi.plans.queries.item_values import indicators_of_items
from ayumi.rounds.actions.rating import RatingRefused, Verdict, proposal_beside
from ayumi.rounds.actions.saving import (
    SAVED,
    ReportChangedMeanwhile,
    SheetEdit,
    edit_of,
    store_edits,
    value_row,
)
from ayumi.rounds.actions.standing import still_open
from ayumi.rounds.gates import MoveRefused, reports_to_write, stages_of
from ayumi.rounds.models import Rating, Report, ReportedValue
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.models.stored_sheet import rows_of_reports
from ayumi.rounds.rules.scales import Proposal
from ayumi.rounds.rules.sheet import SheetProblem, value_entries
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing


@dataclass(frozen=True, slots=True)
class SheetSave:
    """What is stored of one report: fields of its sheet, and ratings at the stage where it waits.

    ``standing`` maps the subject of each rating to the word and reason that stood when the person looked.
    """

    report_id: UUID
    seen: int
    fields: Mapping[str, str]
    verdicts: tuple[Verdict, ...] = ()
    standing: Mapping[str, tuple[str, str]] | None = None


class SheetsNotStorable(ValueError):
    """Something of several sheets cannot be stored; ``problems`` says what, report by report."""

    def __init__(self, problems: Mapping[UUID, tuple[SheetProblem, ...]]) -> None:
        super().__init__(_("入力内容をご確認ください。"))
        self.problems = dict(problems)


def save_reports(
    saves: Iterable[SheetSave], *, key: str, actor: Actor, also: Callable[[], None] = lambda: None
) -> dict[UUID, int]:
    """Store all of ``saves`` or nothing, and return each report's version now.

    The same rules as saving and rating one by one. ``also`` is written in the same transaction. The same
    ``key`` (at most 64 characters) again stores nothing. At most 20 queries and one a report. Raises
    PermissionDenied, Http404, MoveRefused, SheetsNotStorable and ReportChangedMeanwhile.
    """
    wanted = {save.report_id: save for save in saves}
    reports = {report.pk: report for report in reports_to_write(actor, wanted.keys())}
    edits, ratings = _checked(wanted, reports)
    changed = [edit for edit in edits if edit.changes]
    seen = {pk: save.seen for pk, save in wanted.items()}
    with writing():
        if Submission.objects.filter(key=key).exists():
            return dict(Report.objects.filter(pk__in=wanted).values_list("pk", "version"))
        for round_id in {report.round_id for report in reports.values()}:
            still_open(round_id)
        _hold(wanted, reports)
        also()
        store_edits(changed, seen, actor)
        Rating.objects.bulk_create([_rating(reports[pk], *each, actor) for pk, each in ratings])
        Submission(key=key, verb="reports.saved", result=str(len(wanted))).save(force_insert=True)
        if changed:
            told = [edit.audit_object(seen[edit.report.pk]) for edit in changed]
            append_audit_entries(told, actor=actor, verb=SAVED)
        if ratings:
            told = [_audit_object(reports[pk], *each) for pk, each in ratings]
            append_audit_entries(told, actor=actor, verb="report.rated")
    moved = {edit.report.pk for edit in changed}
    return {pk: save.seen + (pk in moved) for pk, save in wanted.items()}


_Rated = tuple[Verdict, Proposal]


def _checked(
    wanted: Mapping[UUID, SheetSave], reports: Mapping[UUID, Report]
) -> tuple[list[SheetEdit], list[tuple[UUID, _Rated]]]:
    """Return what is to be stored: 5–6 queries. Raises SheetsNotStorable."""
    rows, hanging = rows_of_reports(reports.values()), report_rows(reports.values())
    indicators = indicators_of_items([report.item_id for report in reports.values()])
    edits, ratings, problems = [], [], {}
    for pk, save in wanted.items():
        edit = edit_of(reports[pk], rows[pk], hanging[pk].values, save.fields)
        found = list(edit.problems)
        edits.append(edit)
        for verdict in save.verdicts:
            try:
                ratings.append(
                    (pk, (verdict, rated(edit, verdict, indicators[reports[pk].item_id], hanging[pk])))
                )
            except RatingRefused as problem:
                found.append(SheetProblem(f"rating-{verdict.subject.value}", str(problem)))
        if found:
            problems[pk] = tuple(found)
    if problems:
        raise SheetsNotStorable(problems)
    return edits, ratings


def rated(
    edit: SheetEdit, verdict: Verdict, indicators: Iterable[Indicator], hanging: ReportRows
) -> Proposal:
    """Return what the scale proposes beside a verdict, with the actuals as the edit leaves them; no query.

    Raises RatingRefused where the verdict cannot stand.
    """
    stage = stages_of(edit.report.round).at(edit.report.position)
    if stage is None or not stage.rates:
        raise RatingRefused(_("この段階では評価を行いません。"))
    values = reported_values(edit, hanging)
    return proposal_beside(edit.report, verdict, [with_reported(each, values) for each in indicators])


def reported_values(edit: SheetEdit, hanging: ReportRows) -> list[ReportedValue]:
    """Return the reported actuals as an edit without problems leaves them; no query."""
    if edit.problems:
        return list(hanging.values)
    places = {(row.indicator_id, row.fiscal_year, row.group) for row in edit.rows}
    kept = [row for row in hanging.values if (row.indicator_id, row.fiscal_year, row.group) not in places]
    return [*kept, *(value_row(edit.report, entry) for entry in value_entries(edit.after, edit.rows))]


def _hold(wanted: Mapping[UUID, SheetSave], reports: Mapping[UUID, Report]) -> None:
    """Hold the reports as they were seen until the transaction ends: 1–2 queries.

    Raises ReportChangedMeanwhile; for a report that moved on, MoveRefused.
    """
    held = Report.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    for pk, version, position in held.values_list("pk", "version", "position"):
        if position != reports[pk].position:
            raise MoveRefused(_("この報告は、いまこの段階にありません。"))
        if version != wanted[pk].seen:
            raise ReportChangedMeanwhile(_("確認している間に、ほかの人がこの報告を保存しました。"))
    looked_at = [report for pk, report in reports.items() if wanted[pk].standing is not None]
    rows = report_rows(looked_at) if looked_at else {}
    for report in looked_at:
        standing = self_ratings(report, rows[report.pk])
        for subject, given in (wanted[report.pk].standing or {}).items():
            if standing.get(subject, ("", "")) != given:
                raise ReportChangedMeanwhile(_("確認している間に、ほかの人がこの報告を評価しました。"))


def self_ratings(report: Report, rows: ReportRows) -> dict[str, tuple[str, str]]:
    """Return subject → word and reason of the ratings at the stage where a report waits; no query."""
    stage = stages_of(report.round).at(report.position)
    return {
        subject: (rating.value, rating.reason)
        for (kind, subject), rating in rows.latest_ratings().items()
        if stage is not None and kind == stage.kind.value
    }


def _rating(report: Report, verdict: Verdict, proposed: Proposal, actor: Actor) -> Rating:
    stage = stages_of(report.round).stages[report.position]
    return Rating(
        report=report,
        stage=stage.kind.value,
        subject=verdict.subject.value,
        proposed=proposed.word,
        value=verdict.value,
        reason=verdict.reason,
        person_id=actor.person_id,
        person_name=actor.name,
    )


def _audit_object(report: Report, verdict: Verdict, proposed: Proposal) -> AuditObject:
    stage = stages_of(report.round).stages[report.position]
    changes = {
        "stage": ["", stage.kind.value],
        verdict.subject.value: [proposed.word, verdict.value],
        "reason": ["", verdict.reason],
    }
    return AuditObject("report", report.pk, f"{report.item.number} {report.item.title}", changes)
