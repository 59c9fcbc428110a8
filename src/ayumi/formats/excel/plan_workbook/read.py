"""Reads the workbook that ``write.py`` writes, however an official has changed it."""

from collections.abc import Iterable

from pydantic import ValidationError

from ayumi.document.measures import Level
from ayumi.document.plan import (
    DivisionName,
    EvidenceSource,
    Figure,
    GlossaryTerm,
    MunicipalityName,
    PlanHead,
    PlanPeriod,
    RelatedPlan,
    RevisionHead,
    YearlyEvaluation,
)
from ayumi.document.plan_document import PlanDocument
from ayumi.document.source_workbook import SourceWorkbook
from ayumi.formats.excel.plan_workbook.body import Row, StrayRow, chapters_of
from ayumi.formats.excel.plan_workbook.build import items_of
from ayumi.formats.excel.plan_workbook.facts import Facts, facts_of
from ayumi.formats.excel.plan_workbook.finding import find_sheets
from ayumi.formats.excel.plan_workbook.names import DIVISION, INDICATOR, ITEM, LEVEL, Names
from ayumi.formats.excel.plan_workbook.reading import FoundSheet, PlanWorkbookReading, ReadRow
from ayumi.formats.excel.plan_workbook.row_checks import check_rows
from ayumi.formats.excel.plan_workbook.row_reading import SheetReader
from ayumi.formats.excel.plan_workbook.tables import TABLES
from ayumi.formats.excel.plan_workbook.tree import ordered_items
from ayumi.formats.excel.plan_workbook.unread import unread_cells
from ayumi.formats.excel.refusal_list import Refusals

_PLACES_SHOWN = 20


def read_plan_workbook(workbook: SourceWorkbook) -> PlanWorkbookReading:
    """Return the plan of a workbook, or everything in it that cannot be read.

    Nothing is half-read: one refusal and there is no document. Never raises for what the cells say.
    """
    refusals = Refusals(workbook.file)
    facts = facts_of(workbook)
    if facts is None:
        refusals.add(
            "ファイル全体",
            "計画ブックの印のないブック",
            "「あゆみ」が書き出した計画ブック（.xlsx）",
            "「あゆみ」が書き出した計画ブックではないか、隠れたシートが失われています。"
            "計画ブックを書き出し直し、そこへ写してください。",
        )
        return PlanWorkbookReading(None, tuple(refusals.all))
    sheets = find_sheets(workbook, facts, refusals)
    rows = _read_rows(sheets, facts, refusals)
    unread = unread_cells(workbook, sheets.values())
    document = _document(rows, sheets, facts, refusals) if not refusals.all else None
    return PlanWorkbookReading(
        document=document,
        refused=tuple(refusals.all),
        export=facts.export,
        plan_id=facts.plan_id,
        municipality_code=facts.municipality_code,
        counts={sheets[key].source.name: len(found) for key, found in rows.items() if key in sheets},
        unread=len(unread),
        unread_places=tuple(unread[:_PLACES_SHOWN]),
    )


def _read_rows(sheets: dict[str, FoundSheet], facts: Facts, refusals: Refusals) -> dict[str, list[ReadRow]]:
    readers = {key: SheetReader(sheet, refusals) for key, sheet in sheets.items()}
    current = {
        what: readers[key].labels(keys)
        for what, key, keys in (
            (LEVEL, "levels", ("name",)),
            (DIVISION, "divisions", ("name",)),
            (ITEM, "items", ("number", "title")),
        )
        if key in readers
    }
    names = Names(facts.labels, current, _living(sheets, readers))
    rows: dict[str, list[ReadRow]] = {table.key: [] for table in TABLES}
    for table in TABLES:
        if table.key not in readers:
            continue
        rows[table.key] = readers[table.key].read(names)
        if table.key == "indicators":
            # Their owners are known only now; the sheets of facts come later.
            current[INDICATOR] = {
                row.values["id"]: (
                    *current.get(ITEM, {}).get(row.values["owner"], ("", "")),
                    row.values["name"],
                )
                for row in rows["indicators"]
            }
    return rows


def _living(sheets: dict[str, FoundSheet], readers: dict[str, SheetReader]) -> frozenset[str]:
    sheet = sheets.get("divisions")
    if sheet is None:
        return frozenset()
    ids = readers["divisions"].ids
    return frozenset(key for number, key in ids.items() if sheet.cell(number, "valid_to") is None)


def _document(
    rows: dict[str, list[ReadRow]], sheets: dict[str, FoundSheet], facts: Facts, refusals: Refusals
) -> PlanDocument | None:
    check_rows(rows, sheets, refusals)
    ordered = ordered_items(rows["items"], rows["levels"], sheets["items"], refusals)
    if refusals.all:
        return None
    try:
        return _made(rows, ordered, facts)
    except StrayRow as stray:
        sheet, number = sheets["body"], rows["body"][stray.place].number
        refusals.add(sheet.place(number, "part"), "章のない行", "「章」の行の下にある節・本文", stray.reason)
    except ValidationError as problem:
        first = problem.errors()[0]
        refusals.add(
            "ファイル全体",
            ".".join(map(str, first["loc"])) or "計画",
            "計画データとして成り立つ内容",
            f"計画として成り立たない箇所があります（{first['msg']}）。",
        )
    return None


def _made(rows: dict[str, list[ReadRow]], ordered: list[Row], facts: Facts) -> PlanDocument:
    """Put the rows together. Raises StrayRow and ValidationError."""
    head = rows["plan"][0].values
    glossary = ({**row, "occurrences": row["occurrences"] or 0} for row in _values(rows["glossary"]))
    return PlanDocument(
        id=facts.plan_id,
        municipality=MunicipalityName(name=head["municipality_name"], code=head["municipality_code"]),
        plan=_plan(head),
        revision=RevisionHead(
            number=head["revision_number"],
            reason=head["revision_reason"],
            effective_date=head["effective_date"],
            decided_by=head["decided_by"],
        ),
        purposes=head["purposes"],
        related_plans=tuple(map(_related, _values(rows["related_plans"]))),
        evidence_sources=tuple(EvidenceSource(**row) for row in _values(rows["sources"])),
        chapters=chapters_of([row.values for row in rows["body"]]),
        figures=tuple(Figure(**row) for row in _values(rows["figures"])),
        glossary=tuple(GlossaryTerm(**row) for row in glossary),
        divisions=tuple(DivisionName(**row) for row in _values(rows["divisions"])),
        levels=tuple(Level(**row) for row in _values(rows["levels"])),
        items=items_of(rows, ordered),
    )


def _plan(head: Row) -> PlanHead:
    evaluation = None
    if head["evaluation_text"] is not None or head["evaluation_method"] is not None:
        evaluation = YearlyEvaluation(
            text=head["evaluation_text"] or "", method_described_in=head["evaluation_method"]
        )
    return PlanHead(
        title=head["title"],
        edition=head["edition"],
        kind=head["kind"],
        period=_period(head),
        yearly_evaluation=evaluation,
    )


def _period(row: Row) -> PlanPeriod | None:
    if row["first_year"] is None:
        return None
    return PlanPeriod(first_fiscal_year=row["first_year"], last_fiscal_year=row["last_year"])


def _related(row: Row) -> RelatedPlan:
    own = {key: value for key, value in row.items() if key not in ("first_year", "last_year")}
    return RelatedPlan(period=_period(row), **own)


def _values(rows: Iterable[ReadRow]) -> Iterable[Row]:
    return (row.values for row in rows)
