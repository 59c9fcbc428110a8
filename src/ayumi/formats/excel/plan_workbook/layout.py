"""Where things stand on a sheet, and the marks by which a reader finds them again."""

from dataclasses import dataclass

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.acceptance import CannotWriteWorkbook
from ayumi.formats.excel.plan_workbook.body import Row
from ayumi.formats.excel.plan_workbook.cells import Cells
from ayumi.formats.excel.plan_workbook.columns import Column, Table

FORMAT = "ayumi-workbook/1"
MARK = "ayumi:"
"""Every hidden key of a column begins so: ayumi:items.title."""
TITLE_ROW, NOTE_ROW, KEY_ROW, HEADING_ROW, FIRST_ROW = range(5)
GUIDE_SHEET, FACTS_SHEET = "はじめに", "_ayumi"
YEARS_LIMIT = 100


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet ready to be written: every column, and the cells of every row."""

    table: Table
    columns: tuple[Column, ...]
    cells: list[Cells]
    rows: list[Row]


def column_mark(table: Table, column: Column) -> str:
    """Return the hidden key of a column."""
    return f"{MARK}{table.key}.{column.key}"


def years_of(table: Table, rows: list[Row], document: PlanDocument) -> tuple[int, ...]:
    """Return the fiscal years that get columns: those of the plan's period and every other that is used.

    Raises CannotWriteWorkbook for more years than a sheet can sensibly show.
    """
    if not table.years:
        return ()
    families = tuple(f"{column.key}:" for column in table.years)
    used = {int(key.partition(":")[2]) for row in rows for key in row if key.startswith(families)}
    period = document.plan.period.fiscal_years if document.plan.period else ()
    years = tuple(sorted(used | set(period[:YEARS_LIMIT])))
    if len(years) > 2 * YEARS_LIMIT:
        raise CannotWriteWorkbook(
            f"シート「{table.sheet}」に並べる年度が{len(years)}あり、{2 * YEARS_LIMIT}を超えるため、"
            "Excel に書き出せません。計画期間と年度をお確かめください。"
        )
    return years


def with_further_pieces(columns: tuple[Column, ...], written: list[Cells]) -> tuple[Column, ...]:
    """Add the columns in which long texts go on, each behind its own, and those of the originals."""
    known = {column.key for column in columns}
    further: dict[str, int] = {}
    for cells in written:
        for key in cells.keys() - known:
            name, _, number = key.partition("+")
            further[name] = max(further.get(name, 1), int(number or 1))
    return tuple(
        Column(
            column.key if number == 1 else f"{column.key}+{number}",
            column.heading if number == 1 else f"{column.heading}（続き{number}）",
            column.kind,
            column.width,
            column.hidden,
            column.choices_name if number == 1 else "",
        )
        for column in (*columns, Column("original", "元の値", width=10, hidden=True))
        for number in range(1, further.get(column.key, 1) + 1)
    )
