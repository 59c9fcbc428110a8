"""Every page asks the database the same number of times at 20, 200 and 2,000 measures, and seldom."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Indicator, Item
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document

pytestmark = pytest.mark.django_db
SIZES = (20, 200, 2000)
MOST = 12
"""The budget of design.md §4 for any page."""
PLAN_PAGES = ("", "outline/", "outline/?words=窓口", "text/", "glossary/", "related/", "indicators/", "book/")
SHEET_PAGES = ("", "edit/", "history/", "print/", "sheet.pdf")


@pytest.fixture
def stored() -> Iterator[Callable[[int], UUID]]:
    """Store a plan of a size in the municipality of the test; return its id."""
    city = Municipality.objects.create(code="991015", name="架空の市")
    with municipality_scope(city.pk):
        yield lambda size: store_document(sample_document(measures=size, seed=f"size {size}"), actor=None)


@pytest.fixture
def office(stored: Callable[[int], UUID]) -> Client:
    """The plan office's browser, with a session that is warm."""
    city = Municipality.objects.get()
    person = Person(municipality=city, login_name="office", display_name="事務局")
    person.save()
    Membership(person=person, role=Role.PLAN_OFFICE.value, division=None).save()
    client = Client()
    client.force_login(person)
    client.get("/account/")
    return client


def pages_of(plan_id: UUID) -> dict[str, str]:
    """Return one address for each kind of page about a plan, by its kind."""
    measure = Item.objects.filter(plan_id=plan_id, has_sheet=True, cross_listed_from=None).first()
    indicator = Indicator.objects.filter(item=measure).first()
    pages = {name or "overview": f"/plans/{plan_id}/{name}" for name in PLAN_PAGES}
    pages |= {f"measure {name}": f"/measures/{measure.pk}/{name}" for name in SHEET_PAGES}
    return pages | {"indicator": f"/indicators/{indicator.pk}/", "home": "/", "plans": "/plans/"}


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_pages_ask_the_same_number_of_times_at_any_size(
    stored: Callable[[int], UUID], office: Client
) -> None:
    counts = [
        {name: queries_of(office, address) for name, address in pages_of(stored(size)).items()}
        for size in SIZES
    ]
    assert counts[0] == counts[1] == counts[2]
    assert {name: number for name, number in counts[0].items() if number > MOST} == {}


def test_storing_and_loading_ask_the_same_number_of_times(stored: Callable[[int], UUID]) -> None:
    loads = []
    for size in SIZES[:2]:
        plan_id = stored(size)
        with CaptureQueriesContext(connection) as captured:
            load_document(plan_id)
        loads.append(len(captured))
    assert loads[0] == loads[1] <= 20
