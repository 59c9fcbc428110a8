"""Every page on a plan of 500 items, beside plain ``values()`` of the same tables without our layer."""

import gc
import importlib
from collections.abc import Iterator
from itertools import cycle

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Actual, Baseline, Chapter, GlossaryTerm, Indicator, Item, Plan, Target
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document
from tests.plans.test_query_counts import pages_of
from tests.publishing.published import public_pages

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
PEERS = {
    "outline/": (Item,),
    "indicators/": (Indicator, Baseline, Target, Actual),
    "text/": (Chapter, GlossaryTerm),
}
"""The tables a page shows; every other page is set beside the plan's row and its items."""


@pytest.fixture(autouse=True)
def _as_served() -> Iterator[None]:
    """Keep what is loaded away from the garbage collector, as the served application does."""
    importlib.import_module("ayumi.config.wsgi")
    yield
    gc.unfreeze()


def test_pages_of_500_items() -> None:
    city = Municipality.objects.create(code="991015", name="架空の市")
    with municipality_scope(city.pk):
        document = sample_document(measures=440)
        plan_id = store_document(document, actor=None)
        print(f"\n{Item.objects.filter(plan_id=plan_id).count()} items")
        person = Person(municipality=city, login_name="office", display_name="事務局")
        person.save()
        Membership(person=person, role=Role.PLAN_OFFICE.value, division=None).save()
        client = Client()
        client.force_login(person)
        sheets = [address_of(document, number) for number in range(20, 40)]
        for name, address in pages_of(plan_id).items():
            # Another sheet every time: the one that was just set or drawn is remembered by Typst.
            part = name.removeprefix("measure ") if name.startswith("measure ") else None
            addresses = [address] if part is None else [f"{sheet}{part}" for sheet in sheets]
            measure_page(name, client, addresses)
        for name, address in public_pages(document, plan_id, person).items():
            measure_page(name, Client(), [address])


def address_of(document: PlanDocument, number: int) -> str:
    """Return the address of a measure's sheet."""
    return f"/measures/{document.measures[number].id}/"


def measure_page(name: str, client: Client, addresses: list[str]) -> None:
    """Print what a page costs; its addresses are opened in turn."""
    following = cycle(addresses)
    client.get(next(following))
    with CaptureQueriesContext(connection) as captured:
        client.get(next(following))
    queries = len(captured)  # now: the next request empties the log
    models = PEERS.get(name, (Plan, Item))
    theirs = cpu_seconds(lambda: [list(model.objects.values()) for model in models])
    ours = cpu_seconds(lambda: client.get(next(following)), rounds=9)
    show(f"page {name}, {queries} queries", ours, 0.06, ("plain values()", theirs))
