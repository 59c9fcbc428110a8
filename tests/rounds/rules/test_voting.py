"""Who sees what of the scores, for every reader at every moment."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ayumi.rounds.rules.voting import Sight, sight, tally


def test_nobody_sees_names_before_the_vote_is_closed() -> None:
    for has_scored, is_member, runs in itertools.product((False, True), repeat=3):
        seen = sight(has_scored=has_scored, is_member=is_member, runs_rounds=runs, is_closed=False)
        assert seen is not Sight.NAMES
        assert (seen is Sight.DISTRIBUTION) == has_scored, "only who has scored sees how the others did"


def test_the_office_sees_a_count_and_then_the_names() -> None:
    office = {"has_scored": False, "is_member": False, "runs_rounds": True}
    assert sight(**office, is_closed=False) is Sight.COUNT
    assert sight(**office, is_closed=True) is Sight.NAMES


def test_others_see_nothing_and_then_the_distribution() -> None:
    others = {"has_scored": False, "is_member": False, "runs_rounds": False}
    assert sight(**others, is_closed=False) is Sight.NOTHING
    assert sight(**others, is_closed=True) is Sight.DISTRIBUTION


@given(st.lists(st.sampled_from(["◎", "○", "△", "×"])))
def test_a_tally_counts_every_word_once(given_words: list[str]) -> None:
    counted = tally(["◎", "○", "△", "×"], given_words)
    assert [each.word for each in counted] == ["◎", "○", "△", "×"]
    assert [each.count for each in counted] == [given_words.count(each.word) for each in counted]
