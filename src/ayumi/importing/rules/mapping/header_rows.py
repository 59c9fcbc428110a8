"""Which rows of a sheet are its headings, and which sheet is the table."""

from dataclasses import dataclass
from decimal import Decimal

from ayumi.document.source_workbook import CellValue, SourceSheet, SourceWorkbook
from ayumi.importing.rules.mapping import lexicon
from ayumi.importing.rules.mapping.heading_years import heading_year
from ayumi.importing.rules.mapping.headings import is_filler, key, printed
from ayumi.importing.rules.mapping.proposing_levels import is_level_heading
from ayumi.importing.rules.mapping.records import filled

_LOOKED_AT = 15
_HEADING_WORDS = ("指標", "単位", "目標", "実績", "名称", "番号", "事業名", "施策", "評価", "理由")


@dataclass(frozen=True, slots=True)
class Headings:
    """The header rows of a sheet, counted from 0; the data begins behind the last of them."""

    sheet: SourceSheet
    rows: tuple[int, ...]
    score: int


def headings_of(workbook: SourceWorkbook) -> Headings | None:
    """Return the sheet that looks most like a table of measures, with its header rows; None for no cells."""
    found = [_of_sheet(sheet) for sheet in workbook.sheets if filled(sheet.rows)]
    return max(
        found, key=lambda each: (each.score, not each.sheet.hidden, len(each.sheet.rows)), default=None
    )


def _of_sheet(sheet: SourceSheet) -> Headings:
    head = sheet.rows[:_LOOKED_AT]
    scores = [0 if is_filler(row) else sum(map(_weight, row)) for row in head]
    best = max(range(len(head)), key=lambda row: (scores[row], -row))
    if scores[best] == 0:
        best = next((row for row, cells in enumerate(head) if any(map(printed, cells))), 0)
    rows = [best]
    while rows[-1] + 1 < len(head) and _is_below(sheet, rows[-1] + 1, scores):
        rows.append(rows[-1] + 1)
    while rows[0] > 0 and _is_above(sheet, rows[0] - 1, scores):
        rows.insert(0, rows[0] - 1)
    return Headings(sheet, tuple(rows), sum(scores[row] for row in rows))


def _weight(cell: CellValue) -> int:
    """Tell how much a cell looks like a heading: 2 for a word of the lexicon or a year."""
    if isinstance(cell, Decimal):
        return 1 if cell == cell.to_integral_value() and 1990 <= cell <= 2060 else 0
    if not isinstance(cell, str) or len(cell) > 200:
        return 0
    text = printed(cell)
    if not text:
        return 0
    found = lexicon.match(key(text))
    if (found is not None and found.share >= 0.5) or is_level_heading(key(text)):
        return 2
    year = heading_year(text)
    if year is not None and len(year.rest) <= 10:
        return 1
    return 1 if len(text) <= 30 and any(word in text for word in _HEADING_WORDS) else 0


def _is_below(sheet: SourceSheet, row: int, scores: list[int]) -> bool:
    """A second row of headings: half of its cells look like ones, or merged cells reach down into it."""
    cells = [cell for cell in sheet.rows[row] if cell is not None]
    if any(each.first_row < row <= each.last_row and each.first_column == 0 for each in sheet.merged):
        return True
    texts = sum(isinstance(cell, str) for cell in cells)
    return bool(cells) and texts >= 0.8 * len(cells) and scores[row] >= 2 and scores[row] >= len(cells)


def _is_above(sheet: SourceSheet, row: int, scores: list[int]) -> bool:
    """A row of headings over others: several of them, or cells merged over columns; not one title alone."""
    cells = sheet.rows[row]
    held = [cell for cell in cells if printed(cell)]
    if is_filler(cells) or len(held) < 2 or any(len(printed(cell)) > 60 for cell in held):
        return False
    merged = [each for each in sheet.merged if each.first_row <= row <= each.last_row]
    return scores[row] >= 2 or any(each.last_column > each.first_column for each in merged)
