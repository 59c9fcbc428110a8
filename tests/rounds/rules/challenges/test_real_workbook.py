"""The rules find in a real plan of 407 projects what the field study counted by hand (§7.2)."""

from collections import Counter

import pytest

from ayumi.rounds.rules.challenges import Challenge, Frame, challenges, facts_of
from tests.rounds.real_workbook import (
    JUDGED,
    YEARS,
    first_outcomes,
    has_text_id,
    real_document,
    real_entries,
)

COUNTED = (
    "Counted in field study §7.2 over the four years of actuals, without the row whose id is the number 0"
)


@pytest.fixture(scope="module")
def found() -> tuple[Challenge, ...]:
    frame = Frame(JUDGED, YEARS[0], YEARS[-1])
    return challenges(facts_of(real_document(), frame, real_entries()))


def test_frozen_hours(found: tuple[Challenge, ...]) -> None:
    """226 of 406 projects give the same hours four years running; the four with 0 hours are not asked."""
    document = real_document()
    assert (len(document.items), sum(map(has_text_id, document.items))) == (407, 406), COUNTED
    kept = {item.id for item in document.items if has_text_id(item)}
    frozen = [each for each in found if each.rule_id == "cost.frozen_hours"]
    assert len(frozen) == 226, COUNTED
    assert all(each.item_id in kept for each in frozen)


def test_frozen_series(found: tuple[Challenge, ...]) -> None:
    """80 of 381 first outcome series with at least three known years never move."""
    document, first = real_document(), first_outcomes()
    kept = {item.id for item in document.items if has_text_id(item)}
    series = [
        [each for each in own.actuals if each.fiscal_year <= JUDGED and each.value is not None]
        for item in document.items
        if item.id in kept
        for own in item.indicators
        if own.id in first
    ]
    assert sum(len(values) >= 3 for values in series) == 381, COUNTED
    frozen = [each for each in found if each.rule_id == "value.frozen_series" and each.place in first]
    assert sum(each.item_id in kept for each in frozen) == 80, COUNTED


def test_what_else_the_rules_see_there(found: tuple[Challenge, ...]) -> None:
    counts = Counter(each.rule_id for each in found)
    assert counts["value.frozen_series"] == 173
    assert counts["cost.hours_per_person"] == 3
    assert counts["value.unit_jump"] == 1
    assert counts["text.leads_elsewhere"] == 1
    # The sums of that file hold in every row, so nothing may be asked of them.
    assert counts["cost.sources_do_not_add"] == counts["cost.total_does_not_add"] == 0
    assert counts["text.copied_neighbour"] > 100
