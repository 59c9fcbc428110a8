"""Who answers for a measure on which days, and how a hand-over changes it (引継ぎ).

Periods of one measure never overlap. A hand-over on a day ends what held the day before and holds until
the next hand-over that is already arranged, or openly.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from ayumi.ground.wording import to_say

ONE_DAY = timedelta(days=1)


class Tenure(NamedTuple):
    """A person's days, both included; ``valid_to`` None is open. ``id`` names the stored row."""

    id: UUID | None
    person_id: UUID
    valid_from: date
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Tell whether the person answers on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class TenureChange:
    """What a hand-over changes: rows to drop, rows to end (id, last day), and the row that begins."""

    dropped: tuple[UUID, ...] = ()
    ended: tuple[tuple[UUID, date], ...] = ()
    begun: Tenure | None = None


def holder(tenures: Iterable[Tenure], day: date) -> Tenure | None:
    """Return who answers on ``day``."""
    return next((each for each in tenures if each.holds(day)), None)


def next_after(tenures: Iterable[Tenure], day: date) -> Tenure | None:
    """Return who takes over next after ``day``."""
    return min(
        (each for each in tenures if each.valid_from > day), key=lambda each: each.valid_from, default=None
    )


def hand_over(tenures: Iterable[Tenure], person_id: UUID, day: date) -> TenureChange:
    """Return what must change so that ``person_id`` answers from ``day`` on.

    Nothing where the person does already. One who would begin on the same day gives way; one who begins
    later keeps the day.
    """
    standing = tuple(tenures)
    now = holder(standing, day)
    if now is not None and now.person_id == person_id:
        return TenureChange()
    later = next_after(standing, day)
    begun = Tenure(None, person_id, day, later.valid_from - ONE_DAY if later else None)
    if now is None:
        return TenureChange(begun=begun)
    assert now.id is not None
    if now.valid_from == day:
        return TenureChange(dropped=(now.id,), begun=begun)
    return TenureChange(ended=((now.id, day - ONE_DAY),), begun=begun)


class Vacancy(StrEnum):
    """Why a measure has no living owner."""

    NOBODY = "nobody"
    INACTIVE = "inactive"
    DEAD_DIVISION = "dead_division"
    MOVED = "moved"


VACANCY_TEXTS: dict[Vacancy, str] = {
    Vacancy.NOBODY: to_say("担当者が決まっていません"),
    Vacancy.INACTIVE: to_say("担当者の利用が止められています"),
    Vacancy.DEAD_DIVISION: to_say("所管課が廃止されています"),
    Vacancy.MOVED: to_say("担当者がいま所管課に所属していません"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known today of a measure's owner and of its division.

    ``division_ids`` are the divisions in which the owner writes today; ``is_office`` says that the owner
    leads rounds and so may answer for any measure.
    """

    has_owner: bool
    is_active: bool = True
    is_office: bool = False
    division_ids: frozenset[UUID] = frozenset()
    division_id: UUID | None = None
    division_lives: bool = True


def vacancy(standing: Standing) -> Vacancy | None:
    """Return why nobody living answers for a measure; None where somebody does."""
    if not standing.has_owner:
        return Vacancy.NOBODY
    if not standing.is_active:
        return Vacancy.INACTIVE
    if not standing.division_lives:
        return Vacancy.DEAD_DIVISION
    if standing.is_office:
        return None
    if standing.division_id is None:
        return None if standing.division_ids else Vacancy.MOVED
    return None if standing.division_id in standing.division_ids else Vacancy.MOVED
