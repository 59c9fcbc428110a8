"""Who answers on which day: one person at most, history kept, for any order of hand-overs."""

import uuid
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ayumi.rounds.rules.tenure import Standing, Tenure, Vacancy, hand_over, holder, vacancy

FIRST = date(2025, 4, 1)
PEOPLE = [uuid.UUID(int=number) for number in range(1, 5)]
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
HAND_OVERS = st.lists(st.tuples(st.sampled_from(PEOPLE), DAYS), max_size=12)


def after(tenures: list[Tenure], person: uuid.UUID, day: date) -> list[Tenure]:
    """Return the rows as the database holds them after a hand-over."""
    change = hand_over(tenures, person, day)
    ends = dict(change.ended)
    kept = [
        each._replace(valid_to=ends.get(each.id, each.valid_to))
        for each in tenures
        if each.id not in change.dropped
    ]
    return [*kept, change.begun._replace(id=uuid.uuid4())] if change.begun else kept


def on(tenures: list[Tenure], number: int) -> uuid.UUID | None:
    """Return who answers on a day by its number."""
    now = holder(tenures, FIRST + timedelta(days=number))
    return now.person_id if now else None


@given(HAND_OVERS)
def test_periods_never_overlap_and_what_was_stays(hand_overs: list[tuple[uuid.UUID, date]]) -> None:
    tenures: list[Tenure] = []
    for person, day in hand_overs:
        before = [on(tenures, number) for number in range(-1, 50)]
        later = min((each.valid_from for each in tenures if each.valid_from > day), default=date.max)
        tenures = after(tenures, person, day)
        for number in range(-1, 50):
            current = FIRST + timedelta(days=number)
            expected = person if day <= current < later else before[number + 1]
            assert on(tenures, number) == expected
        for number in range(-1, 60):
            assert sum(each.holds(FIRST + timedelta(days=number)) for each in tenures) <= 1
        assert all(each.valid_to is None or each.valid_from <= each.valid_to for each in tenures)
        assert sum(each.valid_to is None for each in tenures) <= 1


@given(HAND_OVERS, st.sampled_from(PEOPLE), DAYS)
def test_the_same_hand_over_again_changes_nothing(
    hand_overs: list[tuple[uuid.UUID, date]], person: uuid.UUID, day: date
) -> None:
    tenures: list[Tenure] = []
    for each in [*hand_overs, (person, day)]:
        tenures = after(tenures, *each)
    assert after(tenures, person, day) == tenures


def test_why_nobody_living_answers() -> None:
    division, other = uuid.uuid4(), uuid.uuid4()
    own = frozenset({division})
    assert vacancy(Standing(False)) is Vacancy.NOBODY
    assert vacancy(Standing(True, is_active=False)) is Vacancy.INACTIVE
    assert vacancy(Standing(True, division_ids=own, division_id=division)) is None
    assert vacancy(Standing(True, division_ids=own, division_id=other)) is Vacancy.MOVED
    assert vacancy(Standing(True, division_id=division)) is Vacancy.MOVED
    assert vacancy(Standing(True, is_office=True, division_id=division)) is None
    assert vacancy(Standing(True, division_ids=own)) is None
    assert vacancy(Standing(True)) is Vacancy.MOVED
    dead = Standing(True, is_office=True, division_id=division, division_lives=False)
    assert vacancy(dead) is Vacancy.DEAD_DIVISION
