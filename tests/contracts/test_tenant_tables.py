"""Every table of ours carries its municipality and cannot be asked, written or emptied without one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.utils import DatabaseError

from ayumi.tenancy.models import Division, Membership, Municipality, Person, Session, TenantModel
from ayumi.tenancy.row_security import walled_tables
from ayumi.tenancy.scope import UnscopedQuery, municipality_scope
from tests.contracts.conftest import Cast

pytestmark = pytest.mark.django_db

WITHOUT_MUNICIPALITY = {
    Municipality: "it is the municipality",
    Session: "it says who is signed in, and so for which municipality a request is",
}
WITHOUT_WALL = {
    Municipality: "it is the municipality; the public list names them all",
    Person: "sign-in finds the municipality through it; members is its scoped manager",
    Session: WITHOUT_MUNICIPALITY[Session],
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("ayumi.")]
TENANTS = [model for model in OURS if model not in WITHOUT_WALL]
QUESTIONS: dict[str, Callable[[models.Manager], Any]] = {
    "all": lambda manager: list(manager.all()),
    "count": lambda manager: manager.count(),
    "first": lambda manager: manager.first(),
    "filter": lambda manager: list(manager.filter(pk=None)),
    "exists": lambda manager: manager.exists(),
    "values": lambda manager: list(manager.values("pk")),
    "update": lambda manager: manager.update(),
    "delete": lambda manager: manager.all().delete(),
    "raw lookup": lambda manager: manager.in_bulk(),
}
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="row-level security is PostgreSQL's; SQLite has one wall only"
)


def each(tables: list[type[models.Model]]) -> pytest.MarkDecorator:
    """Run the test once for every one of the tables."""
    return pytest.mark.parametrize("model", tables, ids=lambda model: model._meta.label)


@each([model for model in OURS if model not in WITHOUT_MUNICIPALITY])
def test_it_carries_its_municipality(model: type[models.Model]) -> None:
    field = model._meta.get_field("municipality")
    assert field.related_model is Municipality
    assert not field.null


@each(TENANTS)
def test_it_is_a_tenant_table(model: type[models.Model]) -> None:
    assert issubclass(model, TenantModel)
    assert model._meta.db_table in walled_tables()


@each([*TENANTS, Person])
def test_asking_without_a_scope_raises(model: Any) -> None:
    manager = model.members if model is Person else model.objects
    for name, question in QUESTIONS.items():
        with pytest.raises(UnscopedQuery):
            question(manager)
            pytest.fail(f"{name} answered")


@each(TENANTS)
def test_a_row_cannot_be_made_without_a_scope(model: type[models.Model]) -> None:
    with pytest.raises(UnscopedQuery):
        model()


@each(TENANTS)
def test_a_scope_sees_its_own_rows_alone(model: Any, cast: Cast) -> None:
    for city in (cast.city, cast.neighbour):
        with municipality_scope(city.municipality.pk):
            assert set(model.objects.values_list("municipality_id", flat=True)) <= {city.municipality.pk}


@on_postgresql
@each(TENANTS)
def test_the_database_hides_other_rows_from_raw_sql(model: Any, cast: Cast) -> None:
    table = model._meta.db_table
    counts = {}
    for name, city in (("city", cast.city), ("neighbour", cast.neighbour)):
        with municipality_scope(city.municipality.pk):
            assert model._base_manager.exclude(municipality=city.municipality).count() == 0
            counts[name] = _count(table)
            assert counts[name] == model.objects.count()
    assert _count(table) == 0, "without a scope the database shows nothing"


@on_postgresql
@each(TENANTS)
def test_the_wall_stands_in_the_catalogue(model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity,"
            " (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid)"
            " FROM pg_class WHERE relname = %s",
            [model._meta.db_table],
        )
        assert cursor.fetchall() == [(True, True, 1)]


@on_postgresql
def test_the_role_of_the_tests_is_bound_by_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@on_postgresql
def test_the_database_refuses_a_row_of_another_municipality(cast: Cast) -> None:
    foreign = Division(municipality=cast.neighbour.municipality, name="よそ者", position=0)
    with municipality_scope(cast.city.municipality.pk):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            models.Model.save(foreign, force_insert=True)
        assert Division.objects.count() == _count(Division._meta.db_table)


@on_postgresql
def test_the_database_refuses_to_give_a_row_away(cast: Cast) -> None:
    with (
        municipality_scope(cast.city.municipality.pk),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE tenancy_division SET municipality_id = %s", [cast.neighbour.municipality.pk])


@on_postgresql
def test_a_composite_key_refuses_a_reference_across_the_wall(cast: Cast) -> None:
    with municipality_scope(cast.city.municipality.pk):
        membership = Membership(
            person=cast.city.person("viewer"),
            role="viewer",
            division_id=cast.neighbour.parts["division_id"],
        )
        with pytest.raises(DatabaseError, match="foreign key"), transaction.atomic():
            membership.save(force_insert=True)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@on_postgresql
@each(TENANTS)
def test_every_reference_between_walled_tables_is_composite(model: Any) -> None:
    wanted = {
        field.column
        for field in model._meta.local_fields
        if field.many_to_one or field.one_to_one
        if getattr(field.related_model, "is_tenant_table", False)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.attname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
            " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(c.conkey)"
            " WHERE t.relname = %s AND c.contype = 'f' AND cardinality(c.conkey) = 2",
            [model._meta.db_table],
        )
        composite = {row[0] for row in cursor.fetchall()} - {"municipality_id"}
    assert composite == wanted


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]
