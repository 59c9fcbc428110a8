"""To whom the work of a division went, on a day: the division that answers for a measure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID


class Life(NamedTuple):
    """The days of a division, both included; None is open."""

    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Tell whether the division lives on ``day``."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or self.valid_to >= day)


def division_on(
    division_id: UUID | None,
    lives: Mapping[UUID, Life],
    successions: Iterable[tuple[UUID, UUID]],
    day: date,
) -> UUID | None:
    """Return the division that answers on ``day``: itself, or the only living one its work went to.

    ``successions`` are pairs (predecessor, successor). None where there is no living one or more than one:
    which of two it is, a person says.
    """
    if division_id is None:
        return None
    after: dict[UUID, list[UUID]] = {}
    for predecessor, successor in successions:
        after.setdefault(predecessor, []).append(successor)
    living: set[UUID] = set()
    waiting, seen = [division_id], set()
    while waiting:
        current = waiting.pop()
        if current in seen or current not in lives:
            continue
        seen.add(current)
        if lives[current].holds(day):
            living.add(current)
        else:
            waiting.extend(after.get(current, ()))
    return living.pop() if len(living) == 1 else None
