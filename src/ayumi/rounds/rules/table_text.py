"""A table as text that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins with one of these could be taken for a formula (CSV injection)."""


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return the rows as CSV, with a mark at the front so that spreadsheets read it as UTF-8.

    A cell that could be taken for a formula gets an apostrophe before it; a plain number stays one.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(str(cell)) for cell in row])
    return "\ufeff" + written.getvalue()


def safe_cell(text: str) -> str:
    """Return the text, with an apostrophe before it where it could be taken for a formula."""
    if not text.startswith(FORMULA_MARKS):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text
