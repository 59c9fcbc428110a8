"""A report on its way: who may hand it on, send it back and take it back, and what stays of it."""

import pytest
from django.core.exceptions import PermissionDenied

from ayumi.plans.models import Actual, Cost, Plan, Workload
from ayumi.rounds.actions.moving import Remarks, advance, advance_many, recall, send_back
from ayumi.rounds.actions.rating import RatingRefused, Verdict, rate
from ayumi.rounds.actions.ready import NotReady
from ayumi.rounds.actions.saving import ReportChangedMeanwhile, SheetNotReadable, save_report
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import MoveRecord, Rating, Report, ReportedValue
from ayumi.rounds.models.stored_sheet import rows_of
from ayumi.rounds.rules.scales import ScaleSubject
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import OTHER_DIVISION, City
from tests.rounds.openings import scale_of
from tests.rounds.rounds import again, answered, filled, key, opened, own_report, rated, submitted

pytestmark = pytest.mark.django_db


def approve(city: City, report: Report, role: str) -> Report:
    advance(report.pk, seen=again(report).version, key=key(), actor=city.actor(role))
    return again(report)


def test_an_empty_sheet_is_not_submitted_and_says_what_is_left(city: City) -> None:
    report = own_report(city, opened(city))
    with pytest.raises(NotReady) as refused:
        advance(report.pk, seen=1, key=key(), actor=city.actor(Role.DIVISION_MEMBER))
    fields = {problem.field for problem in refused.value.problems}
    assert {"done", "schedule_rating", "issues", "next_steps", "rating-achievement"} <= fields
    assert {row.field("entry") for row in rows_of(report) if row.fiscal_year == 2024} <= fields
    assert again(report).position == 0


def test_a_report_walks_through_every_stage(city: City) -> None:
    report = submitted(city, own_report(city, opened(city)))
    assert (report.position, report.submitted_by_name) == (1, city.actor(Role.DIVISION_MEMBER).name)
    for role in (Role.DIVISION_HEAD, Role.PLAN_OFFICE, Role.COMMITTEE_MEMBER, Role.EXTERNAL_REVIEWER):
        report = approve(city, report, role)
    assert report.position == 5
    assert (
        list(MoveRecord.objects.values_list("verb", flat=True))
        == ["report.submitted"] + ["report.approved"] * 4
    )
    with pytest.raises(MoveRefused):
        approve(city, report, Role.PLAN_OFFICE)


def test_values_count_in_the_plan_once_the_office_approved_them(city: City) -> None:
    report = own_report(city, opened(city))
    member = city.actor(Role.DIVISION_MEMBER)
    money = {"national_grant_thousand_yen": "999.5", "local_bond_thousand_yen": "0", "hours": "310"}
    money |= {"project_thousand_yen": "1,250", "general_revenue_thousand_yen": "250.5"}
    version = save_report(report.pk, money, seen=1, actor=member)
    assert version == 2
    before, plan = Actual.objects.count(), Plan.objects.get(pk=report.item.plan_id)
    report = approve(city, submitted(city, again(report)), Role.DIVISION_HEAD)
    assert Actual.objects.count() == before
    report = approve(city, report, Role.PLAN_OFFICE)
    new = Actual.objects.order_by("-position").filter(as_of="2025-03-31", fiscal_year=2024)
    assert Actual.objects.count() == before + ReportedValue.objects.count() == before + len(new)
    assert not ReportedValue.objects.filter(approved_at=None).exists()
    costs = Cost.objects.filter(item=report.item, fiscal_year=2024, basis="final")
    assert {each.source: each.thousand_yen for each in costs} == {
        "national_grant": "999.5",
        "local_bond": "0",
        "general_revenue": "250.5",
    }
    assert Workload.objects.get(item=report.item, fiscal_year=2024, basis="final").hours == "310"
    assert Plan.objects.get(pk=plan.pk).version > plan.version
    entry = AuditEntry.objects.filter(verb="report.approved").latest("sequence")
    assert entry.changes["actuals"] == [0, len(new)]
    assert entry.changes["cost-2024-final-general_revenue"] == [None, "250.5"]
    assert entry.changes["hours-2024-final"] == [None, "310"]


def test_a_corrected_cost_takes_the_place_of_the_old_one_and_the_audit_tells_both(city: City) -> None:
    report = own_report(city, opened(city))
    member, office = city.actor(Role.DIVISION_MEMBER), city.actor(Role.PLAN_OFFICE)
    money = {"other_thousand_yen": "100", "general_revenue_thousand_yen": "250.5"}
    save_report(report.pk, money, seen=1, actor=member)
    report = approve(city, submitted(city, again(report)), Role.DIVISION_HEAD)
    report = approve(city, report, Role.PLAN_OFFICE)
    send_back(report.pk, 2, Remarks("財源を確かめてください。"), seen=report.version, key=key(), actor=office)
    blank = {"general_revenue_thousand_yen": ""}
    with pytest.raises(SheetNotReadable):
        save_report(report.pk, blank, seen=again(report).version, actor=office)
    corrected = {"general_revenue_thousand_yen": "300"}
    save_report(report.pk, corrected, seen=again(report).version, actor=office)
    approve(city, again(report), Role.PLAN_OFFICE)
    costs = Cost.objects.filter(item=report.item, fiscal_year=2024, basis="final")
    assert {each.source: each.thousand_yen for each in costs} == {"other": "100", "general_revenue": "300"}
    entry = AuditEntry.objects.filter(verb="report.approved").latest("sequence")
    assert entry.changes["cost-2024-final-general_revenue"] == ["250.5", "300"]
    assert "cost-2024-final-other" not in entry.changes


