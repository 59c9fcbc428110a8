"""What calamine gives for a cell, as what Excel shows of it."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ayumi.document.source_workbook import CellError, CellValue

_DIGITS = 15
_PLAIN_BELOW = 1e21
"""Whole numbers below it are written out; Decimal would say 1E+17 for a hundred quadrillions."""
_REMEMBERED = 50_000

CalamineValue = str | float | int | bool | date | datetime | time | timedelta
"""What python-calamine 0.9 gives; an empty cell is an empty text."""


class Values:
    """Makes cell values, equal ones only once: a workbook repeats its words and numbers.

    ``longest`` is the number of characters of the longest text so far.
    """

    def __init__(self) -> None:
        self.longest = 0
        self._texts: dict[str, str] = {}
        self._numbers: dict[float, CellValue] = {}

    def of(self, value: CalamineValue) -> CellValue:
        """Return the value: a text as stored, a number of at most 15 significant digits."""
        if isinstance(value, str):
            if not value:
                return None
            return self._remembered_text(value)
        if isinstance(value, bool):
            return value
        if isinstance(value, (int, float)):
            return self._remembered_number(float(value))
        return value

    def _remembered_text(self, text: str) -> str:
        known = self._texts.get(text)
        if known is None:
            known = text
            self.longest = max(self.longest, len(text))
            if len(self._texts) < _REMEMBERED:
                self._texts[text] = text
        return known

    def _remembered_number(self, number: float) -> CellValue:
        known = self._numbers.get(number)
        if known is None:
            known = shown_number(number)
            if len(self._numbers) < _REMEMBERED:
                self._numbers[number] = known
        return known


def shown_number(number: float) -> CellValue:
    """Return a stored number as Excel shows it: 0.1+0.2 → 0.3, 3.0 → 3.

    What is no number at all, which only a broken program writes, is the error #NUM!.
    """
    if not math.isfinite(number):
        return CellError("#NUM!")
    decimal = Decimal(f"{number:.{_DIGITS}g}")
    if decimal == 0:
        return Decimal(0)
    if decimal == decimal.to_integral_value() and abs(number) < _PLAIN_BELOW:
        return Decimal(int(decimal))
    return decimal
