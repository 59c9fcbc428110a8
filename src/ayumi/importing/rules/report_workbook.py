"""Reads a report workbook as a task of the guarded child, and takes its answer in the parent."""

from collections.abc import Mapping
from typing import Any

from ayumi.document.reading import Refused
from ayumi.document.source_workbook import SourceWorkbook
from ayumi.formats.excel.report_workbook import ReadSheet, ReportWorkbookReading, read_report_workbook

REPORT_WORKBOOK = "report workbook"
"""The name of the task in ``reading/child.py``."""


def report_workbook(workbook: SourceWorkbook, _arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the workbook says, as JSON can hold it."""
    reading = read_report_workbook(workbook)
    return {
        "sheets": [
            {
                "report_id": sheet.report_id,
                "name": sheet.name,
                "fields": dict(sheet.fields),
                "places": dict(sheet.places),
            }
            for sheet in reading.sheets
        ],
        "refused": [refused.model_dump() for refused in reading.refused],
        "municipality_code": reading.municipality_code,
        "round_id": reading.round_id,
        "division_id": reading.division_id,
        "export": reading.export,
        "given": dict(reading.given),
    }


def report_workbook_reading(answer: Mapping[str, Any]) -> ReportWorkbookReading:
    """Return the reading of the child's answer. Raises ValueError, KeyError, TypeError or AttributeError."""
    return ReportWorkbookReading(
        sheets=tuple(
            ReadSheet(
                str(each["report_id"]), str(each["name"]), _texts(each["fields"]), _texts(each["places"])
            )
            for each in answer["sheets"]
        ),
        refused=tuple(Refused.model_validate(each) for each in answer["refused"]),
        municipality_code=_text(answer["municipality_code"]),
        round_id=_text(answer["round_id"]),
        division_id=_text(answer["division_id"]),
        export=_text(answer["export"]),
        given=_texts(answer["given"]),
    )


def _texts(values: Mapping[Any, Any]) -> dict[str, str]:
    return {str(name): str(text) for name, text in values.items()}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
