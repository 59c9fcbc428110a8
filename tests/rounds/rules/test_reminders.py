"""When people are reminded: on working days, once for every mark, also after days without a server."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ayumi.rounds.rules.calendar import add_working_days, is_working_day
from ayumi.rounds.rules.reminders import AFTER_EVERY, BEFORE, Mark, latest_mark, working_days_before

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def test_the_marks_around_a_due_day() -> None:
    due = date(2027, 5, 31)  # a Monday
    expected = {
        date(2027, 5, 21): None,
        date(2027, 5, 24): Mark(date(2027, 5, 24), False),
        date(2027, 5, 27): Mark(date(2027, 5, 24), False),
        date(2027, 5, 28): Mark(date(2027, 5, 28), False),
        date(2027, 5, 30): None,  # a Sunday: nobody is told
        date(2027, 5, 31): Mark(date(2027, 5, 31), False),
        date(2027, 6, 1): Mark(date(2027, 6, 1), True),
        date(2027, 6, 7): Mark(date(2027, 6, 1), True),
        date(2027, 6, 8): Mark(date(2027, 6, 8), True),
    }
    assert {day: latest_mark(due, day) for day in expected} == expected


@given(DAYS, st.integers(0, 10))
def test_working_days_before_and_after_undo_each_other(day: date, number: int) -> None:
    before = working_days_before(day, number)
    assert is_working_day(before) and before <= day
    if is_working_day(day):
        assert add_working_days(before, number) == day


@given(DAYS, st.integers(-20, 40))
def test_a_mark_is_a_working_day_that_has_come_and_none_is_skipped(due: date, offset: int) -> None:
    today = due + timedelta(days=offset)
    mark = latest_mark(due, today)
    if mark is None:
        assert (
            not is_working_day(today)
            or today < working_days_before(due, max(BEFORE))
            or (due < today < add_working_days(due, 1))
        )
        return
    assert is_working_day(mark.day) and mark.day <= today and mark.is_late == (today > due)
    assert mark.is_late == (mark.day > due)
    if mark.is_late:
        assert add_working_days(mark.day, AFTER_EVERY) > today
