"""Whatever a person makes of a plan can be put in its place, and what stood before after it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.document.comparison.edits import BASE, EDITED
from tests.plans.test_apply_document import apply, removed_of, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


class TestAnyEdit(TestCase):
    """Whatever a person made of a plan, it stands afterwards, and the chain of the trail holds."""

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(EDITED, st.booleans())
    def test_the_plan_becomes_the_document(self, document: PlanDocument, back: bool) -> None:
        city = Municipality.objects.create(code="990001", name="架空の市")
        with municipality_scope(city.pk):
            plan_id = store_document(BASE, actor=None)
            seen, actor = load_document(plan_id), somebody(city, Role.PLAN_OFFICE)
            used = {each for item in document.items for each in (item.division_id,) if each}
            known = {each.id for each in document.divisions}
            assert used <= known
            apply(seen, document, actor, removals=removed_of(seen, document))
            assert load_document(plan_id).to_json() == document.to_json()
            if back:
                again = load_document(plan_id)
                apply(again, seen, actor, removals=removed_of(again, seen))
                assert load_document(plan_id).to_json() == seen.to_json()
            assert verify_audit().problems == ()
