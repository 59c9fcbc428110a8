"""Reads an Excel workbook (.xlsx) cell by cell: values, merged ranges and which sheets are hidden."""

from collections.abc import Callable, Iterator
from datetime import date, time
from io import BytesIO
from typing import TypeVar
from zipfile import ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ayumi.document.reading import CannotRead
from ayumi.document.source_workbook import (
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    SHEETS_LIMIT,
    TEXT_LIMIT,
    CellValue,
    MergedRange,
    SourceSheet,
    SourceWorkbook,
    cell_name,
)
from ayumi.formats.excel.parts import DAMAGES, SheetPart, open_workbook, sheet_parts
from ayumi.formats.excel.refusals import WHOLE_FILE, broken, broken_sheet, refusal
from ayumi.formats.excel.scan import BrokenSheet, SheetScan, TooFar
from ayumi.formats.excel.values import Values

_Made = TypeVar("_Made")


def read(content: bytes, file: str) -> SourceWorkbook:
    """Return the workbook's sheets in the order of their tabs; chart sheets have no cells and are left out.

    A formula gives the value it had when the file was saved, a failed one a CellError and one that was never
    calculated ``NOT_CALCULATED``. Raises CannotRead for a file that is no workbook, is damaged or exceeds the
    limits of ``source_workbook``.
    """
    with open_workbook(content, file) as package:
        parts = sheet_parts(package, file)
        _check_sheets(parts, file)
        workbook = _asked(lambda: CalamineWorkbook.from_filelike(BytesIO(content)), broken(file))
        known = workbook.sheets_metadata
        if [each.name for each in known] != [part.name for part in parts]:
            raise broken(file)
        reading = _Reading(file, package, workbook)
        sheets = tuple(
            reading.sheet(number, part, each.visible != SheetVisibleEnum.Visible)
            for number, (part, each) in enumerate(zip(parts, known, strict=True))
            if each.typ == SheetTypeEnum.WorkSheet
        )
    return SourceWorkbook(file=file, sheets=sheets)


class _Reading:
    """One workbook being read: its package, the parser's view of it and the cells counted so far."""

    def __init__(self, file: str, package: ZipFile, workbook: CalamineWorkbook) -> None:
        self._file = file
        self._package = package
        self._workbook = workbook
        self._values = Values()
        self._cells = 0

    def sheet(self, number: int, part: SheetPart, hidden: bool) -> SourceSheet:
        """Return one sheet, looked through before the parser may make room for it."""
        scan = self._scanned(part)
        self._cells += scan.height * scan.width
        if self._cells > CELLS_LIMIT:
            raise refusal(
                self._file,
                f"シート「{part.name}」",
                f"このシートまでで {self._cells:,}セル（行数×列数）",
                f"セルが多すぎます（上限 {CELLS_LIMIT:,}セル）。必要な行と列だけを残すか、"
                "ファイルを分けて保存してください。",
                f"全シートで {CELLS_LIMIT:,}セル以内の Excel ブック（.xlsx）",
            )
        damage = broken_sheet(self._file, part.name)
        held = _asked(lambda: self._workbook.get_sheet_by_index(number), damage)
        if held.total_height > ROWS_LIMIT or held.total_width > COLUMNS_LIMIT:
            raise damage
        rows = _asked(lambda: tuple(self._rows(held, scan)), damage)
        if self._values.longest > TEXT_LIMIT:
            raise _too_long(self._file, part.name, rows)
        return SourceSheet(part.name, _without_empty_end(rows), tuple(_merged(held)), hidden)

    def _scanned(self, part: SheetPart) -> SheetScan:
        try:
            if part.part is None:
                raise BrokenSheet("part")
            with self._package.open(part.part) as sheet:
                return SheetScan(sheet)
        except TooFar as far:
            raise _too_far(self._file, part.name, far) from far
        except (BrokenSheet, *DAMAGES) as damage:
            raise broken_sheet(self._file, part.name) from damage

    def _rows(self, sheet: CalamineSheet, scan: SheetScan) -> Iterator[tuple[CellValue, ...]]:
        # The parser's rows begin at row 1, but at the first column that holds something.
        before = (None,) * (sheet.start[1] if sheet.start else 0)
        odd: dict[int, dict[int, CellValue]] = {}
        for (row, column), value in (scan.errors | scan.dates).items():
            odd.setdefault(row, {})[column] = value
        number = -1
        for number, given in enumerate(sheet.iter_rows()):
            yield _row([*before, *self._values.row(given)], number, scan, odd.get(number))
        for rest in range(number + 1, max(odd, default=-1) + 1):
            yield _row([], rest, scan, odd.get(rest))


def _row(
    cells: list[CellValue], number: int, scan: SheetScan, odd: dict[int, CellValue] | None
) -> tuple[CellValue, ...]:
    if scan.negatives:
        # Excel has no day before 1900 and shows ####; the number that is stored is what is known.
        for column, value in enumerate(cells):
            if isinstance(value, (time, date)) and (number, column) in scan.negatives:
                cells[column] = scan.negatives[number, column]
    for column, value in (odd or {}).items():
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _asked(ask: Callable[[], _Made], damage: Exception) -> _Made:
    """Ask the parser; whatever it raises, also a panic of its Rust side (a BaseException), is damage."""
    try:
        return ask()
    except (CannotRead, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as problem:
        raise damage from problem


def _check_sheets(parts: tuple[SheetPart, ...], file: str) -> None:
    if len(parts) > SHEETS_LIMIT:
        raise refusal(
            file,
            WHOLE_FILE,
            f"シート {len(parts):,}枚",
            f"シートが多すぎます（上限 {SHEETS_LIMIT}枚）。必要なシートだけを残すか、"
            "ファイルを分けて保存してください。",
            f"{SHEETS_LIMIT}枚以内の Excel ブック（.xlsx）",
        )


def _too_far(file: str, sheet: str, far: TooFar) -> CannotRead:
    return refusal(
        file,
        f"シート「{sheet}」のセル {cell_name(far.row, far.column)}",
        "遠く離れたセルの値",
        f"このセルは読み取れる範囲（{ROWS_LIMIT:,}行・{COLUMNS_LIMIT:,}列まで）の外にあります。"
        "Excel で Ctrl+End を押して最後のセルを確かめ、不要な行と列を削除するか、"
        "ファイルを分けて保存してください。",
        f"{ROWS_LIMIT:,}行・{COLUMNS_LIMIT:,}列以内のシート",
    )


def _too_long(file: str, sheet: str, rows: tuple[tuple[CellValue, ...], ...]) -> CannotRead:
    row, column, length = next(
        (row, column, len(value))
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, str) and len(value) > TEXT_LIMIT
    )
    return refusal(
        file,
        f"シート「{sheet}」のセル {cell_name(row, column)}",
        f"{length:,}字の文",
        f"一つのセルの文が長すぎます（上限 {TEXT_LIMIT:,}字）。文をいくつかのセルに分けて保存してください。",
        f"一つのセルに {TEXT_LIMIT:,}字以内",
    )


def _merged(sheet: CalamineSheet) -> Iterator[MergedRange]:
    for (row, column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        if row < ROWS_LIMIT and column < COLUMNS_LIMIT:
            yield MergedRange(row, column, min(last_row, ROWS_LIMIT - 1), min(last_column, COLUMNS_LIMIT - 1))


def _without_empty_end(rows: tuple[tuple[CellValue, ...], ...]) -> tuple[tuple[CellValue, ...], ...]:
    end = len(rows)
    while end and not rows[end - 1]:
        end -= 1
    return rows[:end]
