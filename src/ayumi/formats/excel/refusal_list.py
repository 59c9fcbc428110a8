"""The list of what could not be read, while a workbook is read."""

from typing import Protocol

from ayumi.document.reading import Refused
from ayumi.document.source_workbook import CellValue, SourceSheet, cell_name
from ayumi.formats.excel.acceptance import NotAccepted, found_words


class PlacedCells(Protocol):
    """A sheet whose columns were found: it says where a cell is and what stands in it."""

    def place(self, row: int, key: str) -> str:
        """Return a cell in words."""

    def cell(self, row: int, key: str) -> CellValue:
        """Return what stands in a cell."""


class Refusals:
    """Collects what could not be read; nothing stops at the first."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.all: list[Refused] = []

    def cell(self, sheet: PlacedCells, row: int, key: str, problem: NotAccepted) -> None:
        """Refuse one cell."""
        found = found_words(sheet.cell(row, key))
        self.add(sheet.place(row, key), found, problem.accepted, problem.reason)

    def add(self, place: str, found: str, accepted: str, reason: str) -> None:
        """Refuse something at a place."""
        self.all.append(Refused(file=self._file, place=place, found=found, accepted=accepted, reason=reason))


def cell_place(sheet: SourceSheet, row: int, column: int) -> str:
    """Return a cell in words."""
    return f"シート「{sheet.name}」のセル {cell_name(row, column)}"
