"""The pages of the workbooks of a round, as a browser sends and sees them."""

import io
import re
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ayumi.importing.actions import applying
from ayumi.importing.models import ReturnedWorkbook
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.models import Report, Round
from ayumi.tenancy.rules import Role
from tests.importing.filled_books import filled_in, given, with_fact
from tests.people import OTHER_DIVISION, City, sign_in
from tests.rounds.rounds import again, own_report

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
ABSENT = "00000000-0000-7000-8000-000000000000"
"""An id that nothing has. A random one would give the test another name in every process."""


@pytest.fixture
def member(city: City) -> Client:
    """The division's member in a browser."""
    return sign_in(city.person(Role.DIVISION_MEMBER))


@pytest.fixture
def office(city: City) -> Client:
    """The plan office in a browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def upload(client: Client, held: Round, files: dict[str, bytes], key: str = "") -> str:
    """Send files and return the address of the batch."""
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    answer = client.post(
        reverse("report_books", args=[held.pk]), {"files": sent, "key": key or uuid.uuid4().hex}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def text_of(answer: object) -> str:
    """Return what a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class TestGivingOut:
    """Downloads."""

    def test_all_in_one_zip(self, office: Client, held: Round) -> None:
        answer = office.post(reverse("report_books_export", args=[held.pk]))
        assert answer["Content-Type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
            assert len(package.namelist()) == Report.objects.values("division").distinct().count()
            assert all(name.endswith(".xlsx") and "評価シート_" in name for name in package.namelist())

    def test_one_division(self, member: Client, held: Round, city: City) -> None:
        division = own_report(city, held).division_id
        answer = member.post(reverse("report_book_export", args=[held.pk, division]))
        assert answer.status_code == 200
        assert answer.content.startswith(b"PK")

    def test_another_division_is_not_the_members(self, member: Client, held: Round, city: City) -> None:
        other = Report.objects.exclude(division=own_report(city, held).division).first()
        answer = member.post(reverse("report_book_export", args=[held.pk, other.division_id]))
        assert answer.status_code == 403

    def test_the_page_says_what_waits(self, member: Client, held: Round) -> None:
        page = text_of(member.get(reverse("report_books", args=[held.pk])))
        assert "記入を待っている評価シートは" in page
        assert "まだ読み取っていません" in page

    def test_the_pages_of_the_year_lead_there(
        self, member: Client, office: Client, city: City, held: Round
    ) -> None:
        address = reverse("report_books", args=[held.pk])
        for client in (member, office):
            assert address in client.get(reverse("round", args=[held.pk])).content.decode()
        assert address in member.get(reverse("my_sheets")).content.decode()
        guide = office.get(reverse("year_guide_of_plan", args=[held.plan_id])).content.decode()
        assert address in guide
        viewer = sign_in(city.person(Role.VIEWER))
        for page in (reverse("round", args=[held.pk]), reverse("my_sheets")):
            assert address not in viewer.get(page).content.decode()


class TestTakingBack:
    """Uploads, previews and storing."""

    def test_several_files_are_one_batch(self, office: Client, city: City, held: Round) -> None:
        content = given(held, city.actor(Role.DIVISION_MEMBER))
        address = upload(office, held, {"a.xlsx": content, "b.xlsx": content, "c.txt": b"text"})
        page = text_of(office.get(address))
        assert ReturnedWorkbook.objects.count() == 3
        assert "c.txt" in page

    def test_a_preview_shows_each_change_and_stores_it(self, member: Client, city: City, held: Round) -> None:
        report = own_report(city, held)
        content = filled_in(given(held, city.actor(Role.DIVISION_MEMBER)), report, {"done": "<b>実績</b>"})
        batch = upload(member, held, {"a.xlsx": content})
        returned = ReturnedWorkbook.objects.get()
        assert reverse("returned", args=[returned.pk]) in member.get(batch).content.decode()
        page = member.get(reverse("returned", args=[returned.pk])).content.decode()
        assert "&lt;b&gt;実績&lt;/b&gt;" in page
        assert "取組の実績" in page
        assert "提出までに残る記入" in page
        seen = re.search('name="seen" value="([0-9a-f]+)"', page)[1]
        answer = member.post(reverse("returned", args=[returned.pk]), {"seen": seen}, follow=True)
        assert "1施策の1箇所を登録しました" in text_of(answer)
        assert again(report).done == "<b>実績</b>"

    def test_a_conflict_is_asked_and_an_open_one_is_marked(
        self, member: Client, city: City, held: Round
    ) -> None:
        report, actor = own_report(city, held), city.actor(Role.DIVISION_MEMBER)
        content = filled_in(given(held, actor), report, {"done": "ブックの実績"})
        save_report(report.pk, {"done": "画面の実績"}, seen=1, actor=city.actor(Role.PLAN_OFFICE))
        upload(member, held, {"a.xlsx": content})
        address = reverse("returned", args=[ReturnedWorkbook.objects.get().pk])
        page = member.get(address).content.decode()
        name = f"choice-{report.pk}-done"
        assert page.count(f'name="{name}"') == 2
        seen = re.search('name="seen" value="([0-9a-f]+)"', page)[1]
        answer = member.post(address, {"seen": seen})
        assert answer.status_code == 409
        assert "どちらかをお選びください" in text_of(answer)
        assert member.post(address, {"seen": seen, name: "mine"}).status_code == 302
        assert again(report).done == "ブックの実績"

    def test_a_bad_cell_is_named(self, member: Client, city: City, held: Round) -> None:
        report = own_report(city, held)
        content = filled_in(given(held, city.actor(Role.DIVISION_MEMBER)), report, {"hours": "約12時間"})
        upload(member, held, {"a.xlsx": content})
        address = reverse("returned", args=[ReturnedWorkbook.objects.get().pk])
        page = text_of(member.get(address))
        assert re.search("シート「.+」のセル C[0-9]+", page)
        assert "約12時間" in page
        assert "この内容で登録する" not in page

    def test_challenges_are_told_before(self, member: Client, city: City, held: Round) -> None:
        report = own_report(city, held)
        late = [s["word"] for s in held.schedule_scale["steps"] if s.get("is_late")]
        fields = {"schedule_rating": late[0], "done": "進めました。"}
        content = filled_in(given(held, city.actor(Role.DIVISION_MEMBER)), report, fields)
        upload(member, held, {"a.xlsx": content})
        page = text_of(member.get(reverse("returned", args=[ReturnedWorkbook.objects.get().pk])))
        assert "登録するとお尋ねする確認事項" in page
        assert again(report).version == 1

    def test_a_batch_is_stored_in_parts_with_its_progress(
        self, office: Client, city: City, held: Round, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(applying, "SECONDS_AT_ONCE", 0.0)
        answer = office.post(reverse("report_books_export", args=[held.pk]))
        batch = upload(office, held, {"all.zip": answer.content})
        number = ReturnedWorkbook.objects.count()
        for turn in range(1, number):
            page = office.post(batch, {"submit": ""})
            assert page.status_code == 200
            assert f"{turn}件を登録しました。残りは{number - turn}件です。" in text_of(page)
            assert "data-goes-on" in page.content.decode()
        assert office.post(batch).status_code == 302

    def test_too_many_files_are_refused_in_words(self, office: Client, held: Round) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as package:
            for number in range(101):
                package.writestr(f"{number}.xlsx", b"x")
        page = text_of(office.get(upload(office, held, {"many.zip": content.getvalue()})))
        assert "100件まで" in page

    def test_without_a_file_the_form_says_so(self, office: Client, held: Round) -> None:
        answer = office.post(reverse("report_books", args=[held.pk]), {"key": "k"})
        assert answer.status_code == 422
        assert "ファイルを選んでください" in text_of(answer)

    def test_thrown_away(self, member: Client, city: City, held: Round) -> None:
        upload(member, held, {"a.xlsx": given(held, city.actor(Role.DIVISION_MEMBER))})
        address = reverse("returned_discard", args=[ReturnedWorkbook.objects.get().pk])
        assert "破棄しました" in text_of(member.post(address, follow=True))

    def test_queries_stay_bounded(
        self, office: Client, city: City, held: Round, django_assert_max_num_queries
    ) -> None:
        answer = office.post(reverse("report_books_export", args=[held.pk]))
        batch = upload(office, held, {"all.zip": answer.content})
        first = reverse("returned", args=[ReturnedWorkbook.objects.first().pk])
        for address, most in ((reverse("report_books", args=[held.pk]), 12), (batch, 14), (first, 20)):
            with django_assert_max_num_queries(most):
                assert office.get(address).status_code == 200


class TestRefusing:
    """What is not ours, not theirs or not now: the page says why, and nothing is stored."""

    @pytest.mark.parametrize(
        ("kind", "value", "reason"),
        [
            ("municipality", "990002", "別の自治体から書き出されたブックです。"),
            ("round", ABSENT, "別の年度か別の計画の評価のブックです。"),
            ("division", ABSENT, "隠れたシートのIDが書き換えられています。"),
            ("export", ABSENT, "書き出した記録がないか"),
        ],
    )
    def test_the_reason_stands_on_both_pages(
        self, member: Client, city: City, held: Round, kind: str, value: str, reason: str
    ) -> None:
        content = with_fact(given(held, city.actor(Role.DIVISION_MEMBER)), kind, value)
        batch = upload(member, held, {"a.xlsx": content})
        returned = reverse("returned", args=[ReturnedWorkbook.objects.get().pk])
        for address in (batch, returned):
            page = text_of(member.get(address))
            assert reason in page
            assert "登録する" not in page
        assert member.post(returned, {"seen": ""}).status_code == 409
        assert not Report.objects.filter(version__gt=1).exists()

    def test_another_divisions_workbook(self, city: City, held: Round) -> None:
        content = given(held, city.actor(Role.DIVISION_MEMBER))
        stranger = sign_in(city.person(OTHER_DIVISION))
        page = text_of(stranger.get(upload(stranger, held, {"a.xlsx": content})))
        assert "ほかの課の評価シートは、その課の方か事務局が読み取ります。" in page

    def test_a_bad_cell_is_named_in_the_batch(self, office: Client, city: City, held: Round) -> None:
        report = own_report(city, held)
        content = filled_in(given(held, city.actor(Role.DIVISION_MEMBER)), report, {"hours": "約12時間"})
        page = text_of(office.get(upload(office, held, {"a.xlsx": content})))
        assert re.search("シート「.+」のセル C[0-9]+", page)
        assert "要確認" in page

    def test_what_one_division_returned_is_not_anothers(
        self, member: Client, city: City, held: Round
    ) -> None:
        batch = upload(member, held, {"a.xlsx": given(held, city.actor(Role.DIVISION_MEMBER))})
        returned = ReturnedWorkbook.objects.get().pk
        stranger = sign_in(city.person(OTHER_DIVISION))
        assert stranger.get(batch).status_code == 404
        assert stranger.get(reverse("returned", args=[returned])).status_code == 404
        assert stranger.post(reverse("returned_discard", args=[returned])).status_code == 404

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.COMMITTEE_MEMBER, Role.EXTERNAL_REVIEWER])
    def test_who_writes_no_sheets_has_no_such_page(self, city: City, held: Round, role: Role) -> None:
        client = sign_in(city.person(role))
        assert client.get(reverse("report_books", args=[held.pk])).status_code == 403
        assert client.post(reverse("report_books_export", args=[held.pk])).status_code == 403
