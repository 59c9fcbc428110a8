"""Storing and loading a whole plan, beside the same rows without our layer."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Actual, Baseline, Budget, Indicator, Item, Link, ScheduleStep, Target
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import municipality_scope
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
TABLES = (Item, Indicator, Baseline, Target, Actual, ScheduleStep, Budget, Link)


def rows_of(plan_id: UUID) -> list[list[dict]]:
    """Return the rows of a plan as they lie in the database."""
    return [list(table.objects.filter(plan_id=plan_id).values()) for table in TABLES]


def test_storing_and_loading() -> None:
    city = Municipality.objects.create(code="991015", name="架空の市")
    with municipality_scope(city.pk):
        for measures in (20, 200, 2000):
            counted, document = (
                sample_document(measures=measures, seed=seed)
                for seed in (f"count {measures}", f"time {measures}")
            )
            with CaptureQueriesContext(connection) as captured:
                store_document(counted, actor=None)
            # Another plan than the counted one: writing the log of a large statement costs more than it.
            stored = cpu_seconds(lambda document=document: store_document(document, actor=None), rounds=1)
            show(f"storing {measures} measures, {len(captured)} statements", stored, None)
            with CaptureQueriesContext(connection) as captured:
                load_document(UUID(document.id))
            queries = len(captured)  # now: the next query empties the log
            ours = cpu_seconds(lambda document=document: load_document(UUID(document.id)))
            theirs = cpu_seconds(lambda document=document: rows_of(UUID(document.id)))
            show(f"loading {measures} measures, {queries} queries", ours, None, ("plain values()", theirs))
