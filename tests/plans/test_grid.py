"""The grid: who may edit which cells, all or nothing, and nobody's edit is lost."""

import json
import re
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from ayumi.plans.actions.edit_cells import CellsChangedMeanwhile, SavedCells, edit_cells
from ayumi.plans.actions.read_edits import CellEdit, CellsRefused
from ayumi.plans.models import Budget, Indicator, Item, ScheduleStep, Target
from ayumi.plans.queries.document import load_document
from ayumi.plans.rules.cell_columns import Cell, parse_cell
from ayumi.tenancy.models import AuditEntry, Division
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import OTHER_DIVISION, City, build_city, build_neighbour, sign_in

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


def edit(row: object, column: str, seen: str, wanted: str) -> CellEdit:
    cell = parse_cell(f"{row} {column}")
    assert cell is not None, column
    return CellEdit(cell, seen, wanted)


def save(city: City, *edits: CellEdit, by: str = Role.PLAN_OFFICE, key: str = "") -> SavedCells:
    return edit_cells(city.parts["plan_id"], edits, key=key or uuid4().hex, actor=city.actor(by))


def grid_address(city: City, query: str = "") -> str:
    return f"/plans/{city.parts['plan_id']}/grid/{query}"


def fields_of(client: Client, address: str) -> dict[str, str]:
    """Return what the page would send without scripts and without a change."""
    page = client.get(address)
    cells = [cell for group in page.context["page"].groups for row in group.rows for cell in row.cells]
    values = {f"cell {cell.name}": cell.text for cell in cells if not cell.locked}
    return values | {"key": page.context["form"]["key"], "seen": page.context["page"].seen, "edits": ""}


def entries(item: Item) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb="item.edited", object_id=item.pk).order_by("sequence"))


def test_cells_of_every_kind_are_stored_and_told(city: City, item: Item) -> None:
    indicator = Indicator.objects.get(pk=city.parts["indicator_id"])
    saved = save(
        city,
        edit(item.pk, "title", item.title, "新しい名称"),
        edit(item.pk, "status", item.status, "拡充"),
        edit(item.pk, "priority", "on" if item.priority else "", "" if item.priority else "重点"),
        edit(item.pk, "division", item.division.name, "防災課"),
        edit(item.pk, "budget 2023 general_revenue", "1,200", "１，５００千円"),
        edit(item.pk, "budget 2024 other", "", "0"),
        edit(item.pk, "step 2024", "準備", "導入"),
        edit(item.pk, "step_text 2024", "準備します。", ""),
        edit(indicator.pk, "target 2025", "25.0", "26.50"),
    )
    assert saved == SavedCells(9, (item.pk,))
    stored = Item.objects.select_related("division").get(pk=item.pk)
    assert (stored.title, stored.status, stored.division.name) == ("新しい名称", "expanded", "防災課")
    assert stored.priority is not item.priority
    assert stored.version == item.version + 1
    assert Budget.objects.get(item=item, source="general_revenue").thousand_yen == 1500
    assert Budget.objects.get(item=item, source="other", fiscal_year=2024).thousand_yen == 0
    step = ScheduleStep.objects.get(item=item, fiscal_year=2024)
    assert (step.step, step.text) == ("導入", "")
    assert Target.objects.get(indicator=indicator, fiscal_year=2025).value == "26.50"
    (entry,) = entries(item)
    assert entry.changes["title"] == [item.title, "新しい名称"]
    assert entry.changes["priority"] == [item.priority, not item.priority]
    assert entry.changes["version"] == [item.version, item.version + 1]
    assert entry.changes[f"target 2025 {indicator.pk}"] == ["25.0", "26.50"]
    assert verify_audit().problems == ()


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


