"""Putting a few objects that are found elsewhere into the middle of a list that a database pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """What one page takes: rows ``rows`` of the long list, ``before`` of which stand before the objects."""

    rows: slice
    before: int
    objects: slice


def window(start: int, size: int, *, leading: int, objects: int) -> Window:
    """Return what the page from ``start`` takes when ``objects`` stand after the first ``leading`` rows."""
    first, last = _without(start, leading, objects), _without(start + size, leading, objects)
    taken = slice(max(0, start - leading), max(0, start + size - leading))
    chosen = slice(min(taken.start, objects), min(taken.stop, objects))
    return Window(slice(first, last), max(0, min(leading, last) - first), chosen)


def _without(place: int, leading: int, objects: int) -> int:
    """Return how many rows of the long list stand before ``place``."""
    return place if place <= leading else max(leading, place - objects)
