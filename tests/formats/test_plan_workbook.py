"""The Ayumi workbook gives every plan back as it was, whatever it holds."""

import re
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from ayumi.config.sample_city import documents, town_documents
from ayumi.document.measures import Sheet
from ayumi.document.plan import GlossaryTerm
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.plan_workbook import CannotWriteWorkbook, read_plan_workbook
from ayumi.formats.excel.plan_workbook.tables import TABLES
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from ayumi.formats.excel.read import read
from tests.documents import sample_document
from tests.plan_documents import plan_documents
from tests.shape.source import REPOSITORY

EXPORT = "019aa000-0000-7000-8000-000000000001"


def sheet_of(text: str) -> Sheet:
    """Return a measure sheet with a text for its purpose."""
    return Sheet(purpose=text)


def read_back(content: bytes) -> PlanDocument:
    """Return the plan of a workbook; a refusal fails the test with its words."""
    reading = read_plan_workbook(read(content, "計画ブック.xlsx"))
    assert reading.refused == ()
    assert reading.unread == 0
    assert reading.document is not None
    return reading.document


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan_documents())
def test_any_plan_comes_back_as_it_was(document: PlanDocument) -> None:
    again = read_back(write_plan_workbook(document, export=EXPORT))
    assert again == document
    assert again.to_json() == document.to_json()


@pytest.mark.parametrize(
    "document",
    [sample_document(measures=20), sample_document(measures=0), *documents(), *town_documents()],
    ids=lambda document: document.plan.title,
)
def test_the_samples_come_back_as_they_were(document: PlanDocument) -> None:
    assert read_back(write_plan_workbook(document)).to_json() == document.to_json()


def test_the_same_plan_gives_the_same_bytes() -> None:
    document = sample_document(measures=5)
    assert write_plan_workbook(document, export=EXPORT) == write_plan_workbook(document, export=EXPORT)


def test_the_export_comes_back_with_whose_plan_it_is() -> None:
    document = sample_document(measures=3)
    reading = read_plan_workbook(read(write_plan_workbook(document, export=EXPORT), "a.xlsx"))
    assert (reading.export, reading.plan_id, reading.municipality_code) == (EXPORT, document.id, "990001")
    assert reading.counts is not None
    assert reading.counts["施策"] == len(document.items)
    assert read_plan_workbook(read(write_plan_workbook(document), "a.xlsx")).export is None


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://example.com")', "+1", "-1", "@A1", "\t=1", "\r=1", "＝1", "=1"]
)
def test_no_text_becomes_a_formula(text: str) -> None:
    document = sample_document(measures=3)
    items = tuple(
        item.model_copy(update={"title": text, "number": text, "sheet": item.sheet and sheet_of(text)})
        for item in document.items
    )
    document = document.model_copy(update={"items": items, "purposes": (text,)})
    content = write_plan_workbook(document, export=text)
    kinds = {
        cell.data_type
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
    }
    assert kinds <= {"s", "n", "d"}
    assert read_back(content) == document


def test_numbers_stand_right_with_their_own_decimals_and_lists_with_their_choices() -> None:
    workbook = load_workbook(BytesIO(write_plan_workbook(sample_document(measures=3))))
    tab = workbook["指標"]
    column = next(cell.column for cell in tab[3] if cell.value == "ayumi:indicators.target:2023")
    assert (tab.cell(5, column).number_format, tab.cell(5, column).alignment.horizontal) == (
        "#,##0.0",
        "right",
    )
    assert tab.row_dimensions[3].hidden
    assert tab.column_dimensions["A"].hidden
    assert (tab.freeze_panes, tab.page_setup.orientation) == ("E5", "landscape")
    assert tab.auto_filter.ref is not None
    assert workbook["_ayumi"].sheet_state == "veryHidden"
    choices = {rule.formula1 for rule in workbook["施策"].data_validations.dataValidation}
    assert choices >= {"ayumi_levels", "ayumi_divisions"}
    assert all(name in workbook.defined_names for name in choices)


def test_an_empty_sheet_says_what_to_write() -> None:
    workbook = load_workbook(BytesIO(write_plan_workbook(sample_document(measures=0))))
    assert "まだ登録がありません" in workbook["施策"]["B2"].value
    assert workbook["施策"]["C4"].value == "番号"


def test_what_no_workbook_can_hold_is_refused_on_writing() -> None:
    document = sample_document(measures=3)
    twice = document.model_copy(update={"divisions": (*document.divisions, document.divisions[0])})
    with pytest.raises(CannotWriteWorkbook, match="課のID"):
        write_plan_workbook(twice)
    term = GlossaryTerm(term="用語")
    with pytest.raises(CannotWriteWorkbook, match="用語集"):
        write_plan_workbook(document.model_copy(update={"glossary": (term,) * 20_000}))


def test_long_texts_go_on_in_further_columns() -> None:
    document = sample_document(measures=1)
    text = "長い文。" * 20_000
    item = document.items[-1].model_copy(update={"sheet": sheet_of(text)})
    document = document.model_copy(update={"items": (*document.items[:-1], item)})
    content = write_plan_workbook(document)
    headings = [cell.value for cell in load_workbook(BytesIO(content))["施策"][4]]
    assert "目的（続き2）" in headings
    assert "目的（続き3）" in headings
    assert read_back(content) == document


def test_things_without_a_name_come_back_with_what_hangs_on_them() -> None:
    document = sample_document(measures=3)
    items = tuple(
        item.model_copy(
            update={
                "number": "",
                "title": "",
                "indicators": tuple(each.model_copy(update={"name": "\ufffe"}) for each in item.indicators),
            }
        )
        for item in document.items
    )
    document = document.model_copy(update={"items": items})
    assert read_back(write_plan_workbook(document)).to_json() == document.to_json()


def test_the_paper_names_every_sheet_and_column() -> None:
    paper = (REPOSITORY / "docs/en/plan-workbook.md").read_text(encoding="utf-8")
    manual = (REPOSITORY / "docs/ja/plan-workbook.md").read_text(encoding="utf-8")
    said = {
        cells[0]: (cells[1], re.findall(r"`([^`]+)`", cells[2]))
        for line in paper.splitlines()
        if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 3 and "`" in cells[1]
    }
    for table in TABLES:
        columns = {column.key for column in table.columns_of(())} | {
            f"{each.key}:YEAR" for each in table.years
        }
        assert said[table.sheet][0] == f"`{table.key}`"
        assert set(said[table.sheet][1]) == columns
        assert table.sheet in manual
    assert len(said) == len(TABLES)
