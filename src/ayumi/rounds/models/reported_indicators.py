"""A measure's indicators as its report leaves them: what is reported counts before what stood."""

from collections.abc import Iterable
from decimal import Decimal

from ayumi.document.measures import Actual, ActualStatus, Indicator, MissingReason
from ayumi.plans.queries.item_values import indicators_of_items
from ayumi.rounds.models.round import Report, ReportedValue


def reported_indicators(report: Report) -> tuple[Indicator, ...]:
    """Return the indicators of a report's measure with its reported actuals: 3 queries."""
    values = list(ReportedValue.objects.filter(report=report))
    return tuple(
        with_reported(each, values) for each in indicators_of_items([report.item_id])[report.item_id]
    )


def with_reported(indicator: Indicator, values: Iterable[ReportedValue]) -> Indicator:
    """Return the indicator with the reported actuals in place of those of the same year and firmness."""
    reported = [actual_of_row(value) for value in values if str(value.indicator_id) == indicator.id]
    places = {(each.fiscal_year, each.group, each.status) for each in reported}
    kept = [each for each in indicator.actuals if (each.fiscal_year, each.group, each.status) not in places]
    return indicator.model_copy(update={"actuals": (*kept, *reported)})


def actual_of_row(value: ReportedValue) -> Actual:
    """Return a reported value as an actual of the plan document; no query."""
    return Actual(
        fiscal_year=value.fiscal_year,
        status=ActualStatus(value.status),
        value=None if value.value is None else Decimal(value.value),
        text=value.text,
        group=value.group,
        missing=MissingReason(value.missing) if value.missing else None,
        as_of=value.as_of,
        source=value.source,
    )
