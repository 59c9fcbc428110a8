"""Why a cell is not accepted, in the words a person is told."""

from datetime import date
from decimal import Decimal

from ayumi.document.source_workbook import CellError, CellValue


class NotAccepted(Exception):
    """A cell that cannot be read: what would be accepted, and why this is not."""

    def __init__(self, accepted: str, reason: str) -> None:
        super().__init__(reason)
        self.accepted = accepted
        self.reason = reason


class CannotWriteWorkbook(Exception):
    """A plan that no Excel workbook can hold; the message says why, in Japanese."""


_LONGEST = 100


def found_words(cell: CellValue) -> str:
    """Return a cell in words, short enough for a message."""
    if cell is None:
        return "空欄"
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
