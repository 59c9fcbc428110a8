"""The sample of a meeting: by example, and what holds for any facts."""

import random
from collections import Counter
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ayumi.rounds.rules.sampling import (
    FILLED_TEXT,
    Criterion,
    MatterFacts,
    Wish,
    choose,
    strength,
)

SMALL = st.integers(0, 5)
FACTS = st.builds(
    dict,
    policy=st.sampled_from(["", "一", "二", "三"]),
    shortfall=st.none() | st.decimals(0, 500, places=2),
    steps_behind=SMALL,
    unreached=SMALL,
    is_late=st.booleans(),
    apart=SMALL,
    directions=st.sampled_from([(), ("継続",), ("継続", "縮小"), ("継続", "縮小", "廃止")]),
    missing_values=SMALL,
    frozen_values=SMALL,
    thousand_yen=st.none() | st.decimals(0, 10**9, places=0),
    challenges=SMALL,
    open_challenges=SMALL,
)
PLANS = st.lists(FACTS, max_size=25).map(
    lambda rows: [_matter(place, **row) for place, row in enumerate(rows)]
)
WISHES = st.builds(
    Wish,
    number=st.integers(1, 30),
    each_policy=st.booleans(),
    criteria=st.lists(st.sampled_from(list(Criterion)), min_size=1, unique=True).map(tuple),
)


def _matter(place: int, **facts: object) -> MatterFacts:
    names = {"shortfall_of": "利用率", "apart_between": ("課「○」", "部「×」")}
    return MatterFacts(id=UUID(int=place + 1), position=place, **(names | facts))


def test_each_criterion_has_its_turn() -> None:
    plan = [
        _matter(0),
        _matter(1, thousand_yen=Decimal(900)),
        _matter(2, steps_behind=2),
        _matter(3, steps_behind=1, apart=3),
        _matter(4, frozen_values=2),
        _matter(5, challenges=4),
    ]
    chosen = choose(plan, Wish(number=5))
    assert {each.id.int - 1: each.by for each in chosen} == {
        1: Criterion.MONEY,
        2: Criterion.DRIFT,
        3: Criterion.DISAGREEMENT,
        4: Criterion.STALE,
        5: Criterion.CHALLENGES,
    }
    assert [each.id.int for each in chosen] == [2, 3, 4, 5, 6]
    reasons = {each.id.int - 1: each.reasons for each in chosen}
    assert reasons[2] == ("計画からのずれ: 工程が計画より2段階遅れています。",)
    assert reasons[1] == ("事業費の大きさ: 事業費は900千円です。",)
    assert len(reasons[3]) == 2, "a measure tells every reason, not only that of its turn"


def test_two_of_each_policy_are_filled_up_in_the_plans_order() -> None:
    plan = [_matter(place, policy="一" if place < 4 else "二") for place in range(5)]
    chosen = choose(plan, Wish(number=2, each_policy=True))
    assert [each.id.int for each in chosen] == [1, 2, 5]
    assert {each.reasons for each in chosen} == {(FILLED_TEXT,)}


@given(PLANS, WISHES)
def test_never_more_than_wished_and_never_less_than_there_are(plan: list[MatterFacts], wish: Wish) -> None:
    chosen = choose(plan, wish)
    assert len({each.id for each in chosen}) == len(chosen)
    policies = {each.id: each.policy for each in plan}
    groups = Counter(policies[each.id] if wish.each_policy else "" for each in chosen)
    there = Counter(each.policy if wish.each_policy else "" for each in plan)
    assert groups == {group: min(number, wish.number) for group, number in there.items()}


@given(PLANS, WISHES, st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_sample(
    plan: list[MatterFacts], wish: Wish, chance: random.Random
) -> None:
    mixed = list(plan)
    chance.shuffle(mixed)
    assert choose(mixed, wish) == choose(plan, wish)


@given(PLANS, WISHES)
def test_every_reason_is_true(plan: list[MatterFacts], wish: Wish) -> None:
    by_id = {each.id: each for each in plan}
    for each in choose(plan, wish):
        facts = by_id[each.id]
        assert each.reasons
        if each.by is None:
            assert each.reasons == (FILLED_TEXT,)
            assert not any(strength(criterion, facts) for criterion in wish.criteria)
            continue
        assert each.by in wish.criteria
        stronger = [
            other for other in plan if (strength(each.by, other) or ()) > (strength(each.by, facts) or ())
        ]
        assert len(stronger) < each.place <= len(plan)
        speaking = [criterion for criterion in wish.criteria if strength(criterion, facts)]
        assert len(each.reasons) == len(speaking)
        said = "".join(each.reasons)
        figures = {
            "段階遅れています": facts.steps_behind,
            "遅れと報告": facts.is_late,
            "未到達": facts.unreached,
            "届いていません": facts.shortfall,
        }
        if Criterion.DRIFT in wish.criteria:
            for words, figure in figures.items():
                assert (words in said) == bool(figure)
        if Criterion.STALE in wish.criteria:
            assert ("この年度の値がない" in said) == bool(facts.missing_values)
            assert ("値の変わらない" in said) == bool(facts.frozen_values)
        if Criterion.DISAGREEMENT in wish.criteria:
            assert ("段階違います" in said) == bool(facts.apart)
            assert ("方向性が段階により" in said) == (len(facts.directions) > 1)


@given(PLANS, WISHES)
def test_a_turn_takes_the_strongest_that_is_left(plan: list[MatterFacts], wish: Wish) -> None:
    chosen = {each.id: each for each in choose(plan, wish)}
    left = [each for each in plan if each.id not in chosen]
    by_id = {each.id: each for each in plan}
    for each in chosen.values():
        if each.by is None:
            continue
        rivals = [other for other in left if not wish.each_policy or other.policy == by_id[each.id].policy]
        mine = strength(each.by, by_id[each.id]) or ()
        assert all((strength(each.by, rival) or ()) <= mine for rival in rivals)
