"""What every rule looks at: the document with its lookups, made once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ayumi.document.checks.passages import Passage, passages
from ayumi.document.measures import Item, Level
from ayumi.document.plan import DivisionName
from ayumi.document.plan_document import PlanDocument
from ayumi.ground.fiscal_year import FiscalYear


@dataclass(frozen=True)
class View:
    """A document to check. ``today`` and ``gone_targets`` are what the document itself cannot know.

    Without ``today`` every division with a last day counts as ended. ``gone_targets`` are the ids that
    links point at and that no longer stand in the house; None where nobody looked.
    """

    document: PlanDocument
    today: date | None = None
    gone_targets: frozenset[str] = frozenset()

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for item in self.document.items}

    @cached_property
    def levels(self) -> dict[str, Level]:
        """Every level by its id."""
        return {level.id: level for level in self.document.levels}

    @cached_property
    def divisions(self) -> dict[str, DivisionName]:
        """Every division by its id."""
        return {division.id: division for division in self.document.divisions}

    @cached_property
    def below(self) -> dict[str | None, list[Item]]:
        """The items under each parent, in printed order."""
        below: dict[str | None, list[Item]] = defaultdict(list)
        for item in self.document.items:
            below[item.parent_id].append(item)
        return below

    @cached_property
    def originals(self) -> tuple[Item, ...]:
        """Every item that is no repeat entry."""
        return tuple(item for item in self.document.items if item.cross_listed_from is None)

    @cached_property
    def measures(self) -> tuple[Item, ...]:
        """Every item with a sheet of its own."""
        return self.document.measures

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the plan with what it belongs to."""
        return tuple(passages(self.document))

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """First and last fiscal year of the plan, None where it says none."""
        period = self.document.plan.period
        return (period.first_fiscal_year, period.last_fiscal_year) if period else None

    @cached_property
    def first_day(self) -> date | None:
        """The first day of the plan's period."""
        return FiscalYear(self.years[0]).first_day if self.years else None

    @cached_property
    def last_day(self) -> date | None:
        """The last day of the plan's period."""
        return FiscalYear(self.years[1]).last_day if self.years else None
