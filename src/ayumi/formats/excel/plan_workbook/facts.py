"""The very hidden sheet: whose plan this is, which export, and what everything was called on writing.

One fact to a row: its kind, then its values. ``plan`` and ``label`` rows let a reader tell what an official
changed from what was there before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ayumi.document.plan_document import PlanDocument
from ayumi.document.source_workbook import SourceSheet, SourceWorkbook
from ayumi.formats.excel.plan_workbook.layout import FACTS_SHEET, FORMAT, WrittenSheet, column_mark
from ayumi.formats.excel.plan_workbook.names import PARTS, Label, Names


@dataclass(slots=True)
class Facts:
    """What the hidden sheet says."""

    plan_id: str = ""
    municipality_code: str | None = None
    export: str | None = None
    columns: set[str] = field(default_factory=set)
    """Hidden keys of every column that was written."""
    labels: dict[str, dict[str, Label]] = field(default_factory=dict)


def facts_rows(
    document: PlanDocument, export: str | None, names: Names, written: Iterable[WrittenSheet]
) -> Iterator[tuple[str, ...]]:
    """Give the rows of the hidden sheet."""
    yield (FORMAT,)
    yield "document", document.format
    yield "plan", document.id
    if document.municipality.code is not None:
        yield "municipality", document.municipality.code
    if export is not None:
        yield "export", export
    for sheet in written:
        yield from (("column", column_mark(sheet.table, column)) for column in sheet.columns)
    for what, labels in names.current.items():
        yield from (("label", what, key, *label) for key, label in labels.items())


def facts_of(workbook: SourceWorkbook) -> Facts | None:
    """Return the facts of a workbook that ``write_plan_workbook`` made, or None for any other."""
    sheet = workbook.sheet(FACTS_SHEET) or next(filter(_is_facts, workbook.sheets), None)
    if sheet is None or not _is_facts(sheet):
        return None
    facts = Facts()
    for row in sheet.rows[1:]:
        words = tuple("" if cell is None else str(cell) for cell in row)
        match words:
            case ("plan", plan_id):
                facts.plan_id = plan_id
            case ("municipality", code):
                facts.municipality_code = code
            case ("export", export):
                facts.export = export
            case ("column", mark):
                facts.columns.add(mark)
            case ("label", what, key, *label):
                facts.labels.setdefault(what, {})[key] = tuple((*label, "", "", "")[: PARTS.get(what, 1)])
    return facts if facts.plan_id else None


def is_plan_workbook(workbook: SourceWorkbook) -> bool:
    """Tell whether this is an Ayumi workbook: its hidden sheet says so, whatever it is called."""
    return facts_of(workbook) is not None


def _is_facts(sheet: SourceSheet) -> bool:
    return sheet.cell(0, 0) == FORMAT
