"""What differs between two documents, in words: complete for any two, and readable by example."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from ayumi.document.base import Part
from ayumi.document.comparison import Change, ChangeKind, compare
from ayumi.document.comparison.rows import KEYS, SETS, WHOLE, tables_of
from ayumi.document.comparison.texts import Change as PieceChange
from ayumi.document.comparison.words import FIELDS, SHEET_FIELDS
from ayumi.document.measures import Indicator, Item, Sheet
from ayumi.document.plan import Chapter, PlanPeriod
from ayumi.document.plan_document import PlanDocument
from tests.document.checks.test_any_document import DOCUMENTS
from tests.document.comparison.edits import BASE, EDITED, edited

SOME = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
FIRST = next(place for place, item in enumerate(BASE.items) if item.sheet)


@SOME
@given(EDITED, EDITED)
def test_nothing_differs_exactly_where_both_print_the_same(old: PlanDocument, new: PlanDocument) -> None:
    assert compare(old, old).changes == ()
    changes = compare(old, new).changes
    assert (changes == ()) == (old.to_json() == new.to_json())
    for change in changes:
        assert change.label and change.subject.name and change.old != change.new
        pieces = change.pieces
        assert "".join(piece.text for piece in pieces if piece.change is not PieceChange.PUT_IN) == change.old
        assert (
            "".join(piece.text for piece in pieces if piece.change is not PieceChange.TAKEN_OUT) == change.new
        )


@settings(SOME, max_examples=25)
@given(DOCUMENTS, DOCUMENTS)
def test_it_compares_any_two_documents(old: PlanDocument, new: PlanDocument) -> None:
    assert len(compare(old, new).subjects) <= len(compare(old, new).changes)
    assert sum(compare(old, new).counts.values()) == len(compare(old, new).changes)


def parts_of(kind: type[Part]) -> set[type[Part]]:
    """Return every kind of part that a document can hold."""
    found = {kind}
    for about in kind.model_fields.values():
        for inner in (about.annotation, *get_args(about.annotation)):
            if isinstance(inner, type) and issubclass(inner, Part):
                found |= parts_of(inner)
    return found


def test_every_field_has_its_word_and_every_list_its_key() -> None:
    kinds = parts_of(PlanDocument) - {PlanPeriod, Sheet}
    for kind in kinds - WHOLE:
        words = FIELDS.get(kind, {}).keys() | {"id", "format"} | {name for _kind, name in SETS}
        assert kind.model_fields.keys() - tables_of(kind).keys() <= words, kind
    assert Sheet.model_fields.keys() == SHEET_FIELDS.keys()
    assert WHOLE <= KEYS.keys() <= kinds


def only(new: PlanDocument, old: PlanDocument = BASE) -> Change:
    (change,) = compare(old, new).changes
    return change


@pytest.mark.parametrize(
    ("edit", "kind", "label", "old", "new"),
    [
        ("title", ChangeKind.CHANGED, "名称", "架空の取組1", "赤"),
        ("number", ChangeKind.RENUMBERED, "番号", "1", "赤"),
        ("purpose", ChangeKind.CHANGED, "目的", "取組1の目的です。", "赤"),
    ],
)
def test_a_field_is_called_by_its_word(edit: str, kind: ChangeKind, label: str, old: str, new: str) -> None:
    change = only(edited(BASE, [(edit, FIRST, 0)]))
    assert (change.kind, change.label, change.old, change.new) == (kind, label, old, new)
    assert change.subject.item_id == BASE.items[FIRST].id


def with_indicator(**changes: object) -> PlanDocument:
    item = BASE.items[FIRST]
    indicator = item.indicators[0].model_copy(update=changes)
    item = item.model_copy(update={"indicators": (indicator, *item.indicators[1:])})
    return BASE.model_copy(update={"items": (*BASE.items[:FIRST], item, *BASE.items[FIRST + 1 :])})


def test_a_target_is_told_with_its_year_and_unit() -> None:
    indicator: Indicator = BASE.items[FIRST].indicators[0]
    target = indicator.targets[0].model_copy(update={"value": Decimal("16")})
    change = only(with_indicator(targets=(target, *indicator.targets[1:])))
    assert change.label == "指標「架空の指標1-1」｜令和5年度の目標"
    assert (change.old, change.new) == ("15.0 ％", "16 ％")


def test_an_added_actual_says_everything_and_a_removed_one_too() -> None:
    indicator: Indicator = BASE.items[FIRST].indicators[0]
    fewer = with_indicator(actuals=indicator.actuals[1:])
    change = only(fewer)
    assert (change.kind, change.new) == (ChangeKind.REMOVED, "")
    assert change.old == "15.0 ％、令和6年6月1日時点、出典: 庁内の集計"
    assert only(BASE, fewer).kind is ChangeKind.ADDED


def test_a_removed_item_is_one_change_with_all_it_said() -> None:
    item: Item = BASE.items[FIRST]
    left = tuple(each for each in BASE.items if item.id not in (each.id, each.cross_listed_from))
    comparison = compare(BASE, BASE.model_copy(update={"items": left}))
    removed = comparison.changes[0]
    assert item.id in comparison.removed_item_ids
    for said in (
        "目的: 取組1の目的です。",
        "指標「架空の指標1-1」: ",
        "令和5年度の年次計画: 検討",
        "1,200 千円",
    ):
        assert said in removed.old, said


def test_an_item_under_another_parent_and_one_in_another_place_have_moved() -> None:
    under = compare(BASE, edited(BASE, [("move", FIRST, 0)])).changes
    assert {change.kind for change in under} == {ChangeKind.MOVED}
    items = list(BASE.items)
    items[FIRST], items[FIRST + 1] = items[FIRST + 1], items[FIRST]
    change = only(BASE.model_copy(update={"items": tuple(items)}))
    assert (change.kind, change.label) == (ChangeKind.MOVED, "並び順")
    assert {change.old, change.new} in ({"先頭", "2 架空の取組2の次"}, {"先頭", "1 架空の取組1の次"})


def test_items_that_moved_one_behind_the_other_are_told_by_those_that_stayed() -> None:
    items = list(BASE.items)
    first, second = items[FIRST : FIRST + 2], items[FIRST + 2 : FIRST + 4]
    swapped = BASE.model_copy(update={"items": (*items[:FIRST], *second, *first, *items[FIRST + 4 :])})
    ahead, behind = compare(BASE, swapped).changes
    assert (ahead.old, ahead.new) == ("2 架空の取組2の次", "先頭")
    near = "3 架空の取組3の次（動いていないものでは{far}）"
    assert (behind.old, behind.new) == (near.format(far="2 架空の取組2の次"), near.format(far="先頭"))


def changed_chapter(change: Callable[[Chapter], Chapter]) -> PlanDocument:
    return BASE.model_copy(update={"chapters": (change(BASE.chapters[0]), *BASE.chapters[1:])})


def test_a_paragraph_shows_the_passage_that_changed() -> None:
    section = BASE.chapters[0].sections[0]
    text = section.paragraphs[0]
    new = section.model_copy(update={"paragraphs": (text.replace(text[0], "新", 1), *section.paragraphs[1:])})
    change = only(
        changed_chapter(lambda chapter: chapter.model_copy(update={"sections": (new, *chapter.sections[1:])}))
    )
    assert change.label.endswith("本文") and re.match("第.章", change.subject.name)
    assert [piece.text for piece in change.pieces if piece.change is PieceChange.PUT_IN] == ["新"]
