"""What calamine gives for a cell, as what Excel shows of it."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ayumi.document.source_workbook import CellError, CellValue

_DIGITS = 15
_EXACT_BELOW = 10.0**_DIGITS
_PLAIN_BELOW = 1e21
"""Whole numbers below it are written out; Decimal would say 1E+17 for a hundred quadrillions."""
_REMEMBERED = 50_000

CalamineValue = str | float | int | bool | date | datetime | time | timedelta
"""What python-calamine 0.9 gives; an empty cell is an empty text."""


class Values(dict[CalamineValue, CellValue]):
    """Cell values by what calamine gave, equal ones made only once: a workbook repeats its words and numbers.

    ``longest`` is the number of characters of the longest text so far.
    """

    def __init__(self) -> None:
        super().__init__({"": None})
        self.longest = 0

    def row(self, given: list[CalamineValue]) -> list[CellValue]:
        """Return the values of a row: a text as stored, a number of at most 15 significant digits."""
        return [value if value.__class__ is bool else self[value] for value in given]  # True equals 1.0

    def __missing__(self, given: CalamineValue) -> CellValue:
        """Make the value; only so many are remembered, for a workbook of unequal ones."""
        value: CellValue
        if isinstance(given, str):
            self.longest = max(self.longest, len(given))
            value = given
        elif isinstance(given, (int, float)):
            value = shown_number(float(given))
        else:
            value = given
        if len(self) < _REMEMBERED:
            self[given] = value
        return value


def shown_number(number: float) -> CellValue:
    """Return a stored number as Excel shows it: 0.1+0.2 → 0.3, 3.0 → 3.

    What is no number at all, which only a broken program writes, is the error #NUM!.
    """
    if number.is_integer() and -_EXACT_BELOW < number < _EXACT_BELOW:
        return Decimal(int(number))
    if not math.isfinite(number):
        return CellError("#NUM!")
    decimal = Decimal(f"{number:.{_DIGITS}g}")
    if decimal == decimal.to_integral_value() and abs(number) < _PLAIN_BELOW:
        return Decimal(int(decimal))
    return decimal
