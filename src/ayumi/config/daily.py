"""What is done once a day: reminders of due days and digests by mail in every municipality.

Before that, sessions that have run out are taken away; after it the database counts its rows anew.

Doing it twice changes nothing, so a restart does no harm; what fails in one municipality stops no other.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from ayumi.config.statistics import count_rows_anew
from ayumi.rounds.actions.mailing import send_digests
from ayumi.rounds.actions.reminding import remind
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.sessions import SessionStore

logger = logging.getLogger(__name__)

FROM_HOUR = 7
"""Before it nobody is told: the day's notices are there when the city hall opens."""
PAUSE = 300.0
"""Seconds between looks at the clock."""


@dataclass(frozen=True, slots=True)
class DayResult:
    """What a day's work came to in one municipality; ``problem`` is empty where it was done."""

    code: str
    name: str
    reminded: int = 0
    sent: int = 0
    failed: int = 0
    problem: str = ""


def run_day(today: date, *, code: str = "") -> list[DayResult]:
    """Do the day's work of every municipality, or of the one with ``code``; return what came of it."""
    SessionStore.clear_expired()
    municipalities = Municipality.objects.order_by("code")
    results = [_run(each, today) for each in (municipalities.filter(code=code) if code else municipalities)]
    try:
        count_rows_anew()
    except DatabaseError:  # only slower until tomorrow: the day's work itself is done
        logger.exception("the rows of the database were not counted")
    return results


def _run(municipality: Municipality, today: date) -> DayResult:
    try:
        with municipality_scope(municipality.pk):
            reminded = remind(today)
            mailed = send_digests(today)
    except Exception as problem:  # one municipality must not stop the others
        logger.exception("the day's work of %s failed", municipality.code)
        return DayResult(municipality.code, municipality.name, problem=type(problem).__name__)
    return DayResult(municipality.code, municipality.name, reminded, mailed.sent, mailed.failed)


def is_time(now: datetime, done: date | None) -> bool:
    """Tell whether the work of the day of ``now`` is still to be done."""
    return now.hour >= FROM_HOUR and now.date() != done


def run_every_day(stop: threading.Event) -> None:
    """Do each day's work once, from seven in the morning on, until ``stop`` is set."""
    done: date | None = None
    while not stop.is_set():
        now = timezone.localtime()
        if is_time(now, done):
            close_old_connections()
            if not any(result.problem for result in run_day(now.date())):
                done = now.date()
        stop.wait(PAUSE)
