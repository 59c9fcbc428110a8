"""Reads the workbook that ``write.py`` writes, however it was moved about, renamed or saved."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from ayumi.document.source_workbook import CellError, CellValue, SourceSheet, SourceWorkbook
from ayumi.formats.excel.acceptance import NotAccepted, found_words
from ayumi.formats.excel.cell_text import text_of
from ayumi.formats.excel.numbers import parse_day
from ayumi.formats.excel.refusal_list import Refusals, cell_place
from ayumi.formats.excel.report_workbook.layout import (
    ACTUAL_MARK,
    COLUMN_MARK,
    FORMAT,
    REPORT_MARK,
    ROW_MARK,
    VALUE,
)
from ayumi.formats.excel.report_workbook.reading import ReadSheet, ReportWorkbookReading

DAY_PART = "as_of"
_SEARCHED = 20
"""In so many rows and columns from the corner the marks of a sheet are looked for."""


def read_report_workbook(workbook: SourceWorkbook) -> ReportWorkbookReading:
    """Return what stands in the inputs, or every cell that cannot be read. Never raises for what they say."""
    refusals = Refusals(workbook.file)
    facts = next((found for sheet in workbook.sheets if (found := _facts(sheet)) is not None), None)
    if facts is None:
        refusals.add(
            "ファイル全体",
            "評価シートの印のないブック",
            "「あゆみ」が配付した評価シートのブック（.xlsx）",
            "「あゆみ」が配付した評価シートのブックではないか、隠れたシートが失われています。"
            "もう一度書き出し、そこへ写してください。",
        )
        return ReportWorkbookReading(refused=tuple(refusals.all))
    sheets: dict[str, ReadSheet] = {}
    for source in workbook.sheets:
        corner = _corner(source)
        if corner is None:
            continue
        read = _Reader(source, corner, refusals).read()
        before = sheets.setdefault(read.report_id, read)
        if before is not read:
            refusals.add(
                f"シート「{source.name}」",
                f"シート「{before.name}」の写し",
                "施策ごとに一枚のシート",
                "同じ施策のシートが二つあり、どちらを読むか決められません。使わない方を削除してください。",
            )
    single = {kind: values[0] for kind, values in facts.items() if kind != "report" and values}
    return ReportWorkbookReading(
        sheets=tuple(sheets.values()),
        refused=tuple(refusals.all),
        municipality_code=single.get("municipality"),
        round_id=single.get("round"),
        division_id=single.get("division"),
        export=single.get("export"),
        given=dict(pair.split(" ", 1) for pair in facts.get("report", [])),
    )


def _facts(sheet: SourceSheet) -> dict[str, list[str]] | None:
    """Return the facts of the hidden sheet by their kind, or None for any other sheet."""
    if sheet.cell(0, 0) != FORMAT:
        return None
    facts: dict[str, list[str]] = {}
    for row in sheet.rows[1:]:
        words = ["" if cell is None else found_words(cell) for cell in row]
        match words:
            case ["report", report_id, version, *_]:
                facts.setdefault("report", []).append(f"{report_id} {version}")
            case [kind, value, *_]:
                facts.setdefault(kind, []).append(value)
    return facts


def _corner(sheet: SourceSheet) -> tuple[int, int] | None:
    """Return where the mark of the report stands, None on a sheet of something else."""
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        for column, cell in enumerate(row[:_SEARCHED]):
            if isinstance(cell, str) and cell.startswith(REPORT_MARK):
                return number, column
    return None


class _Reader:
    """Reads one sheet whose corner was found."""

    def __init__(self, sheet: SourceSheet, corner: tuple[int, int], refusals: Refusals) -> None:
        self._sheet = sheet
        self._row, self._column = corner
        self._refusals = refusals
        self._report_id = str(sheet.cell(*corner)).removeprefix(REPORT_MARK)
        self._columns = _marked_columns(sheet.rows[self._row])

    def read(self) -> ReadSheet:
        """Return every input that is still there."""
        fields: dict[str, str] = {}
        places: dict[str, str] = {}
        for name, row, column in self._inputs():
            place = cell_place(self._sheet, row, column)
            cell = self._sheet.cell(row, column)
            if name in fields:
                self._refusals.add(
                    place,
                    f"{places[name]} と同じ欄",
                    "欄ごとに一つのセル",
                    "同じ欄が二つあり、どちらを読むか決められません。写した行を削除してください。",
                )
                continue
            try:
                fields[name] = _day(cell) if name.startswith(f"{DAY_PART}-") else text_of(cell) or ""
            except NotAccepted as problem:
                self._refusals.add(place, found_words(cell), problem.accepted, problem.reason)
                fields[name] = ""
            places[name] = place
        return ReadSheet(self._report_id, self._sheet.name, fields, places)

    def _inputs(self) -> Iterator[tuple[str, int, int]]:
        """Yield the name of each input with its row and column."""
        value = self._columns.get(VALUE)
        parts = [(part, column) for part, column in self._columns.items() if part != VALUE]
        if value is None:
            self._refusals.add(
                f"シート「{self._sheet.name}」",
                "欄の印のないシート",
                "「あゆみ」が配付したシート",
                "隠れた行にある欄の印が失われています。もう一度書き出し、そこへ写してください。",
            )
            return
        for number in range(self._row + 1, len(self._sheet.rows)):
            mark = self._sheet.cell(number, self._column)
            if not isinstance(mark, str):
                continue
            if mark.startswith(ROW_MARK):
                yield mark.removeprefix(ROW_MARK), number, value
            elif mark.startswith(ACTUAL_MARK):
                key = mark.removeprefix(ACTUAL_MARK)
                yield from ((f"{part}-{key}", number, column) for part, column in parts)


def _marked_columns(row: tuple[CellValue, ...]) -> Mapping[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        if isinstance(cell, str) and cell.startswith(COLUMN_MARK):
            columns.setdefault(cell.removeprefix(COLUMN_MARK), place)
    return columns


def _day(cell: CellValue) -> str:
    """Return a day as 2026-05-31; what is no day stays as it was typed, to be refused with its field."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if cell is None or isinstance(cell, CellError):
        return text_of(cell) or ""
    text = found_words(cell).strip()
    day = parse_day(text)
    return text if day is None else day.isoformat()
