"""Looks through a sheet's XML for what calamine does not tell, before calamine makes room for the sheet.

calamine 0.9 gives a failed formula and a formula without a calculated value as empty cells and a negative
number formatted as a date as midnight, and it keeps a sheet as a full rectangle, so two cells in two corners
take all memory there is (tafia/calamine#693). This pass keeps no cell, only those few.
"""

import re
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import IO
from xml.parsers import expat

from ayumi.document.source_workbook import (
    COLUMNS_LIMIT,
    NOT_CALCULATED,
    ROWS_LIMIT,
    CellError,
    CellValue,
)

_ADDRESS = re.compile(r"([A-Z]{1,7})([0-9]{1,9})")
_LONGEST_VALUE = 64
_NAMES_REMEMBERED = 100


class TooFar(Exception):
    """A cell beyond the rows or columns that are read, counted from 0."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__(row, column)
        self.row = row
        self.column = column


class BrokenSheet(ValueError):
    """The part is no sheet that can be understood."""


class SheetScan:
    """How far a sheet reaches, and the cells to be told differently than calamine tells them.

    ``errors`` are the cells that failed or were not calculated, ``negatives`` the numbers below zero,
    ``dates`` the cells stored as ISO dates, each by row and column from 0. Raises TooFar and BrokenSheet.
    """

    def __init__(self, sheet: IO[bytes]) -> None:
        self.height = 0
        self.width = 0
        self.errors: dict[tuple[int, int], CellError] = {}
        self.negatives: dict[tuple[int, int], Decimal] = {}
        self.dates: dict[tuple[int, int], CellValue] = {}
        self._row, self._column = -1, -1
        self._cell: dict[str, str] = {}
        self._formula = self._filled = self._located = False
        self._value: list[str] = []
        self._locals: dict[str, str] = {}
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = _refuse_declarations
        try:
            self._parser.ParseFile(sheet)
        except expat.ExpatError as damage:
            raise BrokenSheet from damage
        self._end_cell()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Called for every element of a city's workbook, so there is no handler of ends: a cell ends where the
        # next one begins. The frequent comes first, and an empty cell's address is not asked.
        local = self._locals.get(name) or self._local(name)
        if local == "c":
            if self._filled:
                self._end_cell()
            if "r" not in attributes:
                self._locate()
                self._column += 1
            self._cell = attributes
            self._located = False
        elif local == "v":
            self._filled = True
            if self._cell.get("t") != "s":
                self._parser.CharacterDataHandler = self._value.append
        elif local == "f":
            self._formula = self._filled = True
        elif local == "is":
            self._filled = True
        else:
            self._end_cell()
            if local == "row":
                number = attributes.get("r", "")
                self._row = int(number) - 1 if number.isascii() and number.isdecimal() else self._row + 1
                self._column = -1
                self._cell = {}

    def _local(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self._locals) < _NAMES_REMEMBERED:
            self._locals[name] = local
        return local

    def _locate(self) -> None:
        """Take the position of the cell that is open: by its address, else one after the cell before."""
        address = self._cell.get("r")
        if address is not None and not self._located:
            self._row, self._column = _position(address)
            self._located = True

    def _end_cell(self) -> None:
        if not self._filled:
            return
        self._parser.CharacterDataHandler = None
        self._locate()
        row, column = self._row, self._column
        if not (0 <= row < ROWS_LIMIT and 0 <= column < COLUMNS_LIMIT):
            raise TooFar(row, column)
        if row >= self.height:
            self.height = row + 1
        if column >= self.width:
            self.width = column + 1
        kind = self._cell.get("t", "n")
        if self._formula or kind in ("n", "e", "d"):
            self._keep_odd(row, column, kind, "".join(self._value).strip())
        self._value.clear()
        self._formula = self._filled = False

    def _keep_odd(self, row: int, column: int, kind: str, value: str) -> None:
        if kind == "e":
            self.errors[row, column] = CellError(value[:_LONGEST_VALUE] or "#VALUE!")
        elif self._formula and not value and kind not in ("str", "s", "inlineStr"):
            # A text may be empty (t="str"), a number may not: nobody has calculated it.
            self.errors[row, column] = NOT_CALCULATED
        elif kind == "n" and value.startswith("-"):
            self._keep_negative(value)
        elif kind == "d":
            self.dates[row, column] = _iso_date(value)

    def _keep_negative(self, value: str) -> None:
        try:
            self.negatives[self._row, self._column] = Decimal(value[:_LONGEST_VALUE])
        except InvalidOperation as damage:
            raise BrokenSheet from damage


def _refuse_declarations(*_declared: object) -> None:
    raise BrokenSheet("doctype")


def _position(address: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise BrokenSheet(address[:_LONGEST_VALUE])
    return int(found[2]) - 1, _column(found[1])


@lru_cache(maxsize=COLUMNS_LIMIT)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _iso_date(value: str) -> CellValue:
    """A date of ISO 8601, which only the strict form of the format writes; another text stays a text."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    moment = moment.replace(tzinfo=None)
    return moment.date() if moment.time() == time() else moment
