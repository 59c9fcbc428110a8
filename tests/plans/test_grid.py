"""The page of the grid: as a form, for a script, and what either answers."""

import json
import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from ayumi.plans.actions.read_edits import CellsRefused
from ayumi.plans.models import Budget, Indicator, Item
from ayumi.plans.rules.cell_columns import Cell, parse_cell
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import OTHER_DIVISION, City, build_city, sign_in
from tests.plans.cell_edits import edit, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    """The municipality in whose scope the test looks."""
    made = build_city()
    with municipality_scope(made.municipality.pk):
        yield made


@pytest.fixture
def item(city: City) -> Item:
    """The first measure of the plan."""
    return Item.objects.get(pk=city.parts["item_id"])


def grid_address(city: City, query: str = "") -> str:
    return f"/plans/{city.parts['plan_id']}/grid/{query}"


def fields_of(client: Client, address: str) -> dict[str, str]:
    """Return what the page would send without scripts and without a change."""
    page = client.get(address)
    cells = [cell for group in page.context["page"].groups for row in group.rows for cell in row.cells]
    values = {f"cell {cell.name}": cell.text for cell in cells if not cell.locked}
    return values | {"key": page.context["form"]["key"], "seen": page.context["page"].seen, "edits": ""}


def test_the_history_of_the_sheet_tells_the_yearly_values(city: City, item: Item) -> None:
    indicator = Indicator.objects.get(pk=city.parts["indicator_id"])
    save(
        city,
        edit(item.pk, "budget 2023 general_revenue", "1,200", "1,500"),
        edit(item.pk, "step 2024", "準備", "導入"),
        edit(item.pk, "step_text 2024", "準備します。", "導入します。"),
        edit(indicator.pk, "target 2025", "25.0", "26.5"),
    )
    html = sign_in(city.person(Role.PLAN_OFFICE)).get(f"/measures/{item.pk}/history/").content.decode()
    text = re.sub("<[^>]+>", "", html)
    for label in ("令和5年度の事業費（一般財源・千円）", "令和6年度の工程", "令和6年度の工程の内容"):
        assert label in text
    assert f"{indicator.name} 令和7年度の目標値" in text


def test_a_cell_that_cannot_say_which_value_it_shows_is_locked(city: City, item: Item) -> None:
    Budget(
        plan_id=item.plan_id, item=item, position=9, fiscal_year=2023, source="national_grant", thousand_yen=1
    ).save()
    office = sign_in(city.person(Role.PLAN_OFFICE))
    html = office.get(grid_address(city, "?kind=budgets")).content.decode()
    assert "値が二つ以上ある" in html
    with pytest.raises(CellsRefused, match="入力できない"):
        save(city, edit(item.pk, "budget 2023 national_grant", "500", "700"))


@pytest.mark.parametrize("kind", ["measures", "targets", "budgets", "schedule"])
def test_every_table_saves_without_scripts(city: City, kind: str) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    address = grid_address(city, f"?kind={kind}&size=20")
    values = fields_of(office, address)
    cells = [name for name in values if name.startswith("cell ")]
    fitting = {
        "measures": "purpose",
        "targets": "target 2025",
        "budgets": "budget 2025",
        "schedule": "step 2025",
    }
    name = next(name for name in cells if f" {fitting[kind]}" in name)
    answer = office.post(address, values | {name: "77"}, follow=True)
    assert answer.redirect_chain and "1個のセルを保存しました。" in answer.content.decode()
    assert fields_of(office, address)[name] == "77"
    assert AuditEntry.objects.filter(verb="item.edited").count() == 1


