"""What the plan office sees before it closes or publishes a round, and before it approves many reports."""

from dataclasses import dataclass
from uuid import UUID

from ayumi.rounds.gates import stages_of, state_of
from ayumi.rounds.models import Meeting, Report, Round
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.report_moves import stage_name
from ayumi.rounds.rules.stages import Move, refusal
from ayumi.tenancy.rules import Actor


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report by what names it, where it waits and who submitted it."""

    id: UUID
    number: str
    title: str
    division: str
    stage: str
    version: int
    submitted_by: str
    schedule: str


@dataclass(frozen=True, slots=True)
class EndingPage:
    """A round with the reports that did not pass every stage."""

    round: RoundHeading
    unfinished: tuple[ReportLine, ...]
    open_meetings: tuple[tuple[UUID, str], ...]
    """Meetings about the round whose record is not closed: what they decided is not published."""


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A round with the reports that the reader can approve now."""

    round: RoundHeading
    reports: tuple[ReportLine, ...]


def ending_page(held: Round) -> EndingPage:
    """Return what has not arrived, the mirrored reports by their original: 2 queries."""
    reports = Report.objects.filter(round=held)
    related = ("item", "division", "mirrors__round")
    lines = []
    for report in reports.select_related(*related).order_by("item__position"):
        source = report.mirrors or report
        stages = stages_of(report.mirrors.round if report.mirrors else held)
        if source.position < stages.end:
            lines.append(_line(report, source, stage_name(stages, source.position)))
    meetings = Meeting.objects.filter(round=held, is_closed=False).order_by("held_on", "id")
    return EndingPage(round_heading(held), tuple(lines), tuple(meetings.values_list("pk", "title")))


def earlier_stages(held: Round) -> list[tuple[str, str]]:
    """Return kind and name of the stages that rate, but for the last one, which is always public."""
    rating = [stage for stage in stages_of(held).stages if stage.rates]
    return [(stage.kind.value, stage.name) for stage in rating[:-1]]


def batch_page(held: Round, actor: Actor) -> BatchPage:
    """Return the reports of a round that ``actor`` can approve: 1 query."""
    stages, lines = stages_of(held), []
    reports = Report.objects.filter(round=held, mirrors=None, position__gt=0)
    for report in reports.select_related("item", "division").order_by("item__position"):
        report.round = held
        if refusal(Move.ADVANCE, state_of(report), stages, actor) is None:
            lines.append(_line(report, report, stage_name(stages, report.position)))
    return BatchPage(round_heading(held), tuple(lines))


def _line(report: Report, source: Report, stage: str) -> ReportLine:
    return ReportLine(
        id=report.pk,
        number=report.item.number,
        title=report.item.title,
        division=source.division.name if source.division_id and source is report else "",
        stage=stage,
        version=report.version,
        submitted_by=source.submitted_by_name,
        schedule=source.schedule_rating,
    )
