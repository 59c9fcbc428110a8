"""The database knows its own tables, so that it finds what is asked for by the right index."""

import pytest
from django.db import connection

from ayumi.config.statistics import count_rows_anew
from ayumi.rounds.models import Notice
from ayumi.tenancy.models import Division, Municipality
from ayumi.tenancy.scope import municipality_scope


@pytest.mark.django_db
def test_rows_are_counted() -> None:
    town = Municipality.objects.create(code="990001", name="架空の市")
    with municipality_scope(town.pk):
        Division.objects.bulk_create(Division(name=f"第{number}課") for number in range(30))
        count_rows_anew()
        assert Division.objects.count() == 30
    assert _known("tenancy_division") == 30
    assert not _known(Notice._meta.db_table)


def _known(table: str) -> int:
    """Return how many rows the database thinks that a table has."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples::int FROM pg_class WHERE relname = %s", [table])
            return max(0, int(cursor.fetchone()[0]))
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        return max((int(stat.split()[0]) for (stat,) in cursor.fetchall()), default=0)
