"""Editing cells: who may edit which, all or nothing, and nobody's edit is lost."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from ayumi.plans.actions.edit_cells import CellsChangedMeanwhile, SavedCells, edit_cells
from ayumi.plans.actions.read_edits import CellsRefused
from ayumi.plans.models import Budget, Indicator, Item, ScheduleStep, Target
from ayumi.plans.queries.document import load_document
from ayumi.plans.rules.cell_columns import parse_cell
from ayumi.tenancy.models import Division
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, build_neighbour
from tests.plans.cell_edits import edit, entries, save

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


def test_a_name_that_two_living_divisions_share_is_not_guessed(city: City, item: Item) -> None:
    Division(name="防災課").save()
    with pytest.raises(CellsRefused) as refused:
        save(city, edit(item.pk, "division", item.division.name, "防災課"))
    (message,) = refused.value.messages.values()
    assert "二つ" in message
