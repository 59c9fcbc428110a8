"""The table behind a mapping: one record for each measure, one slot for each cell that may hold something."""

from collections.abc import Iterator
from dataclasses import dataclass

from ayumi.document.source_workbook import CellValue, SourceSheet, SourceWorkbook, cell_name, column_name
from ayumi.importing.rules.mapping.fields import Field, Layout
from ayumi.importing.rules.mapping.headings import columns_by_name, key, paths, printed, width_of
from ayumi.importing.rules.mapping.mapping import Column, Mapping

MERGED_DOWN = frozenset({Field.LEVEL_CODE, Field.LEVEL_NAME, Field.DIVISION})


@dataclass(frozen=True, slots=True)
class Slot:
    """One column or cell of the table. ``found`` is the heading of the file, where it differs."""

    at: str
    column: Column | None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one measure, one for each slot; ``row`` counts from 0 and is -1 for a whole sheet."""

    sheet: str
    row: int
    values: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Everything a mapping points at, and how many cells with something in them lie outside."""

    slots: tuple[Slot, ...]
    records: tuple[Record, ...]
    outside: int
    other_sheets: tuple[str, ...]
    """Sheets that hold something and are not read."""
    merged: dict[tuple[int, int], CellValue]
    """By record and slot: the value of the merged cell that covers this empty one."""

    def cell(self, record: Record, slot: int) -> str:
        """Return the address of a cell."""
        at = self.slots[slot].at
        return at if record.row < 0 else f"{at}{record.row + 1}"


class NoSuchSheet(ValueError):
    """The workbook has no sheet of the mapping's name."""


def table_of(workbook: SourceWorkbook, mapping: Mapping) -> Table:
    """Return the table. Raises NoSuchSheet, in Japanese."""
    return _of_rows(workbook, mapping) if mapping.layout is Layout.ROWS else _of_sheets(workbook, mapping)


def filled(rows: tuple[tuple[CellValue, ...], ...]) -> int:
    """Return how many cells hold something."""
    return sum(len(row) - row.count(None) for row in rows)


def _of_rows(workbook: SourceWorkbook, mapping: Mapping) -> Table:
    sheet = workbook.sheet(mapping.sheet)
    if sheet is None and (len(workbook.sheets) == 1 or (workbook.sheets and not mapping.sheet)):
        # The only sheet may be called anything: that of a CSV file is called as the file.
        sheet = workbook.sheets[0]
    if sheet is None:
        raise NoSuchSheet(f"対応付けのシート「{mapping.sheet}」が、このファイルにありません。")
    width = width_of(sheet)
    slots = _slots_of_rows(sheet, mapping, width)
    first = mapping.first_row - 1
    last = len(sheet.rows) if mapping.last_row is None else min(mapping.last_row, len(sheet.rows))
    records = tuple(
        Record(sheet.name, number, row + (None,) * (len(slots) - len(row)))
        for number, row in enumerate(sheet.rows[first:last], start=first)
    )
    area = filled(sheet.rows[first:last])
    return Table(
        slots=slots,
        records=records,
        outside=sum(filled(each.rows) for each in workbook.sheets) - area,
        other_sheets=tuple(each.name for each in workbook.sheets if each is not sheet and filled(each.rows)),
        merged=dict(_merged(sheet, slots, first, last)),
    )


def _slots_of_rows(sheet: SourceSheet, mapping: Mapping, width: int) -> tuple[Slot, ...]:
    by_name = columns_by_name(width)
    mapped = {column.at: column for column in mapping.columns}
    headings = paths(sheet, tuple(row - 1 for row in mapping.header_rows), width)
    slots = []
    for at, number in by_name.items():
        column = mapped.get(at)
        differs = column is not None and key(column.heading) != key(headings[number])
        slots.append(Slot(at, column, headings[number] if differs else None))
    # A mapped column beyond the sheet's width is simply empty, unless its heading was to be there.
    slots.extend(
        Slot(at, column, "" if column.heading else None) for at, column in mapped.items() if at not in by_name
    )
    return tuple(slots)


def _merged(
    sheet: SourceSheet, slots: tuple[Slot, ...], first: int, last: int
) -> Iterator[tuple[tuple[int, int], CellValue]]:
    for each in sheet.merged:
        column = slots[each.first_column].column if each.first_column < len(slots) else None
        if column is None or column.field not in MERGED_DOWN:
            continue
        value = sheet.cell(each.first_row, each.first_column)
        for row in range(max(each.first_row + 1, first), min(each.last_row + 1, last)):
            yield (row - first, each.first_column), value


def _of_sheets(workbook: SourceWorkbook, mapping: Mapping) -> Table:
    mapped = {column.at: column for column in mapping.columns}
    read = [sheet for sheet in workbook.sheets if sheet.name not in mapping.left_out]
    cells = [_cells(sheet) for sheet in read]
    addresses = dict.fromkeys(mapped)
    for held in cells:
        for at, value in held.items():
            if at not in mapped and not _is_label(mapping, at, value):
                addresses[at] = None
    slots = tuple(Slot(at, mapped.get(at)) for at in addresses)
    records = tuple(
        Record(sheet.name, -1, tuple(held.get(slot.at) for slot in slots))
        for sheet, held in zip(read, cells, strict=True)
        if held
    )
    area = sum(len(record.values) - record.values.count(None) for record in records)
    return Table(
        slots=slots,
        records=records,
        outside=sum(filled(each.rows) for each in workbook.sheets) - area,
        other_sheets=tuple(
            each.name for each in workbook.sheets if each.name in mapping.left_out and filled(each.rows)
        ),
        merged={},
    )


def _is_label(mapping: Mapping, at: str, value: CellValue) -> bool:
    expected = mapping.labels.get(at)
    return expected is not None and printed(value) == expected


def _cells(sheet: SourceSheet) -> dict[str, CellValue]:
    return {
        cell_name(row, column): value
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if value is not None
    }


def column_of(at: str) -> str:
    """Return the letters of an address: C5 → C."""
    return at.rstrip("0123456789")


__all__ = ["NoSuchSheet", "Record", "Slot", "Table", "column_name", "column_of", "filled", "table_of"]
