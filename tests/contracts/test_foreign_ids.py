"""Ids of the neighbour inside a form or behind a question mark, where no address shows them."""

import uuid

import pytest
from django.test import Client

from ayumi.plans.models import Item
from ayumi.tenancy.models import AuditEntry, Division, DivisionSuccession
from ayumi.tenancy.scope import municipality_scope
from tests.contracts.conftest import Cast
from tests.people import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Client:
    """The city's plan office."""
    return browser(cast.sessions["plan_office"])


def form_of(item: Item, **changes: object) -> dict[str, object]:
    """Return what the page of a sheet sends when nothing is changed, with changes."""
    names = ("purpose", "target_group", "current_state", "description", "outlook", "legal_basis")
    fields = {name: getattr(item, name) for name in names}
    head = {"title": item.title, "status": item.status or "", "division": item.division_id or ""}
    return {**fields, **head, "version": item.version, "key": uuid.uuid4().hex, **changes}


def test_a_sheet_is_not_given_to_the_neighbours_division(cast: Cast, office: Client) -> None:
    address = f"/measures/{cast.city.parts['item_id']}/edit/"
    with municipality_scope(cast.city.municipality.pk):
        item = Item.objects.get(pk=cast.city.parts["item_id"])
    for foreign in (cast.neighbour.parts["division_id"], uuid.uuid4()):
        assert office.post(address, form_of(item, division=foreign)).status_code == 422
    assert office.post(address, form_of(item, purpose="改めました。")).status_code == 302
    with municipality_scope(cast.city.municipality.pk):
        now = Item.objects.get(pk=item.pk)
    assert (now.division_id, now.purpose) == (item.division_id, "改めました。")


def test_the_neighbours_division_succeeds_nobody(cast: Cast, office: Client) -> None:
    address = f"/divisions/{cast.city.parts['division_id']}/close/"
    form = {"valid_to": "2026-03-31", "successors": [str(cast.neighbour.parts["division_id"])]}
    assert office.post(address, form).status_code == 422
    with municipality_scope(cast.city.municipality.pk):
        assert Division.objects.get(pk=cast.city.parts["division_id"]).valid_to is None
        assert not DivisionSuccession.objects.filter(predecessor=cast.city.parts["division_id"]).exists()


def test_a_search_by_the_neighbours_division_finds_nothing(cast: Cast, office: Client) -> None:
    address = f"/plans/{cast.city.parts['plan_id']}/outline/"
    for query in (f"division={cast.neighbour.parts['division_id']}", "words=隣町", "words=支所"):
        page = office.get(f"{address}?{query}").content.decode()
        assert not {text for text in cast.neighbour_texts if text in page} - {"隣町", "支所"}


def test_a_division_member_changes_no_head_by_adding_fields(cast: Cast) -> None:
    member = browser(cast.sessions["division_member"])
    with municipality_scope(cast.city.municipality.pk):
        item = Item.objects.get(pk=cast.city.parts["item_id"])
        another = Division.objects.exclude(pk=item.division_id).first().pk
    form = form_of(item, title="勝手な名称", priority="on", division=another, outlook="広げます。")
    assert member.post(f"/measures/{item.pk}/edit/", form).status_code == 302
    with municipality_scope(cast.city.municipality.pk):
        now = Item.objects.get(pk=item.pk)
    assert (now.title, now.priority, now.division_id) == (item.title, item.priority, item.division_id)
    assert now.outlook == "広げます。"


def test_what_is_done_stands_in_the_right_trail(cast: Cast, office: Client) -> None:
    parts = cast.city.parts
    with municipality_scope(cast.city.municipality.pk):
        item = Item.objects.get(pk=parts["item_id"])
        before = AuditEntry.objects.count()
    steps = {
        "item.edited": (f"/measures/{item.pk}/edit/", form_of(item, outlook="広げます。")),
        "book.requested": (f"/plans/{parts['plan_id']}/book/request/", {}),
        "edition.withdrawn": (f"/editions/{parts['edition_id']}/withdraw/", {}),
        "edition.published": (f"/books/{parts['job_id']}/publish/", {}),
        "division.added": ("/divisions/add/", {"name": "新しい課", "valid_from": "2026-04-01"}),
        "import.discarded": (f"/import/{parts['draft_id']}/discard/", {}),
    }
    with municipality_scope(cast.neighbour.municipality.pk):
        theirs = AuditEntry.objects.count()
    for address, form in steps.values():
        assert office.post(address, form).status_code == 302, address
    with municipality_scope(cast.city.municipality.pk):
        entries = AuditEntry.objects.filter(sequence__gt=before).order_by("sequence")
        assert [entry.verb for entry in entries] == list(steps)
        assert {entry.actor_id for entry in entries} == {cast.city.person("plan_office").pk}
        assert entries[0].changes["outlook"] == [item.outlook, "広げます。"]
    with municipality_scope(cast.neighbour.municipality.pk):
        assert AuditEntry.objects.count() == theirs


def test_a_refused_edit_leaves_no_entry(cast: Cast) -> None:
    with municipality_scope(cast.city.municipality.pk):
        item = Item.objects.get(pk=cast.city.parts["item_id"])
        before = AuditEntry.objects.count()
    for name in ("member of another division", "viewer", "external_reviewer", "administrator"):
        client = browser(cast.sessions[name])
        assert client.post(f"/measures/{item.pk}/edit/", form_of(item, outlook="勝手")).status_code == 403
    with municipality_scope(cast.city.municipality.pk):
        assert AuditEntry.objects.count() == before
        assert Item.objects.get(pk=item.pk).outlook == item.outlook
