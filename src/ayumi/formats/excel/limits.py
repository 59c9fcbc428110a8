"""How much of a workbook is read; what is larger is no list of a plan's measures."""

SHEETS_LIMIT = 200
ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 1_000
CELLS_LIMIT = 2_000_000
"""Rows times columns up to the last cell that holds something, over all sheets of a file."""
