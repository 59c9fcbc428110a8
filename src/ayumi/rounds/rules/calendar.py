"""Working days of a city hall and the due dates of a round's stages.

A city hall is closed on Saturdays, Sundays, national holidays and from 29 December to 3 January
(地方自治法第4条の2). The calendar of national holidays comes with the installation (jpholiday).
"""

from collections.abc import Iterable
from datetime import date, timedelta

import jpholiday

from ayumi.ground.fiscal_year import FiscalYear
from ayumi.rounds.rules.stages import STAGE_NAMES, RoundKind, Stage, StageKind

WORKING_DAYS_BETWEEN = 5
"""What every stage after the first one gets unless the plan office says otherwise."""
DAYS_OF_THE_FIRST = 15
"""Working days that the divisions get at least for their own sheets."""


def is_working_day(day: date) -> bool:
    """Tell whether a city hall is open on ``day``."""
    closed_at_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not closed_at_new_year and not jpholiday.is_holiday(day)


def add_working_days(day: date, number: int) -> date:
    """Return the ``number``-th working day after ``day``; for 0 the first working day from ``day`` on."""
    current = day if number else day - timedelta(days=1)
    for _ in range(max(number, 1)):
        current += timedelta(days=1)
        while not is_working_day(current):
            current += timedelta(days=1)
    return current


def first_due(fiscal_year: int, kind: RoundKind, today: date) -> date:
    """Return a due day for the self-assessment.

    Annual: the end of May after the year, when the accounts close (出納整理期間, 地方自治法第235条の5).
    Mid-year: the middle of October. Never sooner than the divisions need from ``today`` on.
    """
    year = FiscalYear(fiscal_year)
    usual = date(year.year + 1, 5, 31) if kind is RoundKind.ANNUAL else date(year.year, 10, 15)
    soonest = add_working_days(today, DAYS_OF_THE_FIRST)
    return max(add_working_days(usual, 0), soonest)


def proposed_stages(kinds: Iterable[StageKind], due: date) -> tuple[Stage, ...]:
    """Return the stages with due days: the first one ``due``, each later one five working days after."""
    stages = []
    for kind in kinds:
        rates = kind is not StageKind.PLAN_OFFICE
        stages.append(Stage(kind=kind, name=STAGE_NAMES[kind], due=due, rates=rates))
        due = add_working_days(due, WORKING_DAYS_BETWEEN)
    return tuple(stages)
