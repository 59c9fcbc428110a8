"""Working days and due days, successors of divisions, and tables that run nothing."""

import csv
import io
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.rounds.rules.calendar import add_working_days, first_due, is_working_day, proposed_stages
from ayumi.rounds.rules.stages import RoundKind, StageKind, Stages
from ayumi.rounds.rules.successors import Life, division_on
from ayumi.rounds.rules.table_text import FORMULA_MARKS, csv_text

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
IDS = st.integers(1, 6).map(lambda number: UUID(int=number))


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2025, 5, 30), True),
        (date(2025, 5, 31), False),
        (date(2025, 5, 5), False),
        (date(2025, 12, 29), False),
        (date(2026, 1, 3), False),
        (date(2026, 1, 5), True),
    ],
)
def test_a_city_hall_is_closed_at_weekends_holidays_and_new_year(day: date, is_open: bool) -> None:
    assert is_working_day(day) is is_open


@given(DAYS, st.integers(0, 40))
def test_so_many_working_days_lie_between(day: date, number: int) -> None:
    end = add_working_days(day, number)
    assert is_working_day(end)
    between = (day + timedelta(days=each) for each in range(1, (end - day).days + 1))
    assert sum(map(is_working_day, between)) == (number or int(end > day))


@given(st.integers(2020, 2034), st.sampled_from(RoundKind), DAYS)
def test_proposed_days_follow_one_another_and_lie_ahead(year: int, kind: RoundKind, today: date) -> None:
    stages = Stages(stages=proposed_stages(StageKind, first_due(year, kind, today)))
    days = [stage.due for stage in stages.stages]
    assert days == sorted(set(days))
    assert today < days[0]


def test_the_annual_sheet_is_due_when_the_accounts_close() -> None:
    assert first_due(2024, RoundKind.ANNUAL, date(2025, 4, 1)) == date(2025, 6, 2)
    assert first_due(2024, RoundKind.MID_YEAR, date(2024, 9, 2)) == date(2024, 10, 15)


@given(
    st.dictionaries(IDS, st.booleans(), min_size=1),
    st.lists(st.tuples(IDS, IDS), max_size=12),
    IDS,
)
def test_only_a_living_division_answers(
    alive: dict[UUID, bool], pairs: list[tuple[UUID, UUID]], asked: UUID
) -> None:
    day = date(2025, 4, 1)
    lives = {pk: Life(None, None if is_alive else date(2025, 3, 31)) for pk, is_alive in alive.items()}
    found = division_on(asked, lives, pairs, day)
    assert found is None or alive[found]
    if alive.get(asked):
        assert found == asked


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_no_cell_of_a_table_is_a_formula_and_none_is_lost(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    for row in read:
        for cell in row:
            assert not cell.startswith(FORMULA_MARKS) or float(cell) is not None
