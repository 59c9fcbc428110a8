"""One cell at a time: what each rule takes, puts aside and refuses; and nothing ever raises."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.measures import ItemStatus, MissingReason
from ayumi.document.source_workbook import CellError, CellValue
from ayumi.importing.rules.mapping import cells
from ayumi.importing.rules.mapping.cell_rules import RULES
from ayumi.importing.rules.mapping.cells import Blank, Refusal, Words

VALUES = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.text("0123456789,.▲△−－-（）()％%〃→ 　令和平成RH元年度", max_size=20),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.builds(CellError, st.text(max_size=10)),
)


@pytest.mark.parametrize("dash", ["-", "－", "―", "‐", "–", "—", "−", " － "])
def test_a_dash_is_no_zero(dash: str) -> None:
    for read in (cells.number, cells.value_or_words, cells.words, cells.year, cells.flag, cells.status):
        assert read(dash) == Blank("blank.dash")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("該当なし", MissingReason.NOT_APPLICABLE),
        ("未公表", MissingReason.NOT_PUBLISHED),
        ("（集計中）", MissingReason.BEING_COUNTED),
        ("調査なし", MissingReason.NOT_SURVEYED),
        ("初回調査前", MissingReason.BEFORE_FIRST_SURVEY),
    ],
)
def test_words_for_no_value_keep_their_reason(words: str, reason: MissingReason) -> None:
    assert cells.number(words) == Blank("blank.words", reason)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("11", "", "11"),
        ("１，２３４．５", "", "1234.5"),
        ("104,602\t", "", "104602"),
        ("▲3.2", "", "-3.2"),
        ("△ 5", "", "-5"),
        ("−7", "", "-7"),
        ("57.0%", "", "57.0"),
        ("41％", "％", "41"),
        ("1,200人", "人", "1200"),
        ("2,471ｍ", "m", "2471"),
    ],
)
def test_a_number_kept_as_text_is_a_number(text: str, unit: str, value: str) -> None:
    assert cells.number(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["1,23", "12,34,567", "3人", "約30", "90%超", "9割以上", "1-2", "0x10", "1e5", "∞", "1" * 50, "3.1.4"],
)
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    assert cells.number(text) == Refusal("number.unreadable")


def test_two_numbers_in_a_cell_are_told_apart_from_nonsense() -> None:
    assert cells.number("29（4）") == Words("29（4）", Decimal(29))
    assert cells.number("0（2）") == Words("0（2）", Decimal(0))
    assert cells.value_or_words("導入") == Words("導入")
    assert cells.value_or_words("3校で導入") == Refusal("number.unreadable")


def test_a_zero_is_neither_words_nor_a_choice() -> None:
    assert cells.words(Decimal(0)) == Refusal("text.zero")
    assert cells.words(Decimal("3.50")) == "3.5"
    assert cells.choice(Decimal(0)) == Refusal("choice.number")
    assert cells.choice(Decimal(0), numbers=True) == Refusal("choice.number")
    assert cells.choice(Decimal(3), numbers=True) == "3"
    assert cells.choice("１　現状維持") == "１　現状維持"
    assert cells.choice("４", frozenset({"１", "２"})) == Refusal("choice.unknown")


def test_codes_keep_their_zeros_and_their_lines() -> None:
    assert cells.code("0086", zeros=True) == "0086"
    assert cells.code("01\n02", zeros=True) == "01\n02"
    assert cells.code(Decimal(86), zeros=True) == Refusal("code.number")
    assert cells.code(Decimal(86), zeros=False) == "86"
    assert cells.code(Decimal(0), zeros=False, rule="id.number") == Refusal("id.number")
    assert cells.code("二つの　言葉", zeros=False) == Refusal("code.unreadable")
    assert cells.digit(Decimal(0)) == "0"
    assert cells.digit("６") == "6"
    assert cells.digit("12") == Refusal("code.unreadable")


@pytest.mark.parametrize(
    ("value", "found"),
    [("昭和39", "昭和39"), ("令和元", "令和元"), ("令和７", "令和７"), ("R6", "R6"), (Decimal(2025), "2025")],
)
def test_years_stay_as_they_are_written(value: CellValue, found: str) -> None:
    assert cells.year(value) == found


@pytest.mark.parametrize("value", [Decimal(0), Decimal(18), "18", "令和0", "令和6・令和7", Decimal("2.5")])
def test_a_year_without_an_era_is_refused(value: CellValue) -> None:
    assert cells.year(value) == Refusal("year.unreadable")


@pytest.mark.parametrize(
    "value", [Decimal(7), "7", "R7", "令和７年度", Decimal(2025), "2025年度", "平成37年度"]
)
def test_the_year_of_a_table(value: CellValue) -> None:
    assert cells.table_year(value) == 2025


def test_marks_and_statuses() -> None:
    assert cells.flag("○") is True and cells.flag("〇") is True and cells.flag(True) is True
    assert cells.flag("×") == Blank("flag.mark") and cells.flag(False) == Blank("flag.mark")
    assert cells.flag("済") == Refusal("flag.unreadable")
    assert cells.status(" 継続 ") is ItemStatus.CONTINUING
    assert cells.status("廃止") == Refusal("status.unreadable")


@pytest.mark.parametrize(
    "value", [True, date(2025, 4, 1), datetime(2025, 4, 1, 9), time(9), timedelta(hours=3)]
)
def test_a_date_is_no_number(value: CellValue) -> None:
    assert cells.number(value) == Refusal("date.unexpected")


def test_a_date_among_words_is_printed_and_an_error_is_refused_everywhere() -> None:
    assert cells.words(date(2025, 4, 1)) == "令和7(2025)年4月1日"
    assert cells.words("a\0b") == Refusal("text.control")
    assert cells.words("あ" * 301, 300) == Refusal("text.long")
    for read in (
        cells.number,
        cells.words,
        cells.choice,
        cells.year,
        cells.flag,
        cells.digit,
        cells.table_year,
    ):
        assert read(CellError("#REF!")) == Refusal("error.cell")


@given(VALUES, st.text(max_size=5))
def test_no_cell_raises_and_every_rule_is_written_down(value: CellValue, unit: str) -> None:
    found = [
        cells.number(value, unit),
        cells.value_or_words(value, unit),
        cells.words(value),
        cells.words(value, 10),
        cells.choice(value),
        cells.choice(value, frozenset({"A"}), numbers=True),
        cells.code(value, zeros=True),
        cells.code(value, zeros=False, rule="id.number"),
        cells.digit(value),
        cells.year(value),
        cells.flag(value),
        cells.status(value),
        cells.table_year(value),
    ]
    assert {each.rule for each in found if isinstance(each, (Blank, Refusal))} <= RULES.keys()
    assert isinstance(cells.shown(value), str)
