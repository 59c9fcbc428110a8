"""The report workbook (評価シートのブック): the sheets of one division, given out and read back.

The writer is imported from ``write``: who only reads need not load it.
"""

from ayumi.formats.excel.report_workbook.read import read_report_workbook
from ayumi.formats.excel.report_workbook.reading import ReadSheet, ReportWorkbookReading

__all__ = [
    "ReadSheet",
    "ReportWorkbookReading",
    "read_report_workbook",
]