def test_emptied_yearly_values_are_gone_and_new_ones_stand_in_the_order_of_years(
    city: City, item: Item
) -> None:
    indicator = Indicator.objects.get(pk=city.parts["indicator_id"])
    save(
        city,
        edit(indicator.pk, "target 2024", "20.0", ""),
        edit(item.pk, "budget 2023 national_grant", "500", ""),
        edit(item.pk, "step 2023", "検討", ""),
        edit(item.pk, "step_text 2023", "検討します。", ""),
    )
    assert not Target.objects.filter(indicator=indicator, fiscal_year=2024).exists()
    assert not Budget.objects.filter(item=item, source="national_grant").exists()
    assert not ScheduleStep.objects.filter(item=item, fiscal_year=2023).exists()
    save(
        city,
        edit(indicator.pk, "target 2024", "", "21.0"),
        edit(item.pk, "step_text 2023", "", "もう一度検討します。"),
    )
    document = load_document(city.parts["plan_id"])
    own = next(each for each in document.items if each.id == str(item.pk))
    assert [target.fiscal_year for target in own.indicators[0].targets] == [2023, 2024, 2025, 2026, 2027]
    assert [step.fiscal_year for step in own.schedule] == [2023, 2024, 2025, 2026, 2027]


def test_groups_and_words_of_targets(city: City) -> None:
    grouped = Indicator.objects.filter(plan_id=city.parts["plan_id"], target_kind="per_group").first()
    milestone = Indicator.objects.filter(plan_id=city.parts["plan_id"], target_kind="milestone").first()
    target = Target.objects.get(indicator=grouped, fiscal_year=2025, group="小学校")
    save(
        city,
        edit(grouped.pk, "target 2025 小学校", target.value, "99.9"),
        edit(milestone.pk, "target 2025", "試行の開始", "試行の終了"),
    )
    assert Target.objects.get(pk=target.pk).value == "99.9"
    assert Target.objects.get(indicator=milestone, fiscal_year=2025).text == "試行の終了"
    with pytest.raises(Http404):
        save(city, edit(grouped.pk, "target 2025 高校", "", "1"))
    with pytest.raises(Http404):
        save(city, edit(grouped.pk, "target 2025", "", "1"))
    with pytest.raises(Http404):
        save(city, edit(milestone.pk, "target 2031", "", "全庁展開"))


def test_one_refused_cell_and_nothing_is_stored(city: City, item: Item) -> None:
    wrong = edit(item.pk, "division", item.division.name, "防災科")
    with pytest.raises(CellsRefused) as refused:
        save(
            city,
            edit(item.pk, "purpose", item.purpose, "新しい目的"),
            wrong,
            edit(item.pk, "budget 2023 other", "", "－"),
        )
    assert set(refused.value.messages) == {wrong.cell, parse_cell(f"{item.pk} budget 2023 other")}
    assert "防災課" in refused.value.messages[wrong.cell]
    assert Item.objects.get(pk=item.pk).purpose == item.purpose
    assert entries(item) == []


def test_two_people_on_different_cells_of_one_measure_both_survive(city: City, item: Item) -> None:
    save(city, edit(item.pk, "purpose", item.purpose, "甲の目的"))
    save(city, edit(item.pk, "outlook", item.outlook, "乙の展開"))
    stored = Item.objects.get(pk=item.pk)
    assert (stored.purpose, stored.outlook) == ("甲の目的", "乙の展開")
    assert [entry.changes["version"][1] for entry in entries(item)] == [item.version + 1, item.version + 2]


def test_the_same_cell_is_asked_about_and_nothing_is_stored(city: City, item: Item) -> None:
    save(city, edit(item.pk, "purpose", item.purpose, "甲の目的"))
    mine = edit(item.pk, "purpose", item.purpose, "乙の目的")
    other = edit(item.pk, "outlook", item.outlook, "乙の展開")
    with pytest.raises(CellsChangedMeanwhile) as changed:
        save(city, mine, other)
    assert list(changed.value.conflicts) == [mine.cell]
    assert changed.value.conflicts[mine.cell].theirs == "甲の目的"
    assert changed.value.others == (other,)
    assert Item.objects.get(pk=item.pk).outlook == item.outlook


def test_both_to_the_same_text_is_no_conflict_and_no_edit(city: City, item: Item) -> None:
    save(city, edit(item.pk, "purpose", item.purpose, "同じ目的"))
    assert save(city, edit(item.pk, "purpose", item.purpose, "同じ目的")) == SavedCells(0, ())
    assert len(entries(item)) == 1


def test_a_removed_value_conflicts_with_a_changed_one(city: City, item: Item) -> None:
    save(city, edit(item.pk, "budget 2023 national_grant", "500", ""))
    with pytest.raises(CellsChangedMeanwhile) as changed:
        save(city, edit(item.pk, "budget 2023 national_grant", "500", "700"))
    (merge,) = changed.value.conflicts.values()
    assert (merge.base, merge.theirs, merge.mine) == ("500", "", "700")


