"""Roles through time, and divisions through time: what holds today, and what a day long ago was called."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ayumi.tenancy.actions.divisions import DivisionClosed, add_division, close_division
from ayumi.tenancy.models import AuditEntry, Division, Membership, Municipality, Person
from ayumi.tenancy.queries.account import account_page
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.queries.divisions import divisions_page
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import add_person, sign_in

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 1)
EVE = date(2026, 3, 31)


@pytest.fixture
def person(in_town: Municipality) -> Person:
    """Somebody without any role yet; the municipality is in scope."""
    return add_person(in_town, "suzuki", "鈴木")


@pytest.fixture
def office(in_town: Municipality, official: Person) -> Actor:
    """The plan office; the municipality is in scope."""
    return load_actor(official)


def give(person: Person, role: Role, **columns: object) -> None:
    """Give a role."""
    Membership(person=person, role=role.value, **columns).save()


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (date(2026, 4, 2), None, False),
        (None, EVE, False),
        (date(2020, 4, 1), EVE, False),
        (date(2026, 4, 2), date(2027, 3, 31), False),
    ],
)
def test_a_role_holds_from_its_first_day_to_its_last(
    person: Person, valid_from: date | None, valid_to: date | None, holds: bool
) -> None:
    give(person, Role.PLAN_OFFICE, valid_from=valid_from, valid_to=valid_to)
    assert load_actor(person, today=DAY).roles == (frozenset({Role.PLAN_OFFICE}) if holds else frozenset())


@pytest.mark.parametrize("days", [-1, 1], ids=["expired yesterday", "begins tomorrow"])
def test_a_role_of_another_day_opens_nothing(official: Person, days: int) -> None:
    client = sign_in(official)
    assert client.get("/audit/").status_code == 200
    day = timezone.localdate() + timedelta(days=days)
    with municipality_scope(official.municipality_id):
        Membership.objects.update(**({"valid_to": day} if days < 0 else {"valid_from": day}))
    assert client.get("/audit/").status_code == 403, "it holds from the next request on"


def test_roles_add_up(person: Person) -> None:
    give(person, Role.VIEWER)
    give(person, Role.ADMINISTRATOR)
    actor = load_actor(person)
    assert actor.roles == {Role.VIEWER, Role.ADMINISTRATOR}
    assert actor.may("manage_divisions") and not actor.may("publish")


def test_a_member_answers_for_the_divisions_of_that_role_alone(
    person: Person, divisions: tuple[Division, Division]
) -> None:
    mine, other = divisions
    give(person, Role.DIVISION_MEMBER, division=mine)
    give(person, Role.VIEWER, division=other)
    actor = load_actor(person)
    assert actor.may_edit_sheet_of(mine.pk)
    assert not actor.may_edit_sheet_of(other.pk), "reading along there is not answering for it"
    assert not actor.may_edit_sheet_of(None)


def test_a_division_once_answered_for_is_so_no_more(
    person: Person, divisions: tuple[Division, Division]
) -> None:
    former, now = divisions
    give(person, Role.DIVISION_HEAD, division=former, valid_to=EVE)
    give(person, Role.DIVISION_HEAD, division=now, valid_from=DAY)
    assert load_actor(person, today=EVE).division_ids == {former.pk}
    assert load_actor(person, today=DAY).division_ids == {now.pk}


def test_the_account_page_shows_the_roles_of_today(
    person: Person, divisions: tuple[Division, Division]
) -> None:
    former, now = divisions
    today = timezone.localdate()
    give(person, Role.DIVISION_MEMBER, division=former, valid_to=today - timedelta(days=1))
    give(person, Role.DIVISION_MEMBER, division=now, valid_from=today)
    assert account_page(load_actor(person)).roles == (("所管課 担当者", "防災課"),)


def test_a_renamed_division_keeps_its_old_name_for_its_old_days(office: Actor) -> None:
    old = add_division("情報政策課", date(2010, 4, 1), actor=office)
    new = add_division("デジタル推進課", DAY, actor=office)
    close_division(old, EVE, (new,), actor=office)
    for day, current, former in (
        (EVE, "情報政策課", "デジタル推進課"),
        (DAY, "デジタル推進課", "情報政策課"),
    ):
        page = divisions_page(today=day)
        assert [row.name for row in page.current] == [current]
        assert [row.name for row in page.former] == [former]
    row = divisions_page(today=DAY).current[0]
    assert (row.predecessors, row.successors) == (("情報政策課",), ())


def test_a_split_names_every_successor_and_a_merger_every_predecessor(office: Actor) -> None:
    old, other, new, more = (
        add_division(name, date(2020, 4, 1), actor=office)
        for name in ("総務課", "広報課", "総務広報課", "秘書課")
    )
    close_division(old, EVE, (new, more), actor=office)
    close_division(other, EVE, (new,), actor=office)
    page = divisions_page(today=DAY)
    assert {row.name: row.predecessors for row in page.current} == {
        "総務広報課": ("総務課", "広報課"),
        "秘書課": ("総務課",),
    }
    assert {row.name: row.successors for row in page.former} == {
        "総務課": ("総務広報課", "秘書課"),
        "広報課": ("総務広報課",),
    }


def test_a_division_ends_once_and_not_before_it_began(office: Actor) -> None:
    division = add_division("総務課", DAY, actor=office)
    with pytest.raises(DivisionClosed):
        close_division(division, EVE, (), actor=office)
    close_division(division, date(2027, 3, 31), (), actor=office)
    with pytest.raises(DivisionClosed):
        close_division(division, date(2028, 3, 31), (), actor=office)
    assert Division.objects.get().valid_to == date(2027, 3, 31)
    assert list(AuditEntry.objects.order_by("sequence").values_list("verb", flat=True)) == [
        "division.added",
        "division.closed",
    ]


def test_a_division_of_the_neighbour_succeeds_nobody(office: Actor, next_town: Municipality) -> None:
    with municipality_scope(next_town.pk):
        foreign = Division(name="隣の課")
        foreign.save()
    division = add_division("総務課", DAY, actor=office)
    close_division(division, date(2027, 3, 31), (foreign.pk, division), actor=office)
    assert divisions_page(today=DAY).current[0].successors == ()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLAN_OFFICE, Role.ADMINISTRATOR}))
def test_others_change_no_division(person: Person, role: Role) -> None:
    give(person, role)
    with pytest.raises(PermissionDenied):
        add_division("総務課", DAY, actor=load_actor(person))
    assert not Division.objects.exists() and not AuditEntry.objects.exists()
