"""When the sample's rounds happen: two in the summers behind, and one that began five weeks before today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ayumi.config.sample_city.city import REORGANISATION, spread
from ayumi.config.sample_city.other_plans import ICT_YEARS
from ayumi.ground.fiscal_year import FiscalYear
from ayumi.rounds.rules.calendar import add_working_days, first_due, proposed_stages
from ayumi.rounds.rules.stages import RoundKind, StageKind, Stages

_SOONEST = REORGANISATION.year + 1
"""Two rounds lie before the one under way, and all of them after the reorganisation."""
BEGAN_BEFORE = timedelta(days=35)
"""So long before today the round that is under way began."""


@dataclass(frozen=True, slots=True)
class Course:
    """One round's days. ``now`` is the moment at which the sample is loaded; nothing lies after it."""

    fiscal_year: int
    opened: datetime
    stages: Stages
    now: datetime
    is_finished: bool

    def due(self, kind: StageKind) -> date:
        """Return the day on which a stage is due. Raises AssertionError where the round has it not."""
        day = next((stage.due for stage in self.stages.stages if stage.kind is kind), None)
        assert day is not None
        return day

    def moment(self, day: date, key: str) -> datetime:
        """Return a moment within the office hours of a working day from ``day`` on, never after now."""
        hour, minute = 9 + spread(f"hour {key}", 8), spread(f"minute {key}", 60)
        found = timezone.make_aware(datetime.combine(add_working_days(day, 0), time(hour, minute)))
        return min(found, self.now)


def courses(now: datetime) -> tuple[Course, ...]:
    """Return the days of the three rounds, the earliest first; ``now`` has a time zone.

    The round under way judges the year before the one in which it began, as long as the plan lasts.
    """
    began = timezone.localtime(now) - BEGAN_BEFORE
    last_one_over = FiscalYear.containing(began.date()).year - 1
    running = min(max(last_one_over, _SOONEST), ICT_YEARS[-1])
    return tuple(_courses(now, began.replace(hour=9, minute=30), running))


def _courses(now: datetime, began: datetime, running: int) -> Iterator[Course]:
    for year in (running - 2, running - 1):
        opened = timezone.make_aware(datetime(year + 1, 4, 15, 9, 30))
        yield Course(year, opened, _stages(year, opened.date()), now, is_finished=True)
    yield Course(running, began, _stages(running, began.date()), now, is_finished=False)


def _stages(year: int, opened: date) -> Stages:
    due = first_due(year, RoundKind.ANNUAL, opened)
    return Stages(stages=proposed_stages(StageKind, due))
