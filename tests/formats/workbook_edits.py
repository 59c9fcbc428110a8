"""Edits of a plan workbook as officials make them, by openpyxl; columns are found by their hidden keys."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.plan_workbook import PlanWorkbookReading, read_plan_workbook
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from ayumi.formats.excel.read import read

KEYS, FIRST = 3, 5
"""The row of hidden keys and the first row of data, counted from 1 as in Excel."""

Edit = Callable[[Workbook], None]


def after(document: PlanDocument, *edits: Edit) -> PlanWorkbookReading:
    """Write the plan, let an official edit the workbook, and read it."""
    workbook = load_workbook(BytesIO(write_plan_workbook(document)))
    for edit in edits:
        edit(workbook)
    content = BytesIO()
    workbook.save(content)
    return read_plan_workbook(read(content.getvalue(), "計画ブック.xlsx"))


def document_after(document: PlanDocument, *edits: Edit) -> PlanDocument:
    """Return the plan after the edits; a refusal fails the test with its words."""
    reading = after(document, *edits)
    assert reading.refused == ()
    assert reading.document is not None
    return reading.document


def column_of(tab: Worksheet, key: str) -> int:
    """Return the column of a key, counted from 1."""
    return next(cell.column for cell in tab[KEYS] if str(cell.value or "").endswith(f".{key}"))


def put(sheet: str, row: int, key: str, value: Any) -> Edit:
    """Type a value into a cell; ``row`` counts from 0 at the first row of data."""

    def edit(workbook: Workbook) -> None:
        tab = workbook[sheet]
        tab.cell(FIRST + row, column_of(tab, key)).value = value

    return edit


def delete_row(sheet: str, row: int) -> Edit:
    """Delete a row."""
    return lambda workbook: workbook[sheet].delete_rows(FIRST + row)


def insert_row(sheet: str, row: int, **values: Any) -> Edit:
    """Insert a row and fill it."""

    def edit(workbook: Workbook) -> None:
        tab = workbook[sheet]
        tab.insert_rows(FIRST + row)
        for key, value in values.items():
            tab.cell(FIRST + row, column_of(tab, key)).value = value

    return edit


def copy_row(sheet: str, row: int, to: int) -> Edit:
    """Insert a copy of a row, hidden cells and all."""

    def edit(workbook: Workbook) -> None:
        tab = workbook[sheet]
        values = [cell.value for cell in tab[FIRST + row]]
        tab.insert_rows(FIRST + to)
        for column, value in enumerate(values, 1):
            tab.cell(FIRST + to, column).value = value

    return edit


def reorder(sheet: str, order: Callable[[list[list[Any]]], list[list[Any]]]) -> Edit:
    """Bring the rows of data into another order."""

    def edit(workbook: Workbook) -> None:
        tab = workbook[sheet]
        rows = [[cell.value for cell in row] for row in tab.iter_rows(min_row=FIRST)]
        for number, values in enumerate(order(rows), FIRST):
            for column, value in enumerate(values, 1):
                tab.cell(number, column).value = value

    return edit


def move_column(sheet: str, key: str) -> Edit:
    """Cut a column and put it at the end; leave an empty column in the middle."""

    def edit(workbook: Workbook) -> None:
        tab = workbook[sheet]
        column, end = column_of(tab, key), tab.max_column + 1
        for row in range(1, tab.max_row + 1):
            tab.cell(row, end).value = tab.cell(row, column).value
        tab.delete_cols(column)
        tab.insert_cols(4)

    return edit


def clear_keys(sheet: str) -> Edit:
    """Delete the hidden row of keys."""
    return lambda workbook: workbook[sheet].delete_rows(KEYS)
