"""One report of the sample with everything at hand that its writers look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_city.ict_plan import measure_rows
from ayumi.document.measures import Indicator, Item
from ayumi.plans.queries.item_values import indicators_by_item
from ayumi.rounds.models import Report, ReportedCost, ReportedValue, Round
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.rules.scales import Scale, propose
from ayumi.rounds.rules.sheet import COST_FIELDS, SheetFields, SheetRow, empty_fields, rows_for
from ayumi.rounds.rules.stages import StageKind
from ayumi.rounds.rules.yardsticks import indicator_year


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a report: where it stands in the end, whether it came late, who returned it once."""

    reaches: int
    is_late: bool = False
    returned_by: StageKind | None = None
    waits: bool = False
    """Returned, and the division has not come to it yet."""


@dataclass(slots=True)
class Desk:
    """A report, the plan's item and indicators, and what is written so far."""

    report: Report
    item: Item
    indicators: tuple[Indicator, ...]
    rows: tuple[SheetRow, ...]
    fields: SheetFields
    fate: Fate
    last: "Desk | None" = None
    """The same measure in the round of the year before."""
    values: list[ReportedValue] = field(default_factory=list)
    verdicts: dict[tuple[StageKind, str], str] = field(default_factory=dict)
    """(stage, subject) → the word that was given."""

    is_approved: bool = False
    """The plan office approved what is reported: it is a fact of the plan."""

    @property
    def has_cost(self) -> bool:
        """Tell whether money or hours were ever written."""
        return any(self.fields[name] for name in COST_FIELDS if name != "basis")

    def cost(self) -> ReportedCost:
        """Return the row of the money and hours on the sheet."""
        return ReportedCost(report=self.report, **{name: self.fields[name] or None for name in COST_FIELDS})

    @property
    def title(self) -> str:
        """Return the measure's title, by which everything arbitrary is chosen."""
        return self.item.title

    @property
    def year(self) -> int:
        """Return the fiscal year that is judged."""
        return self.report.round.fiscal_year

    @property
    def nature(self) -> str:
        """Return what kind of measure it is: service, office, people, safety, system or data."""
        found = (row["nature"] for row in measure_rows() if row["title"] == self.title)
        return next(found, "office")

    @property
    def division(self) -> str:
        """Return the name of the division that answers."""
        return self.report.division.name if self.report.division else "計画事務局"

    def chance(self, what: str, size: int) -> int:
        """Return a number below ``size``, the same every time for this measure and year."""
        return spread(f"{what} {self.title} {self.year}", size)

    def proposed(self) -> str:
        """Return what the round's scale proposes for the indicators as reported."""
        scale = Scale.model_validate(self.report.round.achievement_scale)
        first = self.report.round.plan.first_fiscal_year
        reported = (with_reported(each, self.values) for each in self.indicators)
        return propose(scale, [indicator_year(each, self.year, first) for each in reported]).word


def desks_of(
    held: Round, items: Iterable[Item], fates: Mapping[str, Fate], last: Mapping[str, Desk]
) -> list[Desk]:
    """Return a desk for every report that is written in the round: 2 queries.

    ``fates`` and ``last`` are keyed by the id of the item.
    """
    by_id = {item.id: item for item in items}
    indicators = indicators_by_item(held.plan_id)
    reports = held.reports.filter(mirrors=None).select_related("division", "item").order_by("item__position")
    desks = []
    for report in reports:
        report.round = held
        own = tuple(indicators.get(report.item_id, ()))
        rows = _rows(own, held)
        item = by_id[str(report.item_id)]
        desks.append(Desk(report, item, own, rows, empty_fields(rows), fates[item.id], last.get(item.id)))
    return desks


def _rows(indicators: Iterable[Indicator], held: Round) -> tuple[SheetRow, ...]:
    places = (
        (UUID(each.id), each.target_kind, dict.fromkeys(t.group for t in each.targets if t.group), each.name)
        for each in indicators
    )
    return rows_for(places, held.fiscal_year, held.plan.first_fiscal_year or held.fiscal_year)
