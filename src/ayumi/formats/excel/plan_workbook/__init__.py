"""The Ayumi workbook (計画ブック): a whole plan as an Excel workbook, written and read back without loss.

The writer is imported from ``write``: who only reads need not load it.
"""

from ayumi.formats.excel.acceptance import CannotWriteWorkbook
from ayumi.formats.excel.plan_workbook.facts import is_plan_workbook
from ayumi.formats.excel.plan_workbook.read import read_plan_workbook
from ayumi.formats.excel.plan_workbook.reading import PlanWorkbookReading

__all__ = [
    "CannotWriteWorkbook",
    "PlanWorkbookReading",
    "is_plan_workbook",
    "read_plan_workbook",
]
