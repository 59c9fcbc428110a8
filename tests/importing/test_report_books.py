"""The sheets of a round through Excel: given out, filled in, brought back, merged and stored."""

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from ayumi.importing.actions.applying import NotApplied, apply_batch, apply_returned, discard_returned
from ayumi.importing.actions.giving_out import NothingToGiveOut, give_out
from ayumi.importing.gates.returned_reviews import WorkbookReview, base_of, reviews_of
from ayumi.importing.gates.round_workbooks import returned_for
from ayumi.importing.models import ReportExport, ReturnedState, ReturnedWorkbook
from ayumi.importing.rules.returned_content import ReturnedContent
from ayumi.plans.actions.store_document import store_document
from ayumi.rounds.actions.closing import close_round
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.models import MoveRecord, Rating, Report, ReportedCost, ReportedValue, Round
from ayumi.rounds.models.stored_sheet import rows_of
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.documents import sample_document
from tests.importing.filled_books import brought_back, filled_in, given, saved, with_fact
from tests.people import OTHER_DIVISION, City, build_city
from tests.rounds.openings import opening, scale_of
from tests.rounds.rounds import again, filled, key, opened, own_report, rated, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    """A municipality with a plan of four measures and a person for every role."""
    made = build_city(with_round=False)
    with municipality_scope(made.municipality.pk):
        yield made


@pytest.fixture
def held(city: City) -> Round:
    """An open round of the city's plan."""
    return opened(city)


def review(workbook: ReturnedWorkbook, actor: Actor) -> WorkbookReview:
    """Return what a workbook would do now."""
    return reviews_of([returned_for(actor, workbook.pk)], actor)[0]


def apply(
    workbook: ReturnedWorkbook, actor: Actor, choices: dict | None = None, *, submit: bool = False
) -> None:
    """Store a workbook as it stands."""
    seen = review(workbook, actor).seen
    apply_returned(workbook.pk, choices or {}, seen=seen, submit=submit, actor=actor)


def state_of(workbook: ReturnedWorkbook) -> str:
    """Return what became of a workbook."""
    return ReturnedWorkbook.objects.get(pk=workbook.pk).state


def reasons(workbook: ReturnedWorkbook) -> str:
    """Return everything a workbook was refused for."""
    refused = ReturnedContent.model_validate_json(workbook.content).refused
    return " ".join(f"{each.place} {each.found} {each.reason}" for each in refused)


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