def test_the_same_key_stores_once(city: City, item: Item) -> None:
    wanted = edit(item.pk, "purpose", item.purpose, "一度だけ")
    assert save(city, wanted, key="k" * 32).cells == 1
    assert save(city, wanted, key="k" * 32).cells == 1
    assert len(entries(item)) == 1


def test_the_same_key_with_further_edits_stores_those(city: City, item: Item) -> None:
    first = edit(item.pk, "purpose", item.purpose, "答えの届かなかった目的")
    save(city, first, key="k" * 32)
    assert save(city, first, edit(item.pk, "outlook", item.outlook, "後の展開"), key="k" * 32).cells == 1
    assert Item.objects.get(pk=item.pk).outlook == "後の展開"


def test_a_division_edits_the_texts_of_its_own_sheets_only(city: City, item: Item) -> None:
    foreign = Item.objects.filter(has_sheet=True, cross_listed_from=None).exclude(
        division_id=item.division_id
    )[0]
    by = Role.DIVISION_MEMBER
    save(city, edit(item.pk, "purpose", item.purpose, "所管課の目的"), by=by)
    assert Item.objects.get(pk=item.pk).purpose == "所管課の目的"
    for row, column in [
        (item.pk, "title"),
        (item.pk, "division"),
        (item.pk, "budget 2023 other"),
        (item.pk, "step 2024"),
        (city.parts["indicator_id"], "target 2025"),
        (foreign.pk, "purpose"),
    ]:
        with pytest.raises(PermissionDenied):
            save(city, edit(row, column, "", "1"), by=by)
    for role in (Role.VIEWER, Role.COMMITTEE_MEMBER, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            save(city, edit(item.pk, "purpose", item.purpose, "勝手な目的"), by=role)


def test_rows_of_other_plans_and_municipalities_and_nodes_without_a_sheet_are_absent(city: City) -> None:
    neighbour = build_neighbour()
    node = Item.objects.filter(has_sheet=False).first()
    repeat = Item.objects.exclude(cross_listed_from=None).first()
    for row in (neighbour.parts["item_id"], neighbour.parts["indicator_id"], node.pk, repeat.pk, uuid4()):
        for column in ("purpose", "target 2025"):
            with pytest.raises(Http404):
                save(city, edit(row, column, "", "1"))
    with pytest.raises(Http404):
        edit_cells(neighbour.parts["plan_id"], [], key="x", actor=city.actor(Role.PLAN_OFFICE))


def test_a_cell_that_cannot_say_which_value_it_shows_is_locked(city: City, item: Item) -> None:
    Budget(
        plan_id=item.plan_id, item=item, position=9, fiscal_year=2023, source="national_grant", thousand_yen=1
    ).save()
    office = sign_in(city.person(Role.PLAN_OFFICE))
    html = office.get(grid_address(city, "?kind=budgets")).content.decode()
    assert "値が二つ以上ある" in html
    with pytest.raises(CellsRefused, match="入力できない"):
        save(city, edit(item.pk, "budget 2023 national_grant", "500", "700"))


def test_a_name_that_two_living_divisions_share_is_not_guessed(city: City, item: Item) -> None:
    Division(name="防災課").save()
    with pytest.raises(CellsRefused) as refused:
        save(city, edit(item.pk, "division", item.division.name, "防災課"))
    (message,) = refused.value.messages.values()
    assert "二つ" in message


def test_many_cells_take_a_bounded_number_of_statements(
    city: City, django_assert_max_num_queries: object
) -> None:
    measures = Item.objects.filter(has_sheet=True, cross_listed_from=None)
    edits = [
        each
        for measure in measures
        for each in (
            edit(measure.pk, "purpose", measure.purpose, "目的"),
            edit(measure.pk, "step_text 2024", "準備します。", "内容"),
        )
    ]
    actor = city.actor(Role.PLAN_OFFICE)
    with django_assert_max_num_queries(24):
        saved = edit_cells(city.parts["plan_id"], edits, key="k", actor=actor)
    assert saved.cells == len(edits) == 8


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
