"""What a spreadsheet says, cell by cell, before anybody asks what it means.

The formats excel and csv make a ``SourceWorkbook``; ``importing/rules`` understands it. Plain frozen
dataclasses, not Pydantic: a workbook of a city has a hundred thousand cells.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ayumi.ground.wording import to_say


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose formula failed (#REF!, #N/A, #DIV/0!): no value, and not an empty cell either."""

    code: str


NOT_CALCULATED = CellError(to_say("計算結果なし"))
"""A cell whose formula no program has calculated yet: its value is not in the file."""

SHEETS_LIMIT = 200
ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 1_000
"""The largest sheet that is read: what reaches further is no list that people keep by hand."""
CELLS_LIMIT = 2_000_000
"""Rows times columns up to the last cell that holds something, over all sheets of a file."""
TEXT_LIMIT = 32_767
"""Characters of one cell; Excel itself holds no more."""

CellValue = str | Decimal | bool | date | datetime | time | timedelta | CellError | None
"""What stands in a cell. None is an empty cell; a text of blanks stays a text. Numbers are decimals of at
most 15 significant digits, which is what Excel itself shows of a stored number."""


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells merged into one, first and last row and column included, counted from 0.

    A range may be larger than the rows that hold something (a whole column): do not walk through it.
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """A sheet from its cell A1. Rows may differ in length; what lies beyond a row's end is empty."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[MergedRange, ...] = ()
    hidden: bool = False

    def cell(self, row: int, column: int) -> CellValue:
        """Return the value at ``row`` and ``column``, counted from 0; None outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True)
class SourceWorkbook:
    """A whole spreadsheet file. A CSV file is a workbook of one sheet named as the file."""

    file: str
    sheets: tuple[SourceSheet, ...]

    def sheet(self, name: str) -> SourceSheet | None:
        """Return the sheet called ``name``, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_name(column: int) -> str:
    """Return a column's letters, counted from 0: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number = column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the address of a cell as Excel shows it, counted from 0: (0, 0) → A1."""
    return f"{column_name(column)}{row + 1}"
