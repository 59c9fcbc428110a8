"""The sheets of a division as a workbook: nothing is lost, no text is a formula, moved things are found."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from ayumi.document.report_book import BookInput, BookSheet, InputKind, ReportBook
from ayumi.formats.excel.acceptance import CannotWriteWorkbook
from ayumi.formats.excel.cell_text import shown_text
from ayumi.formats.excel.read import read
from ayumi.formats.excel.report_workbook import ReportWorkbookReading, read_report_workbook
from ayumi.formats.excel.report_workbook.write import write_report_workbook
from ayumi.formats.guard import guard
from ayumi.formats.guard.kinds import FormatKind
from tests.odd_values import ODD_TEXTS
from tests.report_books import sample_book

TEXTS = st.one_of(st.sampled_from([text for text in ODD_TEXTS if len(text) <= 10_000]), st.text(max_size=200))


def read_back(content: bytes) -> ReportWorkbookReading:
    """Read a workbook as the child does."""
    return read_report_workbook(read(content, "a.xlsx"))


def saved(book: object) -> bytes:
    """Return the workbook as openpyxl saves it."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def values_of(sheet: BookSheet) -> dict[str, str]:
    """Return what the inputs of a sheet show."""
    return {each.field: shown_text(each.value) for each in sheet.inputs()}


def with_inputs(book: ReportBook, change: object) -> ReportBook:
    """Return the book with every single input changed by ``change``."""
    sheets = []
    for sheet in book.sheets:
        sections = tuple(
            replace(section, inputs=tuple(map(change, section.inputs))) for section in sheet.sections
        )
        sheets.append(replace(sheet, sections=sections))
    return replace(book, sheets=tuple(sheets))


def test_what_is_written_is_read() -> None:
    book = sample_book(measures=5)
    reading = read_back(write_report_workbook(book))
    assert not reading.refused
    assert (reading.round_id, reading.division_id, reading.export, reading.municipality_code) == (
        book.round_id,
        book.division_id,
        book.export,
        book.municipality_code,
    )
    assert reading.given == {sheet.report_id: "2" for sheet in book.sheets}
    assert [(each.report_id, dict(each.fields)) for each in reading.sheets] == [
        (sheet.report_id, values_of(sheet)) for sheet in book.sheets
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=4, max_size=4), st.text(max_size=40))
def test_any_text_comes_back_as_it_is_shown(texts: list[str], title: str) -> None:
    words = iter(texts * 5)

    def change(each: BookInput) -> BookInput:
        return each if each.choices or each.kind is InputKind.NUMBER else replace(each, value=next(words))

    book = with_inputs(sample_book(measures=1), change)
    book = replace(book, sheets=(replace(book.sheets[0], title=title, number=title[:5]),), division=title)
    reading = read_back(write_report_workbook(book))
    assert not reading.refused
    assert dict(reading.sheets[0].fields) == values_of(book.sheets[0])


@settings(max_examples=60, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_keeps_its_own_decimals(number: object) -> None:
    text = f"{number:f}"
    book = with_inputs(
        sample_book(measures=1, indicators=0),
        lambda each: replace(each, value=text) if each.kind is InputKind.NUMBER else each,
    )
    assert read_back(write_report_workbook(book)).sheets[0].fields["hours"] == text


def test_the_same_value_gives_the_same_bytes() -> None:
    assert write_report_workbook(sample_book()) == write_report_workbook(sample_book())


def test_rules_are_written_as_a_plain_worksheet_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = write_report_workbook(sample_book())
    monkeypatch.setattr("ayumi.formats.excel.report_workbook.write.RuleSheet", Worksheet)
    assert write_report_workbook(sample_book()) == ours


def test_it_passes_our_own_gate_and_holds_no_formula_and_no_way_out() -> None:
    content = write_report_workbook(sample_book())
    assert guard(content, "a.xlsx", {FormatKind.WORKBOOK}) is FormatKind.WORKBOOK
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower() or "external" in name]
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
        relations = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert not any('TargetMode="External"' in relation for relation in relations)


def test_every_sheet_is_protected_and_only_inputs_are_open() -> None:
    book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1))))
    assert all(tab.protection.sheet for tab in book if tab.sheet_state == "visible")
    assert {tab.title: tab.sheet_state for tab in book} == {
        "はじめに": "visible",
        "一覧": "visible",
        "1-1": "visible",
        "_choices": "hidden",
        "_ayumi": "veryHidden",
    }
    tab = book["1-1"]
    fields = {each.field for each in sample_book(measures=1).sheets[0].inputs()}
    open_cells = [cell for row in tab.iter_rows() for cell in row if not cell.protection.locked]
    merged = {cell for area in tab.merged_cells.ranges for row in area.cells for cell in [row]}
    tops = {(area.min_row, area.min_col) for area in tab.merged_cells.ranges}
    inputs = [
        cell
        for cell in open_cells
        if (cell.row, cell.column) not in merged or (cell.row, cell.column) in tops
    ]
    assert len(inputs) == len(fields)


