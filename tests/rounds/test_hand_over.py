"""Handing measures over: previewed, all or none, one person a day, by those who may."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ayumi.ground.fiscal_year import FiscalYear
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Item, Plan
from ayumi.rounds.actions.handing_over import HandOverChanged, make_hand_over
from ayumi.rounds.gates.hand_over import HandOver, HandOverRefused, PlannedHandOver, plan_hand_over
from ayumi.rounds.models import Report, Responsibility
from ayumi.rounds.queries.hand_over_choices import measures_of_person, people_choices
from ayumi.rounds.queries.responsibility import WantedOwners, owners_page
from ayumi.rounds.queries.vacancies import vacant_measures
from ayumi.search.models import SearchEntry
from ayumi.tenancy.models import AuditEntry, Division, Membership, Person
from ayumi.tenancy.rules import Actor, Role
from tests.documents import sample_document
from tests.people import OTHER_DIVISION, City, build_neighbour
from tests.rounds.rounds import key, opened, own_report

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)
APRIL = date(2027, 4, 1)


@pytest.fixture
def office(city: City) -> Iterator[Actor]:
    """The plan office."""
    yield city.actor(Role.PLAN_OFFICE)


def measures(**wanted: object) -> tuple[UUID, ...]:
    found = Item.objects.filter(has_sheet=True, cross_listed_from=None, **wanted).order_by("position")
    return tuple(found.values_list("pk", flat=True))


def shown(planned: PlannedHandOver) -> dict[UUID, str]:
    return {row.item.pk: row.fingerprint for row in planned.rows}


def handed_over(wanted: HandOver, actor: Actor, *, today: date = TODAY) -> int:
    """Preview and make a hand-over."""
    seen = shown(plan_hand_over(actor, wanted, today=today))
    return make_hand_over(wanted, seen=seen, key=key(), today=today, actor=actor)


def test_the_first_of_april(city: City, office: Actor) -> None:
    member, head = city.person(Role.DIVISION_MEMBER), city.person(Role.DIVISION_HEAD)
    everything = measures()
    assert vacant_measures(None, today=TODAY) == len(everything) == 4
    assert handed_over(HandOver(everything, member.pk, None, TODAY), office) == 4
    assert set(measures_of_person(member.pk, APRIL)) == set(everything)
    planned = plan_hand_over(office, HandOver(everything, head.pk, None, APRIL), today=TODAY)
    assert [row.now.person_id for row in planned.rows] == [member.pk] * 4
    assert Responsibility.objects.count() == 4  # a preview changes nothing
    assert handed_over(HandOver(everything, head.pk, None, APRIL), office) == 4
    of_first = Responsibility.objects.filter(item_id=everything[0]).order_by("valid_from")
    assert [(each.person_id, each.valid_from, each.valid_to) for each in of_first] == [
        (member.pk, TODAY, APRIL - timedelta(days=1)),
        (head.pk, APRIL, None),
    ]
    page = owners_page(office, WantedOwners(), today=TODAY)
    row = next(row for row in page.rows if row.id == everything[0])
    assert (row.owner, row.later, row.later_from) == (member.display_name, head.display_name, APRIL)
    entry = AuditEntry.objects.filter(verb="responsibility.handed_over").first()
    assert entry.changes["owner"] == [member.display_name, head.display_name]


def test_what_changed_since_the_preview_is_refused_wholly(city: City, office: Actor) -> None:
    member, head = city.person(Role.DIVISION_MEMBER), city.person(Role.DIVISION_HEAD)
    wanted = HandOver(measures(), member.pk, None, TODAY)
    seen = shown(plan_hand_over(office, wanted, today=TODAY))
    handed_over(HandOver(measures()[:1], head.pk, None, TODAY), office)
    with pytest.raises(HandOverChanged, match="もう一度"):
        make_hand_over(wanted, seen=seen, key=key(), today=TODAY, actor=office)
    assert Responsibility.objects.count() == 1
    same = key()
    seen = shown(plan_hand_over(office, wanted, today=TODAY))
    assert make_hand_over(wanted, seen=seen, key=same, today=TODAY, actor=office) == 4
    assert make_hand_over(wanted, seen=seen, key=same, today=TODAY, actor=office) == 4
    assert Responsibility.objects.count() == 4  # who would have begun on the same day gave way


def test_a_reorganisation_moves_measures_and_open_reports(city: City, office: Actor) -> None:
    held = opened(city)
    report = own_report(city, held)
    heir = Division(name="後継の課", valid_from=TODAY)
    heir.save()
    item = report.item
    wanted = HandOver((item.pk,), None, heir.pk, TODAY)
    assert plan_hand_over(office, wanted, today=TODAY).rows[0].reports == 1
    assert handed_over(wanted, office) == 1
    after = Item.objects.get(pk=item.pk)
    assert (after.division_id, after.version) == (heir.pk, item.version + 1)
    assert Report.objects.get(pk=report.pk).division_id == heir.pk
    found = SearchEntry.objects.get(object_id=item.pk)
    assert "後継の課" in str(found.texts)
    entry = AuditEntry.objects.get(verb="item.edited", object_id=item.pk)
    assert entry.changes["division"][1] == "後継の課"
    with pytest.raises(HandOverRefused, match="引き継ぐ日になってから"):
        plan_hand_over(office, HandOver((item.pk,), None, heir.pk, APRIL), today=TODAY)
    Division.objects.filter(pk=heir.pk).update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(HandOverRefused, match="いまある所管課"):
        plan_hand_over(office, wanted, today=TODAY)


def test_the_head_hands_over_what_is_the_divisions_own(city: City) -> None:
    head, member = city.actor(Role.DIVISION_HEAD), city.person(Role.DIVISION_MEMBER)
    own = set(measures(division_id__in=head.division_ids))
    assert own and own != set(measures())
    assert handed_over(HandOver(measures(), member.pk, None, TODAY), head) == len(own)
    assert set(Responsibility.objects.values_list("item_id", flat=True)) == own
    stranger = city.person(OTHER_DIVISION)
    with pytest.raises(HandOverRefused, match="担当者に選んで"):
        plan_hand_over(head, HandOver(measures(), stranger.pk, None, TODAY), today=TODAY)
    with pytest.raises(PermissionDenied):
        plan_hand_over(head, HandOver(measures(), None, city.parts["division_id"], TODAY), today=TODAY)
    assert str(stranger.pk) not in dict(people_choices(head, TODAY))
    for role in (Role.DIVISION_MEMBER, Role.VIEWER, Role.ADMINISTRATOR, Role.COMMITTEE_MEMBER):
        with pytest.raises(PermissionDenied):
            plan_hand_over(city.actor(role), HandOver(measures(), member.pk, None, TODAY), today=TODAY)


def test_who_cannot_answer_and_what_is_not_there(city: City, office: Actor) -> None:
    viewer, member = city.person(Role.VIEWER), city.person(Role.DIVISION_MEMBER)
    neighbour = build_neighbour()
    for person in (viewer.pk, neighbour.person(Role.DIVISION_MEMBER).pk, None):
        with pytest.raises(HandOverRefused):
            plan_hand_over(office, HandOver(measures(), person, None, TODAY), today=TODAY)
    with pytest.raises(HandOverRefused, match="印を付けて"):
        foreign = (neighbour.parts["item_id"],)
        plan_hand_over(office, HandOver(foreign, member.pk, None, TODAY), today=TODAY)
    Person.members.filter(pk=member.pk).update(is_active=False)
    with pytest.raises(HandOverRefused):
        plan_hand_over(office, HandOver(measures(), member.pk, None, TODAY), today=TODAY)


def test_an_owner_who_is_gone_is_no_living_owner(city: City, office: Actor) -> None:
    member = city.person(Role.DIVISION_MEMBER)
    item_id = city.parts["item_id"]
    handed_over(HandOver((item_id,), member.pk, None, TODAY), office)

    def why() -> str:
        page = owners_page(office, WantedOwners(), today=TODAY)
        assert page.vacant == vacant_measures(None, today=TODAY)  # the database and the rule agree
        return next(row.why for row in page.rows if row.id == item_id)

    assert why() == ""
    Membership.objects.filter(person=member).update(valid_to=TODAY - timedelta(days=1))
    assert "所属していません" in why()
    Item.objects.filter(pk=item_id).update(division=None)
    assert "所属していません" in why()
    Membership.objects.filter(person=member).update(role=Role.PLAN_OFFICE.value, valid_to=None, division=None)
    assert why() == ""
    division = city.parts["division_id"]
    Membership.objects.filter(person=member).update(role=Role.DIVISION_MEMBER.value, division_id=division)
    assert why() == ""
    Item.objects.filter(pk=item_id).update(division_id=division)
    Membership.objects.filter(person=member).update(valid_to=None)
    Division.objects.filter(pk=city.parts["division_id"]).update(valid_to=TODAY - timedelta(days=1))
    assert "廃止" in why()
    Person.members.filter(pk=member.pk).update(is_active=False)
    assert "止められています" in why()


def test_never_updated_ends_with_the_first_word(city: City, office: Actor) -> None:
    held = opened(city)
    assert owners_page(office, WantedOwners(only="never"), today=TODAY).found == 4
    Report.objects.filter(pk=own_report(city, held).pk).update(edited_at="2027-03-01T00:00Z")
    assert owners_page(office, WantedOwners(only="never"), today=TODAY).found == 3


def test_the_database_refuses_two_people_on_one_day(city: City) -> None:
    member, head = city.person(Role.DIVISION_MEMBER), city.person(Role.DIVISION_HEAD)
    item_id = city.parts["item_id"]
    Responsibility(item_id=item_id, person=member, valid_from=TODAY, valid_to=APRIL).save()
    wrong = (
        {"valid_from": APRIL, "valid_to": None},
        {"valid_from": TODAY - timedelta(days=9), "valid_to": TODAY},
        {"valid_from": TODAY - timedelta(days=9), "valid_to": None},
        {"valid_from": APRIL + timedelta(days=9), "valid_to": APRIL + timedelta(days=8)},
    )
    for days in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Responsibility(item_id=item_id, person=head, **days).save(force_insert=True)
    later = Responsibility(item_id=item_id, person=head, valid_from=APRIL + timedelta(days=1), valid_to=None)
    later.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsibility.objects.filter(pk=later.pk).update(valid_from=APRIL)


def test_the_number_of_statements_does_not_grow(city: City, office: Actor) -> None:
    member, counts = city.person(Role.DIVISION_MEMBER), []
    heir = Division(name="後継の課", valid_from=TODAY)
    heir.save()
    for size in (20, 200):
        plan = store_document(sample_document(measures=size, seed=f"size {size}"), actor=None)
        items = measures(plan_id=plan)
        wanted = HandOver(items, member.pk, heir.pk, TODAY)
        seen = shown(plan_hand_over(office, wanted, today=TODAY))
        with CaptureQueriesContext(connection) as captured:
            assert make_hand_over(wanted, seen=seen, key=key(), today=TODAY, actor=office) == size
        counts.append(len(captured))
    assert counts[0] == counts[1] < 50


def test_of_a_plan_that_is_over_nobody_needs_to_be_in_charge(city: City, office: Actor) -> None:
    year = FiscalYear.containing(TODAY).year
    plans = Plan.objects.filter(pk__in=Item.objects.values("plan_id"))
    plans.update(last_fiscal_year=year - 1)
    assert vacant_measures(None, today=TODAY) == 4  # its last year is judged now
    plans.update(last_fiscal_year=year - 2)
    assert vacant_measures(None, today=TODAY) == owners_page(office, WantedOwners(), today=TODAY).vacant == 0
    assert owners_page(office, WantedOwners(), today=TODAY).measures == 0
    opened(city)
    assert vacant_measures(None, today=TODAY) == owners_page(office, WantedOwners(), today=TODAY).vacant == 4
