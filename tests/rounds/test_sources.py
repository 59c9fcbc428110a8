"""The list of replaced sources: kept by the plan office, asked about where a value still rests on one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ayumi.plans.models import Actual, Indicator
from ayumi.rounds.actions.sources import ReplacedSource, SourceRefused, add_superseded_source
from ayumi.rounds.gates.challenges import ChallengeLine, report_challenges
from ayumi.rounds.models import Report, Responsibility, SupersededSource
from ayumi.rounds.queries.sources import sources_page
from ayumi.tenancy.models import AuditEntry, Membership
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.rounds import again, key, opened, own_report

pytestmark = pytest.mark.django_db
OLD = ReplacedSource("全国の旧統計", date(2025, 4, 1), "全国の新統計")
ADDRESS = "/rounds/scales/sources/"


def asked(report: Report, rule_id: str) -> list[ChallengeLine]:
    """Return what one rule asks of a report now."""
    lines = report_challenges(again(report), today=timezone.localdate())
    return [line for line in lines if line.rule_id == rule_id]


def test_a_value_on_a_replaced_source_is_asked_about_and_told_what_replaced_it(city: City) -> None:
    report = own_report(city, opened(city))
    Actual.objects.filter(indicator_id=city.parts["indicator_id"]).update(source=OLD.name)
    assert not asked(report, "value.replaced_source")
    add_superseded_source(OLD, key=key(), actor=city.actor(Role.PLAN_OFFICE))
    (line,) = asked(report, "value.replaced_source")
    assert OLD.name in line.sentence and any(OLD.replaced_by in each.text for each in line.evidence)
    Actual.objects.filter(indicator_id=city.parts["indicator_id"]).update(source="全国の 旧統計")
    assert asked(report, "value.replaced_source")  # the same source, spelt otherwise
    assert sources_page().lines[0].actuals == Actual.objects.filter(source="全国の 旧統計").count() > 0
    SupersededSource.objects.all().delete()
    assert not asked(report, "value.replaced_source")


def test_the_list_is_kept_by_the_office_once_for_each_name(city: City) -> None:
    office, once = city.actor(Role.PLAN_OFFICE), key()
    added = add_superseded_source(OLD, key=once, actor=office)
    assert add_superseded_source(OLD, key=once, actor=office) == added
    spelt = ReplacedSource(f" {OLD.name}　", OLD.since, "別の統計")
    for wrong in (OLD, spelt, ReplacedSource("同じ", OLD.since, "同じ ")):
        with pytest.raises(SourceRefused):
            add_superseded_source(wrong, key=key(), actor=office)
    with pytest.raises(PermissionDenied):
        add_superseded_source(OLD, key=key(), actor=city.actor(Role.DIVISION_HEAD))
    assert SupersededSource.objects.count() == 1


def test_the_page_adds_counts_and_takes_off_and_the_audit_tells_it(city: City) -> None:
    office, head = sign_in(city.person(Role.PLAN_OFFICE)), sign_in(city.person(Role.DIVISION_HEAD))
    Indicator.objects.filter(pk=city.parts["indicator_id"]).update(source=OLD.name)
    sent = {"key": key(), "name": OLD.name, "since": "2025-04-01", "replaced_by": OLD.replaced_by}
    assert head.post(f"{ADDRESS}add/", sent).status_code == 403
    assert office.post(f"{ADDRESS}add/", sent | {"since": "昨日"}).status_code == 422
    assert office.post(f"{ADDRESS}add/", sent).status_code == 302
    assert office.post(f"{ADDRESS}add/", sent | {"key": key()}).status_code == 409
    (line,) = head.get(ADDRESS).context["page"].lines
    assert (line.name, line.indicators) == (OLD.name, 1)
    assert head.post(f"{ADDRESS}{line.id}/remove/").status_code == 403
    assert office.post(f"{ADDRESS}{line.id}/remove/").status_code == 302
    assert not SupersededSource.objects.exists()
    verbs = AuditEntry.objects.filter(object_type="superseded_source").order_by("sequence")
    assert [each.verb for each in verbs] == ["superseded_source.added", "superseded_source.removed"]


@pytest.mark.parametrize("leaves", ["account", "division"])
def test_an_owner_who_left_is_no_living_owner(city: City, leaves: str) -> None:
    report, member = own_report(city, opened(city)), city.person(Role.DIVISION_MEMBER)
    assert not asked(report, "people.no_owner")  # nobody was ever named: owners are not kept
    Responsibility(item_id=report.item_id, person=member, valid_from=date(2024, 4, 1)).save(force_insert=True)
    assert not asked(report, "people.no_owner")
    if leaves == "account":
        type(member).objects.filter(pk=member.pk).update(is_active=False)
    else:
        Membership.objects.filter(person=member).update(valid_to=date(2024, 12, 31))
    assert len(asked(report, "people.no_owner")) == 1
