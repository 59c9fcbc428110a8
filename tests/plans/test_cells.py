"""What a cell accepts: the same value is always the same text, and nothing is guessed."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.document.measures import TargetKind
from ayumi.plans.rules.cell_columns import Cell, Column, parse_cell, parse_column
from ayumi.plans.rules.cells import (
    CellKind,
    CellRefused,
    CellRule,
    money_text,
    money_value,
    number_cell_text,
    read_cell,
    takes_words,
)

MONEY = CellRule(CellKind.MONEY)
NUMBER = CellRule(CellKind.NUMBER, unit="％")
DIVISIONS = tuple(
    (name, name)
    for name in ("デジタル推進課", "総務課", "防災課", "財政課", "市民課", "税務課", "学校教育課", "健康課")
)
FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")
ROW = UUID("00000000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("rule", "text", "value"),
    [
        (MONEY, "１，２００", "1,200"),
        (MONEY, " 1200 千円 ", "1,200"),
        (MONEY, "0", "0"),
        (MONEY, "", ""),
        (NUMBER, "57.0", "57.0"),
        (NUMBER, "５７．０％", "57.0"),
        (NUMBER, "57%", "57"),
        (NUMBER, "−3", "-3"),
        (NUMBER, "-0.0", "0.0"),
        (NUMBER, "12345.60", "12,345.60"),
        (CellRule(CellKind.LINE), " 一行 ", "一行"),
        (CellRule(CellKind.TEXT), "一行目\r\n二行目", "一行目\n二行目"),
        (CellRule(CellKind.CHOICE, choices=DIVISIONS), "デジタル推進課 ", "デジタル推進課"),
        (CellRule(CellKind.CHOICE, choices=(("新規", "new"),)), "新 規", "new"),
        (CellRule(CellKind.CHOICE, choices=(("新規", "new"),)), "new", "new"),
    ],
)
def test_what_is_accepted_is_written_one_way(rule: CellRule, text: str, value: str) -> None:
    assert read_cell(rule, text) == value


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        (MONEY, "－", "0円の見込みは0"),
        (MONEY, "ー", "0円の見込みは0"),
        (MONEY, "1,2", "1,200のような数"),
        (MONEY, "約1200", "1,200のような数"),
        (MONEY, "1200.5", "千円未満"),
        (MONEY, "-5", "0以上"),
        (NUMBER, "—", "目標のない年度は空欄"),
        (NUMBER, "80以上", "数だけを入力"),
        (NUMBER, "80件", "数だけを入力"),
        (CellRule(CellKind.LINE, required=True), "  ", "空欄にはできません"),
        (CellRule(CellKind.LINE), "一\n二", "1行で"),
        (CellRule(CellKind.LINE, longest=3), "四文字だ", "3字まで"),
        (CellRule(CellKind.LINE, takes_dash=False), "－", "空欄にしてください"),
        (CellRule(CellKind.CHOICE, choices=DIVISIONS), "デジタル推進部", "近い名前: デジタル推進課"),
        (CellRule(CellKind.CHOICE, choices=DIVISIONS), "XYZ", "登録されている名前"),
        (CellRule(CellKind.CHOICE, choices=(("新規", "new"), ("継続", "x"))), "－", "新規、継続のどれか"),
    ],
)
def test_what_is_refused_says_what_is_accepted(rule: CellRule, text: str, said: str) -> None:
    with pytest.raises(CellRefused, match=said):
        read_cell(rule, text)


@given(st.integers(min_value=0, max_value=10**14))
def test_an_amount_comes_back_in_any_writing(amount: int) -> None:
    written = money_text(amount)
    assert money_value(written) == amount
    for text in (written, str(amount), written.translate(FULL_WIDTH), f"{written}千円"):
        assert read_cell(MONEY, text) == written


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_keeps_its_decimals(number: Decimal) -> None:
    written = read_cell(NUMBER, str(number))
    assert Decimal(written.replace(",", "")) == number
    assert written.partition(".")[2] == str(number).partition(".")[2]
    assert read_cell(NUMBER, written) == written == number_cell_text(written.replace(",", ""), "")


@given(st.text(max_size=40))
def test_any_text_is_refused_or_becomes_a_value_that_stays(text: str) -> None:
    for rule in (MONEY, NUMBER, CellRule(CellKind.TEXT), CellRule(CellKind.CHOICE, choices=DIVISIONS)):
        try:
            value = read_cell(rule, text)
        except CellRefused as refused:
            assert str(refused)
        else:
            assert read_cell(rule, value) == value


def test_a_value_that_is_no_number_is_shown_as_it_stands() -> None:
    assert number_cell_text(None, "試行の開始") == "試行の開始"
    assert number_cell_text("NaN", "") == "NaN"
    assert number_cell_text("約80", "") == "約80"


def test_targets_are_words_where_their_kind_is() -> None:
    assert {kind for kind in TargetKind if takes_words(kind)} == {
        TargetKind.MILESTONE,
        TargetKind.DIRECTION_ONLY,
    }


@pytest.mark.parametrize(
    "column",
    [
        Column("title"),
        Column("budget", 2026, "other"),
        Column("target", 2026, "小学校 低学年"),
        Column("step", 2026),
    ],
)
def test_a_cell_is_named_and_found_again(column: Column) -> None:
    assert parse_column(str(column)) == column
    assert parse_cell(str(Cell(ROW, column))) == Cell(ROW, column)


@pytest.mark.parametrize(
    "name",
    ["", "number", "title 2026", "budget", "budget 26 other", "step 2026 x", "target ２０２６", "version"],
)
def test_other_columns_do_not_exist(name: str) -> None:
    assert parse_column(name) is None
    assert parse_cell(f"{ROW} {name}") is None
    assert parse_cell("title") is None


@given(st.text(max_size=60))
def test_no_name_of_a_cell_breaks_the_reader(name: str) -> None:
    cell = parse_cell(name)
    assert cell is None or parse_cell(str(cell)) == cell
