"""Finds the sheets and columns again: by their hidden keys, and where those are gone by their headings."""

import unicodedata

from ayumi.document.source_workbook import CellValue, SourceSheet, SourceWorkbook, column_name
from ayumi.formats.excel.plan_workbook.cells import ORIGINAL
from ayumi.formats.excel.plan_workbook.columns import Column, Table, year_column
from ayumi.formats.excel.plan_workbook.facts import Facts
from ayumi.formats.excel.plan_workbook.layout import FORMAT, MARK
from ayumi.formats.excel.plan_workbook.more_kinds import parse_year
from ayumi.formats.excel.plan_workbook.reading import FoundSheet
from ayumi.formats.excel.plan_workbook.tables import BY_KEY, TABLES
from ayumi.formats.excel.refusal_list import Refusals
from ayumi.ground.japanese_text import fold

_SEARCHED_ROWS = 30
_ENOUGH = 0.6
"""Which part of the headings makes a row the row of headings, where the keys are gone."""
Rows = tuple[tuple[CellValue, ...], ...]


def find_sheets(workbook: SourceWorkbook, facts: Facts, refusals: Refusals) -> dict[str, FoundSheet]:
    """Return the sheet of every table by its key; what is missing or there twice is refused."""
    found: dict[str, FoundSheet] = {}
    for source in workbook.sheets:
        sheet = None if source.cell(0, 0) == FORMAT else _by_keys(source, refusals)
        if sheet is None:
            continue
        before = found.setdefault(sheet.table.key, sheet)
        if before is not sheet:
            refusals.add(
                f"シート「{source.name}」",
                f"シート「{before.source.name}」の写し",
                f"シート「{sheet.table.sheet}」は一つだけ",
                "同じシートが二つあり、どちらを読むか決められません。使わない方を削除してください。",
            )
    taken = {sheet.source.name for sheet in found.values()}
    left = [source for source in workbook.sheets if source.name not in taken and not source.hidden]
    for table in TABLES:
        if table.key not in found:
            by_heading = next(filter(None, (_by_headings(source, table) for source in left)), None)
            if by_heading is None:
                refusals.add(
                    f"シート「{table.sheet}」",
                    "シートなし",
                    f"シート「{table.sheet}」",
                    "シートが見つかりません。書き出したブックから写すか、書き出し直してください。"
                    "中身を消すときは、シートを残して行だけを削除します。",
                )
            else:
                found[table.key] = by_heading
                left.remove(by_heading.source)
    for sheet in found.values():
        _check_columns(sheet, facts, refusals)
    return found


def _by_keys(source: SourceSheet, refusals: Refusals) -> FoundSheet | None:
    rows, upright = source.rows, False
    at, marks = _key_row(rows)
    if marks and BY_KEY.get(_table_key(marks[0])) is not None and BY_KEY[_table_key(marks[0])].upright:
        rows, upright = _turned(source.rows), True
        at, marks = _key_row(rows)
    table = BY_KEY.get(_table_key(marks[0])) if marks else None
    if table is None:
        return None
    places: dict[str, int] = {}
    for column, cell in enumerate(rows[at]):
        if not isinstance(cell, str) or not cell.startswith(f"{MARK}{table.key}."):
            continue
        key = cell.partition(".")[2]
        if key in places:
            refusals.add(
                f"シート「{source.name}」の行 {column + 1}"
                if upright
                else f"シート「{source.name}」の列 {column_name(column)}",
                "同じ列の写し",
                "見出しごとに一つの列",
                "複写された列があり、どちらを読むか決められません。列は複写せず、挿入して見出しを入力してください。",
            )
        places.setdefault(key, column)
    return _found(source, table, rows, at + 1, places)


def _found(
    source: SourceSheet, table: Table, rows: Rows, heading_row: int, places: dict[str, int]
) -> FoundSheet:
    """Complete the places by the headings of columns without a key, e.g. a year that was added."""
    known = {column.key: column for column in table.columns_of(())}
    taken = set(places.values())
    headings = rows[heading_row] if heading_row < len(rows) else ()
    for place, cell in enumerate(headings):
        key = None if place in taken else _key_of_heading(table, cell)
        if key is not None and key not in places:
            places[key] = place
    columns = {}
    for key in places:
        if (column := known.get(key) or _yearly(table, key)) is not None:
            columns[key] = column
    return FoundSheet(table, source, rows, heading_row + 1, places, columns)


def _yearly(table: Table, key: str) -> Column | None:
    family, _, year = key.partition(":")
    column = next((each for each in table.years if each.key == family), None)
    if column is None or not year.removeprefix("-").isdecimal():
        return None
    return year_column(column, int(year))


def _key_of_heading(table: Table, cell: CellValue) -> str | None:
    if not isinstance(cell, str) or not cell.strip():
        return None
    heading = fold(cell)
    if heading == fold("元の値"):
        return ORIGINAL
    for column in table.columns_of(()):
        if heading == fold(column.heading):
            return column.key
    plain = "".join(unicodedata.normalize("NFKC", cell).split())
    for column in table.years:
        name = "".join(unicodedata.normalize("NFKC", column.heading).split())
        year = parse_year(plain.replace(name, "", 1)) if name in plain else None
        if year is not None:
            return f"{column.key}:{year}"
    return None


def _by_headings(source: SourceSheet, table: Table) -> FoundSheet | None:
    rows = _turned(source.rows) if table.upright else source.rows
    wanted = {column.key for column in table.columns_of(())}
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        keys = [_key_of_heading(table, cell) for cell in row]
        if len(wanted & set(keys)) >= max(2, _ENOUGH * len(wanted)):
            return _found(source, table, rows, at, {})
    return None


def _check_columns(sheet: FoundSheet, facts: Facts, refusals: Refusals) -> None:
    table = sheet.table
    expected = {mark.partition(".")[2] for mark in facts.columns if _table_key(mark) == table.key}
    expected |= {column.key for column in table.columns_of(())}
    gone = expected - set(sheet.places)
    # Without any long text there is no second piece, and no original where no cell needed one.
    for key in sorted(gone):
        column = Column(ORIGINAL, "元の値（隠れた列）") if key.startswith(ORIGINAL) else None
        column = column or next((each for each in table.columns_of(()) if each.key == key), None)
        column = column or _yearly(table, key) or Column(key, key)
        heading = column.heading.replace("\n", " ")
        refusals.add(
            f"シート「{sheet.source.name}」",
            f"「{heading}」の列なし",
            f"「{heading}」の列",
            "列が見つかりません。書き出したブックから列を写し直すか、見出しを入力し直してください。"
            "値を消すときは、列を残して欄を空にします。",
        )


def _key_row(rows: Rows) -> tuple[int, list[str]]:
    """Return the row with the most keys, and the keys; an upright sheet has many rows with one."""
    best: tuple[int, list[str]] = (0, [])
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        marks = [cell for cell in row if isinstance(cell, str) and cell.startswith(MARK) and "." in cell]
        if len(marks) > len(best[1]):
            best = at, marks
    return best


def _table_key(mark: str) -> str:
    return mark.removeprefix(MARK).partition(".")[0]


def _turned(rows: Rows) -> Rows:
    """Turn rows into columns. Only for the short sheet of the plan's head."""
    width = max(map(len, rows), default=0)
    return tuple(
        tuple(row[column] if column < len(row) else None for row in rows) for column in range(min(width, 10))
    )
