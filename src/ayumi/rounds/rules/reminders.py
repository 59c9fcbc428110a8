"""When people are reminded: working days before a stage is due, and after.

The days are marks. A mark that passed unserved (the server was down) is served on the next working day,
and one that was served is not served again, so running the job twice changes nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ayumi.rounds.rules.calendar import add_working_days, is_working_day

BEFORE = (5, 1, 0)
"""Working days before the due day on which people are told that it comes near."""
AFTER_EVERY = 5
"""People hear that they are late on the first working day after the due day and on every fifth later."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which people are told. ``is_late`` says that the due day has passed."""

    day: date
    is_late: bool


def latest_mark(due: date, today: date) -> Mark | None:
    """Return the last mark of a due day up to ``today``; None before the first one or on a closed day."""
    if not is_working_day(today):
        return None
    if today <= due:
        passed = [day for number in BEFORE if (day := working_days_before(due, number)) <= today]
        return Mark(max(passed), False) if passed else None
    mark = add_working_days(due, 1)
    if mark > today:
        return None
    while (later := add_working_days(mark, AFTER_EVERY)) <= today:
        mark = later
    return Mark(mark, True)


def working_days_before(day: date, number: int) -> date:
    """Return the ``number``-th working day before ``day``; for 0 the last working day up to ``day``."""
    current = day if number else day + timedelta(days=1)
    for _ in range(max(number, 1)):
        current -= timedelta(days=1)
        while not is_working_day(current):
            current -= timedelta(days=1)
    return current
