"""Search is right after every change: what stands is found, what is gone is not, at a bounded cost."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection

from ayumi.config.command import main
from ayumi.document.checks import Edit, Field
from ayumi.plans.actions.fix_findings import fix_findings
from ayumi.plans.actions.index_items import index_missing_plans, reindex_items, reindex_plan
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Contribution, Indicator, Item, Plan
from ayumi.search.models import SearchEntry
from ayumi.search.queries.search import search_page
from ayumi.tenancy.models import Division
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from ayumi.tenancy.writing import writing
from tests.documents import sample_document
from tests.people import City, build_city
from tests.plans.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    """The municipality in scope."""
    made = build_city()
    with municipality_scope(made.municipality.pk):
        yield made


def entries_of(plan_id: UUID) -> set[tuple]:
    """Return what can be found of a plan, without what is new every time it is written."""
    columns = ("kind", "object_id", "owner_id", "place", "title", "label", "anchor", "folded", "position")
    return set(SearchEntry.objects.filter(plan_id=plan_id).values_list(*columns))


def found(query: str) -> list[str]:
    """Return the titles of the first page."""
    return ["".join(piece.text for piece in result.title) for result in search_page(query).results]


def test_the_rows_at_hand_and_those_read_again_are_found_alike(city: City) -> None:
    plan_id = city.parts["plan_id"]
    stored = entries_of(plan_id)
    kinds = {entry[0] for entry in stored}
    assert kinds == {"plan", "item", "indicator", "chapter", "figure", "term", "related"}
    reindex_plan(plan_id)
    assert entries_of(plan_id) == stored
    reindex_items(plan_id, Item.objects.filter(plan_id=plan_id).values_list("pk", flat=True))
    assert entries_of(plan_id) == stored


def test_what_an_item_lost_is_found_no_more(city: City) -> None:
    item = Item.objects.get(pk=city.parts["item_id"])
    first = Indicator.objects.filter(item=item).first()
    assert found(first.name) == [first.name]
    first.delete()
    Item.objects.filter(pk=item.pk).update(outlook="蛍を増やします。")
    reindex_items(item.plan_id, [item.pk, item.pk, uuid4()])
    assert found(first.name) == []
    assert found("蛍") == [str(item)]


def test_an_item_of_another_plan_is_passed_over(city: City) -> None:
    other = store_document(sample_document(measures=3, seed="other"), actor=None)
    before = entries_of(other)
    reindex_items(city.parts["plan_id"], Item.objects.filter(plan_id=other).values_list("pk", flat=True))
    assert entries_of(other) == before
    with pytest.raises(Plan.DoesNotExist):
        reindex_plan(uuid4())


def test_a_fix_is_found_at_once(city: City) -> None:
    plan = Plan.objects.get(pk=city.parts["plan_id"])
    item = Item.objects.get(pk=city.parts["item_id"])
    indicator = Indicator.objects.filter(item=item).exclude(unit="").first()
    contribution = Contribution.objects.filter(item=item).get()
    new = Division(name="蛍保護課", position=99)
    new.save()
    edits = [
        Edit(Field.TITLE, str(item.pk), item.title, "蛍の里"),
        Edit(Field.UNIT, str(indicator.pk), indicator.unit, "匹"),
        Edit(Field.CONTRIBUTING, str(item.pk), str(contribution.division_id), str(new.pk)),
    ]
    actor = city.actor(Role.PLAN_OFFICE)
    assert fix_findings(plan.pk, edits, seen=plan.version, key="f" * 32, actor=actor) == 3
    assert found("匹") == [indicator.name]
    assert f"{item.number} 蛍の里" in found("蛍保護課")


def test_plans_from_before_there_was_a_search_are_indexed_once(city: City) -> None:
    plan_id = city.parts["plan_id"]
    stored = entries_of(plan_id)
    SearchEntry.objects.all().delete()
    assert found("オープンデータ") == []
    assert index_missing_plans() == 1
    assert entries_of(plan_id) == stored
    assert index_missing_plans() == 0


def test_the_command_makes_every_index_anew(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    plan_id = city.parts["plan_id"]
    stored = entries_of(plan_id)
    SearchEntry.objects.filter(kind="item").delete()
    assert main(["search", "rebuild"]) == 0
    assert "架空の市（990001）: 1件の計画の索引を作り直しました。" in capsys.readouterr().out
    assert entries_of(plan_id) == stored


def test_statements_do_not_grow_with_the_plan(city: City) -> None:
    counts = []
    for size in (20, 200):
        document = sample_document(measures=size, seed=f"of {size}")
        plan_id = store_document(document, actor=None)
        items = list(Item.objects.filter(plan_id=plan_id).values_list("pk", flat=True))
        one = queries_of(partial(reindex_items, plan_id, items[-3:-2]))
        every = queries_of(partial(reindex_items, plan_id, items))
        counts.append((one, every, queries_of(partial(reindex_plan, plan_id))))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 21


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the embedded database has one writer a time")
def test_two_who_index_one_item_leave_it_found_once() -> None:
    city = build_city()
    plan_id, item_id = city.parts["plan_id"], city.parts["item_id"]

    def index_again() -> None:
        try:
            with municipality_scope(city.municipality.pk), writing():
                reindex_items(plan_id, [item_id])
        finally:
            connection.close()

    with municipality_scope(city.municipality.pk), ThreadPoolExecutor(1) as another:
        before = entries_of(plan_id)
        with writing():
            reindex_items(plan_id, [item_id])
            work = another.submit(index_again)
            wait_until_somebody_waits()
        work.result()
        assert entries_of(plan_id) == before
        assert SearchEntry.objects.filter(plan_id=plan_id).count() == len(before)


def wait_until_somebody_waits() -> None:
    """Return when another transaction waits for a lock of this one."""
    until = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    pytest.fail("nobody waits")
