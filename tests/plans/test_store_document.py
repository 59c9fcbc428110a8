"""Storing a document and loading it again gives the same document, at any size."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayumi.plans.actions.store_document import PlanStandsAlready, store_document
from ayumi.plans.models import Plan, Revision
from ayumi.plans.queries.document import load_document, load_head_document
from ayumi.tenancy.models import AuditEntry, Municipality
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """A municipality in scope."""
    municipality = Municipality.objects.create(code="990001", name="架空の市")
    with municipality_scope(municipality.pk):
        yield municipality


def actor(city: Municipality, role: Role) -> Actor:
    """Return somebody with one role."""
    return Actor(uuid.uuid4(), "担当", city.pk, frozenset({role}), frozenset())


@pytest.mark.parametrize("measures", [0, 1, 20])
def test_what_is_stored_is_loaded_equal(city: Municipality, measures: int) -> None:
    document = sample_document(measures=measures)
    plan_id = store_document(document, actor=None)
    assert load_document(plan_id) == document
    assert load_document(plan_id).to_json() == document.to_json()


def test_the_number_of_queries_does_not_grow(city: Municipality) -> None:
    counts = []
    for measures in (20, 200):
        document = sample_document(measures=measures, seed=f"of {measures}")
        plan_id = store_document(document, actor=None)
        with CaptureQueriesContext(connection) as queries:
            load_document(plan_id)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_the_head_alone_is_enough_for_the_figures(city: Municipality) -> None:
    document = sample_document(measures=5)
    plan_id = store_document(document, actor=None)
    assert load_head_document(plan_id) == document.model_copy(update={"items": (), "divisions": ()})


def test_the_first_revision_is_frozen_with_its_hash(city: Municipality) -> None:
    document = sample_document(measures=3)
    store_document(document, actor=None)
    revision = Revision.objects.get()
    assert revision.document == document.to_json()
    assert len(revision.sha256) == 64


def test_it_is_written_into_the_audit_trail(city: Municipality) -> None:
    document = sample_document(measures=3)
    store_document(document, actor=actor(city, Role.PLAN_OFFICE))
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_name, entry.object_label) == (
        "plan.imported",
        "担当",
        document.plan.title,
    )


def test_a_plan_cannot_be_stored_over_another(city: Municipality) -> None:
    document = sample_document(measures=1)
    store_document(document, actor=None)
    with pytest.raises(PlanStandsAlready):
        store_document(document, actor=None)
    assert AuditEntry.objects.count() == 1


def test_sending_it_twice_stores_it_once(city: Municipality) -> None:
    document = sample_document(measures=1)
    first = store_document(document, actor=None, key="a" * 32)
    assert store_document(document, actor=None, key="a" * 32) == first
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLAN_OFFICE])
def test_only_the_plan_office_may(city: Municipality, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        store_document(sample_document(measures=1), actor=actor(city, role))
    assert Plan.objects.count() == 0
