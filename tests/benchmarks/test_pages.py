"""Every page on a plan of 500 items, beside plain ``values()`` of the same tables without our layer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Actual, Baseline, Chapter, GlossaryTerm, Indicator, Item, Plan, Target
from ayumi.tenancy.models import Membership, Municipality, Person
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document
from tests.plans.test_query_counts import pages_of

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
ITEMS = 500
PEERS = {
    "outline/": (Item,),
    "indicators/": (Indicator, Baseline, Target, Actual),
    "text/": (Chapter, GlossaryTerm),
}
"""The tables a page shows; every other page is set beside the plan's row and its items."""


def test_pages_of_500_items() -> None:
    city = Municipality.objects.create(code="991015", name="架空の市")
    with municipality_scope(city.pk):
        plan_id = store_document(sample_document(measures=440), actor=None)
        print(f"\n{Item.objects.filter(plan_id=plan_id).count()} items")
        person = Person(municipality=city, login_name="office", display_name="事務局")
        person.save()
        Membership(person=person, role=Role.PLAN_OFFICE.value, division=None).save()
        client = Client()
        client.force_login(person)
        for name, address in pages_of(plan_id).items():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            queries = len(captured)  # now: the next request empties the log
            models = PEERS.get(name, (Plan, Item))
            theirs = cpu_seconds(lambda models=models: [list(model.objects.values()) for model in models])
            ours = cpu_seconds(lambda address=address: client.get(address))
            show(f"page {name}, {queries} queries", ours, 0.06, ("plain values()", theirs))
