"""What the child process is asked about a table of measures. Arguments and answers are what JSON can hold.

The answer is two texts of JSON: it is large, and so it is written once and parsed once.
"""

from collections.abc import Mapping as Arguments
from typing import Any

from ayumi.document.reading import CannotRead, Refused
from ayumi.document.source_workbook import SourceWorkbook
from ayumi.formats.excel.plan_workbook import is_plan_workbook
from ayumi.importing.rules.mapping.proposal import NothingToMap
from ayumi.importing.rules.mapping.table_reading import read_table
from ayumi.importing.rules.mapping.yaml_text import BadMapping, from_yaml


def propose_table(workbook: SourceWorkbook, arguments: Arguments[str, Any]) -> dict[str, Any]:
    """Read the table under the first of the ``mappings`` (name → YAML) that fits, else under a proposal.

    A saved mapping that is none any more is passed over. A workbook of our own is no city's table: the answer
    then says only that. Raises CannotRead for a workbook without cells.
    """
    if is_plan_workbook(workbook):
        return {"is_plan_workbook": True}
    saved = {}
    for name, text in arguments.get("mappings", {}).items():
        try:
            saved[name] = from_yaml(text)
        except BadMapping:
            continue
    try:
        reading, document = read_table(workbook, saved)
    except NothingToMap as problem:
        raise CannotRead(_nothing(workbook.file, str(problem))) from problem
    return {
        "reading": reading.model_dump_json(),
        "document": None if document is None else document.model_dump_json(),
    }


def understand_table(workbook: SourceWorkbook, arguments: Arguments[str, Any]) -> dict[str, str | None]:
    """Read the table under ``mapping`` (YAML). Raises CannotRead for a workbook without cells."""
    if not any(sheet.rows for sheet in workbook.sheets):
        raise CannotRead(_nothing(workbook.file, "このファイルには、値の入ったセルがありません。"))
    reading, document = read_table(workbook, chosen=from_yaml(arguments["mapping"]))
    return {
        "reading": reading.model_dump_json(),
        "document": None if document is None else document.model_dump_json(),
    }


def _nothing(file: str, reason: str) -> Refused:
    return Refused(
        file=file,
        place="ファイル全体",
        found="空の表",
        accepted="見出しの行と施策の行のある表",
        reason=reason + "選んだファイルをお確かめください。",
    )
