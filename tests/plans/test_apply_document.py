"""Putting a whole document in a plan's place: all of it, only what differs, nothing of anybody else's."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from ayumi.document.comparison import compare
from ayumi.document.measures import Item as ItemValue
from ayumi.document.plan import DivisionName
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.apply_checks import CannotApply, RemovalsNotConfirmed
from ayumi.plans.actions.apply_document import (
    Applied,
    DocumentChangedMeanwhile,
    Replacement,
    apply_document,
)
from ayumi.plans.actions.edit_sheet import SheetChangedMeanwhile, SheetTexts, edit_sheet
from ayumi.plans.actions.row_changes import TABLES
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Indicator, Item, Plan, Revision, Target
from ayumi.plans.queries.document import load_document
from ayumi.plans.queries.history import history_page
from ayumi.search.models import SearchEntry
from ayumi.tenancy.models import AuditEntry, Division, Municipality
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document

pytestmark = pytest.mark.django_db
Change = Callable[[ItemValue], ItemValue]


@pytest.fixture
def city() -> Iterator[Municipality]:
    """A municipality in scope."""
    municipality = Municipality.objects.create(code="990001", name="架空の市")
    with municipality_scope(municipality.pk):
        yield municipality


@pytest.fixture
def office(city: Municipality) -> Actor:
    """The plan office."""
    return somebody(city, Role.PLAN_OFFICE)


def somebody(city: Municipality, role: Role) -> Actor:
    return Actor(uuid.uuid4(), "担当", city.pk, frozenset({role}), frozenset())


def stored(measures: int = 4, seed: str = "apply") -> PlanDocument:
    """Store a plan and return it as it stands."""
    return load_document(store_document(sample_document(measures=measures, seed=seed), actor=None))


def apply(seen: PlanDocument, document: PlanDocument, actor: Actor, key: str = "", **more: object) -> Applied:
    wanted = Replacement(seen, document, **more)
    return apply_document(uuid.UUID(seen.id), wanted, key=key or uuid.uuid4().hex, actor=actor)


def removed_of(seen: PlanDocument, document: PlanDocument) -> frozenset[str]:
    return frozenset(compare(seen, document).removed_item_ids)


def with_items(document: PlanDocument, change: Change, number: int | None = 1) -> PlanDocument:
    """Return the document with its first measures changed."""
    wanted = {item.id for item in document.measures[:number]}
    items = tuple(change(item) if item.id in wanted else item for item in document.items)
    return document.model_copy(update={"items": items})


def retitled(item: ItemValue) -> ItemValue:
    return item.model_copy(update={"title": f"{item.title}（改）"})


def retargeted(item: ItemValue) -> ItemValue:
    first = item.indicators[0]
    target = first.targets[0].model_copy(update={"value": Decimal("99.5"), "text": ""})
    first = first.model_copy(update={"targets": (target, *first.targets[1:])})
    return item.model_copy(update={"indicators": (first, *item.indicators[1:])})


def test_only_what_differs_is_written_and_the_items_move_on(office: Actor) -> None:
    seen = stored()
    ids = set(Target.objects.values_list("id", flat=True))
    measure = Item.objects.get(pk=seen.measures[0].id)
    applied = apply(seen, with_items(seen, retargeted), office)
    assert applied == Applied(changed=(measure.pk,))
    assert set(Target.objects.values_list("id", flat=True)) == ids
    versions = dict(Item.objects.values_list("id", "version"))
    assert versions.pop(measure.pk) == measure.version + 1
    assert set(versions.values()) == {1}
    assert Plan.objects.get().version == 2


def test_every_table_of_a_plan_is_written() -> None:
    of_a_plan = {
        model
        for model in apps.get_app_config("plans").get_models()
        if any(field.name == "plan" for field in model._meta.concrete_fields)
    }
    assert of_a_plan - {Revision} == set(TABLES)


def test_search_finds_what_stands_now_and_nothing_that_went(office: Actor) -> None:
    seen = stored()

    def found(words: str) -> bool:
        return SearchEntry.objects.filter(plan_id=seen.id, title__contains=words).exists()

    last = seen.measures[-1]
    document = with_items(seen, lambda item: item.model_copy(update={"title": "あたらしい名称"}))
    items = tuple(each for each in document.items if each.id != last.id)
    assert found(last.title) and not found("あたらしい名称")
    apply(seen, document.model_copy(update={"items": items}), office, removals=frozenset({last.id}))
    assert found("あたらしい名称") and not found(last.title)


def test_the_history_of_the_sheet_tells_of_every_change(office: Actor) -> None:
    seen = stored()
    apply(seen, with_items(with_items(seen, retitled), retargeted), office, reason="計画ブック.xlsx")
    item = Item.objects.select_related("plan").get(pk=seen.measures[0].id)
    (edit,) = history_page(item).edits
    told = {change.label: "".join(piece.text for piece in change.pieces) for change in edit.changes}
    assert set(told) == {"名称", "指標「架空の指標1-1」｜令和5年度の目標"}
    assert "99.5" in told["指標「架空の指標1-1」｜令和5年度の目標"]
    entry = AuditEntry.objects.get(verb="plan.replaced")
    assert entry.changes["items_changed"] == [0, 1]
    assert entry.changes["reason"] == [None, "計画ブック.xlsx"]


def test_an_open_form_meets_the_change(office: Actor) -> None:
    seen = stored()
    item = Item.objects.get(pk=seen.measures[0].id)
    apply(seen, with_items(seen, retitled), office)
    texts = SheetTexts(*(getattr(item, name) for name in SheetTexts.__slots__[:-1]), legal_basis="別の根拠")
    with pytest.raises(SheetChangedMeanwhile):
        edit_sheet(item.pk, texts, None, seen=item.version, key="b" * 32, actor=office)


@pytest.mark.parametrize("what", ["sheet", "target", "division", "order", "glossary"])
def test_whatever_anybody_changed_meanwhile_stops_it(office: Actor, what: str) -> None:
    seen = stored()
    first = Item.objects.get(pk=seen.measures[0].id)
    if what == "sheet":
        texts = SheetTexts(
            *(getattr(first, name) for name in SheetTexts.__slots__[:-1]), legal_basis="別の根拠"
        )
        edit_sheet(first.pk, texts, None, seen=first.version, key="b" * 32, actor=office)
    elif what == "target":
        Target.objects.filter(indicator__item=first).update(value="1")
    elif what == "division":
        Item.objects.filter(pk=first.pk).update(division=Division.objects.exclude(pk=first.division_id)[0])
    elif what == "order":
        Item.objects.filter(pk=first.pk).update(position=999)
    else:
        Plan.objects.update(title="改めた計画")
    now = load_document(uuid.UUID(seen.id))
    with pytest.raises(DocumentChangedMeanwhile):
        apply(seen, with_items(seen, retitled), office)
    assert load_document(uuid.UUID(seen.id)) == now
    assert not AuditEntry.objects.filter(verb="plan.replaced").exists()


def test_the_same_submission_twice_is_stored_once(office: Actor) -> None:
    seen = stored()
    document = with_items(seen, retitled)
    assert apply(seen, document, office, key="a" * 32).changed
    assert apply(seen, document, office, key="a" * 32) == Applied()
    assert AuditEntry.objects.filter(verb="plan.replaced").count() == 1


def test_an_item_goes_only_where_it_was_confirmed_and_the_trail_keeps_it(office: Actor) -> None:
    seen = stored()
    last = seen.measures[-1]
    document = seen.model_copy(update={"items": tuple(each for each in seen.items if each.id != last.id)})
    with pytest.raises(RemovalsNotConfirmed, match=last.title):
        apply(seen, document, office)
    assert Item.objects.filter(pk=last.id).exists()
    applied = apply(seen, document, office, removals=frozenset({last.id}))
    assert applied.removed == (uuid.UUID(last.id),)
    assert not Indicator.objects.filter(item_id=last.id).exists()
    entry = AuditEntry.objects.get(verb="item.removed")
    assert ItemValue.model_validate_json(json.dumps(entry.changes["document"][0])) == last


def test_a_new_division_is_taken_in_and_a_known_one_is_not_renamed(office: Actor) -> None:
    seen = stored()
    new = DivisionName(id=str(uuid.uuid4()), name="新設課", valid_from=date(2025, 4, 1))
    document = with_items(seen, lambda item: item.model_copy(update={"division_id": new.id}))
    apply(seen, document.model_copy(update={"divisions": (*seen.divisions, new)}), office)
    assert Division.objects.get(pk=new.id).name == "新設課"
    standing = load_document(uuid.UUID(seen.id))
    renamed = standing.divisions[-1].model_copy(update={"name": "勝手な課"})
    with pytest.raises(CannotApply, match="組織"):
        apply(
            standing,
            standing.model_copy(update={"divisions": (*standing.divisions[:-1], renamed)}),
            office,
        )
    assert Division.objects.get(pk=new.id).name == "新設課"


def test_a_new_revision_is_frozen_and_an_old_number_refused(office: Actor) -> None:
    seen = stored()
    revision = seen.revision.model_copy(update={"number": 2, "reason": "中間見直し"})
    document = with_items(seen, retitled).model_copy(update={"revision": revision})
    apply(seen, document, office)
    assert Revision.objects.get(number=2).document == document.to_json()
    with pytest.raises(CannotApply, match="版"):
        apply(document, document.model_copy(update={"revision": seen.revision}), office)


def test_what_cannot_be_stored_is_refused_in_words(office: Actor, city: Municipality) -> None:
    seen = stored()
    other = stored(seed="other")
    with pytest.raises(CannotApply, match="301字"):
        apply(seen, with_items(seen, lambda item: item.model_copy(update={"title": "あ" * 301})), office)
    foreign = other.items[-1].model_copy(
        update={"parent_id": None, "cross_listed_from": None, "level_id": seen.levels[0].id}
    )
    with pytest.raises(CannotApply, match="識別子"):
        apply(seen, seen.model_copy(update={"items": (*seen.items, foreign)}), office)
    with pytest.raises(CannotApply, match="別の計画"):
        apply(seen, other, office)
    twice = with_items(
        seen, lambda item: item.model_copy(update={"indicators": (*item.indicators, item.indicators[0])})
    )
    with pytest.raises(CannotApply, match="識別子"):
        apply(seen, twice, office)
    assert load_document(uuid.UUID(seen.id)) == seen


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLAN_OFFICE])
def test_only_the_plan_office_may(city: Municipality, role: Role) -> None:
    seen = stored()
    with pytest.raises(PermissionDenied):
        apply(seen, with_items(seen, retitled), somebody(city, role))
    assert load_document(uuid.UUID(seen.id)) == seen


def test_another_municipalitys_plan_is_absent(office: Actor) -> None:
    seen = stored()
    elsewhere = Municipality.objects.create(code="990002", name="隣の市")
    with municipality_scope(elsewhere.pk), pytest.raises(Http404):
        apply(seen, with_items(seen, retitled), somebody(elsewhere, Role.PLAN_OFFICE))


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_the_number_of_statements_does_not_grow_with_the_plan(office: Actor) -> None:
    one, all_of_them, rows = [], [], []
    for size in (20, 200):
        seen = stored(size, seed=f"of {size}")
        document = with_items(with_items(seen, retitled), retargeted)
        one.append(statements(lambda seen=seen, document=document: apply(seen, document, office)))
        every = with_items(with_items(document, retitled, None), retargeted, None)
        all_of_them.append(statements(lambda seen=document, document=every: apply(seen, document, office)))
        rows.append(2 * size)
        assert load_document(uuid.UUID(seen.id)).to_json() == every.to_json()
    assert one[0] == one[1] < 60
    assert all_of_them[1] - all_of_them[0] < (rows[1] - rows[0]) / 30
