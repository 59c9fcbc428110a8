"""Workbooks of a round that were given out, filled in as officials do, and brought back."""

import io
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from ayumi.formats.excel.report_workbook.layout import ACTUAL_MARK, COLUMN_MARK, FACTS_SHEET, ROW_MARK, VALUE
from ayumi.importing.actions.applying import apply_returned
from ayumi.importing.actions.giving_out import give_out
from ayumi.importing.actions.taking_back import take_back
from ayumi.importing.gates.returned_reviews import WorkbookReview, reviews_of
from ayumi.importing.gates.round_workbooks import returned_for
from ayumi.importing.models import ReturnedWorkbook
from ayumi.importing.rules.returned_content import ReturnedContent
from ayumi.rounds.models import Report, Round
from ayumi.tenancy.rules import Actor


def given(held: Round, actor: Actor) -> bytes:
    """Give out the first workbook of the actor's and return its bytes."""
    return give_out(held.pk, actor=actor)[0].content


def filled_in(content: bytes, report: Report, fields: Mapping[str, Any]) -> bytes:
    """Write into the inputs of a report's sheet and save the workbook as openpyxl does."""
    return all_filled_in(content, {report: fields})


def all_filled_in(content: bytes, entries: Mapping[Report, Mapping[str, Any]]) -> bytes:
    """Write into the inputs of several reports' sheets."""
    book = load_workbook(io.BytesIO(content))
    for report, fields in entries.items():
        _fill_in(book, report, fields)
    return saved(book)


def _fill_in(book: Any, report: Report, fields: Mapping[str, Any]) -> None:
    sheet = next(tab for tab in book if str(report.pk) in str(tab["A1"].value))
    columns = {str(cell.value).removeprefix(COLUMN_MARK): cell.column for cell in sheet[1] if cell.value}
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}
    for name, value in fields.items():
        part, _, key = name.partition("-")
        if f"{ROW_MARK}{name}" in rows:
            sheet.cell(rows[f"{ROW_MARK}{name}"], columns[VALUE]).value = value
        else:
            sheet.cell(rows[f"{ACTUAL_MARK}{key}"], columns[part]).value = value


def with_fact(content: bytes, kind: str, value: str) -> bytes:
    """Write another value into the hidden sheet."""
    book = load_workbook(io.BytesIO(content))
    row = next(row for row in book[FACTS_SHEET].iter_rows() if row[0].value == kind)
    row[1].value = value
    return saved(book)


def saved(book: Any) -> bytes:
    """Return a workbook's bytes."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def brought_back(
    held: Round, files: Mapping[str, bytes], actor: Actor, folder: Path, *, key: str = ""
) -> list[ReturnedWorkbook]:
    """Upload files and return what was kept of each, in the order of their names."""
    places = []
    for number, (name, content) in enumerate(files.items()):
        place = folder / f"{uuid.uuid4().hex}-{number}"
        place.write_bytes(content)
        places.append((place, name))
    batch = take_back(places, held.pk, key=key or uuid.uuid4().hex, actor=actor)
    return list(ReturnedWorkbook.objects.filter(batch=batch).order_by("file_name"))


def review(workbook: ReturnedWorkbook, actor: Actor) -> WorkbookReview:
    """Return what a workbook would do now."""
    return reviews_of([returned_for(actor, workbook.pk)], actor)[0]


def apply(
    workbook: ReturnedWorkbook, actor: Actor, choices: dict | None = None, *, submit: bool = False
) -> None:
    """Store a workbook as it stands."""
    seen = review(workbook, actor).seen
    apply_returned(workbook.pk, choices or {}, seen=seen, submit=submit, actor=actor)


def state_of(workbook: ReturnedWorkbook) -> str:
    """Return what became of a workbook."""
    return ReturnedWorkbook.objects.get(pk=workbook.pk).state


def reasons(workbook: ReturnedWorkbook) -> str:
    """Return everything a workbook was refused for."""
    refused = ReturnedContent.model_validate_json(workbook.content).refused
    return " ".join(f"{each.place} {each.found} {each.reason}" for each in refused)
