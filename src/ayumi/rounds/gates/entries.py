"""A stored report as the challenges read it, given its row and what hangs on it; no query."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from ayumi.rounds.models import Report, ReportedCost, Round
from ayumi.rounds.models.report_rows import ReportRows
from ayumi.rounds.models.reported_indicators import actual_of_row
from ayumi.rounds.models.stored_sheet import cost_of
from ayumi.rounds.rules.challenges import Entry, Frame, GivenRating, YearCost
from ayumi.rounds.rules.challenges.entry import TEXT_FIELDS
from ayumi.rounds.rules.scales import Scale, ScaleSubject
from ayumi.rounds.rules.sheet import SOURCE_FIELDS
from ayumi.rounds.rules.stages import Stages


def frame_of(held: Round, today: date, superseded: Mapping[str, str] = MappingProxyType({})) -> Frame:
    """Return by what a round judges, given its row and plan, and the sources that were replaced."""
    return Frame(
        fiscal_year=held.fiscal_year,
        first_year=held.plan.first_fiscal_year,
        last_year=held.plan.last_fiscal_year,
        achievement=held.read("achievement_scale", Scale),
        schedule=held.read("schedule_scale", Scale),
        direction=held.read("direction_scale", Scale),
        ladder=tuple(held.schedule_ladder),
        today=today,
        superseded_sources=superseded,
    )


def entry_of(report: Report, rows: ReportRows, stages: Stages, *, has_owner: bool | None = None) -> Entry:
    """Return what a report says; its cost must have been read with it."""
    return Entry(
        texts={name: getattr(report, name) for name in TEXT_FIELDS},
        actuals=tuple((str(row.indicator_id), actual_of_row(row)) for row in rows.values),
        cost=_cost(cost_of(report)),
        schedule_planned=report.schedule_planned,
        schedule_reached=report.schedule_reached,
        schedule_rating=report.schedule_rating,
        ratings=_ratings(rows, stages, ScaleSubject.ACHIEVEMENT),
        directions=_ratings(rows, stages, ScaleSubject.DIRECTION),
        has_owner=has_owner,
    )


def _cost(row: ReportedCost | None) -> YearCost | None:
    if row is None:
        return None
    amounts = [getattr(row, name) for name in SOURCE_FIELDS.values()]
    return YearCost(
        project=_decimal(row.project_thousand_yen),
        sources=tuple(amount for amount in map(_decimal, amounts) if amount is not None),
        general_revenue=_decimal(row.general_revenue_thousand_yen),
        staff=_decimal(row.staff),
        hours=_decimal(row.hours),
        personnel=_decimal(row.personnel_thousand_yen),
        total=_decimal(row.total_thousand_yen),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _ratings(rows: ReportRows, stages: Stages, subject: ScaleSubject) -> tuple[GivenRating, ...]:
    latest = rows.latest_ratings()
    given = (
        (place, stage, latest.get((stage.kind.value, subject.value)))
        for place, stage in enumerate(stages.stages)
    )
    return tuple(
        GivenRating(place, stage.name, rating.value, rating.proposed, rating.reason)
        for place, stage, rating in given
        if rating is not None
    )
