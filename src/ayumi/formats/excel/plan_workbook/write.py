"""Writes a plan document as a workbook; ``read.py`` gives the same document back."""

from collections.abc import Iterable
from io import BytesIO

from ayumi.document.plan_document import PlanDocument
from ayumi.document.source_workbook import COLUMNS_LIMIT, ROWS_LIMIT
from ayumi.formats.excel.acceptance import CannotWriteWorkbook
from ayumi.formats.excel.hidden_sheets import CHOICES_SHEET
from ayumi.formats.excel.look import new_workbook
from ayumi.formats.excel.plan_workbook.cells import cells_of
from ayumi.formats.excel.plan_workbook.facts import facts_rows
from ayumi.formats.excel.plan_workbook.guide import write_guide
from ayumi.formats.excel.plan_workbook.layout import (
    FACTS_SHEET,
    FIRST_ROW,
    GUIDE_SHEET,
    WrittenSheet,
    with_further_pieces,
    years_of,
)
from ayumi.formats.excel.plan_workbook.names import Names
from ayumi.formats.excel.plan_workbook.rows import names_of, rows_of
from ayumi.formats.excel.plan_workbook.sheets import SheetWriter
from ayumi.formats.excel.plan_workbook.styles import Styles
from ayumi.formats.excel.plan_workbook.tables import TABLES


def write_plan_workbook(document: PlanDocument, *, export: str | None = None) -> bytes:
    """Return ``document`` as an .xlsx workbook, the same bytes for the same document and ``export``.

    ``export`` is any id; it comes back when the workbook is read. Raises CannotWriteWorkbook, in Japanese,
    for a plan that no workbook can hold or whose ids repeat.
    """
    names = names_of(document)
    _check_ids(document)
    content = BytesIO()
    workbook = new_workbook(content, document.plan.title)
    styles = Styles(workbook)
    written = _sheets(document, names)
    guide = workbook.add_worksheet(GUIDE_SHEET)
    tabs = {each.table.key: workbook.add_worksheet(each.table.sheet) for each in written}
    choices = workbook.add_worksheet(CHOICES_SHEET)
    writer = SheetWriter(workbook, styles, document.plan.title, choices)
    for each in written:
        writer.write(tabs[each.table.key], each)
    write_guide(guide, styles, document, written)
    choices.hide()
    facts = workbook.add_worksheet(FACTS_SHEET)
    for number, row in enumerate(facts_rows(document, export, names, written)):
        for column, text in enumerate(row):
            facts.write_string(number, column, text)
    facts.very_hidden()
    guide.activate()
    workbook.close()
    return content.getvalue()


def _sheets(document: PlanDocument, names: Names) -> list[WrittenSheet]:
    rows = rows_of(document)
    written = []
    for table in TABLES:
        columns = table.columns_of(years_of(table, rows[table.key], document))
        cells = [cells_of(table, row, columns, names) for row in rows[table.key]]
        every = with_further_pieces(columns, cells)
        if len(cells) > ROWS_LIMIT - FIRST_ROW or len(every) > COLUMNS_LIMIT:
            raise CannotWriteWorkbook(
                f"シート「{table.sheet}」が{len(cells):,}行・{len(every):,}列になり、"
                f"上限（{ROWS_LIMIT - FIRST_ROW:,}行・{COLUMNS_LIMIT:,}列）を超えるため、"
                "Excel に書き出せません。"
            )
        written.append(WrittenSheet(table, every, cells, rows[table.key]))
    return written


def _check_ids(document: PlanDocument) -> None:
    for what, ids in (
        ("段階", [level.id for level in document.levels]),
        ("課", [division.id for division in document.divisions]),
        ("指標", [indicator.id for item in document.items for indicator in item.indicators]),
    ):
        if twice := _repeated(ids):
            raise CannotWriteWorkbook(
                f"{what}のID {twice} が二つあるため、Excel に書き出せません。計画データを点検してください。"
            )


def _repeated(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            return each
        seen.add(each)
    return None
