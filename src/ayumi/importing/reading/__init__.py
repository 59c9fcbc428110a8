"""From an uploaded file to what it says: the gate, then a parser in a child process of limited means."""

from ayumi.importing.reading.many import read_report_workbooks
from ayumi.importing.reading.parent import read_plan, read_spreadsheet, read_workbook_of_plan

__all__ = ["read_plan", "read_report_workbooks", "read_spreadsheet", "read_workbook_of_plan"]
