"""What cells of a sheet do by themselves: lists to choose from, advice, and the hint that one is empty.

Cells of one rule are gathered and the rule is written once: a rule for every cell took a third of the time.
"""

from collections import defaultdict
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ayumi.document.report_book import BookInput, InputKind
from ayumi.formats.excel.choice_lists import ChoiceLists
from ayumi.formats.excel.report_workbook.layout import ACTUAL_COLUMN, LABEL, VALUE_COLUMN
from ayumi.formats.excel.report_workbook.styles import Styles

ADVICE = {
    InputKind.NUMBER: (
        "数字",
        "単位を付けずに数字だけを入れてください（例: 57.0）。値がないときは空欄にします。",
    ),
    InputKind.DAY: ("日付", "いつ時点の値かを日付で入れてください（例: 2026/3/31）。"),
}


class CellRules:
    """The rules of one sheet, written at the end by ``write``."""

    def __init__(self, tab: Worksheet, styles: Styles, lists: ChoiceLists) -> None:
        self._tab = tab
        self._styles = styles
        self._lists = lists
        self._cells: defaultdict[tuple[tuple[str, ...], str, str], list[tuple[int, int]]] = defaultdict(list)
        self._single: list[int] = []
        self._actual: list[int] = []

    def add(self, each: BookInput, row: int, column: int) -> None:
        """Give a cell the list and the advice of its input."""
        title, advice = (each.label, each.help) if each.help else ADVICE.get(each.kind, ("", ""))
        if each.choices or advice:
            self._cells[each.choices, title, advice].append((row, column))

    def ask(self, row: int) -> None:
        """Let the only input of a row say that it is empty."""
        self._single.append(row)

    def ask_actual(self, row: int) -> None:
        """Let an actual say that neither a value nor a reason stands there."""
        self._actual.append(row)

    def write(self) -> None:
        """Write every rule."""
        for (words, title, advice), cells in self._cells.items():
            rule: dict[str, Any] = self._lists.validation(words) if words else {"validate": "any"}
            if advice:
                rule |= {"input_title": title[:32], "input_message": advice[:255]}
            rule["other_cells"] = [[*cell, *cell] for cell in cells[1:]]
            self._tab.data_validation(*cells[0], *cells[0], rule)
        if self._single:
            value = _place(self._single, VALUE_COLUMN)
            self._hint(self._single, f"=LEN(TRIM({value}))=0", (VALUE_COLUMN, VALUE_COLUMN))
        if self._actual:
            entry, reason = (_place(self._actual, ACTUAL_COLUMN + part) for part in (0, 1))
            formula = f"=AND(LEN(TRIM({entry}))=0,LEN(TRIM({reason}))=0)"
            self._hint(self._actual, formula, (ACTUAL_COLUMN, ACTUAL_COLUMN + 1))

    def _hint(self, rows: list[int], formula: str, columns: tuple[int, int]) -> None:
        """Colour the empty cells, and put words behind their labels: colour is never the only sign."""
        for (first, last), shape in (
            (columns, self._styles.empty),
            ((LABEL, LABEL), self._styles.unfilled),
        ):
            ranges = " ".join(xl_range(row, first, row, last) for row in rows)
            rule = {"type": "formula", "criteria": formula, "format": shape, "multi_range": ranges}
            self._tab.conditional_format(rows[0], first, rows[0], last, rule)


def _place(rows: list[int], column: int) -> str:
    """Return the cell of the first row; the program moves it down for the others."""
    return str(xl_rowcol_to_cell(rows[0], column, col_abs=True))
