"""The page of the consistency check: who sees it, what it shows, and that a fix changes what was shown."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ayumi.document.checks import Edit, Field, check, with_edits
from ayumi.document.plan_document import PlanDocument
from ayumi.plans.actions.fix_findings import PlanChangedMeanwhile, fix_findings
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Contribution, Indicator, Item, Plan
from ayumi.plans.queries.check import PAGE_SIZE, check_page, checked, edits_shown
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.actions.divisions import add_division, close_division
from ayumi.tenancy.models import AuditEntry, Division, Membership, Municipality, Submission
from ayumi.tenancy.queries.actor import load_actor
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.document.checks.sound import all_of, indicator, measure, sheet, sound_document, with_items
from tests.document.checks.test_surroundings import FIRST, FORMER, SECOND
from tests.documents import sample_document
from tests.people import add_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]

SOUND = with_items(
    # The plans that the sample links to do not stand in this house.
    sound_document(),
    lambda item: item.model_copy(
        update={"links": tuple(link.model_copy(update={"target_id": None}) for link in item.links)}
    ),
)
LEVEL = SOUND.measures[0].indicators[0].target_kind
BROKEN = all_of(
    indicator(LEVEL, unit="パーセント"),
    measure(0, division_id=FORMER.id, title="架空の取組1　"),
    measure(1, number="２"),
    measure(2, contributing_division_ids=(FORMER.id, FIRST.id)),
    sheet(0, outlook="－"),
)(SOUND)
TITLE, ENDED = "title.outer_blanks", "division.ended_before_plan"


@pytest.fixture
def city() -> Iterator[Municipality]:
    """A municipality in scope."""
    municipality = Municipality.objects.create(code="990001", name="架空の市")
    with municipality_scope(municipality.pk):
        yield municipality


@pytest.fixture
def plan(city: Municipality) -> Plan:
    """The plan with something to find."""
    return Plan.objects.get(pk=store_document(BROKEN, actor=None))


def client_of(city: Municipality, role: Role) -> Client:
    """Return a browser of somebody with one role."""
    person = add_person(city, f"of-{role.value}", "担当")
    first = Item.objects.filter(has_sheet=True, cross_listed_from=None).first()
    division = first.division_id if role in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD) else None
    Membership(person=person, role=role.value, division_id=division).save()
    return sign_in(person)


def office_of(city: Municipality) -> Actor:
    """Return somebody of the plan office."""
    person = add_person(city, "office", "事務局")
    Membership(person=person, role=Role.PLAN_OFFICE.value).save()
    return load_actor(person)


def forms_of(page: str) -> list[dict[str, str]]:
    """Return the fields of every form that makes a fix."""
    forms = re.findall(r'<form method="post" action="[^"]*/check/fix/">(.*?)</form>', page, re.DOTALL)
    return [dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in forms]


def form_of(page: str, rule_id: str) -> dict[str, str]:
    """Return the fields of the first form of a rule."""
    return next(form for form in forms_of(page) if form["rule"] == rule_id)


def test_everybody_who_reads_plans_sees_the_findings_and_only_the_office_can_fix(
    city: Municipality, plan: Plan
) -> None:
    for role in Role:
        page = client_of(city, role).get(reverse("check", args=[plan.pk])).content.decode()
        assert "後継の組織は「デジタル推進課」です。" in page
        assert bool(forms_of(page)) is (role is Role.PLAN_OFFICE), role
        # The text that only keeps a place, and for the office the title and the division.
        links = {Role.PLAN_OFFICE: 3, Role.DIVISION_MEMBER: 1, Role.DIVISION_HEAD: 1}
        assert page.count(reverse("measure_edit", args=[SOUND.measures[0].id])) == links.get(role, 0), role


def test_a_sound_plan_is_said_to_be_so(city: Municipality) -> None:
    plan_id = store_document(SOUND, actor=None)
    page = client_of(city, Role.VIEWER).get(reverse("check", args=[plan_id])).content.decode()
    assert "問題は見つかりませんでした。" in page and "<table" not in page


def test_a_filter_shows_one_rule_and_an_unknown_one_shows_all(city: Municipality, plan: Plan) -> None:
    actor = office_of(city)
    every = check_page(plan, actor)
    assert sum(rule.number for rule in every.rules) == every.total == len(check(BROKEN))
    one = check_page(plan, actor, rule_id=ENDED)
    assert {row.rule_id for group in one.groups for row in group.rows} == {ENDED}
    assert one.rules == every.rules and one.rule_title
    assert check_page(plan, actor, rule_id="no.rule").groups == every.groups


def test_the_number_of_queries_does_not_grow_and_pages_are_short(city: Municipality) -> None:
    actor, counts = office_of(city), []
    for measures in (5, 150):
        plan_id = store_document(sample_document(measures=measures, seed=f"of {measures}"), actor=None)
        found = Plan.objects.get(pk=plan_id)
        with CaptureQueriesContext(connection) as queries:
            value = check_page(found, actor)
        counts.append(len(queries))
        assert sum(len(group.rows) for group in value.groups) <= PAGE_SIZE
    assert counts[0] == counts[1] <= 20
    second = check_page(found, actor, number=2)
    assert second.pages.number == 2 and second.groups != value.groups
    assert check_page(found, actor, number=99).pages.number == second.pages.last


def test_links_to_items_that_are_gone_are_found_only_with_the_house(city: Municipality) -> None:
    plan_id = store_document(sample_document(measures=4), actor=None)
    orphans = [each for each in checked(Plan.objects.get(pk=plan_id))[1] if each.rule_id == "link.orphan"]
    assert len(orphans) == 2
    assert "link.orphan" not in {each.rule_id for each in check(sample_document(measures=4))}


def test_one_click_puts_right_what_was_shown_and_the_page_is_right_after(
    city: Municipality, plan: Plan
) -> None:
    client = client_of(city, Role.PLAN_OFFICE)
    address = reverse("check", args=[plan.pk])
    expected: PlanDocument = BROKEN
    while forms := forms_of(client.get(address).content.decode()):
        rule_id = forms[0]["rule"]
        edits = [e for each in checked(Plan.objects.get())[1] if each.rule_id == rule_id for e in each.edits]
        response = client.post(reverse("check_fix", args=[plan.pk]), forms[0], follow=True)
        expected = with_edits(expected, edits)
        page = response.content.decode()
        assert "か所を直しました。" in page
        assert rule_id not in {form["rule"] for form in forms_of(page)}
        assert load_document(plan.pk) == expected
    assert [finding.rule_id for finding in check(load_document(plan.pk))] == ["sheet.placeholder"]


def test_a_filter_stays_after_a_fix(city: Municipality, plan: Plan) -> None:
    client = client_of(city, Role.PLAN_OFFICE)
    address = reverse("check", args=[plan.pk])
    form = form_of(client.get(address, {"rule": TITLE}).content.decode(), TITLE)
    response = client.post(reverse("check_fix", args=[plan.pk]), form)
    assert response["Location"] == f"{address}?rule={form['only']}" and form["only"] == TITLE


def test_what_cannot_be_understood_changes_nothing(city: Municipality, plan: Plan) -> None:
    client = client_of(city, Role.PLAN_OFFICE)
    for wrong in ({}, {"rule": TITLE, "shown": "x", "version": "1", "token": "a" * 32}):
        page = client.post(reverse("check_fix", args=[plan.pk]), wrong, follow=True).content.decode()
        assert "直す内容を読み取れませんでした" in page
    assert load_document(plan.pk) == BROKEN


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLAN_OFFICE])
def test_only_the_office_may_fix(city: Municipality, plan: Plan, role: Role) -> None:
    actor = Actor(uuid.uuid4(), "担当", city.pk, frozenset({role}), frozenset())
    with pytest.raises(PermissionDenied):
        fix_findings(plan.pk, (), seen=1, key="a", actor=actor)
    response = client_of(city, role).post(reverse("check_fix", args=[plan.pk]), {})
    assert response.status_code == 403


def title_edits() -> tuple[Edit, ...]:
    """Return the edit of the title of the first measure."""
    return (Edit(Field.TITLE, SOUND.measures[0].id, "架空の取組1　", "架空の取組1"),)


def test_sending_it_twice_fixes_it_once(city: Municipality, plan: Plan) -> None:
    actor = office_of(city)
    for _ in range(2):
        assert fix_findings(plan.pk, title_edits(), seen=1, key="k" * 32, actor=actor) == 1
    assert Plan.objects.get().version == 2
    assert AuditEntry.objects.filter(verb="plan.fixed").count() == Submission.objects.count() == 1
    # A browser that sends the form again finds the edits gone, and is still told that they were made.
    assert fix_findings(plan.pk, (), seen=1, key="k" * 32, actor=actor) == 1


def test_nothing_is_stored_when_anything_has_changed(city: Municipality, plan: Plan) -> None:
    actor = office_of(city)
    other = Edit(Field.UNIT, SOUND.measures[0].indicators[0].id, "円", "千円")
    gone = Edit(Field.TITLE, str(uuid.uuid4()), "前", "後")
    missing = Edit(Field.CONTRIBUTING, SOUND.measures[0].id, FORMER.id, FIRST.id)
    for edits, seen in (
        (title_edits(), 2),
        ((), 1),
        *(((*title_edits(), e), 1) for e in (other, gone, missing)),
    ):
        with pytest.raises(PlanChangedMeanwhile):
            fix_findings(plan.pk, edits, seen=seen, key="k", actor=actor)
    assert load_document(plan.pk) == BROKEN
    assert Plan.objects.get().version == 1
    assert not Submission.objects.exists() and not AuditEntry.objects.filter(verb="plan.fixed").exists()


def test_a_page_that_is_out_of_date_fixes_nothing_and_says_so(city: Municipality, plan: Plan) -> None:
    client = client_of(city, Role.PLAN_OFFICE)
    address = reverse("check", args=[plan.pk])
    form = form_of(client.get(address, {"rule": TITLE}).content.decode(), TITLE)
    Item.objects.filter(pk=SOUND.measures[0].id).update(title="架空の取組1 改 ")
    page = client.post(reverse("check_fix", args=[plan.pk]), form, follow=True).content.decode()
    assert "もう一度点検しました" in page
    assert Item.objects.get(pk=SOUND.measures[0].id).title == "架空の取組1 改 "


def test_a_sheet_keeps_its_history_and_whoever_edits_it_meanwhile_is_told(
    city: Municipality, plan: Plan
) -> None:
    actor = office_of(city)
    edits = edits_shown(plan, ENDED, _shown(plan, ENDED))
    fix_findings(plan.pk, edits, seen=1, key="k", actor=actor)
    first = Item.objects.get(pk=SOUND.measures[0].id)
    assert (str(first.division_id), first.version) == (FIRST.id, 2)
    entry = AuditEntry.objects.get(verb="item.edited")
    assert entry.changes == {"division": [FORMER.name, FIRST.name], "version": [1, 2]}
    # The third measure named the former division beside its successor: one of the two is left.
    third = Contribution.objects.filter(item_id=SOUND.measures[2].id)
    assert [str(each.division_id) for each in third] == [FIRST.id]
    changes = AuditEntry.objects.get(verb="plan.fixed").changes
    assert changes[f"contributing {SOUND.measures[2].id} {FORMER.id}"] == [FORMER.name, FIRST.name]


def test_a_reorganisation_is_found_with_a_successor_that_the_plan_never_named(city: Municipality) -> None:
    plan_id = store_document(SOUND, actor=None)
    actor = office_of(city)
    new = add_division("情報化推進室", Division.objects.get(pk=FIRST.id).valid_from, actor=actor)
    close_division(FIRST.id, FIRST.valid_from.replace(year=2025), (new,), actor=actor)
    plan = Plan.objects.get(pk=plan_id)
    rule = "division.reorganised"
    edits = edits_shown(plan, rule, _shown(plan, rule))
    assert {edit.after for edit in edits} == {str(new)}
    fix_findings(plan_id, edits, seen=1, key="k", actor=actor)
    after = load_document(plan_id)
    assert after.measures[0].division_id == str(new)
    assert {each.name for each in after.divisions} >= {"情報化推進室", FIRST.name, SECOND.name}
    assert rule not in {each.rule_id for each in checked(Plan.objects.get(pk=plan_id))[1]}


def test_all_units_are_unified_at_once(city: Municipality, plan: Plan) -> None:
    rule = "indicator.unit_spelling"
    edits = edits_shown(plan, rule, _shown(plan, rule))
    fix_findings(plan.pk, edits, seen=1, key="k", actor=office_of(city))
    assert not Indicator.objects.filter(unit="パーセント").exists()
    assert edits_shown(Plan.objects.get(), rule, "0" * 32) == ()


def _shown(plan: Plan, rule_id: str) -> str:
    actor = Actor(uuid.uuid4(), "事務局", plan.municipality_id, frozenset({Role.PLAN_OFFICE}), frozenset())
    return next(rule.shown for rule in check_page(plan, actor).rules if rule.id == rule_id)


def test_the_page_speaks_english(city: Municipality, plan: Plan) -> None:
    client = client_of(city, Role.PLAN_OFFICE)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("check", args=[plan.pk])).content.decode()
    for words in (
        "was closed on 2023-03-31",
        "Division closed before the plan",
        "Put 2 places right",
        "Error",
    ):
        assert words in page
