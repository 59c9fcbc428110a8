"""The three-way merge: what must hold for any two edits, and what people meet, by example."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ayumi.document.comparison import ConflictKind, Side, Undecided, merge, resolve
from ayumi.document.comparison.rows import Path, Row, document_of, to_row
from ayumi.document.plan_document import PlanDocument
from tests.document.comparison.edits import BASE, EDITED, edited

MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def facts(row: Row, path: Path = ()) -> dict[Path, object]:
    """Return every row and value of a document with its place, whatever the order."""
    found: dict[Path, object] = {path: row.kind}
    found |= {(*path, name): value for name, value in row.values.items()}
    for name, table in row.tables.items():
        for key, below in table.items():
            found |= facts(below, (*path, name, key))
    return found


def is_valid(document: PlanDocument) -> bool:
    """Tell whether the document is sound and its parents lead in no circle."""
    assert PlanDocument.model_validate(document.model_dump()).to_json() == document.to_json()
    return True


@MANY
@given(EDITED)
def test_a_document_goes_to_rows_and_back(document: PlanDocument) -> None:
    assert document_of(to_row(document)).to_json() == document.to_json()


@MANY
@given(EDITED)
def test_the_change_of_one_side_alone_is_taken_as_it_is(changed: PlanDocument) -> None:
    for merged in (merge(BASE, changed, BASE), merge(BASE, BASE, changed), merge(BASE, changed, changed)):
        assert merged.conflicts == ()
        assert merged.document is not None
        assert merged.document.to_json() == changed.to_json()


@MANY
@given(EDITED, EDITED)
def test_it_is_the_same_from_either_side(mine: PlanDocument, theirs: PlanDocument) -> None:
    one, other = merge(BASE, mine, theirs), merge(BASE, theirs, mine)
    assert len(one.conflicts) == len(other.conflicts)
    assert Counter(each.path for each in one.conflicts) == Counter(each.path for each in other.conflicts)
    if one.document is not None:
        assert other.document is not None
        assert facts(to_row(one.document)) == facts(to_row(other.document))


@MANY
@given(EDITED, EDITED)
def test_nothing_that_one_side_changed_is_lost(mine: PlanDocument, theirs: PlanDocument) -> None:
    merged = merge(BASE, mine, theirs)
    if merged.document is None:
        return
    assert is_valid(merged.document)
    base, result = facts(to_row(BASE)), facts(to_row(merged.document))
    sides = facts(to_row(mine)), facts(to_row(theirs))
    for own, other in (sides, sides[::-1]):
        for place, value in own.items():
            if place in base and base[place] == value:
                # Untouched here: it stands, or the other side changed it or removed it.
                assert result.get(place, "gone") == other.get(place, "gone") or place[0] in {
                    "divisions",
                    "levels",
                    "purposes",
                }
            elif not isinstance(value, tuple):
                assert result[place] == value
        for place in base.keys() - own.keys():
            if place[0] not in {"divisions", "levels"}:
                assert place not in result


@MANY
@given(EDITED, EDITED, st.randoms(use_true_random=False))
def test_every_choice_gives_a_valid_document(
    mine: PlanDocument, theirs: PlanDocument, chance: object
) -> None:
    merged = merge(BASE, mine, theirs)
    for choose in (lambda: Side.MINE, lambda: Side.THEIRS, lambda: chance.choice(list(Side))):
        assert is_valid(resolve(merged, {conflict.id: choose() for conflict in merged.conflicts}))
    if merged.conflicts:
        with pytest.raises(Undecided):
            resolve(merged, {})
    else:
        assert resolve(merged, {}).to_json() == merged.document.to_json()


@MANY
@given(EDITED, EDITED)
def test_a_settled_value_is_the_chosen_one(mine: PlanDocument, theirs: PlanDocument) -> None:
    merged = merge(BASE, mine, theirs)
    if any(conflict.kind is not ConflictKind.BOTH_CHANGED for conflict in merged.conflicts):
        return
    for side, document in ((Side.MINE, mine), (Side.THEIRS, theirs)):
        result = facts(to_row(resolve(merged, {conflict.id: side for conflict in merged.conflicts})))
        wanted = facts(to_row(document))
        for conflict in merged.conflicts:
            assert result[conflict.path] == wanted[conflict.path] == getattr(conflict, side.value)


def measure(document: PlanDocument, place: int = 0) -> object:
    return document.measures[place]


def test_two_fields_of_one_sheet_are_both_kept() -> None:
    place = BASE.items.index(measure(BASE))
    merged = merge(BASE, edited(BASE, [("title", place, 0)]), edited(BASE, [("purpose", place, 1)]))
    assert (measure(merged.document).title, measure(merged.document).sheet.purpose) == ("赤", "青")


def test_the_same_field_changed_to_two_texts_is_asked() -> None:
    place = BASE.items.index(measure(BASE))
    merged = merge(BASE, edited(BASE, [("title", place, 0)]), edited(BASE, [("title", place, 1)]))
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.path[-1]) == (ConflictKind.BOTH_CHANGED, "title")
    assert (conflict.base, conflict.mine, conflict.theirs) == (measure(BASE).title, "赤", "青")
    assert measure(resolve(merged, {conflict.id: Side.MINE})).title == "赤"


def test_a_parent_removed_here_and_given_a_child_there_is_asked() -> None:
    parent = next(place for place, item in enumerate(BASE.items) if item.title == "施策その1")
    mine, theirs = edited(BASE, [("remove", parent, 0)]), edited(BASE, [("add", parent, 2)])
    merged = merge(BASE, mine, theirs)
    (conflict,) = merged.conflicts
    assert conflict.kind is ConflictKind.REMOVED_BY_MINE
    kept = resolve(merged, {conflict.id: Side.THEIRS})
    assert "新しい施策2" in [item.title for item in kept.items]
    assert "施策その1" in [item.title for item in kept.items]
    removed = resolve(merged, {conflict.id: Side.MINE})
    assert removed.to_json() == mine.to_json()


def test_two_moves_that_make_a_circle_are_asked() -> None:
    top = next(place for place, item in enumerate(BASE.items) if item.title == "基本目標その1")
    items = list(BASE.items)
    first, second = items[top].id, items[top + 4].id
    flat = BASE.model_copy(
        update={"items": tuple(item.model_copy(update={"parent_id": None}) for item in items)}
    )

    def under(child: str, parent: str) -> PlanDocument:
        moved = [
            item.model_copy(update={"parent_id": parent}) if item.id == child else item for item in flat.items
        ]
        moved.sort(key=lambda item: item.parent_id is not None)
        return PlanDocument.model_validate(flat.model_copy(update={"items": tuple(moved)}).model_dump())

    merged = merge(flat, under(first, second), under(second, first))
    assert {conflict.path[-1] for conflict in merged.conflicts} >= {"parent_id"}
    for side in Side:
        assert is_valid(resolve(merged, {conflict.id: side for conflict in merged.conflicts}))


def with_target(text: str) -> Callable[[PlanDocument], PlanDocument]:
    def change(document: PlanDocument) -> PlanDocument:
        (item, indicator) = (measure(document), measure(document).indicators[0])
        target = indicator.targets[0].model_copy(update={"value": Decimal(text)})
        indicator = indicator.model_copy(update={"targets": (target, *indicator.targets[1:])})
        item = item.model_copy(update={"indicators": (indicator, *item.indicators[1:])})
        items = tuple(item if each.id == item.id else each for each in document.items)
        return document.model_copy(update={"items": items})

    return change


def test_a_number_printed_otherwise_is_another_fact() -> None:
    assert merge(BASE, with_target("57")(BASE), with_target("57.0")(BASE)).conflicts
    assert merge(BASE, with_target("57")(BASE), with_target("57")(BASE)).conflicts == ()


def test_paragraphs_apart_are_merged_and_the_same_one_is_asked() -> None:
    base = BASE.model_copy(update={"purposes": ("一", "二", "三", "四")})

    def changed(*purposes: str) -> PlanDocument:
        return base.model_copy(update={"purposes": purposes})

    both = merge(base, changed("壱", "二", "三", "四"), changed("一", "二", "三", "四", "五"))
    assert both.document.purposes == ("壱", "二", "三", "四", "五")
    assert merge(base, changed("一", "弐", "三", "四"), changed("一", "２", "三", "四")).conflicts
