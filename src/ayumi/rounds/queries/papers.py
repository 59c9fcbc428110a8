"""The papers of a meeting: for every report on the agenda its sheet, short enough for one page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from ayumi.document.attainment import RULE_TEXTS, attainment
from ayumi.document.measures import Actual, Indicator, YearTarget
from ayumi.ground.wording import say
from ayumi.plans.queries.item_values import indicators_of_items
from ayumi.rounds.gates.meetings import Seat
from ayumi.rounds.models import AgendaItem, ChallengeAnswer, FollowUp, Report
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.models.stored_sheet import cost_of
from ayumi.rounds.queries.follow_up_lines import FollowUpLine, follow_up_line
from ayumi.rounds.queries.meeting import MeetingHead, meeting_head
from ayumi.rounds.queries.report_stages import ProposalLine, StageColumn, proposal_line, stage_columns
from ayumi.rounds.rules.sheet import COST_FIELDS
from ayumi.rounds.rules.yardsticks import indicator_year
from ayumi.rounds.words import SHEET_LABELS

TEXTS = ("done", "reason", "issues", "next_steps", "deviation")


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """An indicator in the year judged: target and actual as printed, the attainment and its rule."""

    name: str
    unit: str
    target: str
    actual: str
    percent: Decimal | None
    verdict: str
    rule: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One report as a meeting reads it."""

    report_id: UUID
    number: str
    title: str
    division: str
    reason: str
    planned: str
    reached: str
    schedule: str
    texts: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorFigure, ...]
    stages: tuple[StageColumn, ...]
    proposal: ProposalLine
    follow_ups: tuple[FollowUpLine, ...]
    answers: tuple[str, ...]
    """How challenges of the sheet were answered in words."""


@dataclass(frozen=True, slots=True)
class PackPage:
    """The pack of a meeting: the agenda and one paper for every report on it, in the order of the agenda."""

    meeting: MeetingHead
    agenda: tuple[tuple[int, str, str], ...]
    """Place, title and reason."""
    papers: tuple[Paper, ...]


def pack_page(seat: Seat) -> PackPage:
    """Return the papers of a meeting: 7 queries at any number of matters."""
    rows = list(AgendaItem.objects.filter(meeting=seat.meeting).order_by("position", "id"))
    related = ("item", "division", "cost", "round__plan")
    reports = {
        report.pk: report
        for report in Report.objects.filter(
            pk__in=[row.report_id for row in rows if row.report_id]
        ).select_related(*related)
    }
    papers = papers_of(reports.values(), {row.report_id: row.reason for row in rows if row.report_id})
    return PackPage(
        meeting=meeting_head(seat.meeting),
        agenda=tuple((place, row.title, row.reason) for place, row in enumerate(rows, 1)),
        papers=tuple(papers[row.report_id] for row in rows if row.report_id),
    )


def papers_of(reports: Iterable[Report], reasons: Mapping[UUID, str]) -> dict[UUID, Paper]:
    """Return report's id → its paper, given rows with item, division, cost, round and plan: 5 queries."""
    every = list(reports)
    hanging = report_rows(every)
    indicators = indicators_of_items([report.item_id for report in every])
    answers: dict[UUID, list[str]] = defaultdict(list)
    for report_id, text in ChallengeAnswer.objects.filter(report__in=every).values_list(
        "report_id", "answer"
    ):
        answers[report_id].append(text)
    asked: dict[UUID, list[FollowUp]] = defaultdict(list)
    for each in FollowUp.objects.filter(item__in=[report.item_id for report in every]).select_related(
        "asked_in", "answered_in"
    ):
        asked[each.item_id].append(each)
    return {
        report.pk: _paper(
            report,
            hanging[report.pk],
            indicators[report.item_id],
            reasons.get(report.pk, ""),
            _Told(
                tuple(
                    follow_up_line(each)
                    for each in asked[report.item_id]
                    if each.asked_in_id != report.round_id
                ),
                tuple(answers[report.pk]),
            ),
        )
        for report in every
    }


@dataclass(frozen=True, slots=True)
class _Told:
    follow_ups: tuple[FollowUpLine, ...]
    answers: tuple[str, ...]


def _paper(
    report: Report, hanging: ReportRows, stored: Iterable[Indicator], reason: str, told: _Told
) -> Paper:
    held = report.round
    indicators = [with_reported(each, hanging.values) for each in stored]
    results = [indicator_year(each, held.fiscal_year, held.plan.first_fiscal_year) for each in indicators]
    cost = cost_of(report)
    money = {name: getattr(cost, name) or "" for name in COST_FIELDS if name != "basis"} if cost else {}
    return Paper(
        report_id=report.pk,
        number=report.item.number,
        title=report.item.title,
        division=report.division.name if report.division else "",
        reason=reason,
        planned=report.schedule_planned,
        reached=report.schedule_reached,
        schedule=report.schedule_rating,
        texts=tuple(
            (str(SHEET_LABELS[name]), getattr(report, name)) for name in TEXTS if getattr(report, name)
        ),
        money=tuple((str(SHEET_LABELS[name]), text) for name, text in money.items() if text),
        indicators=tuple(_figure(each, held.fiscal_year) for each in indicators),
        stages=stage_columns(report, hanging.latest_ratings()),
        proposal=proposal_line(held, results),
        follow_ups=told.follow_ups,
        answers=told.answers,
    )


def _figure(indicator: Indicator, year: int) -> IndicatorFigure:
    result = attainment(indicator, year)
    verdicts = {True: say("到達"), False: say("未到達"), None: ""}
    return IndicatorFigure(
        name=indicator.name,
        unit=indicator.unit,
        target=_printed(result.target),
        actual=_printed(result.actual),
        percent=result.printed,
        verdict=verdicts[result.reached] if result.percent is None else "",
        rule=result.reason or say(RULE_TEXTS[result.rule]),
    )


def _printed(value: Actual | YearTarget | None) -> str:
    if value is None:
        return ""
    return f"{value.value:,f}" if value.value is not None else value.text
