"""Puts one table on its sheet: headings, cells, lists to choose from, heights, and how it prints."""

from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ayumi.document.source_workbook import CellValue
from ayumi.formats.excel.choice_lists import ChoiceLists
from ayumi.formats.excel.look import height_of, lines_of
from ayumi.formats.excel.numbers import decimals_of
from ayumi.formats.excel.plan_workbook.body import Row
from ayumi.formats.excel.plan_workbook.columns import OWNER_KEYS, Column, Table
from ayumi.formats.excel.plan_workbook.kinds import Choice
from ayumi.formats.excel.plan_workbook.layout import (
    FIRST_ROW,
    HEADING_ROW,
    KEY_ROW,
    NOTE_ROW,
    TITLE_ROW,
    WrittenSheet,
    column_mark,
)
from ayumi.formats.excel.plan_workbook.more_kinds import Day, Year, YesNo
from ayumi.formats.excel.plan_workbook.number_kinds import Figure, Number
from ayumi.formats.excel.plan_workbook.rows import DEPTH
from ayumi.formats.excel.plan_workbook.styles import Styles

SPARE_ROWS = 200
"""Rows below the last one in which the lists to choose from still work."""
EMPTY_NOTE = "（まだ登録がありません。見出しの下の行から書いてください。）"
_A4, _A3 = 9, 8
_A4_WIDTH = 190
"""Half-width characters that stay readable on A4 landscape; a wider sheet prints on A3."""
LISTS = {"ayumi_levels": ("段階・体系", "name"), "ayumi_divisions": ("所管課", "name")}
"""Lists that are columns of another sheet, so that what is added there can be chosen at once."""


