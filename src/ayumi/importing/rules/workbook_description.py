"""What a workbook consists of, without a word of its contents: for reports of errors and for tests."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from ayumi.document.source_workbook import CellError, SourceSheet, SourceWorkbook

_KINDS: dict[type, str] = {
    str: "text",
    bool: "truth",
    Decimal: "number",
    datetime: "moment",
    date: "date",
    time: "time",
    timedelta: "duration",
    CellError: "error",
}


def describe_workbook(workbook: SourceWorkbook, _arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return each sheet's name, size up to its last filled cell, merged ranges and filled cells by kind."""
    return {"file": workbook.file, "sheets": [_described(sheet) for sheet in workbook.sheets]}


def _described(sheet: SourceSheet) -> dict[str, Any]:
    kinds: Counter[type] = Counter()
    for row in sheet.rows:
        kinds.update(map(type, row))
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": len(sheet.rows),
        "columns": max(map(len, sheet.rows), default=0),
        "merged": len(sheet.merged),
        "cells": {name: kinds[kind] for kind, name in _KINDS.items() if kinds[kind]},
    }
