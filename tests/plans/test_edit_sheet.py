"""Editing a sheet: who may, once only, and nothing that another person saved is lost."""

import re

import pytest
from django.test import Client

from ayumi.plans.models import Item
from ayumi.tenancy.models import AuditEntry, Division
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, sign_in

pytestmark = pytest.mark.django_db
HEAD = ("title", "status", "priority", "division")
TEXTS = ("purpose", "target_group", "current_state", "description", "outlook", "legal_basis")


@pytest.fixture
def city() -> City:
    """The municipality in whose scope the test looks."""
    made = build_city()
    with municipality_scope(made.municipality.pk):
        yield made


@pytest.fixture
def item(city: City) -> Item:
    """The measure that is edited."""
    return Item.objects.get(pk=city.parts["item_id"])


def form_of(client: Client, item: Item) -> dict[str, str]:
    """Return what the edit page's form holds, as a browser would send it."""
    form = client.get(f"/measures/{item.pk}/edit/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "on" if value is True else str(value) for name, value in values.items() if value}


def save(client: Client, item: Item, values: dict[str, str]) -> object:
    return client.post(f"/measures/{item.pk}/edit/", values)


def test_an_edit_is_stored_shown_and_recorded(city: City, item: Item) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    assert save(office, item, form_of(office, item) | {"purpose": "新しい目的"}).status_code == 302
    assert "新しい目的" in office.get(f"/measures/{item.pk}/").content.decode()
    history = office.get(f"/measures/{item.pk}/history/").content.decode()
    assert "新しい目的" in re.sub("<[^>]+>", "", history)
    entry = AuditEntry.objects.filter(verb="item.edited").latest("sequence")
    assert entry.changes["purpose"] == [item.purpose, "新しい目的"]
    assert entry.changes["version"] == [item.version, item.version + 1]


def test_the_same_form_sent_twice_is_stored_once(city: City, item: Item) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    values = form_of(office, item) | {"purpose": "一度だけ"}
    assert save(office, item, values).status_code == 302
    assert save(office, item, values).status_code == 302
    assert AuditEntry.objects.filter(verb="item.edited", object_id=item.pk).count() == 1
    assert Item.objects.get(pk=item.pk).version == item.version + 1


def test_the_second_of_two_people_sees_both_edits_and_loses_none(city: City, item: Item) -> None:
    first, second = sign_in(city.person(Role.PLAN_OFFICE)), sign_in(city.person(Role.PLAN_OFFICE))
    mine, theirs = form_of(second, item), form_of(first, item)
    other = Division.objects.exclude(pk=item.division_id).first()
    changed = {
        "title": "先に改めた名称",
        "status": "expanded",
        "priority": "" if item.priority else "on",
        "division": str(other.pk),
        "outlook": "先に書いた今後の展開",
    }
    assert save(first, item, theirs | changed).status_code == 302
    merge = save(second, item, mine | {"purpose": "後から書いた目的"})
    assert merge.status_code == 409
    proposed = merge.context["form"].data
    assert {name: proposed.get(name, "") for name in changed} == changed
    assert proposed["purpose"] == "後から書いた目的"
    assert save(second, item, proposed.dict()).status_code == 302
    stored = Item.objects.get(pk=item.pk)
    assert (stored.title, stored.status, stored.division_id) == ("先に改めた名称", "expanded", other.pk)
    assert stored.priority is not item.priority
    assert (stored.purpose, stored.outlook) == ("後から書いた目的", "先に書いた今後の展開")


def test_a_conflict_is_named_and_left_to_the_person(city: City, item: Item) -> None:
    first, second = sign_in(city.person(Role.PLAN_OFFICE)), sign_in(city.person(Role.PLAN_OFFICE))
    mine = form_of(second, item)
    save(first, item, form_of(first, item) | {"title": "甲の名称"})
    merge = save(second, item, mine | {"title": "乙の名称"})
    conflicts = [field.name for field in merge.context["page"].fields if field.is_conflict]
    assert conflicts == ["title"]
    assert "甲の名称" in re.sub("<[^>]+>", "", merge.content.decode())
    assert Item.objects.get(pk=item.pk).title == "甲の名称"


def test_a_division_edits_the_texts_of_its_own_sheets_only(city: City, item: Item) -> None:
    own = sign_in(city.person(Role.DIVISION_MEMBER))
    values = form_of(own, item)
    assert not set(HEAD) & set(values)
    assert save(own, item, values | {"purpose": "所管課の文章", "title": "勝手な名称"}).status_code == 302
    stored = Item.objects.get(pk=item.pk)
    assert (stored.purpose, stored.title) == ("所管課の文章", item.title)
    foreign = Item.objects.filter(has_sheet=True, cross_listed_from=None).exclude(
        division_id=item.division_id
    )[0]
    assert own.get(f"/measures/{foreign.pk}/edit/").status_code == 403
    viewer = sign_in(city.person(Role.VIEWER))
    assert save(viewer, item, values).status_code == 403
