"""Indicators of a plan: the list a page at a time, and one with its chart."""

from dataclasses import dataclass

from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.formats.svg.drawing import Figure
from ayumi.formats.svg.indicator_chart import indicator_chart
from ayumi.ground.japanese_text import fold
from ayumi.plans.models import Indicator, Plan
from ayumi.plans.queries.item_values import indicator_value, indicators_of_items
from ayumi.plans.queries.plan_list import PlanHeading, heading_of
from ayumi.plans.queries.sheet import IndicatorLine, ItemLine, indicator_line
from ayumi.plans.rules.indicator_years import YearLine, with_places, year_lines
from ayumi.tenancy.queries.audit_trail import PageNumbers

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in the list, with its measure."""

    item: ItemLine
    division: str
    line: IndicatorLine


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """A page of a plan's indicators, in printed order."""

    plan: PlanHeading
    rows: tuple[IndicatorRow, ...]
    pages: PageNumbers
    words: str
    found: int


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One indicator: its chart, its values by year and the rule of its attainment."""

    plan: PlanHeading
    item: ItemLine
    division: str
    value: IndicatorValue
    chart: Figure | None
    narrow_chart: Figure | None
    years: tuple[YearLine, ...]


def indicators_page(plan: Plan, *, words: str = "", number: int = 1) -> IndicatorsPage:
    """Return page ``number`` of the indicators whose name or measure holds all ``words``: 3 queries."""
    keys = list(
        Indicator.objects.filter(plan=plan)
        .order_by("item__position", "position")
        .values_list("id", "name", "item_id", "item__number", "item__title", "item__division__name")
    )
    wanted = [fold(part) for part in words.split()]
    found = [key for key in keys if all(part in fold(f"{key[1]} {key[3]} {key[4]}") for part in wanted)]
    last = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, number), last)
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    values = {
        value.id: value
        for group in indicators_of_items({key[2] for key in shown}).values()
        for value in group
    }
    rows = (
        IndicatorRow(ItemLine(key[2], key[3], key[4]), key[5] or "", indicator_line(values[str(key[0])]))
        for key in shown
    )
    query = f"words={words}&" if words else ""
    return IndicatorsPage(heading_of(plan), tuple(rows), PageNumbers(number, last, query), words, len(found))


def indicator_page(indicator: Indicator) -> IndicatorPage:
    """Return one indicator, given its row: 1 query."""
    value = with_places(indicator_value(indicator))
    item = indicator.item
    return IndicatorPage(
        plan=heading_of(indicator.plan),
        item=ItemLine(item.id, item.number, item.title),
        division=item.division.name if item.division else "",
        value=value,
        chart=indicator_chart(value, id_prefix="chart-wide"),
        narrow_chart=indicator_chart(value, id_prefix="chart-narrow", narrow=True),
        years=year_lines(value),
    )