class SheetWriter:
    """Writes the sheets of one workbook; ``choices`` is the hidden sheet that holds the lists."""

    def __init__(self, workbook: Workbook, styles: Styles, title: str, choices: Worksheet) -> None:
        self._workbook = workbook
        self._styles = styles
        self._title = title
        self._lists = ChoiceLists(workbook, choices)

    def write(self, tab: Worksheet, sheet: WrittenSheet) -> None:
        """Write one sheet whole."""
        note = sheet.table.note if sheet.cells else f"{sheet.table.note}{EMPTY_NOTE}"
        tab.hide_gridlines(2)
        tab.write_string(TITLE_ROW, 1, sheet.table.sheet, self._styles.title)
        # The rows' own format keeps the columns' lines out of them.
        tab.set_row(TITLE_ROW, 26, self._styles.plain)
        tab.write_string(NOTE_ROW, 1, note, self._styles.note)
        tab.set_row(NOTE_ROW, 20, self._styles.plain)
        if sheet.table.upright:
            self._upright(tab, sheet)
        else:
            self._lying(tab, sheet)
        self._print(tab, sheet)

    def _lying(self, tab: Worksheet, sheet: WrittenSheet) -> None:
        # The first column of a sheet without ids is an empty hidden one, so that all sheets begin alike.
        columns = placed(sheet)
        for place, column in columns:
            shape = self._empty(column, sheet.table)
            tab.set_column(place, place, column.width, shape, {"hidden": True} if column.hidden else {})
            tab.write_string(KEY_ROW, place, column_mark(sheet.table, column))
            tab.write_string(HEADING_ROW, place, column.heading, self._styles.heading)
            self._choose(tab, sheet, column, place)
        if not columns[0][1].hidden:
            tab.set_column(0, 0, 2, None, {"hidden": True})
        tab.set_row(KEY_ROW, None, self._styles.plain, {"hidden": True})
        lines = max(lines_of(column.heading, column.width) for _, column in columns if not column.hidden)
        tab.set_row(HEADING_ROW, height_of(lines))
        for number, (cells, row) in enumerate(zip(sheet.cells, sheet.rows, strict=True), FIRST_ROW):
            lines = 1
            for place, column in columns:
                cell = cells.get(column.key)
                self._put(tab, number, place, cell, self._shape(column, sheet.table, cell, row))
                if isinstance(cell, str) and not column.hidden:
                    lines = max(lines, lines_of(cell, column.width))
            tab.set_row(number, height_of(lines))
        last, end = FIRST_ROW + len(sheet.cells) - 1, columns[-1][0]
        tab.autofilter(HEADING_ROW, 1, max(last, HEADING_ROW + 1), end)
        tab.freeze_panes(FIRST_ROW, _frozen(sheet, columns))

    def _upright(self, tab: Worksheet, sheet: WrittenSheet) -> None:
        tab.set_column(0, 0, 2, None, {"hidden": True})
        tab.set_column(1, 1, 34)
        tab.set_column(2, 2, 90)
        cells = sheet.cells[0]
        for number, column in enumerate(sheet.columns, KEY_ROW + 1):
            cell = cells.get(column.key)
            tab.write_string(number, 0, column_mark(sheet.table, column))
            tab.write_string(number, 1, column.heading, self._styles.side_heading)
            self._put(tab, number, 2, cell, self._upright_shape(cell))
            lines = max(lines_of(column.heading, 34), lines_of(cell, 90) if isinstance(cell, str) else 1)
            tab.set_row(number, height_of(lines) + 4, None, {"hidden": True} if column.hidden else {})
            if column.kind.choices():
                self._validate(
                    tab, (number, 2, number, 2), self._lists.name_of(column.kind.choices()), stop=True
                )
        tab.freeze_panes(KEY_ROW + 1, 2)

    def _put(self, tab: Worksheet, row: int, column: int, cell: CellValue, shape: Format) -> None:
        if cell is None:
            tab.write_blank(row, column, None, shape)
        elif isinstance(cell, str):
            # Excel would show a text that begins like a formula as text too: strings are written as strings.
            tab.write_string(row, column, cell, shape)
        elif isinstance(cell, date):
            tab.write_datetime(row, column, cell, shape)
        else:
            tab.write_number(row, column, float(cell), shape)  # type: ignore[arg-type]

    def _empty(self, column: Column, table: Table) -> Format:
        kind = column.kind
        if column.hidden:
            return self._styles.plain
        if table.owner and column.key in OWNER_KEYS[table.owner]:
            return self._styles.named
        if isinstance(kind, (Number, Figure)):
            return self._styles.general()
        if isinstance(kind, Day):
            return self._styles.day
        return self._styles.middle if isinstance(kind, (Choice, YesNo, Year)) else self._styles.text

    def _upright_shape(self, cell: CellValue) -> Format:
        if isinstance(cell, date):
            return self._styles.left_day
        return self._styles.text if cell is None or isinstance(cell, str) else self._styles.left_number

    def _shape(self, column: Column, table: Table, cell: CellValue, row: Row) -> Format:
        if isinstance(column.kind, (Number, Figure)) and cell is not None and not column.hidden:
            if isinstance(cell, str):
                return self._styles.right_text
            value = row[column.key]
            number = value[0] if isinstance(value, tuple) else value
            return self._styles.number(decimals_of(number) if not isinstance(number, int) else 0)
        if column.key == "title" and DEPTH in row:
            return self._styles.title_of_item(row[DEPTH], group=not (row["has_sheet"] or row["repeat_of"]))
        return self._empty(column, table)

    def _choose(self, tab: Worksheet, sheet: WrittenSheet, column: Column, place: int) -> None:
        last = FIRST_ROW + len(sheet.cells) + SPARE_ROWS
        if column.choices_name or column.kind.choices():
            name = column.choices_name or self._lists.name_of(column.kind.choices())
            self._validate(tab, (FIRST_ROW, place, last, place), name, stop=not column.choices_name)
        for name, (where, key) in LISTS.items():
            if (where, key) == (sheet.table.sheet, column.key):
                letter = xl_col_to_name(place)
                area = f"='{where}'!${letter}${FIRST_ROW + 1}:${letter}${last + 1}"
                self._workbook.define_name(name, area)

    def _validate(self, tab: Worksheet, area: tuple[int, int, int, int], name: str, *, stop: bool) -> None:
        tab.data_validation(
            *area,
            {
                "validate": "list",
                "source": f"={name}",
                "ignore_blank": True,
                "error_type": "stop" if stop else "warning",
                "error_title": "一覧にない言葉です",
                "error_message": "一覧から選んでください。"
                if stop
                else "一覧にない名称です。先に、その一覧のシートに加えてください。",
            },
        )

    def _print(self, tab: Worksheet, sheet: WrittenSheet) -> None:
        width = sum(column.width for column in sheet.columns if not column.hidden)
        tab.set_landscape()
        tab.set_paper(_A4 if width <= _A4_WIDTH or sheet.table.upright else _A3)
        tab.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        tab.fit_to_pages(1, 0)
        if not sheet.table.upright:
            tab.repeat_rows(HEADING_ROW)
        title = self._title.replace("\n", " ")[:60].replace("&", "&&")
        tab.set_header(f"&L&9{title}&R&9{sheet.table.sheet}")
        tab.set_footer("&C&9&P / &N")


def placed(sheet: WrittenSheet) -> list[tuple[int, Column]]:
    """Return every column with its place; a sheet whose first column is not hidden begins in B."""
    start = 0 if sheet.columns[0].hidden else 1
    ids = [column for column in sheet.columns if column.key == "id"]
    rest = [column for column in sheet.columns if column.key != "id"]
    return list(enumerate((*ids, *rest), 0 if ids else start))


def _frozen(sheet: WrittenSheet, columns: list[tuple[int, Column]]) -> int:
    """Columns that stay when scrolling: those that name the row."""
    named = {"id", "level", "number", "title"} if sheet.table.key == "items" else {"id"}
    if sheet.table.owner:
        named |= set(OWNER_KEYS[sheet.table.owner])
        if sheet.table.key == "indicators":
            named |= {"name"}
    return max((place + 1 for place, column in columns if column.key in named), default=1)
