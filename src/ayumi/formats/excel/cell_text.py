"""Texts on their way into a cell and out of it."""

import re
from decimal import Decimal

from ayumi.document.source_workbook import CellError, CellValue
from ayumi.formats.excel.acceptance import NotAccepted

_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")


def shown_text(text: str) -> str:
    """Return a text as a cell shows it: line ends as newlines, tabs as blanks, control characters gone."""
    return _UNSHOWN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def text_of(cell: CellValue) -> str | None:
    """Return the text of a cell, None for an empty one. Raises NotAccepted for days and failed formulas."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return _LINE_ENDS.sub("\n", cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, CellError):
        raise NotAccepted(
            "文字", f"数式がエラー（{cell.code}）になっています。数式を直すか、文字を入力してください。"
        )
    raise NotAccepted(
        "文字",
        "Excel が入力を日付や時刻に変えています。セルの表示形式を「文字列」にして入力し直してください。",
    )
