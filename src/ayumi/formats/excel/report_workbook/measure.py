"""Writes the sheet of one measure: one page to read, fill in, print and sign."""

from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ayumi.document.report_book import ActualTable, BookInput, BookSection, BookSheet, InputKind
from ayumi.formats.excel.cell_text import shown_text
from ayumi.formats.excel.choice_lists import ChoiceLists
from ayumi.formats.excel.look import TALLEST, lines_of
from ayumi.formats.excel.report_workbook.cell_rules import CellRules
from ayumi.formats.excel.report_workbook.layout import (
    ACTUAL_COLUMN,
    ACTUAL_MARK,
    COLUMN_MARK,
    KEY_COLUMN,
    KEY_ROW,
    LABEL,
    LAST_COLUMN,
    REPORT_MARK,
    ROW_MARK,
    SHORT_END,
    VALUE,
    VALUE_COLUMN,
    WIDTHS,
)
from ayumi.formats.excel.report_workbook.styles import Styles

LOCK = {"format_rows": True, "format_columns": True}
"""What a person may do beside filling in: make room."""
PAGE_POINTS = 1_230.0
"""What stands on one A4 page in portrait where our columns fill its width, in points."""
SMALLER = 1.15
"""How far a sheet is made smaller to stay on one page: ten points of text are then seven on paper."""
LINE_POINTS = 13.0
"""Height of one line of our ten-point font; the sheets that are only shown are more generous."""
TOLD_LONGEST = 2_000
"""Characters of what is only shown; a row grows to 409 points and no further."""
TOLD_ON = "…（続きは評価シートの画面をご覧ください）"
_ASKED_LINES, _MAY_LINES = 3, 2
"""The room that an empty text has at least."""
_FIRST_EXCEL_DAY = date(1900, 3, 1)
_WHOLE = sum(WIDTHS[LABEL:])
_WIDE = round(1.1 * sum(WIDTHS[VALUE_COLUMN:]))
"""Our font is proportional: sentences, half of them kana, take a tenth less than two places a character."""
_SHORT = sum(WIDTHS[VALUE_COLUMN : SHORT_END + 1])
_BEHIND = sum(WIDTHS[SHORT_END + 1 :])


class MeasureWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, tab: Worksheet, styles: Styles, lists: ChoiceLists) -> None:
        self._tab = tab
        self._styles = styles
        self._rules = CellRules(tab, styles, lists)
        self._row = KEY_ROW + 1
        self._points = 0.0
        self._break = 0
        """The row of the last section that begins on the first page."""

    def write(self, sheet: BookSheet, heading: str) -> None:
        """Write the sheet; ``heading`` says of which round and division it is."""
        self._marks(sheet)
        self._head(sheet, heading)
        for label, text in sheet.told:
            self._told(label, text)
        self._section(sheet.schedule)
        if sheet.tables:
            self._part("指標の実績")
        for table in sheet.tables:
            self._table(table)
        for section in sheet.sections:
            self._section(section)
        self._finish()

    def _marks(self, sheet: BookSheet) -> None:
        tab = self._tab
        tab.hide_gridlines(2)
        for column, width in enumerate(WIDTHS):
            tab.set_column(column, column, width, None, {"hidden": True} if column == KEY_COLUMN else {})
        tab.write_string(KEY_ROW, KEY_COLUMN, f"{REPORT_MARK}{sheet.report_id}")
        tab.write_string(KEY_ROW, VALUE_COLUMN, f"{COLUMN_MARK}{VALUE}")
        parts = sheet.tables[0].rows[0].inputs if sheet.tables and sheet.tables[0].rows else ()
        for place, each in enumerate(parts, ACTUAL_COLUMN):
            tab.write_string(KEY_ROW, place, f"{COLUMN_MARK}{each.field.partition('-')[0]}")
        tab.set_row(KEY_ROW, None, None, {"hidden": True})

    def _head(self, sheet: BookSheet, heading: str) -> None:
        title = f"{sheet.number}　{sheet.title}".strip("　")
        size = lines_of(title, 62)
        self._merged(LABEL, LAST_COLUMN, title, self._styles.title)
        self._next(24 * size)
        self._across(f"{heading}　様式: {sheet.form}", self._styles.note)
        self._next(18)

    def _told(self, label: str, text: str) -> None:
        text = text if len(text) <= TOLD_LONGEST else f"{text[:TOLD_LONGEST]}{TOLD_ON}"
        self._tab.write_string(self._row, LABEL, label, self._styles.label)
        self._merged(VALUE_COLUMN, LAST_COLUMN, text, self._styles.told)
        self._next(_height(max(lines_of(text, _WIDE), lines_of(label, WIDTHS[LABEL]))))

    def _part(self, title: str) -> None:
        self._next(6)
        self._tab.write_string(self._row, LABEL, title, self._styles.part)
        for column in range(LABEL + 1, LAST_COLUMN + 1):
            self._tab.write_blank(self._row, column, None, self._styles.part)
        self._next(20)

    def _section(self, section: BookSection) -> None:
        if section.inputs:
            if self._points <= PAGE_POINTS:
                self._break = self._row
            self._part(section.title)
        for each in section.inputs:
            self._single(each)

    def _single(self, each: BookInput) -> None:
        is_text = each.kind is InputKind.TEXT
        last = LAST_COLUMN if is_text else SHORT_END
        label = _label(each)
        self._tab.write_string(self._row, KEY_COLUMN, f"{ROW_MARK}{each.field}")
        self._tab.write_string(self._row, LABEL, label, self._styles.label)
        shape = self._styles.input(each.required, each.kind.value)
        if last > VALUE_COLUMN:
            self._tab.merge_range(self._row, VALUE_COLUMN, self._row, last, None, shape)
        self._input(each, VALUE_COLUMN)
        if each.required:
            self._rules.ask(self._row)
        whole = f"{label} ←未記入" if each.required else label
        lines = max(lines_of(each.value, _WIDE if is_text else _SHORT), lines_of(whole, WIDTHS[LABEL]))
        if is_text:
            lines = max(lines, _ASKED_LINES if each.required else _MAY_LINES)
        elif each.before:
            before = f"前回: {each.before}"
            self._merged(SHORT_END + 1, LAST_COLUMN, before, self._styles.before)
            lines = max(lines, lines_of(before, _BEHIND))
        self._next(_height(lines) + 3)

    def _table(self, table: ActualTable) -> None:
        self._next(self._across(table.title, self._styles.indicator) + 5)
        if table.note:
            self._next(self._across(table.note, self._styles.note))
        first = table.rows[0]
        headings = ("年度", "計画の目標", "登録済みの値", *map(_label, first.inputs))
        for column, heading in enumerate(headings, LABEL):
            self._tab.write_string(self._row, column, heading, self._styles.heading)
        self._next(_height(2))
        for row in table.rows:
            self._tab.write_string(self._row, KEY_COLUMN, f"{ACTUAL_MARK}{row.key}")
            self._tab.write_string(self._row, LABEL, row.label, self._styles.label)
            self._tab.write_string(self._row, LABEL + 1, shown_text(row.target), self._styles.known)
            self._tab.write_string(self._row, LABEL + 2, shown_text(row.known), self._styles.known)
            for column, each in enumerate(row.inputs, ACTUAL_COLUMN):
                self._input(each, column)
            if row.inputs[0].required:
                self._rules.ask_actual(self._row)
            cells = ((row.label, LABEL), (row.target, 2), (row.known, 3))
            inputs = ((each.value, column) for column, each in enumerate(row.inputs, ACTUAL_COLUMN))
            lines = max(lines_of(text, WIDTHS[place] - 2) for text, place in (*cells, *inputs))
            self._next(_height(lines) + 4)

    def _input(self, each: BookInput, column: int) -> None:
        tab, row = self._tab, self._row
        shape = self._styles.input(each.required, each.kind.value)
        day = _excel_day(each.value) if each.kind is InputKind.DAY else None
        if day is not None:
            tab.write_datetime(row, column, day, shape)
        elif each.value:
            tab.write_string(row, column, shown_text(each.value), shape)
        else:
            tab.write_blank(row, column, None, shape)
        self._rules.add(each, row, column)

    def _across(self, text: str, shape: Format) -> float:
        """Write a text over the whole width and return its height; a short one runs on by itself."""
        lines = lines_of(text, _WHOLE)
        if lines > 1:
            self._merged(LABEL, LAST_COLUMN, text, shape)
        else:
            self._tab.write_string(self._row, LABEL, shown_text(text), shape)
        return _height(lines)

    def _merged(self, first: int, last: int, text: str, shape: Format) -> None:
        self._tab.merge_range(self._row, first, self._row, last, None, shape)
        self._tab.write_string(self._row, first, shown_text(text), shape)

    def _next(self, points: float) -> None:
        self._tab.set_row(self._row, points)
        self._points += points
        self._row += 1

    def _finish(self) -> None:
        tab = self._tab
        self._rules.write()
        tab.protect("", LOCK)
        tab.ignore_errors({"number_stored_as_text": f"C1:I{self._row + 1}"})
        tab.set_paper(9)
        tab.set_portrait()
        tab.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        # One page, unless long texts would make it too small to read.
        is_one_page = self._points <= PAGE_POINTS * SMALLER
        tab.fit_to_pages(1, 1 if is_one_page else 0)
        if not is_one_page:
            # A section is not torn apart. Excel may break elsewhere on sheets that are fitted to a width.
            tab.set_h_pagebreaks([self._break])
        tab.print_area(KEY_ROW, LABEL, self._row - 1, LAST_COLUMN)
        tab.set_selection(VALUE_COLUMN, VALUE_COLUMN, VALUE_COLUMN, VALUE_COLUMN)


def _height(lines: int) -> float:
    """Return the height of a row in points, close enough for one page and with air around one line."""
    return min(TALLEST, LINE_POINTS * lines + 5)


def _label(each: BookInput) -> str:
    return f"{'◆' if each.required else '◇'} {each.label}"


def _excel_day(text: str) -> date | None:
    """Return a day that Excel can count; an earlier one stays text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_EXCEL_DAY else None
