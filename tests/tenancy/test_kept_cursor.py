"""The cursor of a connection is made once, and is as careful as one of the ORM's."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from ayumi.tenancy.kept_cursor import kept_cursor
from ayumi.tenancy.models import Division, Municipality

ONE = "SELECT 1"


def test_it_is_made_once(in_town: Municipality) -> None:
    cursor = kept_cursor(connection)
    cursor.execute(ONE)
    assert cursor.fetchall() == [(1,)]
    assert kept_cursor(connection) is cursor


def test_queries_that_are_counted_have_cursors_of_their_own(in_town: Municipality) -> None:
    cursor = kept_cursor(connection)
    with CaptureQueriesContext(connection) as queries:
        kept_cursor(connection).execute(ONE)
    assert len(queries) == 1
    assert kept_cursor(connection) is cursor


@pytest.mark.django_db(transaction=True)
def test_another_connection_has_another() -> None:
    before = kept_cursor(connection)
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        connection.kept_cursor = (object(), before)  # closing it would lose the tables
    else:
        connection.close()
    cursor = kept_cursor(connection)
    cursor.execute(ONE)
    assert cursor is not before
    assert cursor.fetchall() == [(1,)]


def test_errors_are_the_orms(in_town: Municipality) -> None:
    row = Division.objects.create(name="課")
    table = Division._meta.db_table
    copy = f"INSERT INTO {table} SELECT * FROM {table} WHERE position = %s"
    with pytest.raises(IntegrityError), transaction.atomic():
        kept_cursor(connection).execute(copy, [row.position])
    assert Division.objects.count() == 1


def test_nothing_is_asked_in_a_transaction_that_failed(in_town: Municipality) -> None:
    kept_cursor(connection)
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            kept_cursor(connection).execute(ONE)
