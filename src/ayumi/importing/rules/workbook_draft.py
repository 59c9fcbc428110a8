"""What was read of a plan workbook, as a draft keeps it."""

import json
from typing import Any
from uuid import UUID

from ayumi.formats.excel.plan_workbook import PlanWorkbookReading
from ayumi.importing.rules.plan_workbook import plan_workbook_reading


def kept_reading(reading: PlanWorkbookReading) -> str:
    """Return the reading as JSON."""
    kept: dict[str, Any] = {
        "document": None if reading.document is None else reading.document.model_dump(mode="json"),
        "refused": [refused.model_dump() for refused in reading.refused],
        "export": reading.export,
        "plan_id": reading.plan_id,
        "municipality_code": reading.municipality_code,
        "counts": dict(reading.counts or {}),
        "unread": reading.unread,
        "unread_places": list(reading.unread_places),
    }
    return json.dumps(kept, ensure_ascii=False)


def reading_of(kept: str) -> PlanWorkbookReading:
    """Return the reading that ``kept_reading`` wrote."""
    return plan_workbook_reading(json.loads(kept))


def identifier_of(text: str | None) -> UUID | None:
    """Return an id that a workbook names; None where it names none, or something that is no id."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
