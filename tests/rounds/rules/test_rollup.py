"""Roll-ups: counts add up, the order plays no part, repeats and mirrored measures count once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ayumi.document.attainment_result import Attainment, AttainmentRule
from ayumi.rounds.rules.presets import preset, rollup_rules
from ayumi.rounds.rules.rollup import Axes, Judged, Node, Rolled, distribution, roll_up, verdict
from ayumi.rounds.rules.rollup_rule import ROLLUP_TEXTS, RollupRule
from ayumi.rounds.rules.scales import Scale


def scale(name: str) -> Scale:
    found = preset(name)
    assert found is not None
    return found.scale


AXES = Axes(scale("ayumi-level"), scale("ayumi-schedule"), scale("ayumi-direction"))
TREE = [
    Node("goal", None),
    Node("policy", "goal"),
    Node("a", "policy", is_measure=True),
    Node("b", "policy", is_measure=True),
    Node("other", None),
    Node("again", "other", original="a"),
    Node("c", "other", is_measure=True),
]


def result(percent: int | None, *, reached: bool | None = None) -> Attainment:
    rule = AttainmentRule.LEVEL_FROM_BASELINE if percent is not None else AttainmentRule.MILESTONE
    return Attainment(2024, rule, None if percent is None else Decimal(percent), reached)


JUDGED = {
    "a": Judged("達成", "順調", "継続", (result(150, reached=True),)),
    "b": Judged("未達成", "遅れ", "改善", (result(40, reached=False), result(None))),
    "c": Judged("評価できない", "", "完了"),
}


def test_a_goal_counts_what_stands_under_it() -> None:
    rolled, whole = roll_up(TREE, JUDGED, AXES)
    goal = rolled["goal"]
    assert dict(goal.achievement.counts)["達成"] == dict(goal.achievement.counts)["未達成"] == 1
    assert (goal.measures, goal.achievement.good_percent, goal.achievement.worst) == (
        2,
        Decimal(50),
        "未達成",
    )
    assert rolled["policy"] == goal
    assert (goal.means.means[0].percent, goal.medians[0].percent) == (Decimal(70), Decimal(95))
    assert goal.means.not_computable == 1
    assert (whole.measures, whole.repeats) == (3, 1)


def test_a_repeat_entry_counts_once_in_the_plan_and_where_it_stands() -> None:
    rolled, whole = roll_up(TREE, JUDGED, AXES)
    assert rolled["other"].measures == 2
    assert dict(rolled["other"].achievement.counts)["達成"] == 1
    assert dict(whole.achievement.counts)["達成"] == 1


def test_a_mirrored_measure_counts_once() -> None:
    judged = {"a": Judged("達成", counts_as="x"), "b": Judged("達成", counts_as="x"), "c": Judged("達成")}
    assert roll_up(TREE, judged, AXES)[1].measures == 2


def test_what_cannot_be_rated_is_no_rank_and_another_scale_is_counted_apart() -> None:
    made = distribution(
        AXES.achievement, [("評価できない", False), ("A", False), ("達成", True), ("", False)]
    )
    assert (made.ranked, made.other_scale, made.unrated, made.total) == (0, 2, 1, 4)
    assert made.good_percent is None and made.worst == ""


def test_directions_have_no_worst_and_no_good_share() -> None:
    made = distribution(AXES.direction, [("廃止", False), ("継続", False)])
    assert made.worst == "" and made.good_percent is None


def by_id(rule_id: str) -> RollupRule:
    return next(rule for rule in rollup_rules() if rule.id == rule_id)


def goal_of(*words: str) -> Rolled:
    nodes = [Node("goal", None), *(Node(str(nth), "goal", is_measure=True) for nth in range(len(words)))]
    judged = {str(nth): Judged(word) for nth, word in enumerate(words)}
    return roll_up(nodes, judged, AXES)[0]["goal"]


@pytest.mark.parametrize(
    ("rule_id", "words", "word"),
    [
        ("worst", ("達成", "概ね達成"), "概ね達成"),
        ("worst", ("達成", "評価できない"), "達成"),
        ("worst", ("評価できない",), ""),
        ("good-share", ("達成", "概ね達成", "達成", "達成", "未達成"), "順調"),
        ("good-share", ("達成", "未達成"), "概ね順調"),
        ("good-share", ("達成", "未達成", "評価できない"), "概ね順調"),
        ("good-share", ("未達成",), "遅れ"),
        ("judgement", ("達成",), ""),
    ],
)
def test_a_citys_rule_is_data(rule_id: str, words: tuple[str, ...], word: str) -> None:
    given_word = verdict(by_id(rule_id), goal_of(*words))
    assert given_word.word == word
    assert given_word.needs_judgement is (word == "")


def test_the_share_of_reached_indicators() -> None:
    goal = roll_up(TREE, JUDGED, AXES)[0]["goal"]
    found = verdict(by_id("reached-share"), goal)
    assert (found.word, found.percent) == ("一部達成", Decimal(50))


def test_every_kind_of_rule_is_said_and_a_broken_one_refused() -> None:
    assert {rule.kind for rule in rollup_rules()} == set(ROLLUP_TEXTS)
    head = {"id": "x", "version": 1, "name": "試し", "kind": "good_share"}
    with pytest.raises(ValidationError):
        RollupRule.model_validate(head)
    with pytest.raises(ValidationError):
        RollupRule.model_validate(head | {"steps": [{"word": "A", "at_least": "10"}]})


WORDS = st.sampled_from(["", "達成", "概ね達成", "一部達成", "未達成", "評価できない", "B"])


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Node], dict[str, Judged]]:
    goals = draw(st.integers(1, 4))
    nodes = [Node(f"g{nth}", None) for nth in range(goals)]
    measures = draw(st.integers(0, 8))
    nodes += [
        Node(f"m{nth}", f"g{draw(st.integers(0, goals - 1))}", is_measure=True) for nth in range(measures)
    ]
    if measures:
        nodes += [
            Node(
                f"r{nth}",
                f"g{draw(st.integers(0, goals - 1))}",
                original=f"m{draw(st.integers(0, measures - 1))}",
            )
            for nth in range(draw(st.integers(0, 4)))
        ]
    results = st.lists(
        st.builds(result, st.none() | st.integers(-50, 300), reached=st.none() | st.booleans()), max_size=2
    )
    judged = {f"m{nth}": Judged(draw(WORDS), attainments=tuple(draw(results))) for nth in range(measures)}
    return nodes, judged


@given(plans())
def test_every_count_adds_up(plan: tuple[list[Node], dict[str, Judged]]) -> None:
    nodes, judged = plan
    rolled, whole = roll_up(nodes, judged, AXES)
    measures = [node for node in nodes if node.is_measure]
    assert whole.measures == len(measures)
    assert whole.repeats == len([node for node in nodes if node.original])
    for each in (*rolled.values(), whole):
        for axis in (each.achievement, each.schedule, each.direction):
            assert axis.total == each.measures
        known = sum(mean.computed for mean in each.means.means)
        assert known + each.means.judged + each.means.not_computable >= each.reached + each.not_reached
        assert all(0 <= step.percent <= 100 or step.percent < 0 for step in each.means.means)


@given(plans(), st.randoms())
def test_the_order_plays_no_part(plan: tuple[list[Node], dict[str, Judged]], chance: object) -> None:
    nodes, judged = plan
    shuffled = list(nodes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert roll_up(shuffled, judged, AXES) == roll_up(nodes, judged, AXES)


@given(plans())
def test_a_further_repeat_changes_no_figure_of_the_plan(plan: tuple[list[Node], dict[str, Judged]]) -> None:
    nodes, judged = plan
    before = roll_up(nodes, judged, AXES)[1]
    for node in [each for each in nodes if each.is_measure][:1]:
        after = roll_up([*nodes, Node("again", None, original=node.id)], judged, AXES)[1]
        assert (after.achievement, after.means, after.measures) == (
            before.achievement,
            before.means,
            before.measures,
        )
