"""A measure over the years: what every round said and judged of it."""

from dataclasses import dataclass
from uuid import UUID

from ayumi.plans.models import Item
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Report
from ayumi.rounds.models.report_rows import report_rows
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.report_moves import stage_name
from ayumi.rounds.queries.report_stages import StageColumn, stage_columns
from ayumi.rounds.rules.sheet import CHOICE_FIELDS, TEXT_FIELDS
from ayumi.rounds.words import SHEET_LABELS


@dataclass(frozen=True, slots=True)
class YearReport:
    """One round's report of the measure."""

    id: UUID
    round: RoundHeading
    stage: str
    planned: str
    texts: tuple[tuple[str, str], ...]
    stages: tuple[StageColumn, ...]
    errata: int


@dataclass(frozen=True, slots=True)
class MeasureYearsPage:
    """Every report of a measure, the newest year first."""

    plan: PlanHeading
    id: UUID
    number: str
    title: str
    years: tuple[YearReport, ...]


def measure_years_page(item: Item) -> MeasureYearsPage:
    """Return the years of a measure, given its row: 2 queries."""
    related = ("round__plan", "mirrors__round__plan")
    reports = list(
        Report.objects.filter(item=item)
        .select_related(*related)
        .order_by("-round__fiscal_year", "round__kind")
    )
    sources = {report.pk: report.mirrors or report for report in reports}
    hanging = report_rows(sources.values())
    years = []
    for report in reports:
        source = sources[report.pk]
        own = hanging[source.pk]
        years.append(
            YearReport(
                id=report.pk,
                round=round_heading(report.round),
                stage=stage_name(stages_of(source.round), source.position),
                planned=source.schedule_planned,
                texts=tuple(
                    (str(SHEET_LABELS[name]), getattr(source, name))
                    for name in (*CHOICE_FIELDS, *TEXT_FIELDS)
                    if getattr(source, name)
                ),
                stages=stage_columns(source, own.latest_ratings()),
                errata=len(own.errata),
            )
        )
    return MeasureYearsPage(heading_of(item.plan), item.id, item.number, item.title, tuple(years))
