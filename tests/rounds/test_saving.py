"""Saving a sheet: once, seen first, audited, and never over a fact."""

import pytest

from ayumi.plans.models import Item
from ayumi.rounds.actions.saving import ReportChangedMeanwhile, SheetNotReadable, save_report
from ayumi.rounds.models import Report, ReportedCost, ReportedValue
from ayumi.rounds.models.stored_sheet import rows_of
from ayumi.rounds.queries.merging import fields_at, merge_page
from ayumi.rounds.rules.sheet import SheetRow
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Actor, Role
from tests.people import City
from tests.rounds.rounds import again, opened, own_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(city: City) -> Report:
    """The report of the city's division."""
    return own_report(city, opened(city))


@pytest.fixture
def member(city: City) -> Actor:
    """Who writes it."""
    return city.actor(Role.DIVISION_MEMBER)


def number_row(report: Report) -> SheetRow:
    """Return this year's row of an indicator that is a number."""
    return next(row for row in rows_of(report) if not row.is_text and row.fiscal_year == 2024)


def test_a_save_is_one_audit_entry_and_a_repeated_one_is_none(report: Report, member: Actor) -> None:
    row = number_row(report)
    fields = {"done": "始めました。", row.field("entry"): "１,２５０.５", "hours": "1,000"}
    assert save_report(report.pk, fields, seen=1, actor=member) == 2
    assert save_report(report.pk, fields, seen=1, actor=member) == 2
    entry = AuditEntry.objects.get(verb="report.saved")
    assert entry.changes[row.field("entry")] == ["", "1250.5"]
    assert entry.changes["version"] == [1, 2]
    assert ReportedValue.objects.get().value == "1250.5"
    assert ReportedCost.objects.get().hours == "1000"
    assert again(report).edited_by_name == member.name


def test_what_another_person_saved_is_not_overwritten(report: Report, member: Actor, city: City) -> None:
    head, row = city.actor(Role.DIVISION_HEAD), number_row(report)
    save_report(report.pk, {"done": "先の人", row.field("entry"): "5"}, seen=1, actor=head)
    with pytest.raises(ReportChangedMeanwhile):
        save_report(report.pk, {"done": "後の人"}, seen=1, actor=member)
    mine = {"done": "後の人", "issues": "課題", row.field("entry"): ""}
    value = merge_page(again(report), mine, seen=1)
    proposals = {field.name: field.proposal for field in value.fields}
    assert proposals == {"done": "後の人", "issues": "課題", row.field("entry"): "5"}
    assert [field.name for field in value.fields if field.is_conflict] == ["done"]
    now = {"done": "先の人", row.field("entry"): "5"}
    assert fields_at(again(report), now, 1) == {"done": "", row.field("entry"): ""}


def test_a_value_can_be_taken_back_until_it_is_approved(report: Report, member: Actor) -> None:
    row = number_row(report)
    save_report(report.pk, {row.field("entry"): "5"}, seen=1, actor=member)
    save_report(report.pk, {row.field("entry"): ""}, seen=2, actor=member)
    assert not ReportedValue.objects.exists()
    save_report(report.pk, {row.field("entry"): "6"}, seen=3, actor=member)
    ReportedValue.objects.update(approved_at="2025-06-01T00:00:00Z")
    with pytest.raises(SheetNotReadable) as refused:
        save_report(report.pk, {row.field("entry"): ""}, seen=4, actor=member)
    assert "消せません" in refused.value.problems[0].text
    reason = {row.field("entry"): "", row.field("missing"): "being_counted"}
    assert save_report(report.pk, reason, seen=4, actor=member) == 5


def test_a_wrong_field_stores_nothing_at_all(report: Report, member: Actor) -> None:
    with pytest.raises(SheetNotReadable):
        save_report(report.pk, {"done": "書いた", "schedule_rating": "絶好調"}, seen=1, actor=member)
    assert again(report).version == 1
    unknown = {"position": "4", "submitted_by_name": "だれか"}
    assert save_report(report.pk, unknown, seen=1, actor=member) == 1


def test_the_plan_may_change_while_the_report_keeps_what_it_says(report: Report, member: Actor) -> None:
    save_report(report.pk, {"deviation": "対象を変えました。"}, seen=1, actor=member)
    Item.objects.filter(pk=report.item_id).update(description="改めた取組内容")
    stored = again(report)
    assert (stored.deviation, stored.schedule_planned) == ("対象を変えました。", "準備（準備します。）")
