"""A real city's workbook stored as a plan: the database gives back what was read, value by value."""

from pathlib import Path

import pytest

from ayumi.document.plan_document import PlanDocument
from ayumi.importing.actions.tables import Confirmation, read_table_upload, store_table, version_of
from ayumi.importing.models import ImportDraft
from ayumi.importing.reading.tables import ReadTable
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.importing.mapping.test_real_workbook import PLACE
from tests.people import build_city

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_alone,
    pytest.mark.skipif(not Path(PLACE).exists(), reason="the real workbook lies beside the repository only"),
]


def test_the_real_workbook_is_stored_and_loaded_as_it_was_read() -> None:
    city = build_city()
    actor = city.actor(Role.PLAN_OFFICE)
    with municipality_scope(city.municipality.pk):
        draft_id = read_table_upload(PLACE, name=PLACE.name, actor=actor)
        draft = ImportDraft.objects.get(pk=draft_id)
        table = ReadTable.of(draft.result)
        refused = table.reading.account.counts.refused
        seen = Confirmation(version_of(draft.mapping), refused, as_new_plan=False)
        stored = load_document(store_table(draft_id, seen, actor=actor))
        read = table.plan()
        assert stored.items == read.items
        assert stored.levels == read.levels and stored.plan == read.plan
        assert {each.name for each in read.divisions} <= {each.name for each in stored.divisions}
        assert PlanDocument.model_validate_json(stored.to_json()) == stored
