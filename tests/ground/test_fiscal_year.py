"""Fiscal years and eras, both ways."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.ground.era import ERAS, era_year, western_year
from ayumi.ground.fiscal_year import FiscalYear, years_in

YEARS = st.integers(min_value=1868, max_value=2150)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R6", 2024),
        ("令和6(2024)年度", 2024),
        ("令和６（２０２４）年度", 2024),
        ("H27", 2015),
        ("2024", 2024),
        ("平成31/令和元", 2019),
        ("令和元年度", 2019),
        ("平成33年度", 2021),
        ("昭和64年", 1989),
    ],
)
def test_it_reads_what_plans_print(text: str, year: int) -> None:
    assert FiscalYear.parse(text) == FiscalYear(year)


@pytest.mark.parametrize("text", ["", "年度", "第3次", "令和3年度から令和7年度まで", "令和6(2023)年度"])
def test_it_refuses_what_is_not_one_year(text: str) -> None:
    with pytest.raises(ValueError, match="fiscal year"):
        FiscalYear.parse(text)


@given(YEARS)
def test_what_is_printed_is_read_back(year: int) -> None:
    fiscal_year = FiscalYear(year)
    assert FiscalYear.parse(fiscal_year.japanese) == fiscal_year
    assert FiscalYear.parse(fiscal_year.both_calendars) == fiscal_year


@given(st.dates(min_value=date(1869, 1, 1), max_value=date(2150, 1, 1)))
def test_every_day_lies_in_its_fiscal_year(day: date) -> None:
    fiscal_year = FiscalYear.containing(day)
    assert fiscal_year.first_day <= day <= fiscal_year.last_day


@given(st.sampled_from(ERAS), st.integers(min_value=1, max_value=60))
def test_an_era_year_counts_on_past_the_era(era, number: int) -> None:
    assert western_year(era.letter, number) == western_year(era.name, number) == era.first_year + number - 1


def test_the_first_year_is_printed_gannen() -> None:
    assert era_year(2019) == "令和元"
    assert era_year(2018) == "平成30"


def test_an_era_begins_with_year_one() -> None:
    with pytest.raises(ValueError, match="year one"):
        western_year("令和", 0)


def test_both_calendars_of_one_year_are_one_year() -> None:
    assert years_in("平成27（2015）年7月") == {2015}
