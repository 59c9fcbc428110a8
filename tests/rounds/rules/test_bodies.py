"""Who is a member on a day, and whether enough of them came: by example and for any terms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayumi.rounds.rules.bodies import Presence, Quorum, Term, count_quorum, needed

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
TERMS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda ends: (
        Term(valid_from=ends[0], valid_to=ends[1])
        if None in ends or ends[0] <= ends[1]
        else Term(valid_from=ends[1], valid_to=ends[0])
    )
)
PRESENCES = st.lists(st.builds(Presence, attended=st.booleans(), is_represented=st.booleans()), max_size=40)


@pytest.mark.parametrize(
    ("rule", "members", "wanted"),
    [
        (Quorum.MAJORITY, 10, 6),
        (Quorum.MAJORITY, 11, 6),
        (Quorum.HALF, 10, 5),
        (Quorum.HALF, 11, 6),
        (Quorum.TWO_THIRDS, 4, 3),
        (Quorum.TWO_THIRDS, 9, 6),
        (Quorum.ALL, 7, 7),
        (Quorum.NONE, 7, 0),
        (Quorum.MAJORITY, 1, 1),
        (Quorum.MAJORITY, 0, 0),
    ],
)
def test_how_many_must_come(rule: Quorum, members: int, wanted: int) -> None:
    assert needed(rule, members) == wanted


@given(st.sampled_from(list(Quorum)), st.integers(1, 500))
def test_a_quorum_is_the_least_number_that_the_rule_allows(rule: Quorum, members: int) -> None:
    enough = {
        Quorum.MAJORITY: lambda n: 2 * n > members,
        Quorum.HALF: lambda n: 2 * n >= members,
        Quorum.TWO_THIRDS: lambda n: 3 * n >= 2 * members,
        Quorum.ALL: lambda n: n >= members,
        Quorum.NONE: lambda n: True,
    }[rule]
    number = needed(rule, members)
    assert 0 <= number <= members
    assert enough(number)
    assert number == 0 or not enough(number - 1)


@given(PRESENCES, st.sampled_from(list(Quorum)), st.booleans())
def test_nobody_is_counted_twice(every: list[Presence], rule: Quorum, counts: bool) -> None:
    count = count_quorum(rule, every, counts_representatives=counts)
    assert count.members == len(every)
    assert count.attended + count.represented <= count.members
    assert count.counted == count.attended + (count.represented if counts else 0)
    assert count.is_met == (bool(every) and count.counted >= count.needed)


@given(TERMS, DAYS)
def test_both_ends_of_a_term_are_included(term: Term, day: date) -> None:
    for end in (term.valid_from, term.valid_to):
        assert end is None or term.holds(end)
    if term.valid_to is not None:
        assert not term.holds(term.valid_to + timedelta(days=1))
    if term.valid_from is not None:
        assert not term.holds(term.valid_from - timedelta(days=1))
    before = term.valid_from is not None and day < term.valid_from
    after = term.valid_to is not None and day > term.valid_to
    assert term.holds(day) == (not before and not after)


@given(TERMS, TERMS, DAYS)
def test_terms_overlap_where_a_day_lies_in_both(one: Term, other: Term, day: date) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    if one.holds(day) and other.holds(day):
        assert one.overlaps(other)
    if one.overlaps(other):
        starts = [each.valid_from for each in (one, other) if each.valid_from]
        shared = max(starts) if starts else day
        ends = [each.valid_to for each in (one, other) if each.valid_to]
        shared = min([shared, *ends])
        assert one.holds(shared) and other.holds(shared)


def test_a_term_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="任期の終わり"):
        Term(valid_from=date(2026, 4, 1), valid_to=date(2026, 3, 31))
