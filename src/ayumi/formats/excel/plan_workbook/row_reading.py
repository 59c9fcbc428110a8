"""Reads the rows of one sheet: cells, originals, ids and owners."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from ayumi.document.source_workbook import CellValue
from ayumi.formats.excel.acceptance import NotAccepted
from ayumi.formats.excel.cell_text import text_of
from ayumi.formats.excel.plan_workbook.body import Row
from ayumi.formats.excel.plan_workbook.cells import BLANK_ROW, ORIGINAL, OWNER, joined, label_text, unpacked
from ayumi.formats.excel.plan_workbook.columns import OWNER_KEYS, Column
from ayumi.formats.excel.plan_workbook.more_kinds import Id
from ayumi.formats.excel.plan_workbook.names import SHEETS, Label, Names
from ayumi.formats.excel.plan_workbook.reading import FoundSheet, ReadRow
from ayumi.formats.excel.refusal_list import Refusals
from ayumi.ground.identifier import new_identifier

Cells = dict[str, CellValue]


class SheetReader:
    """Reads one sheet. The ids of its rows are known before any row is read, so that rows may name others."""

    def __init__(self, sheet: FoundSheet, refusals: Refusals) -> None:
        self.sheet = sheet
        self._refusals = refusals
        owner = sheet.table.owner
        self._owner_keys = OWNER_KEYS[owner] if owner else ()
        self._own = [key for key, column in sheet.columns.items() if key not in self._owner_keys]
        self._shown = [key for key in self._own if not sheet.columns[key].hidden]
        self._rows = list(self._filled_rows())
        self.ids: dict[int, str] = {}
        self._new: set[int] = set()
        if sheet.table.names is not None:
            self._identify()

    def labels(self, keys: tuple[str, ...]) -> dict[str, Label]:
        """Return what the rows are called now, by their ids."""
        return {
            self.ids[number]: tuple(_label_part(cells.get(key)) for key in keys)
            for number, cells, _ in self._rows
            if number in self.ids
        }

    def read(self, names: Names) -> list[ReadRow]:
        """Return the rows that could be read; every cell that could not is refused."""
        return [
            ReadRow(number, row, number in self._new)
            for number, cells, original in self._rows
            if (row := self._row(number, cells, original, names)) is not None
        ]

    def _filled_rows(self) -> Iterator[tuple[int, Cells, dict[str, Any]]]:
        sheet = self.sheet
        end = sheet.first_row + 1 if sheet.table.upright else len(sheet.rows)
        places = list(sheet.places.items())
        for number in range(sheet.first_row, end):
            row = sheet.rows[number] if number < len(sheet.rows) else ()
            width = len(row)
            cells = {key: row[place] for key, place in places if place < width and row[place] is not None}
            original = self._original(number, cells)
            shows = any(not _blank(cells.get(key)) for key in self._shown)
            if shows or original.get(BLANK_ROW) or sheet.table.upright:
                yield number, cells, original

    def _original(self, number: int, cells: Cells) -> dict[str, Any]:
        text = joined(ORIGINAL, cells)
        if text is None:
            return {}
        try:
            return unpacked(str(text))
        except ValueError:
            problem = NotAccepted(
                "この仕組みが書き出した内容、または空欄（新しい行）",
                "隠れた列「元の値」が書き換えられています。新しい行であれば空欄にしてください。",
            )
            self._refusals.cell(self.sheet, number, ORIGINAL, problem)
            return {}

    def _identify(self) -> None:
        seen: dict[str, int] = {}
        for number, cells, _ in self._rows:
            try:
                found = Id().parse(cells.get("id"), Names({}, {}))
            except NotAccepted as problem:
                self._refusals.cell(self.sheet, number, "id", problem)
                continue
            if found is None:
                self._new.add(number)
                found = str(new_identifier())
            elif found in seen:
                self._refuse_twin(number, seen[found])
                continue
            seen[found] = number
            self.ids[number] = found

    def _refuse_twin(self, number: int, before: int) -> None:
        sheet = self.sheet
        self._refusals.add(
            sheet.place(number, "id"),
            f"{sheet.place(before, 'id')} と同じID",
            "行ごとに違うID、または空欄（新しい行）",
            f"複写された行です（{before + 1}行目と{number + 1}行目）。新しいものとして加える行は、"
            "隠れた列「ID」と「元の値」を空欄にするか、行を挿入して入力し直してください。",
        )

    def _row(self, number: int, cells: Cells, original: dict[str, Any], names: Names) -> Row | None:
        row: Row = {}
        fine = self.sheet.table.names is None or number in self.ids
        if self.sheet.table.owner is not None:
            fine = self._read_owner(number, cells, original, names, row) and fine
        for key in self._own:
            try:
                row[key] = _value(self.sheet.columns[key], joined(key, cells), original, names)
            except NotAccepted as problem:
                self._refusals.cell(self.sheet, number, key, problem)
                fine = False
        if number in self.ids:
            row["id"] = self.ids[number]
        return row if fine else None

    def _read_owner(
        self, number: int, cells: Cells, original: dict[str, Any], names: Names, row: Row
    ) -> bool:
        what = self.sheet.table.owner or ""
        typed = tuple(_label_part(cells.get(key)) for key in self._owner_keys)
        owner = original.get(OWNER)
        try:
            if owner is not None and typed == names.written.get(what, {}).get(owner):
                if owner not in names.current.get(what, {}):
                    raise _deleted(what, " ".join(typed))
                row[OWNER] = owner
            else:
                row[OWNER] = names.find_label(what, typed)
        except NotAccepted as problem:
            self._refusals.cell(self.sheet, number, self._owner_keys[-1], problem)
            return False
        return True


def _value(column: Column, cell: CellValue, original: dict[str, Any], names: Names) -> Any:
    kind = column.kind
    if column.key not in original:
        return kind.parse(cell, names)
    try:
        before = kind.unpack(original[column.key])
        shown = kind.show(before, names)
    except (ValueError, TypeError, ArithmeticError, KeyError, IndexError):
        raise NotAccepted(
            "この仕組みが書き出した内容、または空欄（新しい行）",
            "隠れた列「元の値」が書き換えられています。新しい行であれば空欄にしてください。",
        ) from None
    if _same(cell, shown):
        if (gone := kind.gone(before, names)) is not None:
            raise _deleted(
                getattr(kind, "what", ""), names.written_name(getattr(kind, "what", ""), gone) or gone
            )
        return before
    value = kind.parse(cell, names)
    return kind.like(value, before) if isinstance(cell, Decimal) else value


def _same(cell: CellValue, shown: CellValue) -> bool:
    if isinstance(cell, str):
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(cell, datetime):
        cell = cell.date()
    return type(cell) is type(shown) and cell == shown


def _deleted(what: str, name: str) -> NotAccepted:
    where = SHEETS.get(what, "")
    return NotAccepted(
        f"シート「{where}」にある名称",
        f"「{name}」の行がシート「{where}」から削除されています。この行も削除するか、別の名称に書き換えてください。",
    )


def _label_part(cell: CellValue) -> str:
    try:
        return label_text(text_of(cell) or "")
    except NotAccepted:
        return ""


def _blank(cell: CellValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
