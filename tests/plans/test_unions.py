"""Several tables in one statement: the scope holds, any number of ids, columns as the ORM has them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayumi.ground.identifier import new_identifier
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Actual, Indicator
from ayumi.plans.queries.item_values import OF_ONE_ITEM, YEAR_VALUES
from ayumi.plans.queries.unions import Group, rows_of_groups, rows_of_tables
from ayumi.tenancy.models import Municipality
from ayumi.tenancy.scope import UnscopedQuery, municipality_scope
from tests.documents import sample_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[Municipality]:
    """A municipality in scope, with a plan."""
    found = Municipality.objects.create(code="990001", name="架空の市")
    with municipality_scope(found.pk):
        store_document(sample_document(measures=2, seed="union"), actor=None)
        yield found


def year_values(wanted: list[UUID]) -> dict[UUID, dict[str, list[dict[str, object]]]]:
    return rows_of_tables(YEAR_VALUES, "indicator_id", wanted, owner="indicator_id")


def test_columns_come_as_the_orm_reads_them_and_in_order(city: Municipality) -> None:
    indicator = Indicator.objects.first()
    assert indicator is not None
    Actual.objects.filter(indicator=indicator).delete()
    for position, year in ((1, 2024), (0, 2023)):
        Actual(
            indicator=indicator,
            plan_id=indicator.plan_id,
            position=position,
            fiscal_year=year,
            value=str(Decimal("21.50")),
            as_of=date(year, 3, 31),
        ).save()
    columns = YEAR_VALUES["actuals"][1]
    found = year_values([indicator.pk])[indicator.pk]["actuals"]
    assert found == list(Actual.objects.filter(indicator=indicator).order_by("position").values(*columns))
    assert [row["as_of"] for row in found] == [date(2023, 3, 31), date(2024, 3, 31)]


def test_another_municipality_sees_nothing_and_nobody_asks_without_one(city: Municipality) -> None:
    wanted = list(Indicator.objects.values_list("pk", flat=True))
    assert year_values(wanted).keys() == set(wanted)
    other = Municipality.objects.create(code="990002", name="もう一つの架空の市")
    with municipality_scope(other.pk):
        assert not year_values(wanted)


def test_without_a_scope_it_raises() -> None:
    with pytest.raises(UnscopedQuery):
        year_values([new_identifier()])


def test_any_number_of_ids_is_one_query_and_none_is_no_query(city: Municipality) -> None:
    indicator = Indicator.objects.values_list("pk", flat=True)[0]
    with CaptureQueriesContext(connection) as asked:
        assert year_values([*(new_identifier() for _ in range(40_000)), indicator]).keys() == {indicator}
        assert not year_values([])
    assert len(asked) == 1


def test_groups_come_together_as_each_alone(city: Municipality) -> None:
    indicators = list(Indicator.objects.values_list("pk", flat=True))
    items = list(Indicator.objects.values_list("item_id", flat=True).distinct())
    years = Group(YEAR_VALUES, "indicator_id", indicators, owner="indicator_id")
    words = Group(OF_ONE_ITEM, "item_id", items, owner="item_id", order="id")
    with CaptureQueriesContext(connection) as asked:
        together = rows_of_groups(years, words)
    assert len(asked) == 1
    assert together == [rows_of_groups(years)[0], rows_of_groups(words)[0]]
    assert together[0].keys() == set(indicators) and together[1].keys() == set(items)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts its rows by itself")
def test_rows_are_found_by_their_ids_and_not_by_the_city(city: Municipality) -> None:
    indicator = Indicator.objects.values_list("pk", flat=True)[0]
    with CaptureQueriesContext(connection) as asked:
        year_values([indicator])
    (statement,) = (query["sql"] for query in asked.captured_queries)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        ways = [row[3] for row in cursor.fetchall() if "USING INDEX" in row[3]]
    assert len(ways) == len(YEAR_VALUES)
    assert all("(indicator_id=?)" in way for way in ways), ways
