"""Opening a round: one report for every measure, with the division of the day, once, at any size."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from ayumi.document.measures import LinkKind
from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Item, Link, Plan
from ayumi.rounds.actions.opening import RoundNotPossible, ShortForms, open_round
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.models import Report, ReportForm, Round
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import AuditEntry, Division, DivisionSuccession
from ayumi.tenancy.rules import Role
from tests.documents import sample_document
from tests.people import City, sign_in
from tests.rounds.openings import opening
from tests.rounds.rounds import key, opened, own_report

pytestmark = pytest.mark.django_db


def test_every_measure_gets_its_report_and_repeat_entries_none(city: City) -> None:
    held = opened(city)
    measures = Item.objects.filter(plan_id=held.plan_id, has_sheet=True, cross_listed_from=None)
    reports = Report.objects.filter(round=held)
    assert set(reports.values_list("item_id", flat=True)) == set(measures.values_list("pk", flat=True))
    assert Item.objects.exclude(cross_listed_from=None).exists()
    report = own_report(city, held)
    assert (report.division_id, report.position, report.version) == (report.item.division_id, 0, 1)
    assert report.schedule_planned == "準備（準備します。）"
    entry = AuditEntry.objects.get(verb="round.opened")
    assert entry.changes["reports"] == [0, 4]


def test_a_round_keeps_its_scale_when_the_city_changes_hers(city: City) -> None:
    held = opened(city, short_forms=ShortForms.WITHOUT_PRIORITY)
    assert held.achievement_scale["name"] == "◎・○・△・×の4段階"
    assert [each["kind"] for each in held.stages["stages"]] == [kind.value for kind in StageKind]
    short = Report.objects.filter(form=ReportForm.SHORT).values_list("item__priority", flat=True)
    assert set(short) == {False}


def test_the_same_submission_opens_one_round_and_another_one_is_refused(city: City) -> None:
    office, same = city.actor(Role.PLAN_OFFICE), key()
    plan = city.parts["plan_id"]
    first = open_round(plan, opening(), key=same, actor=office)
    assert open_round(plan, opening(), key=same, actor=office) == first
    with pytest.raises(RoundNotPossible, match="すでに始まっています"):
        open_round(plan, opening(), key=key(), actor=office)
    assert Round.objects.count() == 1
    open_round(plan, opening(year=2025), key=key(), actor=office)


def test_who_may_not_and_what_is_not_there(city: City) -> None:
    plan = city.parts["plan_id"]
    for role in (Role.DIVISION_HEAD, Role.VIEWER, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            open_round(plan, opening(), key=key(), actor=city.actor(role))
    with pytest.raises(Http404):
        open_round(city.parts["item_id"], opening(), key=key(), actor=city.actor(Role.PLAN_OFFICE))
    Plan.objects.filter(pk=plan).update(first_fiscal_year=None)
    with pytest.raises(RoundNotPossible, match="計画期間"):
        opened(city)


def test_a_dead_division_gives_way_to_its_only_living_successor(city: City) -> None:
    dead = Division.objects.get(pk=city.parts["division_id"])
    Division.objects.filter(pk=dead.pk).update(valid_to=date(2025, 3, 31))
    heir, other = Division(name="後継の課"), Division(name="もう一つの課")
    heir.save()
    other.save()
    DivisionSuccession(predecessor=dead, successor=heir).save()
    held = opened(city)
    assert own_report(city, held).division_id == heir.pk
    DivisionSuccession(predecessor=dead, successor=other, position=1).save()
    later = opened(city, year=2025)
    assert own_report(city, later).division_id is None


def test_a_measure_that_stands_in_two_plans_is_reported_once(city: City) -> None:
    held = opened(city)
    report = own_report(city, held)
    other = store_document(sample_document(measures=4, seed="other"), actor=None)
    item = Item.objects.filter(plan_id=other, has_sheet=True, cross_listed_from=None).first()
    Link(
        plan_id=other,
        item=item,
        position=90,
        kind=LinkKind.SAME_AS.value,
        plan_title="ほかの計画",
        target_id=report.item_id,
        target_label=report.item.title,
    ).save()
    second = open_round(other, opening(), key=key(), actor=city.actor(Role.PLAN_OFFICE))
    mirrored = Report.objects.get(round_id=second, item=item)
    assert mirrored.mirrors_id == report.pk
    assert Report.objects.filter(round_id=second, mirrors=None).count() == 3
    office = sign_in(city.person(Role.PLAN_OFFICE))
    shown = office.get(f"/rounds/reports/{mirrored.pk}/")
    assert shown.context["form"] is None
    assert f"/rounds/reports/{report.pk}/" in shown.content.decode()
    written = {"version": "1", "key": key(), "done": "こちらに書く"}
    assert office.post(f"/rounds/reports/{mirrored.pk}/save/", written).status_code == 409
    member = city.actor(Role.DIVISION_MEMBER)
    save_report(report.pk, {"done": "一度だけ書きました。"}, seen=1, actor=member)
    assert "一度だけ書きました。" in office.get(f"/rounds/reports/{mirrored.pk}/").content.decode()
    dashboard = office.get(f"/rounds/{second}/").context["page"]
    assert (dashboard.reports, dashboard.mirrored) == (3, 1)


def test_the_number_of_statements_does_not_grow(city: City) -> None:
    office, counts = city.actor(Role.PLAN_OFFICE), []
    for size in (20, 200):
        plan = store_document(sample_document(measures=size, seed=f"size {size}"), actor=None)
        with CaptureQueriesContext(connection) as captured:
            open_round(plan, opening(), key=key(), actor=office)
        counts.append(len(captured))
    assert counts[0] == counts[1] < 30
