"""Rounding, text keys, codes and identifiers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.ground.identifier import new_identifier
from ayumi.ground.japanese_text import display_width, fold
from ayumi.ground.local_government import check_digit, is_valid_code
from ayumi.ground.rounding import round_half_up


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("0.25", 1, "0.3"), ("0.35", 1, "0.4"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("54.32", 1, "54.3")],
)
def test_half_goes_up(value: str, places: int, rounded: str) -> None:
    assert round_half_up(Decimal(value), places) == Decimal(rounded)


def test_spellings_of_one_word_fold_to_one_key() -> None:
    assert fold("ＩＣＴ　サ－バ−") == fold("ict サーバー")
    assert fold("1〜3月") == fold("１～３月")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_full_width_counts_two() -> None:
    assert display_width("施策A1") == 6


@pytest.mark.parametrize("code", ["011002", "131016", "092088", "472018"])
def test_real_codes_pass(code: str) -> None:
    assert is_valid_code(code)


@pytest.mark.parametrize("code", ["092089", "09208", "０９２０８８", "abcdef", ""])
def test_wrong_codes_fail(code: str) -> None:
    assert not is_valid_code(code)


@given(st.integers(min_value=0, max_value=99999))
def test_one_wrong_digit_is_noticed(number: int) -> None:
    five = f"{number:05d}"
    assert is_valid_code(five + str(check_digit(five)))


def test_identifiers_are_version_seven_in_order_of_time() -> None:
    first, later = new_identifier(), new_identifier()
    assert first.version == 7
    assert first != later
    assert first.int >> 80 <= later.int >> 80
