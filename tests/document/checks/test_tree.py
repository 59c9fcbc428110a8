"""The tree, numbers, titles and repeat entries: what each rule finds and what it lets pass."""

import pytest

from ayumi.document.checks import check
from ayumi.document.measures import Level
from tests.document.checks.sound import (
    GROUP_ID,
    OTHER_ID,
    Case,
    all_of,
    item,
    measure,
    plan,
    rules_of,
    same,
    sound_document,
)

DOCUMENT = sound_document()
LEVELS = {level.name: level for level in DOCUMENT.levels}
IDS = {each.number: each.id for each in DOCUMENT.items}
FIRST = DOCUMENT.measures[0]
REORDERED = (DOCUMENT.items[1], DOCUMENT.items[0], *DOCUMENT.items[2:])
LAST_IN_OWN_WORDS = Level(id=OTHER_ID, name="事業", rank=4)

TREE: list[Case] = [
    ("tree.duplicate_id", measure(1, id=FIRST.id), measure(1, id=OTHER_ID)),
    ("tree.duplicate_id", measure(1, indicators=FIRST.indicators), measure(1, links=FIRST.links)),
    ("tree.parent_missing", item("施策2", parent_id=OTHER_ID), item("施策2", parent_id=None)),
    ("tree.parent_later", plan(items=REORDERED), same),
    ("tree.cycle", item("基本目標1", parent_id=IDS["基本方針1"]), same),
    ("tree.cycle", item("施策2", parent_id=GROUP_ID), item("施策2", parent_id=None)),
    ("tree.level_unknown", item("施策2", level_id=OTHER_ID), same),
    (
        "tree.level_order",
        item("施策1", level_id=LEVELS["基本方針"].id),
        item("施策1", level_id=LEVELS["施策"].id),
    ),
    ("tree.level_skipped", item("施策2", parent_id=IDS["基本目標1"]), item("施策2", parent_id=None)),
    (
        "tree.rank_repeated",
        plan(levels=(*DOCUMENT.levels, LAST_IN_OWN_WORDS)),
        plan(levels=(*DOCUMENT.levels, LAST_IN_OWN_WORDS.model_copy(update={"rank": 5}))),
    ),
    ("tree.empty_branch", plan(items=DOCUMENT.items[:-1]), same),
]

EVERY_BRANCH_BEGINS_WITH_ONE = all_of(
    *(measure(index, number="1", parent_id=each) for index, each in enumerate(list(IDS.values())[:4]))
)
NUMBERS: list[Case] = [
    ("number.missing", measure(0, number=" "), measure(0, number="－")),
    ("number.duplicate", measure(1, number="１"), measure(1, number="1-1")),
    ("number.reused", measure(3, number="1", parent_id=GROUP_ID), EVERY_BRANCH_BEGINS_WITH_ONE),
    ("number.mixed_width", measure(1, number="２"), measure(1, number="（2）")),
    ("number.out_of_order", measure(1, number="0"), measure(1, number="その0")),
    ("title.missing", measure(1, title="　"), measure(1, title="・")),
    ("title.duplicate", measure(1, title="架空の取組 １"), measure(1, title="架空の取組1の2")),
    ("title.outer_blanks", measure(1, title="架空の取組2　"), measure(1, title="架空の　取組2")),
]
REPEAT = DOCUMENT.items[-1]
REPEATS: list[Case] = [
    ("repeat.target_missing", item("5", cross_listed_from=OTHER_ID), same),
    ("repeat.of_repeat", item("4", cross_listed_from=REPEAT.id, sheet=None), same),
    ("repeat.own_content", item("5", budgets=FIRST.budgets), item("5", priority=True)),
    ("repeat.own_content", item("5", sheet=FIRST.sheet), same),
    ("repeat.title_differs", item("5", title="別の取組"), item("5", title="架空の取組１（再掲）")),
    ("repeat.unmarked", measure(1, title="架空の取組2【再掲】"), item("5", title="架空の取組1（再掲）")),
    ("repeat.same_branch", item("5", parent_id=IDS["施策1"]), same),
]


def test_the_sound_plan_has_nothing_to_find() -> None:
    assert check(DOCUMENT) == ()


@pytest.mark.parametrize(("rule_id", "broken", "sound"), [*TREE, *NUMBERS, *REPEATS])
def test_each_rule_finds_its_case_and_no_other(rule_id: str, broken, sound) -> None:
    assert rule_id in rules_of(broken(DOCUMENT))
    assert rule_id not in rules_of(sound(DOCUMENT))


def test_a_circle_is_told_once_however_many_items_hang_on_it() -> None:
    circle = item("基本目標1", parent_id=IDS["施策1"])(DOCUMENT)
    assert [finding.rule_id for finding in check(circle)].count("tree.cycle") == 1


def test_numbers_that_begin_anew_under_every_parent_are_a_style() -> None:
    broken = measure(3, number="1", parent_id=GROUP_ID)(DOCUMENT)
    assert "number.duplicate" not in rules_of(broken)
    (finding,) = [each for each in check(broken) if each.rule_id == "number.reused"]
    assert "2項目" in finding.sentence