def test_a_correction_after_a_return_is_a_further_fact(city: City) -> None:
    report = approve(city, submitted(city, own_report(city, opened(city))), Role.DIVISION_HEAD)
    report = approve(city, report, Role.PLAN_OFFICE)
    office = city.actor(Role.PLAN_OFFICE)
    send_back(report.pk, 0, Remarks("単位を確かめてください。"), seen=report.version, key=key(), actor=office)
    row = next(row for row in rows_of(report) if not row.is_text and row.fiscal_year == 2024)
    facts = Actual.objects.filter(indicator_id=row.indicator_id, group=row.group)
    before = facts.count()
    member = city.actor(Role.DIVISION_MEMBER)
    save_report(report.pk, {row.field("entry"): "19.0"}, seen=again(report).version, actor=member)
    answered(report.pk, member)
    assert ReportedValue.objects.filter(approved_at=None).count() == 1
    advance(report.pk, seen=again(report).version, key=key(), actor=member)
    report = approve(city, approve(city, report, Role.DIVISION_HEAD), Role.PLAN_OFFICE)
    values = [each.value for each in facts.order_by("position")]
    assert values[-2:] == ["21.5", "19.0"]
    assert len(values) == before + 1


def test_nobody_approves_what_they_submitted(city: City) -> None:
    report = own_report(city, opened(city))
    head = city.actor(Role.DIVISION_HEAD)
    save_report(report.pk, filled(report), seen=1, actor=head)
    rated(report.pk, head)
    answered(report.pk, head)
    advance(report.pk, seen=again(report).version, key=key(), actor=head)
    with pytest.raises(MoveRefused, match="自分が提出した報告"):
        approve(city, report, Role.DIVISION_HEAD)
    result = advance_many([(report.pk, again(report).version)], key=key(), actor=head)
    assert (result.moved, len(result.not_moved)) == (0, 1)


def test_sending_back_needs_a_comment_and_keeps_it_with_its_fields(city: City) -> None:
    report = submitted(city, own_report(city, opened(city)))
    head = city.actor(Role.DIVISION_HEAD)
    with pytest.raises(MoveRefused, match="何を直してほしいか"):
        send_back(report.pk, 0, Remarks(" "), seen=report.version, key=key(), actor=head)
    with pytest.raises(MoveRefused, match="いまの段階より前"):
        send_back(report.pk, 1, Remarks("直して"), seen=report.version, key=key(), actor=head)
    remarks = Remarks("課題を詳しく書いてください。", {"issues": "いつまでかを書いてください。"})
    assert send_back(report.pk, 0, remarks, seen=report.version, key=key(), actor=head) == 0
    kept = MoveRecord.objects.get(verb="report.returned")
    assert (kept.comment, kept.field_comments) == (remarks.comment, remarks.field_comments)
    assert again(report).done == "窓口を改めました。"


def test_a_submission_is_taken_back_only_before_the_next_has_acted(city: City) -> None:
    report = submitted(city, own_report(city, opened(city)))
    member = city.actor(Role.DIVISION_MEMBER)
    with pytest.raises(PermissionDenied):
        recall(report.pk, seen=report.version, key=key(), actor=city.actor(Role.PLAN_OFFICE))
    assert recall(report.pk, seen=report.version, key=key(), actor=member) == 0
    advance(report.pk, seen=again(report).version, key=key(), actor=member)
    report = approve(city, report, Role.DIVISION_HEAD)
    with pytest.raises(PermissionDenied):
        recall(report.pk, seen=report.version, key=key(), actor=member)


def test_a_retried_submission_moves_once(city: City) -> None:
    report = own_report(city, opened(city))
    member = city.actor(Role.DIVISION_MEMBER)
    save_report(report.pk, filled(report), seen=1, actor=member)
    rated(report.pk, member)
    answered(report.pk, member)
    seen, same = again(report).version, key()
    assert [advance(report.pk, seen=seen, key=same, actor=member) for _ in range(3)] == [1, 1, 1]
    assert MoveRecord.objects.count() == 1
    with pytest.raises(ReportChangedMeanwhile):
        advance(report.pk, seen=seen, key=key(), actor=city.actor(Role.DIVISION_HEAD))


def test_others_cannot_move_it_at_all(city: City) -> None:
    report = own_report(city, opened(city))
    for name in (OTHER_DIVISION, Role.VIEWER, Role.ADMINISTRATOR, Role.COMMITTEE_MEMBER):
        with pytest.raises(PermissionDenied):
            advance(report.pk, seen=1, key=key(), actor=city.actor(name))
        with pytest.raises(PermissionDenied):
            save_report(report.pk, {"done": "勝手に"}, seen=1, actor=city.actor(name))


def test_departing_from_the_proposed_rating_needs_a_reason_and_keeps_both(city: City) -> None:
    held = opened(city, achievement_scale=scale_of("aichi-it"))
    report, member = own_report(city, held), city.actor(Role.DIVISION_MEMBER)
    stage = StageKind.SELF_ASSESSMENT
    with pytest.raises(RatingRefused, match="評価を一覧から"):
        rate(report.pk, stage, Verdict(ScaleSubject.ACHIEVEMENT, "Z"), key=key(), actor=member)
    words = [step["word"] for step in held.achievement_scale["steps"]]
    refused = []
    for word in words:
        try:
            rate(report.pk, stage, Verdict(ScaleSubject.ACHIEVEMENT, word), key=key(), actor=member)
        except RatingRefused:
            refused.append(word)
    assert len(refused) == len(words) - 1
    (proposed,) = set(words) - set(refused)
    rate(report.pk, stage, Verdict(ScaleSubject.ACHIEVEMENT, refused[0], "災害の年"), key=key(), actor=member)
    kept = [(each.proposed, each.value) for each in Rating.objects.all()]
    assert kept == [(proposed, proposed), (proposed, refused[0])]
