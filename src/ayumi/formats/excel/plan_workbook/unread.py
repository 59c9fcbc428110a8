"""Cells that hold something and belong to no column of ours: officials' notes, told but never taken."""

from collections.abc import Iterable

from ayumi.document.source_workbook import SourceSheet, SourceWorkbook
from ayumi.formats.excel.hidden_sheets import CHOICES_SHEET
from ayumi.formats.excel.plan_workbook.layout import FACTS_SHEET, FORMAT, GUIDE_SHEET, MARK
from ayumi.formats.excel.plan_workbook.reading import FoundSheet
from ayumi.formats.excel.refusal_list import cell_place


def unread_cells(workbook: SourceWorkbook, found: Iterable[FoundSheet]) -> list[str]:
    """Return the places of such cells, below the headings of our sheets and anywhere on other sheets."""
    by_name = {sheet.source.name: sheet for sheet in found}
    places: list[str] = []
    for source in workbook.sheets:
        if _is_ours(source):
            continue
        sheet = by_name.get(source.name)
        for number, row in enumerate(source.rows):
            places.extend(
                cell_place(source, number, column)
                for column, cell in enumerate(row)
                if cell is not None and (sheet is None or _is_outside(sheet, number, column))
            )
    return places


def _is_ours(source: SourceSheet) -> bool:
    if source.name in (CHOICES_SHEET, FACTS_SHEET) or source.cell(0, 0) == FORMAT:
        return True
    return source.name == GUIDE_SHEET or any(row[:1] == (f"{MARK}guide",) for row in source.rows[:5])


def _is_outside(sheet: FoundSheet, row: int, column: int) -> bool:
    if sheet.table.upright:
        # Keys, headings and values stand in the first three columns; what stands beside them is a note.
        return column > sheet.first_row or (column == sheet.first_row and row not in sheet.places.values())
    return row >= sheet.first_row - 1 and column not in sheet.places.values()
