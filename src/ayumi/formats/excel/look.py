"""What all our workbooks look like: the font, the colours, the lines a text takes, the file's own facts."""

from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FONT = "BIZ UDPゴシック"
INK, QUIET, LINE, HEAD, HEAD_INK, NAMED = "#1F2A30", "#5B6B73", "#C5CFD4", "#E3EEF1", "#12414F", "#F5F7F8"
LINE_POINTS = 14.5
"""Height of one line of text in points."""
TALLEST = 400.0

MADE_AT = datetime(2026, 4, 1)
"""The creation time in every file, so that the same plan gives the same bytes."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def new_workbook(content: BytesIO, title: str) -> Workbook:
    """Return a workbook that is written into ``content``: no text becomes a formula, a link or a number."""
    workbook = Workbook(content, _OPTIONS)
    workbook.set_properties({"title": title[:255], "created": MADE_AT})
    workbook.set_size(24_000, 14_000)
    return workbook


def format_of(workbook: Workbook, properties: dict[str, Any]) -> Format:
    """Return a new format of our font and ink with ``properties``."""
    return workbook.add_format(
        {"font_name": FONT, "font_size": 10, "font_color": INK, "font_charset": 128} | properties
    )


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of ``width`` half-width characters.

    A Japanese character has three bytes and takes two places, a Latin one has one and takes one.
    """
    return sum(
        1 + max(0, (len(line.encode("utf-8", "replace")) + len(line)) // 2 - 1) // max(1, width)
        for line in text.split("\n")
    )


def height_of(lines: int) -> float:
    """Return the height of a row in points; Excel allows 409."""
    return min(TALLEST, LINE_POINTS * lines + 4)
