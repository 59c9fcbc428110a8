"""What is handed over when a workbook was read, and the sheets found in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import Refused
from ayumi.document.source_workbook import CellValue, SourceSheet
from ayumi.formats.excel.plan_workbook.body import Row
from ayumi.formats.excel.plan_workbook.columns import Column, Table
from ayumi.formats.excel.refusal_list import cell_place


@dataclass(frozen=True, slots=True)
class PlanWorkbookReading:
    """What a workbook says. ``document`` is None where anything was refused that belongs to the plan."""

    document: PlanDocument | None
    refused: tuple[Refused, ...] = ()
    export: str | None = None
    plan_id: str | None = None
    municipality_code: str | None = None
    counts: Mapping[str, int] | None = None
    """Rows read by sheet, as the sheet is called in the workbook."""
    unread: int = 0
    """Cells that hold something and belong to no column of ours: notes of officials."""
    unread_places: tuple[str, ...] = ()
    """The first of them."""


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A table found in the workbook. Cells of an upright one lie turned over in ``rows``."""

    table: Table
    source: SourceSheet
    rows: tuple[tuple[CellValue, ...], ...]
    first_row: int
    places: Mapping[str, int]
    """Column key, pieces of long texts included, → its place."""
    columns: Mapping[str, Column]
    """Column key → column, without further pieces and the original."""

    def place(self, row: int, key: str) -> str:
        """Return a cell in words: シート「施策」のセル D12."""
        column = self.places.get(key, 0)
        at = (column, row) if self.table.upright else (row, column)
        return cell_place(self.source, *at)

    def cell(self, row: int, key: str) -> CellValue:
        """Return the cell of a column, None where the column is not there."""
        column = self.places.get(key, -1)
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row that was understood, and where it stands."""

    number: int
    values: Row
    is_new: bool = False
