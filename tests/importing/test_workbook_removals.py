"""What a returned workbook leaves out: nothing goes unless a person ticks it, and what was reported stays."""

from uuid import UUID

import pytest
from django.test import Client

from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from ayumi.importing.models import WorkbookExport
from ayumi.plans.models import Item, Link, Plan
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.importing.test_workbook_pages import (
    address,
    applied,
    city,
    office,
    previewed,
    standing,
    taken_out,
    text_of,
)
from tests.people import City, build_city, sign_in

pytestmark = pytest.mark.django_db
__all__ = ["city", "office"]
"""The fixtures of the page's own tests."""


def test_a_removal_names_who_links_there_and_needs_a_tick(city: City, office: Client) -> None:
    gone = Item.objects.filter(cross_listed_from=None, has_sheet=True).last()
    Link.objects.filter(plan=city.document.id).delete()
    other = Plan(title="防災計画", kind="departmental", municipality_name="架空の市")
    other.save(force_insert=True)
    linking = Item.objects.get(pk=gone.pk)
    linking.pk, linking.plan, linking.title = UUID(int=7), other, "避難所の整備"
    linking.save(force_insert=True)
    Link(
        plan=other,
        item=linking,
        position=0,
        kind="covers",
        plan_title="x",
        target_id=gone.pk,
        target_label="y",
    ).save(force_insert=True)
    taken_out(office, city)
    left = standing(city)
    left = left.model_copy(update={"items": tuple(each for each in left.items if each.id != str(gone.pk))})
    content = write_plan_workbook(left, export=str(WorkbookExport.objects.get().pk))
    preview = previewed(office, content, address(city))
    assert "避難所の整備" in text_of(office.get(preview))
    assert applied(office, preview).status_code == 422
    assert Item.objects.filter(pk=gone.pk).exists()
    assert applied(office, preview, remove=[str(gone.pk)]).status_code == 302
    assert not Item.objects.filter(pk=gone.pk).exists()
    assert AuditEntry.objects.filter(verb="item.removed", object_id=gone.pk).count() == 1


def test_a_measure_that_was_reported_is_never_removed() -> None:
    made = build_city()
    with municipality_scope(made.municipality.pk):
        client = sign_in(made.person(Role.PLAN_OFFICE))
        taken_out(client, made)
        left = standing(made)
        gone = left.measures[-1]
        kept = tuple(each for each in left.items if gone.id not in (each.id, each.cross_listed_from))
        content = write_plan_workbook(
            left.model_copy(update={"items": kept}), export=str(WorkbookExport.objects.get().pk)
        )
        preview = previewed(client, content, address(made))
        answer = applied(client, preview, remove=[gone.id])
        assert answer.status_code == 422
        assert "報告を残すため" in answer.content.decode()
        assert Item.objects.filter(pk=gone.id).exists()
