"""Workbooks read cell by cell: what Excel shows, what failed, what nobody calculated, and any values."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from ayumi.document.reading import CannotRead
from ayumi.document.source_workbook import NOT_CALCULATED, CellError, MergedRange, SourceWorkbook
from ayumi.formats.excel.read import read
from ayumi.formats.excel.values import shown_number
from tests.formats.hostile_workbooks import changed, part_of, sheet_of, workbook_of

DATES = {date: "yyyy/mm/dd", datetime: "yyyy/mm/dd hh:mm:ss", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}


def written(rows: list[list[object]]) -> bytes:
    """Return a workbook with ``rows`` from A1, written as they are."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("一覧")
    formats = {kind: book.add_format({"num_format": form}) for kind, form in DATES.items()}
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if type(value) in formats:
                sheet.write_datetime(row, column, value, formats[type(value)])
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write(row, column, value)
    book.close()
    return held.getvalue()


def cells(content: bytes) -> tuple[tuple[object, ...], ...]:
    """Return the rows of the first sheet."""
    return read(content, "一覧.xlsx").sheets[0].rows


def test_numbers_are_what_excel_shows() -> None:
    shown = cells(written([[0.1 + 0.2, 3.0, 1234567890123456789, -0.0, 1e300, 1e17, -12.5]]))
    assert shown == (
        (
            Decimal("0.3"),
            Decimal(3),
            Decimal(1234567890123460000),
            Decimal(0),
            Decimal("1E+300"),
            Decimal(10**17),
            Decimal("-12.5"),
        ),
    )
    assert [str(value) for value in shown[0][:3]] == ["0.3", "3", "1234567890123460000"]


def test_what_is_no_number_is_an_error() -> None:
    assert shown_number(math.inf) == shown_number(math.nan) == CellError("#NUM!")


def test_dates_times_and_truths_keep_their_kind() -> None:
    row = [date(2025, 4, 1), datetime(2025, 4, 1, 10, 30), time(8, 30), timedelta(hours=30), True, False]
    assert cells(written([row])) == (tuple(row),)
    assert [type(value) for value in cells(written([row]))[0]] == [type(value) for value in row]


def test_a_number_before_the_first_day_of_excel_stays_a_number() -> None:
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    book.add_worksheet().write(0, 0, -1.5, book.add_format({"num_format": "yyyy/mm/dd"}))
    book.close()
    assert cells(held.getvalue()) == ((Decimal("-1.5"),),)


def test_days_since_1904_are_the_same_days() -> None:
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"date_1904": True})
    form = book.add_format({"num_format": "yyyy/mm/dd"})
    book.add_worksheet().write_datetime(0, 0, datetime(2025, 4, 1), form)
    book.close()
    assert cells(held.getvalue()) == ((date(2025, 4, 1),),)


def test_a_formula_gives_its_value_its_failure_or_that_nobody_calculated_it() -> None:
    body = (
        '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="D2" t="str"><f>IF(A1="","",1)</f><v></v></c><c r="E2"><f>1+1</f></c>'
        '<c r="F2"><f>1+1</f><v/></c><c r="G2" t="e"><v>#REF!</v></c><c r="H2" t="str"><f>A1</f><v>名</v></c>'
        '<c r="I2" t="d"><v>2025-04-01T00:00:00</v></c></row><row r="4"><c r="A4"><f>A1</f></c></row>'
    )
    values = (None, Decimal(2), CellError("#DIV/0!"), None, NOT_CALCULATED, NOT_CALCULATED)
    assert cells(workbook_of(sheet_of(body))) == (
        (),
        (*values, CellError("#REF!"), "名", date(2025, 4, 1)),
        (),
        (NOT_CALCULATED,),
    )


def test_a_formula_of_openpyxl_has_no_value_yet() -> None:
    book, held = openpyxl.Workbook(), BytesIO()
    book.active["B1"] = "=1+1"
    book.save(held)
    assert cells(held.getvalue()) == ((None, NOT_CALCULATED),)


