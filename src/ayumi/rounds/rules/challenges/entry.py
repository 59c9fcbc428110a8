"""What a report says of one measure and year, and by what its round judges: the input of the challenges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ayumi.document.measures import Actual
from ayumi.rounds.rules.presets import ending_words
from ayumi.rounds.rules.scales import Scale, Sense

TEXT_FIELDS = ("done", "reason", "issues", "next_steps", "deviation")
"""The texts of a report, by the names of its fields."""


@dataclass(frozen=True, slots=True)
class YearCost:
    """Money (thousand yen) and work of one fiscal year. None is not stated; zero is an amount.

    ``project`` and ``total`` are the sums as the sheet states them, ``sources`` the amounts by source that
    should add up to ``project``; ``total`` should be ``project`` and ``personnel`` together.
    """

    project: Decimal | None = None
    sources: tuple[Decimal, ...] = ()
    general_revenue: Decimal | None = None
    staff: Decimal | None = None
    hours: Decimal | None = None
    personnel: Decimal | None = None
    total: Decimal | None = None

    @property
    def money(self) -> Decimal | None:
        """The project's money: as stated, or else the sum of the sources."""
        if self.project is not None or not self.sources:
            return self.project
        return sum(self.sources, Decimal())


@dataclass(frozen=True, slots=True)
class GivenRating:
    """A rating as it stands at one stage; ``stage`` is the name a page shows, ``position`` its order."""

    position: int
    stage: str
    word: str
    proposed: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report: its texts by field, values by indicator id, cost, schedule, ratings and direction."""

    texts: Mapping[str, str] = field(default_factory=dict)
    actuals: tuple[tuple[str, Actual], ...] = ()
    cost: YearCost | None = None
    schedule_planned: str = ""
    schedule_reached: str = ""
    schedule_rating: str = ""
    ratings: tuple[GivenRating, ...] = ()
    """Of the achievement, the earliest stage first."""
    directions: tuple[GivenRating, ...] = ()
    """Of next year's direction, the earliest stage first."""
    has_owner: bool | None = None
    """Whether somebody answers for the measure today; None where that is not kept."""


@dataclass(frozen=True, slots=True)
class Frame:
    """By what a round judges: its year, the plan's years, its scales and ladder, and the day today."""

    fiscal_year: int
    first_year: int | None = None
    last_year: int | None = None
    achievement: Scale | None = None
    schedule: Scale | None = None
    direction: Scale | None = None
    ladder: tuple[str, ...] = ()
    endings: frozenset[str] = field(default_factory=ending_words)
    """Words of the ladder after which nothing is left to do."""
    today: date | None = None
    superseded_sources: Mapping[str, str] = field(default_factory=dict)
    """Sources known to have been replaced by their publisher, by folded name → what replaced them.

    It is empty if not known.
    """

    def sense_of(self, word: str) -> Sense | None:
        """Return what a word of direction means, None for a word of no scale."""
        step = self.direction.step(word) if self.direction else None
        return step.sense if step else None
