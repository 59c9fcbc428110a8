"""Reads a CSV file (comma or tab) as a workbook of one sheet; every value is a text."""

import codecs
import csv
import re
from io import StringIO
from pathlib import PurePath

from ayumi.document.reading import CannotRead, Refused
from ayumi.document.source_workbook import (
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    TEXT_LIMIT,
    SourceSheet,
    SourceWorkbook,
    cell_name,
)

ACCEPTED_ENCODINGS = "UTF-8、UTF-16(BOM付き)、Shift_JIS(CP932)"
"""The encodings read, in the words shown to a person; EUC-JP cannot be told from CP932 in short cells."""

_ACCEPTED = f"CSV（.csv、文字コードは {ACCEPTED_ENCODINGS}）"
_WHOLE_FILE = "ファイル全体"
_RETYPE = "正しい字に入力し直して保存してください。"
_GAIJI = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_LOST = "\ufffd"
_UNREADABLE = re.compile(f"[{_GAIJI}{_LOST}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_END_MARK = "\x1a"
"""Old systems end a text file with it (Ctrl+Z)."""


def read(content: bytes, file: str) -> SourceWorkbook:
    """Return the file as one sheet named as the file, every value a text exactly as it stands; empty is None.

    UTF-8 (with or without a mark), UTF-16 with a mark, then CP932 are tried strictly. Raises CannotRead for
    another encoding, an unreadable character (naming the cell), a quotation mark without its partner (naming
    the line) and a file beyond the limits of ``source_workbook``.
    """
    text = _decoded(content, file)
    rows = _rows(text, _delimiter(text, file), file)
    if not any(rows):
        reason = "ファイルに文字がありません。中身をお確かめください。"
        raise _refusal(file, _WHOLE_FILE, "文字のないファイル", reason)
    _check_characters(text, rows, file)
    sheet = SourceSheet(file, tuple(_row(row) for row in rows))
    return SourceWorkbook(file=file, sheets=(sheet,))


def _decoded(content: bytes, file: str) -> str:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # Never shift_jisx0213, which turns 髙 into 郄, and never a replacement for what cannot be read.
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding).removesuffix(_END_MARK)
        except UnicodeDecodeError:
            continue
    reason = (
        "文字コードを判別できません。Excel で開き、「CSV UTF-8（コンマ区切り）」か「.xlsx」形式で"
        "保存し直してください。"
    )
    raise _refusal(file, _WHOLE_FILE, "判別できない文字コード", reason)


def _delimiter(text: str, file: str) -> str:
    """Tab where the name says so or the first line has more tabs than commas outside quotation marks."""
    if PurePath(file).suffix.lower() == ".tsv":
        return "\t"
    first = re.sub(r'"[^"]*"', "", re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0])
    return "\t" if first.count("\t") > first.count(",") else ","


def _rows(text: str, delimiter: str, file: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = widest = begun = 0
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in lines:
            begun = lines.line_num
            rows.append(row)
            widest = max(widest, len(row))
            cells = len(rows) * widest
            if len(rows) > ROWS_LIMIT or widest > COLUMNS_LIMIT or cells > CELLS_LIMIT:
                raise _too_large(file, len(rows), widest, f"{begun}行目")
    except csv.Error as problem:
        raise _unbalanced(file, begun + 1) from problem
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _row(cells: list[str]) -> tuple[str | None, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cell or None for cell in cells[:end])


def _check_characters(text: str, rows: list[list[str]], file: str) -> None:
    unreadable = _UNREADABLE.search(text) is not None
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if len(cell) > TEXT_LIMIT:
                raise _too_long(file, cell_name(row, column), len(cell))
            found = _UNREADABLE.search(cell) if unreadable else None
            if found is not None:
                raise _unreadable(file, cell_name(row, column), found[0])


def _unreadable(file: str, cell: str, mark: str) -> CannotRead:
    if re.match(f"[{_GAIJI}]", mark):
        found = f"外字（U+{ord(mark):04X}）"
        reason = "外字はこのコンピューターの外では別の字になるため読み取れません。"
    elif mark == _LOST:
        found = "文字化けした字（U+FFFD）"
        reason = "このファイルが保存される前に失われた字があります。"
    else:
        found = f"制御文字（U+{ord(mark):04X}）"
        reason = "目に見えない制御文字が入っているため読み取れません。"
    return _refusal(file, f"セル {cell}", found, reason + _RETYPE)


def _unbalanced(file: str, line: int) -> CannotRead:
    return _refusal(
        file,
        f"{line}行目",
        '対応しない引用符（"）',
        'この行から始まるセルの引用符（"）が正しく閉じていないため、セルの区切りが分かりません。'
        "Excel で開いて内容を確かめ、保存し直してください。",
    )


def _too_large(file: str, rows: int, columns: int, place: str) -> CannotRead:
    return _refusal(
        file,
        place,
        f"ここまでで {rows:,}行・{columns:,}列",
        f"表が大きすぎます（上限 {ROWS_LIMIT:,}行・{COLUMNS_LIMIT:,}列・{CELLS_LIMIT:,}セル）。"
        "必要な行と列だけを残すか、ファイルを分けて保存してください。",
    )


def _too_long(file: str, cell: str, length: int) -> CannotRead:
    reason = (
        f"一つのセルの文が長すぎます（上限 {TEXT_LIMIT:,}字）。文をいくつかのセルに分けて保存してください。"
    )
    return _refusal(file, f"セル {cell}", f"{length:,}字の文", reason)


def _refusal(file: str, place: str, found: str, reason: str) -> CannotRead:
    return CannotRead(Refused(file=file, place=place, found=found, accepted=_ACCEPTED, reason=reason))
