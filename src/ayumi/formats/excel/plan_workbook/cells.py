"""Rows as cells: what each cell shows, and the hidden ``original`` that carries what cells cannot."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ayumi.document.source_workbook import CellValue
from ayumi.formats.excel.cell_text import shown_text
from ayumi.formats.excel.plan_workbook.body import Row
from ayumi.formats.excel.plan_workbook.columns import OWNER_KEYS, Column, Table
from ayumi.formats.excel.plan_workbook.names import Label, Names

PIECE = 32_000
"""How many characters (UTF-16 units, as Excel counts) one cell takes; it would hold 32,767."""
ORIGINAL = "original"
OWNER, BLANK_ROW = "owner", "row"
"""Keys of the original beside those of columns: the owner's id, and the mark of a row that shows nothing."""

_ESCAPED = re.compile("[\x7f-\x9f\ufffe\uffff]")
Cells = dict[str, CellValue]


def cells_of(table: Table, row: Row, columns: tuple[Column, ...], names: Names) -> Cells:
    """Return the cells of one row by column key; long texts go on under ``key+2``, ``key+3`` …"""
    cells: Cells = {}
    original: dict[str, Any] = {}
    if table.owner is not None:
        original[OWNER] = row["owner"]
        label = names.current[table.owner][row["owner"]]
        cells.update(shown_label(OWNER_KEYS[table.owner], label))
    for column in columns:
        if column.key not in row:
            continue
        value, kind = row[column.key], column.kind
        cell = kind.show(value, names)
        if kind.loses(value, cell, names):
            original[column.key] = kind.pack(value)
        if isinstance(cell, str) and len(cell) > PIECE // 2 and kind.splits:
            cells.update(pieces(column.key, cell))
        elif cell is not None:
            cells[column.key] = cell
    naming = OWNER_KEYS[table.owner] if table.owner else ()
    shown = (column.key for column in columns if not column.hidden and column.key not in naming)
    if all(_is_blank(cells.get(key)) for key in shown):
        original[BLANK_ROW] = True
    if original:
        cells.update(pieces(ORIGINAL, packed(original)))
    return cells


def _is_blank(cell: CellValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown_label(keys: tuple[str, ...], label: Label) -> Iterator[tuple[str, CellValue]]:
    """Give the cells that name a row's owner; a name never goes on in a second cell."""
    return ((key, part) for key, part in zip(keys, label, strict=True) if part)


def label_text(part: str) -> str:
    """Return a name as a cell shows it that only points at a thing; a very long one is cut."""
    return shown_text(part)[: PIECE // 2]


def pieces(key: str, text: str) -> Iterator[tuple[str, CellValue]]:
    """Part a text so that every piece fits into a cell, no character of it torn."""
    piece: list[str] = []
    number, size = 1, 0
    if len(text) <= PIECE // 2:
        yield key, text
        return
    for mark in text:
        size += 2 if mark > "\uffff" else 1
        if size > PIECE:
            yield piece_key(key, number), "".join(piece)
            number, piece, size = number + 1, [], 2 if mark > "\uffff" else 1
        piece.append(mark)
    yield piece_key(key, number), "".join(piece)


def piece_key(key: str, number: int) -> str:
    """Return the column key of the n-th piece of a text: title, title+2, title+3."""
    return key if number == 1 else f"{key}+{number}"


def joined(key: str, cells: Mapping[str, CellValue]) -> CellValue:
    """Return a cell with its further pieces behind it."""
    first, number = cells.get(key), 2
    while f"{key}+{number}" in cells:
        more = cells[f"{key}+{number}"]
        if more is not None:
            first = f"{'' if first is None else first}{more}"
        number += 1
    return first


def packed(original: dict[str, Any]) -> str:
    """Return the JSON of an original in characters that every spreadsheet program keeps."""
    text = json.dumps(original, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def unpacked(text: str) -> dict[str, Any]:
    """Return the original of its JSON. Raises ValueError for anything else."""
    original = json.loads(text)
    if not isinstance(original, dict):
        raise ValueError("no object")
    return original
