"""A prepared query answers as the ORM does, in its own municipality, and is built once."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from ayumi.tenancy.models import Division, Municipality
from ayumi.tenancy.prepared import Changes, prepared, prepared_update
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