class TestRefusing:
    """What is not ours, not theirs or not now is refused with the reason, and nothing is stored."""

    def test_a_bad_cell_is_named_and_nothing_is_stored(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        wrong = {"hours": "12時間", "schedule_rating": "とても順調", "done": "窓口を改めました。"}
        (workbook,) = brought_back(
            held, {"a.xlsx": filled_in(given(held, member), report, wrong)}, member, tmp_path
        )
        (block,) = review(workbook, member).reports
        assert {each.field for each in block.problems({})} == {"hours", "schedule_rating"}
        assert block.returned.places["hours"].startswith("シート「")
        with pytest.raises(NotApplied):
            apply(workbook, member)
        assert apply_batch(workbook.batch, actor=member).stored == 0
        assert again(report).version == 1

    @pytest.mark.parametrize(
        ("kind", "value", "found"),
        [
            ("municipality", "990002", "別の自治体のブック"),
            ("round", str(uuid.uuid4()), "別の評価のブック"),
            ("division", str(uuid.uuid4()), "書き出した記録のないブック"),
            ("export", str(uuid.uuid4()), "書き出した記録のないブック"),
            ("export", "#", "書き出した記録のないブック"),
        ],
    )
    def test_another_city_round_division_or_id(
        self, city: City, held: Round, tmp_path: Path, kind: str, value: str, found: str
    ) -> None:
        member = city.actor(Role.DIVISION_MEMBER)
        content = with_fact(given(held, member), kind, value)
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        assert workbook.state == ReturnedState.REFUSED
        assert found in reasons(workbook)

    def test_an_edited_report_id(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        other = Report.objects.exclude(division=report.division).first()
        book = load_workbook(io.BytesIO(given(held, member)))
        tab = next(tab for tab in book if str(report.pk) in str(tab["A1"].value))
        tab["A1"].value = str(tab["A1"].value).replace(str(report.pk), str(other.pk))
        (workbook,) = brought_back(held, {"a.xlsx": saved(book)}, member, tmp_path)
        assert workbook.state == ReturnedState.REFUSED
        assert "書き換えられた施策のID" in reasons(workbook)

    def test_another_divisions_workbook(self, city: City, held: Round, tmp_path: Path) -> None:
        content = given(held, city.actor(Role.DIVISION_MEMBER))
        (workbook,) = brought_back(held, {"a.xlsx": content}, city.actor(OTHER_DIVISION), tmp_path)
        assert workbook.state == ReturnedState.REFUSED
        assert "ほかの課のブック" in reasons(workbook)

    def test_a_workbook_of_another_round_of_the_same_city(self, city: City, tmp_path: Path) -> None:
        member = city.actor(Role.DIVISION_MEMBER)
        this, other = opened(city), opened(city, year=2025)
        (workbook,) = brought_back(this, {"a.xlsx": given(other, member)}, member, tmp_path)
        assert "別の評価のブック" in reasons(workbook)

    def test_a_report_that_was_submitted_meanwhile_is_left_and_the_rest_is_stored(
        self, city: City, held: Round, tmp_path: Path
    ) -> None:
        office = city.actor(Role.PLAN_OFFICE)
        reports = list(Report.objects.filter(round=held))
        Report.objects.filter(round=held).update(division=reports[0].division)
        content = given(held, office)
        for report in reports[:2]:
            content = filled_in(content, report, {"deviation": "ブックの差異"})
        submitted(city, again(reports[0]))
        (workbook,) = brought_back(held, {"a.xlsx": content}, office, tmp_path)
        blocks = {each.state.report.pk: each for each in review(workbook, office).reports}
        assert blocks[reports[0].pk].why_not
        apply(workbook, office)
        assert [again(each).deviation for each in reports[:2]] == ["", "ブックの差異"]

    def test_a_closed_round(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        content = filled_in(given(held, member), report, {"done": "遅れて届いた。"})
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        close_round(held.pk, seen=held.version, key=key(), actor=city.actor(Role.PLAN_OFFICE))
        assert review(workbook, member).problem
        with pytest.raises(NotApplied):
            apply(workbook, member)
        assert again(report).done == ""

    def test_a_deleted_sheet_leaves_its_report(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        book = load_workbook(io.BytesIO(given(held, member)))
        book.remove(next(tab for tab in book if str(report.pk) in str(tab["A1"].value)))
        (workbook,) = brought_back(held, {"a.xlsx": saved(book)}, member, tmp_path)
        assert review(workbook, member).left_out == (f"{report.item.number} {report.item.title}",)

    def test_thrown_away_it_cannot_be_stored(self, city: City, held: Round, tmp_path: Path) -> None:
        member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
        content = filled_in(given(held, member), report, {"done": "やめた"})
        (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
        discard_returned(workbook.pk, actor=member)
        with pytest.raises(NotApplied):
            apply_returned(workbook.pk, {}, seen="", actor=member)


class TestBatch:
    """Many files at once: each division wholly or not at all, and none stops another."""

    def test_a_zip_of_all_divisions(self, city: City, held: Round, tmp_path: Path) -> None:
        office = city.actor(Role.PLAN_OFFICE)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as package:
            for number, each in enumerate(give_out(held.pk, actor=office)):
                report = Report.objects.filter(division__name=each.division).first()
                package.writestr(
                    f"出力/{number}.xlsx", filled_in(each.content, report, {"done": f"実績{number}"})
                )
            package.writestr("__MACOSX/x", b"")
            package.writestr("読んでください.txt", "こんにちは")
        workbooks = brought_back(held, {"all.zip": content.getvalue()}, office, tmp_path)
        assert [each.state for each in workbooks].count(ReturnedState.REFUSED) == 1
        progress = apply_batch(workbooks[0].batch, actor=office)
        assert (progress.stored, progress.left, progress.failed) == (len(workbooks) - 1, 0, 0)
        assert Report.objects.exclude(done="").count() == len(workbooks) - 1
        assert apply_batch(workbooks[0].batch, actor=office).stored == 0

    def test_the_same_upload_twice_is_one(self, city: City, held: Round, tmp_path: Path) -> None:
        member = city.actor(Role.DIVISION_MEMBER)
        content = given(held, member)
        for _turn in range(2):
            brought_back(held, {"a.xlsx": content}, member, tmp_path, key="k" * 32)
        assert ReturnedWorkbook.objects.count() == 1

    def test_a_broken_file_spoils_no_other(self, city: City, held: Round, tmp_path: Path) -> None:
        member = city.actor(Role.DIVISION_MEMBER)
        files = {"a.xlsx": b"PK\x03\x04 broken", "b.xlsx": given(held, member), "c.xlsx": b""}
        states = [each.state for each in brought_back(held, files, member, tmp_path)]
        assert states == [ReturnedState.REFUSED, ReturnedState.WAITING, ReturnedState.REFUSED]

    def test_reviews_cost_the_same_for_many(
        self, city: City, held: Round, tmp_path: Path, django_assert_max_num_queries
    ) -> None:
        office = city.actor(Role.PLAN_OFFICE)
        files = {f"{n}.xlsx": each.content for n, each in enumerate(give_out(held.pk, actor=office))}
        workbooks = brought_back(held, files, office, tmp_path)
        rows = [returned_for(office, each.pk) for each in workbooks]
        with django_assert_max_num_queries(6):
            reviews_of(rows, office)


def test_a_round_without_a_head_still_takes_workbooks(city: City, tmp_path: Path) -> None:
    held = opened(city, (StageKind.SELF_ASSESSMENT, StageKind.PLAN_OFFICE))
    member, report = city.actor(Role.DIVISION_MEMBER), own_report(city, held)
    content = filled_in(given(held, member), report, {"done": "短い道"})
    (workbook,) = brought_back(held, {"a.xlsx": content}, member, tmp_path)
    apply(workbook, member)
    assert json.loads(workbook.content)["reports"]
    assert again(report).done == "短い道"
