"""A plan goes out as a workbook, is edited, and comes back: whatever else happened meanwhile."""

import re
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from ayumi.document.plan_document import PlanDocument
from ayumi.importing.models import DraftState, ImportDraft, WorkbookExport
from ayumi.plans.models import Item, Plan
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.formats.workbook_edits import Edit, put
from tests.people import City, build_city, build_neighbour, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
ITEMS = "施策"
"""The sheet of all items."""


@pytest.fixture
def city() -> City:
    """The municipality in whose scope the test looks."""
    made = build_city(with_round=False)
    with municipality_scope(made.municipality.pk):
        yield made


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def address(city: City) -> str:
    return f"/plans/{city.document.id}/workbook/"


def taken_out(client: Client, city: City) -> bytes:
    answer = client.post(f"{address(city)}download/")
    assert answer.status_code == 200 and answer["Content-Type"].endswith("spreadsheetml.sheet")
    return answer.content


def edited(content: bytes, *edits: Edit) -> bytes:
    """Return the workbook as an official saved it."""
    workbook = load_workbook(BytesIO(content))
    for edit in edits:
        edit(workbook)
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def put_back(client: Client, content: bytes, to: str) -> HttpResponse:
    return client.post(to, {"file": SimpleUploadedFile("計画ブック.xlsx", content)})


def previewed(client: Client, content: bytes, to: str) -> str:
    """Put the workbook back and return the address of its preview."""
    answer = put_back(client, content, to)
    assert answer.status_code == 302, text_of(answer)
    return answer.url


def applied(client: Client, preview: str, **answers: str | list[str]) -> HttpResponse:
    """Send the form of the preview."""
    seen = client.get(preview).context["page"].seen
    return client.post(f"{preview}apply/", {"seen": seen, **answers})


def text_of(answer: HttpResponse) -> str:
    return re.sub("<[^>]+>", "", answer.content.decode())


def place_of(item: Item) -> int:
    """Return the row of an item on its sheet, from 0."""
    return list(Item.objects.filter(plan=item.plan_id).values_list("id", flat=True)).index(item.pk)


@pytest.fixture
def item(city: City) -> Item:
    """The measure that is edited."""
    return Item.objects.get(pk=city.parts["item_id"])


def standing(city: City) -> PlanDocument:
    return load_document(UUID(city.document.id))


def test_taken_out_edited_looked_at_and_put_back(city: City, office: Client, item: Item) -> None:
    content = edited(taken_out(office, city), put(ITEMS, place_of(item), "title", "Excelで改めた名称"))
    before = standing(city)
    preview = previewed(office, content, address(city))
    assert standing(city) == before
    shown = text_of(office.get(preview))
    assert "Excelで改めた名称" in shown and "まだ何も変わっていません" in shown
    answer = applied(office, preview)
    assert answer.status_code == 302 and answer.url == f"/plans/{city.document.id}/"
    assert Item.objects.get(pk=item.pk).title == "Excelで改めた名称"
    assert "Excelで改めた名称" in text_of(office.get(f"/measures/{item.pk}/history/"))
    assert ImportDraft.objects.get(pk=preview.split("/")[-2]).state == DraftState.STORED
    assert AuditEntry.objects.filter(verb="plan.replaced").count() == 1
    assert applied(office, preview).status_code == 302
    assert AuditEntry.objects.filter(verb="plan.replaced").count() == 1
    assert verify_audit().problems == ()


def test_looking_stores_nothing_and_the_same_plan_keeps_its_base(city: City, office: Client) -> None:
    assert office.get(address(city)).status_code == 200
    assert not WorkbookExport.objects.exists()
    first, second = taken_out(office, city), taken_out(office, city)
    assert first == second
    assert WorkbookExport.objects.count() == 1
    assert AuditEntry.objects.filter(verb="workbook.exported").count() == 2
    assert str(WorkbookExport.objects.get().pk) in text_of(office.get(address(city)))


def test_what_others_changed_meanwhile_stays_and_is_shown(city: City, office: Client, item: Item) -> None:
    content = edited(taken_out(office, city), put(ITEMS, place_of(item), "title", "ブックの名称"))
    Item.objects.filter(pk=item.pk).update(purpose="画面で改めた目的", version=2)
    preview = previewed(office, content, address(city))
    assert "画面で改めた目的" in text_of(office.get(preview))
    assert applied(office, preview).status_code == 302
    stored = Item.objects.get(pk=item.pk)
    assert (stored.title, stored.purpose) == ("ブックの名称", "画面で改めた目的")


@pytest.mark.parametrize(("side", "kept"), [("mine", "ブックの名称"), ("theirs", "画面の名称")])
def test_the_same_field_is_asked_and_settled(
    city: City, office: Client, item: Item, side: str, kept: str
) -> None:
    content = edited(taken_out(office, city), put(ITEMS, place_of(item), "title", "ブックの名称"))
    Item.objects.filter(pk=item.pk).update(title="画面の名称", version=2)
    preview = previewed(office, content, address(city))
    page = office.get(preview).context["page"]
    (row,) = page.conflicts
    assert (row.told.base, row.told.mine, row.told.theirs) == (item.title, "ブックの名称", "画面の名称")
    assert row.chosen == ""
    undecided = applied(office, preview)
    assert undecided.status_code == 422 and "選んでいない" in text_of(undecided)
    assert Item.objects.get(pk=item.pk).title == "画面の名称"
    assert applied(office, preview, **{f"choice-{row.told.id}": side}).status_code == 302
    assert Item.objects.get(pk=item.pk).title == kept


