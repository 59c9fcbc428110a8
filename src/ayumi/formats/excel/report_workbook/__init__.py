"""The report workbook (評価シートのブック): the sheets of one division, given out and read back."""

from ayumi.formats.excel.report_workbook.read import read_report_workbook
from ayumi.formats.excel.report_workbook.reading import ReadSheet, ReportWorkbookReading
from ayumi.formats.excel.report_workbook.write import write_report_workbook

__all__ = ["ReadSheet", "ReportWorkbookReading", "read_report_workbook", "write_report_workbook"]
