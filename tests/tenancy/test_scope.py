"""The first wall: nothing is asked or written without a municipality, nor outside of it."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from ayumi.tenancy.models import Division, Membership, Municipality, Person
from ayumi.tenancy.scope import UnscopedQuery, current_municipality_id, municipality_scope
from tests.people import add_person, sign_in

pytestmark = pytest.mark.django_db


def names() -> set[str]:
    """Return the divisions in scope by name."""
    return set(Division.objects.values_list("name", flat=True))


@pytest.fixture
def both(town: Municipality, next_town: Municipality) -> tuple[Municipality, Municipality]:
    """Two municipalities with a division each."""
    for municipality, name in ((town, "ここの課"), (next_town, "隣の課")):
        with municipality_scope(municipality.pk):
            Division(name=name, position=0).save()
    return town, next_town


def test_without_a_scope_there_is_no_municipality() -> None:
    with pytest.raises(UnscopedQuery):
        current_municipality_id()


def test_a_new_row_takes_the_municipality_in_scope(in_town: Municipality) -> None:
    assert Division(name="総務課").municipality_id == in_town.pk


def test_scopes_nest_and_come_back(both: tuple[Municipality, Municipality]) -> None:
    town, next_town = both
    with municipality_scope(town.pk):
        assert names() == {"ここの課"}
        with municipality_scope(next_town.pk):
            assert names() == {"隣の課"}
        assert names() == {"ここの課"}
    with pytest.raises(UnscopedQuery):
        names()


def test_a_scope_ends_with_an_error_too(both: tuple[Municipality, Municipality]) -> None:
    town, next_town = both
    with municipality_scope(town.pk):
        with pytest.raises(ZeroDivisionError), municipality_scope(next_town.pk):
            raise ZeroDivisionError
        assert names() == {"ここの課"}


def test_an_error_of_the_database_is_not_hidden_by_the_end_of_the_scope(
    both: tuple[Municipality, Municipality],
) -> None:
    town, next_town = both
    with municipality_scope(town.pk):
        with pytest.raises(IntegrityError), transaction.atomic(), municipality_scope(next_town.pk):
            Municipality.objects.create(code=town.code, name="同じ番号")
        assert names() == {"ここの課"}


def test_a_transaction_undone_leaves_the_scope_as_it_was(both: tuple[Municipality, Municipality]) -> None:
    town, next_town = both
    with municipality_scope(town.pk):
        with transaction.atomic(), municipality_scope(next_town.pk):
            transaction.set_rollback(True)
        assert names() == {"ここの課"}
        assert _setting() in {str(town.pk), None}
    assert _setting() in {"", None}


def test_another_thread_has_no_scope(in_town: Municipality) -> None:
    found = []

    def look() -> None:
        try:
            found.append(current_municipality_id())
        except UnscopedQuery:
            found.append(None)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [None]


def test_a_foreign_row_is_neither_saved_nor_deleted(both: tuple[Municipality, Municipality]) -> None:
    town, next_town = both
    with municipality_scope(next_town.pk):
        foreign = Division.objects.get()
    with municipality_scope(town.pk):
        for write in (foreign.save, foreign.delete, lambda: Division.objects.bulk_create([foreign])):
            with pytest.raises(UnscopedQuery):
                write()
    with municipality_scope(next_town.pk):
        assert names() == {"隣の課"}


def test_a_row_is_not_given_away(both: tuple[Municipality, Municipality]) -> None:
    town, next_town = both
    with municipality_scope(town.pk):
        with pytest.raises(UnscopedQuery):
            Division.objects.update(municipality=next_town)
        with pytest.raises(UnscopedQuery):
            Division.objects.update(municipality_id=next_town.pk)
        assert names() == {"ここの課"}


def test_writing_by_query_stays_within(both: tuple[Municipality, Municipality]) -> None:
    town, next_town = both
    with municipality_scope(town.pk):
        assert Division.objects.update(name="改めた課") == 1
        assert Division.objects.all().delete()[0] == 1
    with municipality_scope(next_town.pk):
        assert names() == {"隣の課"}


def test_people_are_found_within_the_scope_alone(town: Municipality, next_town: Municipality) -> None:
    ours = add_person(town, "ours", "ここの人")
    theirs = add_person(next_town, "theirs", "隣の人")
    with municipality_scope(town.pk):
        assert set(Person.members.all()) == {ours}
        assert not Person.members.filter(pk=theirs.pk).exists()


def test_a_role_given_by_another_municipality_counts_for_nothing(
    town: Municipality, next_town: Municipality
) -> None:
    person = add_person(town, "ours", "ここの人")
    with municipality_scope(next_town.pk):
        Membership(person=person, role="plan_office").save()
    assert sign_in(person).get("/plans/").status_code == 403


def test_a_request_leaves_no_scope_behind(official: Person) -> None:
    client = sign_in(official)
    for address in ("/", "/plans/", f"/plans/{uuid.uuid4()}/"):
        client.get(address)
        with pytest.raises(UnscopedQuery):
            current_municipality_id()
        assert _setting() in {"", None}


def _setting() -> str | None:
    """Return what the database was told; None on SQLite, which is told nothing."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.municipality', true)")
        return cursor.fetchone()[0]
