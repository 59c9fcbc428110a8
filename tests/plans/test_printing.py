"""The sheet printed from its own part of the plan is the sheet printed from the whole plan."""

import pytest
from django.conf import settings

from ayumi.formats.typst.sheet import SheetPreview
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Item
from ayumi.plans.queries.document import load_document, load_sheet_document
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document

pytestmark = pytest.mark.django_db


def test_the_part_prints_as_the_whole() -> None:
    city = Municipality.objects.create(code="991015", name="架空の市")
    preview = SheetPreview(font_folder=settings.AYUMI_FONT_FOLDER)
    with municipality_scope(city.pk):
        plan_id = store_document(sample_document(measures=12), actor=None)
        whole = load_document(plan_id)
        for measure in whole.measures[:4]:
            item = Item.objects.select_related("plan", "level", "division").get(pk=measure.id)
            part = load_sheet_document(item)
            assert preview.sheet_svg(part, measure.id) == preview.sheet_svg(whole, measure.id)
