"""What becomes of every report of the sample's rounds: most go the straight way, a few do not."""

from collections.abc import Iterable

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_rounds.desk import Fate
from ayumi.document.measures import Item
from ayumi.rounds.rules.stages import StageKind

THROUGH = 5
"""The position past all five stages."""
_STANDING = ((0, 14), (1, 26), (2, 52), (3, 82), (4, 100))
"""Of a hundred reports of the round under way: (position, so many stand there or before it)."""


def fates_of(items: Iterable[Item], year: int, *, is_finished: bool) -> dict[str, Fate]:
    """Return the fate of every measure's report by the measure's id."""
    return {item.id: _fate(f"{item.title} {year}", is_finished=is_finished) for item in items}


def _fate(key: str, *, is_finished: bool) -> Fate:
    turn = spread(f"returned {key}", 12)
    returned_by = {0: StageKind.HEAD, 1: StageKind.PLAN_OFFICE}.get(turn)
    if is_finished:
        left = spread(f"left {key}", 60)
        # One in thirty never gets through: not handed in at all, or not ready for the committee.
        reaches = {0: 0, 1: 2}.get(left, THROUGH)
        return Fate(reaches, spread(f"late {key}", 10) == 0, returned_by if reaches else None)
    place = spread(f"stands {key}", 100)
    reaches = next(position for position, upto in _STANDING if place < upto)
    if reaches == 1 and spread(f"comes back {key}", 3) == 0:
        return Fate(1, returned_by=StageKind.HEAD, waits=True)
    return Fate(reaches, spread(f"late {key}", 15) == 0, returned_by)
