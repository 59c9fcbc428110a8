"""A small municipality with one person, for tests that need no plan."""

from collections.abc import Iterator

import pytest

from ayumi.tenancy.models import Division, Membership, Municipality, Person
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import add_person


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality without any plan, not in scope."""
    return Municipality.objects.create(code="990001", name="架空の市")


@pytest.fixture
def next_town(db: None) -> Municipality:
    """Another one."""
    return Municipality.objects.create(code="990002", name="隣町の市")


@pytest.fixture
def in_town(town: Municipality) -> Iterator[Municipality]:
    """The municipality, in scope."""
    with municipality_scope(town.pk):
        yield town


@pytest.fixture
def official(town: Municipality) -> Person:
    """The plan office's person, who signs in as ``tanaka``."""
    person = add_person(town, "tanaka", "計画 担当")
    with municipality_scope(town.pk):
        Membership(person=person, role=Role.PLAN_OFFICE.value).save()
    return person


@pytest.fixture
def divisions(in_town: Municipality) -> tuple[Division, Division]:
    """Two divisions."""
    rows = tuple(Division(name=name, position=n) for n, name in enumerate(("総務課", "防災課")))
    for row in rows:
        row.save()
    return rows