def test_cells_without_addresses_stand_one_after_another() -> None:
    body = '<row><c><v>1</v></c><c r="C1"/><c t="e"><v>#N/A</v></c></row><row><c t="e"><v>#REF!</v></c></row>'
    assert cells(workbook_of(sheet_of(body))) == (
        (Decimal(1), None, None, CellError("#N/A")),
        (CellError("#REF!"),),
    )


def test_names_of_elements_may_carry_a_prefix() -> None:
    sheet = sheet_of('<x:row r="1"><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row>').replace(
        b"<sheetData", b"<x:sheetData"
    )
    sheet = sheet.replace(b"</sheetData", b"</x:sheetData").replace(
        b"worksheet xmlns=", b"worksheet xmlns:x="
    )
    sheet = sheet.replace(b"<worksheet", b"<x:worksheet").replace(b"</worksheet", b"</x:worksheet")
    assert cells(workbook_of(sheet)) == ((None, CellError("#N/A")),)


def test_texts_stay_as_they_are_stored() -> None:
    texts = [
        "一行目\n二行目",
        "  前後の空白  ",
        "　",
        "改行\r\nあり",
        "_x000D_と書いた文",
        "𠮷野・髙橋・﨑",
        "001",
    ]
    assert cells(written([texts])) == (tuple(texts),)


def test_what_looks_like_a_formula_arrives_as_a_text() -> None:
    texts = ['=HYPERLINK("https://example.jp/","x")', "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", "\t=1"]
    texts += ["\r=1", "＝１＋１"]
    assert cells(written([texts])) == (tuple(texts),)


def test_merged_ranges_hidden_sheets_and_pictures_of_charts() -> None:
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    book.add_worksheet("一覧").merge_range(1, 1, 2, 3, "結合")
    book.add_worksheet("隠した").hide()
    book.add_worksheet("深く隠した").very_hidden()
    book.add_chartsheet("図")
    book.add_worksheet("空")
    book.close()
    sheets = read(held.getvalue(), "一覧.xlsx").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("一覧", False),
        ("隠した", True),
        ("深く隠した", True),
        ("空", False),
    ]
    assert sheets[0].merged == (MergedRange(1, 1, 2, 3),)
    assert sheets[0].rows == ((), (None, "結合"))
    assert sheets[3].rows == ()


SERIALS = st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0))
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32), min_size=1
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15) + 1, 10**15 - 1).map(Decimal),
    st.decimals(-(10**9), 10**9, places=4),
    TEXTS,
    SERIALS.filter(lambda at: at.time() != time()),
    SERIALS.map(datetime.date),
)


@given(st.lists(st.lists(VALUES, max_size=6), max_size=8))
def test_what_is_written_is_read(rows: list[list[object]]) -> None:
    read_back = cells(written(rows))
    for number, row in enumerate(rows):
        back = read_back[number] if number < len(read_back) else ()
        assert list(back) + [None] * (len(row) - len(back)) == row
        assert not back or back[-1] is not None


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)]))
def test_any_bytes_are_a_workbook_or_a_refusal(content: bytes, start: bytes) -> None:
    with pytest.raises(CannotRead) as caught:
        read(start + content, "何か.xlsx")
    assert caught.value.refused.reason.endswith("ください。")


PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml")


@example("xl/workbook.xml", [(30, ord("a"))])  # an encoding that nobody knows
@given(
    st.sampled_from(PARTS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_changed_bytes_are_a_workbook_or_a_refusal(part: str, changes: list[tuple[int, int]]) -> None:
    content = bytearray(part_of(part))
    for at, byte in changes:
        content[at % len(content)] = byte
    try:
        assert isinstance(read(changed({part: bytes(content)}), "何か.xlsx"), SourceWorkbook)
    except CannotRead as refusal:
        assert refusal.refused.reason.endswith("ください。")
