"""Plans that are one table each: the vision, the comprehensive plan, the previous plan, departmental plans.

A row without a division is a node of the tree; one with a division is an item with a sheet.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ayumi.config.sample_city.actuals import Reporting
from ayumi.config.sample_city.city import CITY, Place
from ayumi.config.sample_city.indicators import Line, indicator_of
from ayumi.config.sample_city.tables import Row, rows
from ayumi.document.measures import Indicator, IndicatorKind, Item, Level, Link, Sheet, TargetKind
from ayumi.document.plan import EvidenceSource, PlanHead, RelatedPlan
from ayumi.document.plan_document import PlanDocument

LinksOf = Callable[[Row], tuple[Link, ...]]
IndicatorsOf = Callable[["TablePlan", Row], tuple[Indicator, ...]]
SOURCE = "所管課の集計"
_SHARES = ("％", "分", "日", "秒", "時間", "分/件", "時間/月", "点", "歳")
"""Units of a state, which has a level; everything else is counted, by the year or since the plan began."""


def no_links(_row: Row) -> tuple[Link, ...]:
    """Return no link."""
    return ()


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A plan by its table. ``key`` names the table and keeps the plan's ids apart."""

    key: str
    head: PlanHead
    level_names: tuple[str, ...]
    purposes: tuple[str, ...]
    reporting: Reporting | None = None
    related_plans: tuple[RelatedPlan, ...] = ()
    evidence_sources: tuple[EvidenceSource, ...] = ()
    place: Place = CITY

    def identifier(self, *parts: object) -> str:
        """Return the id of something of this plan."""
        return self.place.identifier(self.key, *parts)

    def label_and_id(self, title: str) -> tuple[str, str]:
        """Return an item's printed number with its title, and its id. Raises StopIteration if unknown."""
        row = next(row for row in rows(self.key) if row["title"] == title)
        return f"{row['number']} {title}", self.item_id(row)

    def item_id(self, row: Row) -> str:
        """Return the id of the item of a row."""
        return self.identifier("item", row["title"])


def document_of(
    plan: TablePlan, *, links_of: LinksOf = no_links, indicators_of: IndicatorsOf | None = None
) -> PlanDocument:
    """Return the plan as a document."""
    return PlanDocument(
        id=plan.identifier(),
        municipality=plan.place.municipality(),
        plan=plan.head,
        purposes=plan.purposes,
        related_plans=plan.related_plans,
        evidence_sources=plan.evidence_sources,
        divisions=plan.place.divisions(),
        levels=tuple(
            Level(id=plan.identifier("level", rank), name=name, rank=rank)
            for rank, name in enumerate(plan.level_names, start=1)
        ),
        items=tuple(_item(plan, row, links_of, indicators_of or yearly_indicators) for row in rows(plan.key)),
    )


def yearly_indicators(plan: TablePlan, row: Row) -> tuple[Indicator, ...]:
    """Return the row's indicator with a target for every year of the plan; none where it names none."""
    period = plan.head.period
    if plan.reporting is None or period is None or not row.get("indicator"):
        return ()
    line = line_of(row)
    identifier = plan.identifier("indicator", row["title"])
    return (indicator_of(line, identifier, period.fiscal_years, plan.reporting),)


def line_of(row: Row) -> Line:
    """Return the indicator that a row of a measure table names."""
    return Line(
        key=row["title"],
        name=row["indicator"],
        kind=IndicatorKind.OUTPUT,
        target_kind=_target_kind(row),
        unit=row["unit"],
        baseline=row["baseline"],
        target=row["target"],
        source=SOURCE,
    )


def _target_kind(row: Row) -> TargetKind:
    if row["unit"] in _SHARES or float(row["target"]) < float(row["baseline"]):
        return TargetKind.LEVEL
    return TargetKind.ANNUAL if row["unit"].endswith("/年") else TargetKind.CUMULATIVE


def _item(plan: TablePlan, row: Row, links_of: LinksOf, indicators_of: IndicatorsOf) -> Item:
    number = row["number"]
    above = next((each for each in rows(plan.key) if each["number"] == number.rpartition("-")[0]), None)
    has_sheet = bool(row["division"])
    return Item(
        id=plan.item_id(row),
        level_id=plan.identifier("level", number.count("-") + 1),
        parent_id=plan.item_id(above) if above else None,
        number=number,
        title=row["title"],
        division_id=plan.place.division_id(row["division"]) if has_sheet else None,
        sheet=_sheet(row) if has_sheet else None,
        indicators=indicators_of(plan, row) if has_sheet else (),
        links=links_of(row) if has_sheet else (),
    )


def _sheet(row: Row) -> Sheet:
    return Sheet(
        purpose=row["purpose"],
        current_state=row.get("issue", ""),
        description=row["description"],
        outlook=row.get("review", ""),
    )
