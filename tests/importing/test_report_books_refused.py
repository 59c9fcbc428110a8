"""Workbooks of a round that are refused, and many that come back at once."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ayumi.importing.actions.applying import NotApplied, apply_batch, apply_returned, discard_returned
from ayumi.importing.actions.giving_out import give_out
from ayumi.importing.gates.returned_reviews import reviews_of
from ayumi.importing.gates.round_workbooks import returned_for
from ayumi.importing.models import ReturnedState, ReturnedWorkbook
from ayumi.rounds.actions.closing import close_round
from ayumi.rounds.models import Report, Round
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.rules import Role
from tests.importing.filled_books import (
    apply,
    brought_back,
    filled_in,
    given,
    reasons,
    review,
    saved,
    with_fact,
)
from tests.people import OTHER_DIVISION, City
from tests.rounds.rounds import again, key, opened, own_report, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
ABSENT = "00000000-0000-7000-8000-000000000000"
"""An id that nothing has. A random one would give the test another name in every process."""


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
            ("round", ABSENT, "別の評価のブック"),
            ("division", ABSENT, "書き出した記録のないブック"),
            ("export", ABSENT, "書き出した記録のないブック"),
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
