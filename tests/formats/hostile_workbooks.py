"""Workbooks that are made to hurt, or that break on the way: each as bytes, none larger than it must be."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def plain() -> bytes:
    """Return a small workbook as an official makes one."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("実績")
    for row, values in enumerate([["施策ID", "進捗"], [1, "順調"]]):
        sheet.write_row(row, 0, values)
    book.close()
    return held.getvalue()


def sheet_of(rows: str, before: str = "") -> bytes:
    """Return a sheet's XML with ``rows`` in it and ``before`` ahead of them."""
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{before}<sheetData>'
    return f"{head}{rows}</sheetData></worksheet>".encode()


def workbook_of(sheet: bytes | Iterable[bytes]) -> bytes:
    """Return a workbook whose only sheet is this XML."""
    return changed({SHEET: sheet})


def changed(
    parts: dict[str, bytes | Iterable[bytes]], without: Iterable[str] = (), source: bytes | None = None
) -> bytes:
    """Return a workbook (the plain one) in which ``parts`` replace or join the usual ones."""
    held = BytesIO()
    with ZipFile(BytesIO(source or plain())) as usual, ZipFile(held, "w", ZIP_DEFLATED) as made:
        for name in usual.namelist():
            if name not in parts and name not in without:
                made.writestr(name, usual.read(name))
        for name, content in parts.items():
            with made.open(name, "w", force_zip64=False) as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return held.getvalue()
