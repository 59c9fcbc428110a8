"""Blocks of columns under the same headings again and again: there the position tells the year."""

from dataclasses import dataclass

_LEAST_WIDTH = 2
_MOST_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Repetition:
    """``times`` blocks of ``width`` columns each, from column ``first``, counted from 0."""

    first: int
    width: int
    times: int

    def block_of(self, column: int) -> int | None:
        """Return which block a column is in, counted from 1; None outside."""
        place = column - self.first
        return place // self.width + 1 if 0 <= place < self.width * self.times else None


def repetition(keys: list[str]) -> Repetition | None:
    """Return the repetition that covers most columns, of two the one with the narrower block.

    ``keys`` are the folded headings by column. An empty heading repeats nothing.
    """
    best: Repetition | None = None
    for width in range(_LEAST_WIDTH, min(_MOST_WIDTH, len(keys) // 2) + 1):
        start = 0
        while start + width < len(keys):
            length = 0
            while (
                start + length + width < len(keys)
                and keys[start + length]
                and keys[start + length] == keys[start + length + width]
            ):
                length += 1
            times = length // width + 1
            distinct = len(set(keys[start : start + width])) > 1
            if times > 1 and distinct and (best is None or times * width > best.times * best.width):
                best = Repetition(start, width, times)
            start += length + 1
    return best
