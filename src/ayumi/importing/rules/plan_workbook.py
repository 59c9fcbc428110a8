"""Reads the plan workbook (計画ブック) as a task of the guarded child, and takes its answer in the parent."""

from collections.abc import Mapping
from typing import Any

from ayumi.document.plan_document import PlanDocument
from ayumi.document.reading import Refused
from ayumi.document.source_workbook import SourceWorkbook
from ayumi.formats.excel.plan_workbook import PlanWorkbookReading, read_plan_workbook

PLAN_WORKBOOK = "plan workbook"
"""The name of the task in ``reading/child.py``."""


def plan_workbook(workbook: SourceWorkbook, _arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the workbook says, as JSON can hold it."""
    reading = read_plan_workbook(workbook)
    return {
        "document": None if reading.document is None else reading.document.model_dump(mode="json"),
        "refused": [refused.model_dump() for refused in reading.refused],
        "export": reading.export,
        "plan_id": reading.plan_id,
        "municipality_code": reading.municipality_code,
        "counts": dict(reading.counts or {}),
        "unread": reading.unread,
        "unread_places": list(reading.unread_places),
    }


def plan_workbook_reading(answer: Mapping[str, Any]) -> PlanWorkbookReading:
    """Return the reading of the child's answer. Raises ValueError, KeyError or TypeError for any other."""
    document = answer["document"]
    return PlanWorkbookReading(
        document=None if document is None else PlanDocument.model_validate(document),
        refused=tuple(Refused.model_validate(each) for each in answer["refused"]),
        export=_text(answer["export"]),
        plan_id=_text(answer["plan_id"]),
        municipality_code=_text(answer["municipality_code"]),
        counts={str(sheet): int(rows) for sheet, rows in answer["counts"].items()},
        unread=int(answer["unread"]),
        unread_places=tuple(map(str, answer["unread_places"])),
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
