"""Where things stand on a sheet, and the marks by which the reader finds them again.

A measure's sheet is found by the mark in its corner, an input by the mark of its row in the hidden first
column and, where several stand side by side, by the mark of its column in the hidden first row.
"""

FORMAT = "ayumi-report-workbook/1"
REPORT_MARK = "ayumi:report:"
"""Behind it the report's id; stands where the hidden row and column meet."""
ROW_MARK = "ayumi:row:"
"""Behind it the field of the only input of the row."""
ACTUAL_MARK = "ayumi:actual:"
"""Behind it the key of an actual; its inputs are ``part-key``."""
COLUMN_MARK = "ayumi:column:"
"""Behind it the part of an actual, or ``VALUE``."""
VALUE = "value"

GUIDE_SHEET, LIST_SHEET, FACTS_SHEET = "はじめに", "一覧", "_ayumi"
KEY_ROW, KEY_COLUMN = 0, 0
LABEL, VALUE_COLUMN, LAST_COLUMN = 1, 2, 8
WIDTHS = (2, 27, 11, 12, 12, 13, 10, 13, 16)
"""Half-width characters of each column; the first is hidden."""
ACTUAL_COLUMN = 4
"""The column of the first input of an actual; label, target and what is known stand before it."""
SHORT_END = 4
"""The last column of an input of one line; last year's entry stands behind it."""
