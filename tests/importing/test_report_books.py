"""The sheets of a round through Excel: given out, filled in, brought back, merged and stored."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from ayumi.importing.actions.applying import NotApplied, apply_batch, apply_returned
from ayumi.importing.actions.giving_out import NothingToGiveOut, give_out
from ayumi.importing.gates.returned_reviews import base_of
from ayumi.importing.models import ReportExport, ReturnedState, ReturnedWorkbook
from ayumi.importing.rules.returned_content import ReturnedContent
from ayumi.plans.actions.store_document import store_document
from ayumi.rounds.actions.closing import close_round
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.models import MoveRecord, Rating, Report, ReportedCost, ReportedValue, Round
from ayumi.rounds.models.stored_sheet import rows_of
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Role
from tests.documents import sample_document
from tests.importing.filled_books import (
    apply,
    brought_back,
    filled_in,
    given,
    review,
    saved,
    state_of,
)
from tests.people import City
from tests.rounds.openings import opening, scale_of
from tests.rounds.rounds import again, filled, key, opened, own_report, rated, submitted

pytestmark = pytest.mark.django_db


class TestGivingOut:
    """Whose sheets go out, and what is kept of them."""

    def test_the_office_gives_out_every_division_and_a_member_the_own_one(
        self, city: City, held: Round
    ) -> None:
        every = give_out(held.pk, actor=city.actor(Role.PLAN_OFFICE))
        own = give_out(held.pk, actor=city.actor(Role.DIVISION_MEMBER))
        assert len(every) == Report.objects.values("division").distinct().count() > 1
        assert [each.division for each in own] == [own_report(city, held).division.name]

    def test_what_stands_is_kept_once_however_often_it_goes_out(self, city: City, held: Round) -> None:
        member = city.actor(Role.DIVISION_MEMBER)
        assert given(held, member) == given(held, member)
        assert ReportExport.objects.count() == 1
        report = own_report(city, held)
        save_report(report.pk, {"done": "進めました。"}, seen=1, actor=member)
        given(held, member)
        bases = [base_of(export)[report.pk]["done"] for export in ReportExport.objects.order_by("made_at")]
        assert bases == ["", "進めました。"]

    def test_every_giving_out_is_in_the_audit_trail(self, city: City, held: Round) -> None:
        give_out(held.pk, actor=city.actor(Role.PLAN_OFFICE))
        assert (
            AuditEntry.objects.filter(verb="round.sheets_given_out").count() == ReportExport.objects.count()
        )
        assert not verify_audit().problems

    def test_a_reader_gets_none(self, city: City, held: Round) -> None:
        for role in (Role.VIEWER, Role.COMMITTEE_MEMBER):
            with pytest.raises(PermissionDenied):
                give_out(held.pk, actor=city.actor(role))

    def test_submitted_sheets_stay_here(self, city: City, held: Round) -> None:
        for report in Report.objects.filter(division=own_report(city, held).division):
            submitted(city, again(report))
        with pytest.raises(NothingToGiveOut):
            give_out(held.pk, actor=city.actor(Role.DIVISION_MEMBER))

    def test_a_closed_round_is_not_given_out(self, city: City, held: Round) -> None:
        office = city.actor(Role.PLAN_OFFICE)
        close_round(held.pk, seen=held.version, key=key(), actor=office)
        with pytest.raises(NothingToGiveOut):
            give_out(held.pk, actor=office)

    @pytest.mark.parametrize("measures", [20, 200])
    def test_the_number_of_queries_does_not_grow(
        self, city: City, measures: int, django_assert_max_num_queries
    ) -> None:
        office = city.actor(Role.PLAN_OFFICE)
        plan_id = store_document(sample_document(measures=measures, seed=f"{measures}"), actor=None)
        round_id = open_round(plan_id, opening(), key=key(), actor=office)
        with django_assert_max_num_queries(22):
            give_out(round_id, actor=office)


class TestReturning:
    """What comes back is merged with what stands."""

    def test_everything_that_was_filled_in_is_stored(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        fields = filled(report) | {"project_thousand_yen": "1,250", "general_revenue_thousand_yen": "250"}
        fields |= {
            "rating-achievement": "○",
            "rating-achievement-reason": "市民の声を踏まえました。",
            "rating-direction": "継続",
        }
        row = next(row for row in rows_of(report) if row.fiscal_year == held.fiscal_year and not row.is_text)
        fields |= {row.field("as_of"): date(2025, 3, 31), row.field("status"): "見込"}
        (workbook,) = brought_back(
            held, {"a.xlsx": filled_in(given(held, member), report, fields)}, member, tmp_path
        )
        apply(workbook, member, submit=False)
        now = again(report)
        assert (now.done, now.version, now.edited_by_name) == ("窓口を改めました。", 2, member.name)
        value = ReportedValue.objects.get(
            report=report, indicator=row.indicator_id, fiscal_year=held.fiscal_year
        )
        assert (value.value, value.status, value.as_of) == ("21.5", "estimate", date(2025, 3, 31))
        assert ReportedCost.objects.get(report=report).project_thousand_yen == "1250"
        assert Rating.objects.filter(report=report).count() == 2
        assert state_of(workbook) == ReturnedState.STORED
        assert AuditEntry.objects.filter(verb="report.saved", object_id=report.pk).count() == 1
        assert not verify_audit().problems

    def test_the_same_file_twice_changes_nothing(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        content = filled_in(given(held, member), report, {"done": "窓口を改めました。", "hours": "12.50"})
        for _turn in range(2):
            (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
            apply(workbook, member)
            apply_returned(workbook.pk, {}, seen="", actor=member)
        assert again(report).version == 2
        assert AuditEntry.objects.filter(verb="report.saved").count() == 1

    def test_what_was_given_out_and_not_touched_changes_nothing(
        self, city: City, held: Round, tmp_path: Path
    ) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        odd = {"done": " =SUM(A1)\n- 一\n〜−～", "hours": "57.00"}
        save_report(report.pk, filled(report) | odd, seen=1, actor=member)
        rated(report.pk, member)
        book = load_workbook(io.BytesIO(given(held, member)))
        (workbook,) = brought_back(held, {"a.xlsx": saved(book)}, member, tmp_path)
        assert not ReturnedContent.model_validate_json(workbook.content).reports

    def test_what_others_changed_meanwhile_stays(self, city: City, held: Round, tmp_path: Path) -> None:
        member, office = city.actor(Role.DIVISION_MEMBER), city.actor(Role.PLAN_OFFICE)
        report = own_report(city, held)
        content = filled_in(given(held, member), report, {"done": "ブックの実績"})
        save_report(report.pk, {"issues": "画面の課題"}, seen=1, actor=office)
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        assert not review(workbook, member).open_conflicts
        apply(workbook, member)
        now = again(report)
        assert (now.done, now.issues) == ("ブックの実績", "画面の課題")

    @pytest.mark.parametrize(("side", "stands"), [("mine", "ブック"), ("theirs", "画面")])
    def test_a_true_conflict_is_asked(
        self, city: City, held: Round, tmp_path: Path, side: str, stands: str
    ) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        content = filled_in(given(held, member), report, {"done": "ブック", "next_steps": "続けます。"})
        save_report(report.pk, {"done": "画面"}, seen=1, actor=city.actor(Role.PLAN_OFFICE))
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        assert review(workbook, member).open_conflicts == 1
        with pytest.raises(NotApplied):
            apply(workbook, member)
        assert apply_batch(workbook.batch, actor=member).stored == 0
        apply(workbook, member, {str(report.pk): {"done": side}})
        now = again(report)
        assert (now.done, now.next_steps) == (stands, "続けます。")

    def test_the_same_change_on_both_sides_is_none(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        content = filled_in(given(held, member), report, {"hours": "1,250"})
        save_report(report.pk, {"hours": "1250"}, seen=1, actor=member)
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        apply(workbook, member)
        assert again(report).version == 2

    def test_a_number_cell_is_the_number_that_stood(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        save_report(report.pk, {"hours": "57.00"}, seen=1, actor=member)
        content = filled_in(given(held, member), report, {"hours": 57})
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        assert not ReturnedContent.model_validate_json(workbook.content).reports

    def test_a_change_after_the_preview_is_looked_at_again(
        self, city: City, held: Round, tmp_path: Path
    ) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        content = filled_in(given(held, member), report, {"done": "ブック"})
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        seen = review(workbook, member).seen
        save_report(report.pk, {"issues": "画面"}, seen=1, actor=member)
        with pytest.raises(NotApplied):
            apply_returned(workbook.pk, {}, seen=seen, actor=member)
        assert again(report).done == ""

    def test_a_rating_needs_its_reason_as_on_the_page(self, city: City, tmp_path: Path) -> None:
        held = opened(city, achievement_scale=scale_of("aichi-it"))
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        words = [step["word"] for step in held.achievement_scale["steps"]]
        for word in words:
            content = filled_in(given(held, member), report, filled(report) | {"rating-achievement": word})
            (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
            if review(workbook, member).has_problems:
                with pytest.raises(NotApplied):
                    apply(workbook, member)
                break
        else:
            pytest.fail("no word departs from the proposal")
        assert not Rating.objects.exists()

    def test_complete_sheets_are_handed_on_in_the_same_step(
        self, city: City, held: Round, tmp_path: Path
    ) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        ratings = {"rating-achievement": "○", "rating-direction": "継続"}
        content = filled_in(given(held, member), report, filled(report) | ratings)
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        apply(workbook, member, submit=True)
        outcome = ReturnedWorkbook.objects.get(pk=workbook.pk).outcome
        named = [label for label, _why in outcome["not_submitted"]]
        assert outcome["submitted"] + len(named) == len(base_of(workbook.export))
        assert MoveRecord.objects.count() == outcome["submitted"]