def test_errors_stand_at_the_cells_and_nothing_typed_is_lost(city: City, item: Item) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    values = fields_of(office, grid_address(city))
    purpose, division = f"cell {item.pk} purpose", f"cell {item.pk} division"
    answer = office.post(grid_address(city), values | {purpose: "<b>目的</b>", division: "防災科"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "近い名前" in html or "どれかを入力" in html
    assert "&lt;b&gt;目的&lt;/b&gt;" in html and "防災科" in html
    seen = json.loads(answer.context["page"].seen)
    assert seen[f"{item.pk} purpose"] == item.purpose


def test_a_refused_page_does_not_hide_what_somebody_else_saved(city: City, item: Item) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    values = fields_of(office, grid_address(city))
    save(city, edit(item.pk, "purpose", item.purpose, "甲の目的"))
    mine = {f"cell {item.pk} purpose": "乙の目的", f"cell {item.pk} title": ""}
    refused = office.post(grid_address(city), values | mine)
    assert json.loads(refused.context["page"].seen)[f"{item.pk} purpose"] == item.purpose
    again = values | mine | {"seen": refused.context["page"].seen, f"cell {item.pk} title": item.title}
    assert office.post(grid_address(city), again).status_code == 409


@pytest.mark.parametrize(("keep", "kept"), [("theirs", "甲の目的"), ("mine", "乙の目的")])
def test_the_merge_page_keeps_every_other_edit(city: City, item: Item, keep: str, kept: str) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    values = fields_of(office, grid_address(city))
    save(city, edit(item.pk, "purpose", item.purpose, "甲の目的"))
    purpose, outlook = f"{item.pk} purpose", f"{item.pk} outlook"
    merge = office.post(
        grid_address(city), values | {f"cell {purpose}": "乙の目的", f"cell {outlook}": "乙の展開"}
    )
    assert merge.status_code == 409
    assert [conflict.name for conflict in merge.context["page"].conflicts] == [purpose]
    form = {name: merge.context["form"][name] for name in ("key", "edits", "seen")}
    answer = office.post(grid_address(city), form | {f"cell {purpose}": "乙の目的", f"keep {purpose}": keep})
    assert answer.status_code == 302
    stored = Item.objects.get(pk=item.pk)
    assert (stored.purpose, stored.outlook) == (kept, "乙の展開")


def script(client: Client, city: City, edits: list, intent: str = "save") -> object:
    body = {"key": uuid4().hex, "intent": intent, "edits": json.dumps(edits)}
    return client.post(grid_address(city), body, headers={"accept": "application/json"})


def test_a_script_asks_what_texts_mean_and_saves(city: City, item: Item) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    edits = [
        [f"{item.pk} budget 2024 other", "", "１２００"],
        [f"{item.pk} status", item.status, "変更"],
    ]
    checked = script(office, city, edits, "check").json()
    assert checked["values"] == {f"{item.pk} budget 2024 other": "1,200"}
    assert "新規" in checked["messages"][f"{item.pk} status"]
    assert not Budget.objects.filter(item=item, fiscal_year=2024).exists()
    assert script(office, city, edits).status_code == 422
    saved = script(office, city, edits[:1])
    assert (saved.status_code, saved.json()["message"]) == (200, "1個のセルを保存しました。")
    assert script(office, city, [[f"{item.pk} budget 2024 other", "", "5"]]).status_code == 409


@pytest.mark.parametrize(
    "edits", [[["x"]], [["x", "", ""]], [1], [[None, "", ""]], {"a": 1}, [[f"{UUID(int=1)} title", 1, 2]]]
)
def test_what_is_no_edit_is_refused_in_words(city: City, edits: object) -> None:
    answer = script(sign_in(city.person(Role.PLAN_OFFICE)), city, edits)
    assert answer.status_code == 400
    assert "読み取れません" in answer.json()["message"]


def test_filters_choose_the_measures(city: City, item: Item) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))

    def found(query: str) -> int:
        return office.get(grid_address(city, query)).context["page"].found

    assert found("") == 4
    assert found(f"?division={item.division_id}") == 2
    assert found(f"?branch={item.parent_id}") == 4
    assert found(f"?branch={uuid4()}") == 0
    assert found(f"?words={item.title}") >= 1
    assert found("?words=ない言葉") == 0
    assert found("?kind=none&size=x&page=y&division=z&branch=q") == 4


def test_a_division_sees_its_own_sheets_only(city: City) -> None:
    member = sign_in(city.person(OTHER_DIVISION))
    page = member.get(grid_address(city, "?kind=budgets")).context["page"]
    assert not page.kinds
    rows = [row for group in page.groups for row in group.rows]
    actor = city.actor(OTHER_DIVISION)
    divisions = set(
        Item.objects.filter(pk__in=[r.item_id for r in rows]).values_list("division_id", flat=True)
    )
    assert divisions == actor.division_ids
    assert {parse_cell(cell.name).column.is_text for row in rows for cell in row.cells} == {True}
    assert isinstance(parse_cell(rows[0].cells[0].name), Cell)
