"""A prepared query answers as the ORM does, in its own municipality, and is built once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from ayumi.rounds.actions.moving import position_after
from ayumi.rounds.models.seats import seats_on
from ayumi.tenancy import prepared as prepared_module
from ayumi.tenancy.models import Division, Municipality
from ayumi.tenancy.prepared import (
    Changes,
    build_statements,
    insert,
    prepared,
    prepared_update,
    prepared_update_of,
)
from ayumi.tenancy.rules import Permission
from ayumi.tenancy.scope import UnscopedQuery, municipality_scope
from ayumi.tenancy.statements import NotPreparable

DAYS = (date(2020, 4, 1), date(2024, 4, 1), date(2027, 4, 1))


def living(day: date, name: str) -> QuerySet[Division]:
    ended = Q(valid_to=None) | Q(valid_to__gte=day)
    return Division.objects.filter(ended, valid_from__lte=day).exclude(name=name)


def among(ids: tuple[UUID, ...]) -> QuerySet[Division]:
    return Division.objects.filter(pk__in=ids).values_list("name", flat=True)


def at(position: int, end: date | None) -> QuerySet[Division]:
    return Division.objects.filter(position=position, valid_to=end).values("name")


def lasting(is_last: bool) -> QuerySet[Division]:
    return Division.objects.filter(valid_to__isnull=is_last)


@pytest.fixture
def divisions(in_town: Municipality) -> list[Division]:
    """Three divisions, of which the first has ended."""
    ends = (date(2023, 3, 31), None, None)
    return [
        Division.objects.create(name=f"第{n}課", valid_from=day, valid_to=end, position=n)
        for n, (day, end) in enumerate(zip(DAYS, ends, strict=True), 1)
    ]


def test_it_finds_what_the_orm_finds(divisions: list[Division]) -> None:
    asked = prepared(living)
    for day in DAYS:
        for name in ("第1課", "第2課", "どの課でもない"):
            assert asked(day, name) == list(living(day, name))


def test_rows_are_whole_objects(divisions: list[Division]) -> None:
    found = prepared(living)(DAYS[2], "第2課")
    assert [(each.name, each.valid_from, each.municipality_id) for each in found] == [
        (each.name, each.valid_from, each.municipality_id) for each in living(DAYS[2], "第2課")
    ]


def test_lists_of_any_length(divisions: list[Division]) -> None:
    asked, ids = prepared(among), [each.pk for each in divisions]
    assert asked(()) == []
    for end in (1, 2, 3):
        assert sorted(asked(tuple(ids[:end]))) == sorted(among(tuple(ids[:end])))
    many = (*ids, *(uuid4() for _each in range(60)))
    assert sorted(asked(many)) == ["第1課", "第2課", "第3課"]


def test_nothing_is_another_question(divisions: list[Division]) -> None:
    asked = prepared(at)
    assert asked(2, None) == [{"name": "第2課"}]
    assert asked(1, date(2023, 3, 31)) == [{"name": "第1課"}]
    assert asked(1, None) == []


def test_it_is_built_once_and_asks_once(divisions: list[Division]) -> None:
    built = []

    def build(name: str) -> QuerySet[Division]:
        built.append(name)
        return Division.objects.filter(name=name)

    asked = prepared(build)
    asked("第1課")
    times = len(built)
    with CaptureQueriesContext(connection) as queries:
        assert [each.name for each in asked("第3課")] == ["第3課"]
    assert len(queries) == 1
    assert len(built) == times


def test_every_municipality_finds_its_own(divisions: list[Division], next_town: Municipality) -> None:
    asked = prepared(living)
    assert len(asked(DAYS[2], "")) == 2
    with municipality_scope(next_town.pk):
        assert asked(DAYS[2], "") == []
        Division.objects.create(name="隣の課", valid_from=DAYS[0])
        assert [each.name for each in asked(DAYS[2], "")] == ["隣の課"]
    assert len(asked(DAYS[2], "")) == 2


def test_nobody_asks_without_a_municipality(town: Municipality) -> None:
    with pytest.raises(UnscopedQuery):
        prepared(living)(DAYS[0], "")


def _sliced(number: int) -> QuerySet[Division]:
    return Division.objects.all()[:number]


def _changed(number: int) -> QuerySet[Division]:
    return Division.objects.filter(position=number + 1)


def _unused(number: int) -> QuerySet[Division]:
    return Division.objects.all()


def _unscoped(number: int) -> QuerySet[Municipality]:
    return Municipality.objects.filter(name=number)


@pytest.mark.parametrize("build", [_sliced, _changed, _unused, _unscoped])
def test_what_depends_otherwise_is_refused(in_town: Municipality, build: Callable[..., Any]) -> None:
    with pytest.raises(NotPreparable):
        prepared(build)(3)


@prepared_update
def _renamed(position: int, /, **columns: Any) -> Changes:
    return Division.objects.filter(position=position), {"position": F("position") + 10, **columns}


def test_it_changes_what_it_is_asked_to(divisions: list[Division], next_town: Municipality) -> None:
    with municipality_scope(next_town.pk):
        Division.objects.create(name="隣の課", position=2)
    assert _renamed(2, name="新しい課", valid_to=DAYS[2]) == 1
    assert _renamed(3, name="最後の課", valid_to=None) == 1
    assert _renamed(2, name="もう一度", valid_to=DAYS[2]) == 0
    stands = Division.objects.order_by("position").values_list("name", "position", "valid_to")
    assert list(stands) == [
        ("第1課", 1, date(2023, 3, 31)),
        ("新しい課", 12, DAYS[2]),
        ("最後の課", 13, None),
    ]
    with municipality_scope(next_town.pk):
        assert Division.objects.get().name == "隣の課"


@prepared_update_of("id")
def _moved(positions: tuple[int, ...], by: date) -> Changes:
    return Division.objects.filter(position__in=positions), {"position": F("position") + 10, "valid_to": by}


@pytest.mark.parametrize("beside", [0, 40], ids=["kept", "too long to be kept"])
def test_it_tells_what_it_changed(divisions: list[Division], next_town: Municipality, beside: int) -> None:
    with municipality_scope(next_town.pk):
        Division.objects.create(name="隣の課", position=2)
    positions = (2, 3, *range(100, 100 + beside))
    assert sorted(_moved(positions, DAYS[2])) == sorted(each.pk for each in divisions[1:])
    assert _moved(positions, DAYS[2]) == []
    stands = Division.objects.order_by("position").values_list("position", "valid_to")
    assert list(stands) == [(1, date(2023, 3, 31)), (12, DAYS[2]), (13, DAYS[2])]
    with municipality_scope(next_town.pk):
        assert Division.objects.get().position == 2


def test_a_row_is_stored_as_the_orm_would(in_town: Municipality) -> None:
    row = Division(name="新しい課", valid_from=DAYS[0], position=7)
    with CaptureQueriesContext(connection) as queries:
        insert(row)
    assert len(queries) == 1
    stored = Division.objects.get()
    columns = [field.attname for field in Division._meta.concrete_fields]
    assert [getattr(stored, name) for name in columns] == [getattr(row, name) for name in columns]
    row.name = "改めた課"
    row.save()
    assert Division.objects.get().name == "改めた課"


def test_a_row_is_stored_once_and_at_home(in_town: Municipality, next_town: Municipality) -> None:
    row = Division(name="新しい課", valid_from=DAYS[0])
    insert(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(row)
    with municipality_scope(next_town.pk), pytest.raises(UnscopedQuery):
        insert(Division(name="よその課", municipality=in_town))
    assert Division.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_threads_share_a_statement_but_not_its_values(town: Municipality) -> None:
    with municipality_scope(town.pk):
        for number in range(4):
            Division.objects.create(name=f"第{number}課", position=number)
    asked, together = prepared(at), threading.Barrier(4)

    def ask(number: int) -> set[str]:
        try:
            with municipality_scope(town.pk):
                together.wait()
                return {row["name"] for _each in range(50) for row in asked(number, None)}
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [{f"第{number}課"} for number in range(4)]


def test_a_server_builds_its_queries_before_it_answers(
    in_town: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [each for each in prepared_module._known if each[0].__module__.startswith("ayumi.")]
    ours.append((lasting, True))
    monkeypatch.setattr(prepared_module, "_known", ours)
    with CaptureQueriesContext(connection) as queries:
        assert build_statements() > len(ours) > 5
    assert not queries

    def built_now(*_asked: Any) -> None:
        raise AssertionError("this query is built while somebody waits")

    monkeypatch.setattr("ayumi.tenancy.statements._compiled", built_now)
    assert position_after("no such key") is None
    assert prepared(lasting)(True) == prepared(lasting)(False) == []
    assert seats_on(DAYS[0]) == seats_on(DAYS[0], Permission.RUN_ROUNDS) == ()