def test_an_input_that_must_be_filled_in_has_a_sign_and_a_list() -> None:
    tab = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1))))["1-1"]
    labels = [str(cell.value) for cell in tab["B"] if cell.value]
    assert "◆ 取組の実績" in labels
    assert "◇ 計画との差異" in labels
    assert {str(rule.formula1) for rule in tab.data_validations.dataValidation if rule.type == "list"}
    assert tab.page_setup.paperSize == 9
    assert tab.sheet_properties.pageSetUpPr.fitToPage
    assert tab.page_setup.fitToHeight is None  # One page, which is what nothing said means.


class TestMoved:
    """What officials do to a workbook."""

    def test_renamed_and_reordered_sheets(self) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book())))
        for number, tab in enumerate(list(book)):
            if tab.title not in ("_ayumi", "_choices"):
                tab.title = f"改名{number}"
        book.move_sheet("改名3", offset=-3)
        book["_ayumi"].title = "x"
        assert_same(read_back(saved(book)), sample_book())

    def test_inserted_rows_and_columns(self) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1))))
        tab = book["1-1"]
        for area in list(tab.merged_cells.ranges):
            tab.unmerge_cells(str(area))
        tab.insert_rows(1, 3)
        tab.insert_rows(12, 2)
        tab.insert_cols(1, 2)
        tab.insert_cols(6)
        assert_same(read_back(saved(book)), sample_book(measures=1))

    def test_a_deleted_row_and_sheet_are_left_out(self) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=2))))
        tab = book["1-1"]
        row = next(cell.row for cell in tab["A"] if cell.value == "ayumi:row:hours")
        tab.cell(row, 1).value = None
        del book["1-2"]
        reading = read_back(saved(book))
        assert not reading.refused
        assert len(reading.sheets) == 1
        assert "hours" not in reading.sheets[0].fields

    def test_a_copied_sheet_is_refused(self) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1))))
        book.copy_worksheet(book["1-1"]).title = "写し"
        (refused,) = read_back(saved(book)).refused
        assert refused.place == "シート「写し」"

    def test_a_copied_row_is_refused(self) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1))))
        tab = book["1-1"]
        tab.cell(tab.max_row + 1, 1).value = "ayumi:row:hours"
        (refused,) = read_back(saved(book)).refused
        assert "と同じ欄" in refused.found

    def test_a_lost_mark_row_is_refused(self) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1))))
        book["1-1"]["C1"].value = None
        assert read_back(saved(book)).refused[0].place == "シート「1-1」"

    def test_another_workbook_is_refused(self) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1))))
        del book["_ayumi"]
        reading = read_back(saved(book))
        assert reading.export is None
        assert "印のないブック" in reading.refused[0].found

    @pytest.mark.parametrize(
        ("typed", "read_as"),
        [
            ("R7.3.31", "2025-03-31"),
            ("令和7年3月31日", "2025-03-31"),
            ("2025/3/31", "2025-03-31"),
            ("春", "春"),
        ],
    )
    def test_days_are_read_as_officials_write_them(self, typed: str, read_as: str) -> None:
        book = load_workbook(io.BytesIO(write_report_workbook(sample_book(measures=1, indicators=1))))
        tab = book["1-1"]
        row = next(cell.row for cell in tab["A"] if str(cell.value).startswith("ayumi:actual:"))
        cell = tab.cell(row, next(c.column for c in tab[1] if c.value == "ayumi:column:as_of"))
        cell.number_format, cell.value = "@", typed
        fields = read_back(saved(book)).sheets[0].fields
        assert read_as in [text for name, text in fields.items() if name.startswith("as_of-")]


def assert_same(reading: ReportWorkbookReading, book: ReportBook) -> None:
    """Fail where any input of ``book`` was not read."""
    assert not reading.refused
    read_fields = {each.report_id: dict(each.fields) for each in reading.sheets}
    assert read_fields == {sheet.report_id: values_of(sheet) for sheet in book.sheets}


def test_tabs_are_named_after_numbers_whatever_they_hold() -> None:
    book = sample_book(measures=6)
    numbers = ("1/2", "1/2", "", "はじめに", "x" * 60, "[:]*?")
    sheets = tuple(replace(sheet, number=number) for sheet, number in zip(book.sheets, numbers, strict=True))
    content = write_report_workbook(replace(book, sheets=sheets))
    names = load_workbook(io.BytesIO(content)).sheetnames
    assert len({name.lower() for name in names}) == len(names) == 10
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_more_measures_than_sheets_are_refused_in_words() -> None:
    book = sample_book(measures=1)
    many = tuple(replace(book.sheets[0], report_id=str(number)) for number in range(197))
    with pytest.raises(CannotWriteWorkbook, match="197"):
        write_report_workbook(replace(book, sheets=many))


def test_an_entry_that_no_cell_holds_is_refused_in_words() -> None:
    book = with_inputs(
        sample_book(measures=1),
        lambda each: replace(each, value="長" * 32_768) if each.field == "done" else each,
    )
    with pytest.raises(CannotWriteWorkbook, match="取組の実績"):
        write_report_workbook(book)


def test_a_very_long_text_that_is_only_shown_is_cut() -> None:
    book = sample_book(measures=1)
    told = (("前回の報告", "長" * 100_000),)
    content = write_report_workbook(replace(book, sheets=(replace(book.sheets[0], told=told),)))
    assert_same(read_back(content), book)
    assert "続きは評価シートの画面" in str(load_workbook(io.BytesIO(content))["1-1"]["C4"].value)
