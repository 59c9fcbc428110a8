"""Headings as a person prints them: several rows of them, merged, numbered, with line breaks."""

import re
import unicodedata
from collections import Counter

from ayumi.document.source_workbook import CellValue, SourceSheet, column_name
from ayumi.ground.japanese_text import fold, join_lines
from ayumi.importing.rules.mapping.cells import shown

SEPARATOR = " / "
"""Between the rows of a heading."""
_CIRCLED = re.compile(r"[\u2460-\u2473\u2776-\u277f\u24f5-\u24fe]")
_ENUMERATION = re.compile(r"^(?:[(（]\s*[0-9０-９]{1,2}\s*[)）]|[0-9０-９]{1,2}(?:[.．、)）]|[\s\u3000]))\s*")
_LONGEST = 500


def printed(value: CellValue) -> str:
    """Return a heading as it stands on one line: 作成年 for 作成⏎年."""
    if value is None:
        return ""
    return " ".join(join_lines(shown(value).splitlines()).split())


def bare(heading: str) -> str:
    """Return a heading without its circled number and its enumeration: ① 政策…, (1) 改革… → 政策…, 改革…"""
    text = _CIRCLED.sub("", heading).strip()
    before = None
    while text != before:
        before, text = text, _ENUMERATION.sub("", text).strip()
    return text


def key(heading: str) -> str:
    """Return the key under which a heading is looked up: bare and folded."""
    return fold(bare(unicodedata.normalize("NFC", heading)))


def spread(sheet: SourceSheet, rows: tuple[int, ...], width: int) -> list[list[str]]:
    """Return the header rows (counted from 0) with merged cells filled into every cell that they cover.

    In every row but the last a heading also reaches to the right over empty cells that have a heading below,
    because many tables are centred over columns without being merged.
    """
    grid = {row: [printed(sheet.cell(row, column)) for column in range(width)] for row in rows}
    covered: set[tuple[int, int]] = set()
    for each in sheet.merged:
        text = printed(sheet.cell(each.first_row, each.first_column))
        for row in rows:
            if each.first_row <= row <= each.last_row:
                for column in range(each.first_column, min(each.last_column, width - 1) + 1):
                    grid[row][column] = text
                    covered.add((row, column))
    for row in rows[:-1]:
        _reach_right(grid[row], row, covered, [grid[below] for below in rows if below > row])
    return [grid[row] for row in rows]


def _reach_right(line: list[str], row: int, covered: set[tuple[int, int]], below: list[list[str]]) -> None:
    standing = ""
    for column, text in enumerate(line):
        if (row, column) in covered:
            standing = ""
        elif text:
            standing = text
        elif standing and any(other[column] for other in below):
            # A heading merged downwards has its own words below; it ends what stands to its left.
            if any((row + 1 + depth, column) in covered for depth in range(len(below))):
                standing = ""
            else:
                line[column] = standing
        else:
            standing = ""


def paths(sheet: SourceSheet, rows: tuple[int, ...], width: int) -> list[str]:
    """Return the heading of every column: its rows from the top, each word once."""
    lines = spread(sheet, rows, width)
    found = []
    for column in range(width):
        parts: list[str] = []
        for line in lines:
            if line[column] and line[column] not in parts:
                parts.append(line[column])
        found.append(SEPARATOR.join(parts)[:_LONGEST])
    return found


def is_filler(cells: tuple[CellValue, ...]) -> bool:
    """Whether a row says one and the same thing in many cells, as rows kept for a macro do."""
    texts = [cell for cell in cells if cell is not None and cell != ""]
    if len(texts) < 4:
        return False
    return Counter(map(str, texts)).most_common(1)[0][1] >= 0.9 * len(texts)


def width_of(sheet: SourceSheet) -> int:
    """Return how many columns the sheet has."""
    return max((len(row) for row in sheet.rows), default=0)


def columns_by_name(width: int) -> dict[str, int]:
    """Return every column by its letters."""
    return {column_name(column): column for column in range(width)}
