"""The order of rows: which ones moved, and how two orders become one."""

from bisect import bisect_left
from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def moved_keys(old: Sequence[K], new: Sequence[K]) -> set[K]:
    """Return the fewest keys of both that must move to bring the order of ``old`` into that of ``new``.

    What was added or removed moves nothing.
    """
    places = {key: place for place, key in enumerate(old)}
    common = [key for key in new if key in places]
    staying = _longest_rising([places[key] for key in common])
    return set(common) - {common[number] for number in staying}


def _longest_rising(places: list[int]) -> list[int]:
    """Return which of the places make the longest run that only rises (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for number, place in enumerate(places):
        pile = bisect_left(ends, place)
        before.append(at[pile - 1] if pile else None)
        ends[pile : pile + 1] = [place]
        at[pile : pile + 1] = [number]
    run: list[int] = []
    current = at[-1] if at else None
    while current is not None:
        run.append(current)
        current = before[current]
    return run


def put_in_order(
    leading: Sequence[K], other: Sequence[K], kept: Collection[K], moved: Collection[K]
) -> list[K]:
    """Return the ``kept`` keys in the order of ``leading``, those that ``other`` added or ``moved`` put in.

    Each of them stands behind what stands before it in ``other``.
    """
    there = set(other)
    order = [key for key in leading if key in kept and not (key in moved and key in there)]
    placed = set(order)
    anchor: K | None = None
    for key in other:
        if key in kept and key not in placed:
            order.insert(0 if anchor is None else order.index(anchor) + 1, key)
            placed.add(key)
        if key in placed:
            anchor = key
    return order


def parents_first(order: Sequence[K], parents: dict[K, K | None]) -> list[K]:
    """Return the same keys with every one behind its parent; an order that holds this stays as it is.

    ``parents`` leads in no circle.
    """
    result: dict[K, None] = {}
    for key in order:
        above: list[K] = []
        current: K | None = key
        while current is not None and current not in result:
            above.append(current)
            current = parents.get(current)
        result.update(dict.fromkeys(reversed(above)))
    return list(result)
