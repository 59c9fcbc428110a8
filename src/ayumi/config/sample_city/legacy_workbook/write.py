"""Writes the older form as a workbook, the same bytes every time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ayumi.config.sample_city.legacy_workbook.columns import LegacyColumn, columns
from ayumi.config.sample_city.legacy_workbook.table import Formula, Value, formulas, table

TITLE = "令和6年度　事務事業評価シート集計表（旧様式・サンプル）"
SHEET = "集計（さわらないこと）"
_FILLER = "調整用セル（集計マクロが使うため、消したり隠したりしないこと）"
_HEAD = 3
"""The first row of headings, counted from 0; there are three, and the measures follow."""
FIRST_ROW = _HEAD + 3
_HIDDEN = ("account", "telephone")
_MERGED = ("policy", "group", "division")
_MADE_AT = datetime(2024, 10, 1)
_FONT = {"font_name": "ＭＳ Ｐゴシック", "font_size": 9, "valign": "top", "text_wrap": True, "border": 1}


def write_legacy_workbook() -> bytes:
    """Return the workbook (.xlsx)."""
    content = BytesIO()
    workbook = Workbook(content, {"in_memory": True})
    workbook.set_properties({"title": TITLE, "created": _MADE_AT})
    sheet = workbook.add_worksheet(SHEET)
    every = columns()
    _title_rows(sheet, every, workbook.add_format(_FONT | {"font_color": "#999999", "text_wrap": False}))
    head = _FONT | {"bold": True, "bg_color": "#FFFF99", "align": "center", "valign": "vcenter"}
    _headings(sheet, every, workbook.add_format(head))
    _rows(sheet, every, _Formats(workbook))
    for number, column in enumerate(every):
        sheet.set_column(number, number, column.width, None, {"hidden": column.key in _HIDDEN})
    sheet.freeze_panes(FIRST_ROW, 9)
    _codes(workbook)
    workbook.close()
    return content.getvalue()


class _Formats:
    """How cells look: figures to the right with separators, days as days."""

    def __init__(self, workbook: Workbook) -> None:
        self.text = workbook.add_format(_FONT)
        self.figure = workbook.add_format(_FONT | {"num_format": "#,##0.##"})
        self.day = workbook.add_format(_FONT | {"num_format": "yyyy/m/d"})

    def of(self, value: Value) -> Format:
        """Return the format of a value."""
        if isinstance(value, date):
            return self.day
        return self.figure if isinstance(value, (int, Decimal, Formula)) else self.text


def _title_rows(sheet: Worksheet, every: tuple[LegacyColumn, ...], look: Format) -> None:
    for number in range(1, len(every)):
        sheet.write_string(0, number, _FILLER, look)
    sheet.write_string(1, 2, TITLE)
    sheet.write_string(2, len(every) - 2, "（単位：千円）")


def _headings(sheet: Worksheet, every: tuple[LegacyColumn, ...], look: Format) -> None:
    """Write three rows of headings: sections and groups merged over columns, the others downwards."""
    for depth in (0, 1):
        for first, last in _runs([column.headings[: depth + 1] for column in every]):
            section, group, heading = every[first].headings
            text = (section, group)[depth]
            if text and not (depth == 1 and group == heading):
                _merge(sheet, (_HEAD + depth, first, _HEAD + depth, last), text, look)
    for number, column in enumerate(every):
        section, group, heading = column.headings
        top = 2 if group and group != heading else 1 if section else 0
        if heading:
            _merge(sheet, (_HEAD + top, number, _HEAD + 2, number), heading, look)


def _runs(keys: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield first and last place of every run of equal keys."""
    first = 0
    for place in range(1, len(keys) + 1):
        if place == len(keys) or keys[place] != keys[first]:
            yield first, place - 1
            first = place


def _merge(sheet: Worksheet, place: tuple[int, int, int, int], text: str, look: Format) -> None:
    if place[:2] == place[2:]:
        sheet.write_string(*place[:2], text, look)
    else:
        sheet.merge_range(*place, text, look)


def _rows(sheet: Worksheet, every: tuple[LegacyColumn, ...], formats: _Formats) -> None:
    numbers = {column.key: number for number, column in enumerate(every)}
    letters = {key: xl_col_to_name(number) for key, number in numbers.items()}
    written = table()
    ids = [record.get("id") for _id, record in written]
    for place, (_id, record) in enumerate(written):
        row = FIRST_ROW + place
        full = formulas(record, row + 1, letters, ids) if "year" in record else record
        for key, value in full.items():
            _write(sheet, (row, numbers[key]), value, formats.of(value))
    for key in _MERGED:
        _merge_down(sheet, numbers[key], [record.get(key) for _id, record in written], formats.text)


def _write(sheet: Worksheet, place: tuple[int, int], value: Value, look: Format) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(*place, value.text, look, "" if value.result is None else value.result)
    elif isinstance(value, date):
        sheet.write_datetime(*place, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        sheet.write_string(*place, value, look)
    elif value is not None:
        sheet.write_number(*place, value, look)


def _merge_down(sheet: Worksheet, column: int, values: list[Value], look: Format) -> None:
    """Merge the cells of up to three measures one under another that say the same."""
    for first, last in _runs(values):
        value = values[first]
        if first < last and isinstance(value, str):
            place = (FIRST_ROW + first, column, FIRST_ROW + min(last, first + 2), column)
            sheet.merge_range(*place, value, look)


def _codes(workbook: Workbook) -> None:
    """Write the hidden sheet from which the older form took its choices."""
    sheet = workbook.add_worksheet("コード表")
    for row, line in enumerate((("会計コード", "会計"), ("01", "一般会計"), ("02", "特別会計"))):
        sheet.write_row(row, 0, line)
    sheet.hide()