def test_the_plan_changed_between_looking_and_applying(city: City, office: Client, item: Item) -> None:
    content = edited(taken_out(office, city), put(ITEMS, place_of(item), "title", "ブックの名称"))
    preview = previewed(office, content, address(city))
    seen = office.get(preview).context["page"].seen
    Item.objects.filter(pk=item.pk).update(outlook="その間の変更", version=2)
    late = office.post(f"{preview}apply/", {"seen": seen})
    assert late.status_code == 409 and "その間の変更" in text_of(late)
    assert Item.objects.get(pk=item.pk).title == item.title
    assert office.post(f"{preview}apply/", {"seen": late.context["page"].seen}).status_code == 302
    stored = Item.objects.get(pk=item.pk)
    assert (stored.title, stored.outlook) == ("ブックの名称", "その間の変更")


def test_refused_cells_are_named_and_nothing_is_put_back(city: City, office: Client, item: Item) -> None:
    content = edited(taken_out(office, city), put(ITEMS, place_of(item), "level", "<b>ない段階</b>"))
    preview = previewed(office, content, address(city))
    page = office.get(preview)
    assert "シート「施策」のセル" in text_of(page)
    assert "<b>ない段階" not in page.content.decode() and "&lt;b&gt;ない段階" in page.content.decode()
    assert office.post(f"{preview}apply/", {"seen": page.context["page"].seen}).status_code == 422


def test_a_workbook_without_its_base_is_compared_with_what_stands(city: City, office: Client) -> None:
    content = edited(taken_out(office, city), _hidden_fact("export", None))
    preview = previewed(office, content, address(city))
    assert "控えがありません" in text_of(office.get(preview))
    assert applied(office, preview).status_code == 302


def _hidden_fact(kind: str, value: str | None) -> Edit:
    def edit(workbook) -> None:
        for row in workbook["_ayumi"].iter_rows():
            if row[0].value == kind:
                row[1].value = value
                row[0].value = kind if value else None

    return edit


@pytest.mark.parametrize("export", ["00000000-0000-7000-8000-000000000000", "なにか"])
def test_an_export_nobody_knows_is_refused(city: City, office: Client, export: str) -> None:
    content = edited(taken_out(office, city), _hidden_fact("export", export))
    preview = previewed(office, content, address(city))
    page = office.get(preview)
    assert "記録がここにありません" in text_of(page)
    assert applied(office, preview).status_code == 422


def test_another_plan_or_city_is_refused(city: City, office: Client) -> None:
    content = taken_out(office, city)
    code = edited(content, _hidden_fact("municipality", "130001"))
    refused = put_back(office, code, address(city))
    assert refused.status_code == 422 and "別の自治体" in text_of(refused)
    stranger = edited(content, _hidden_fact("plan", "00000000-0000-7000-8000-000000000001"))
    refused = put_back(office, stranger, address(city))
    assert refused.status_code == 422 and "この計画の計画ブックではありません" in text_of(refused)
    text = put_back(office, b"no workbook", address(city))
    assert text.status_code == 422
    assert not ImportDraft.objects.filter(file_name="計画ブック.xlsx").exists()


def test_a_neighbours_export_is_unknown_here(city: City, office: Client) -> None:
    neighbour = build_neighbour()
    with municipality_scope(neighbour.municipality.pk):
        export = WorkbookExport(
            plan_id=city.document.id,
            plan_version=1,
            document=b"",
            sha256="e" * 64,
            person_id=UUID(int=1),
            person_name="隣",
        )
        export.save(force_insert=True)
    content = edited(taken_out(office, city), _hidden_fact("export", str(export.pk)))
    preview = previewed(office, content, address(city))
    assert "記録がここにありません" in text_of(office.get(preview))


def test_a_new_plan_is_typed_into_an_empty_workbook(city: City, office: Client) -> None:
    answer = office.get("/import/workbook/template.xlsx")
    assert answer.status_code == 200
    preview = previewed(office, edited(answer.content), "/import/workbook/")
    assert "新しい計画" in text_of(office.get(preview))
    stored = office.post(f"{preview}apply/")
    assert stored.status_code == 302
    assert Plan.objects.filter(title="新しい計画").count() == 1
    assert office.post(f"{preview}apply/").status_code == 302
    assert Plan.objects.filter(title="新しい計画").count() == 1


def test_a_new_plan_with_the_ids_of_another_is_refused(city: City, office: Client) -> None:
    stranger = edited(
        taken_out(office, city),
        _hidden_fact("plan", "00000000-0000-7000-8000-000000000001"),
        _hidden_fact("export", None),
    )
    preview = previewed(office, stranger, "/import/workbook/")
    refused = office.post(f"{preview}apply/", follow=True)
    assert "ほかの計画で使われている識別子" in text_of(refused)
    assert Plan.objects.count() == 1
    assert ImportDraft.objects.get(pk=preview.split("/")[-2]).state == DraftState.WAITING


def test_the_list_of_drafts_leads_to_the_preview_and_discarding_works(city: City, office: Client) -> None:
    preview = previewed(office, taken_out(office, city), address(city))
    draft_id = preview.split("/")[-2]
    assert office.get(f"/import/{draft_id}/").url == preview
    assert office.post(f"/import/{draft_id}/store/").url == preview
    assert office.post(f"/import/{draft_id}/discard/").status_code == 302
    assert office.post(f"{preview}apply/", {"seen": ""}).status_code in (409, 302, 422)
    assert not AuditEntry.objects.filter(verb="plan.replaced").exists()
