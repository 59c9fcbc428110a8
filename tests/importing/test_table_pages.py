"""A table of measures through the pages: read, look, change the mapping, store; safely and once."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ayumi.importing.actions.tables import version_of
from ayumi.importing.models import DraftState, ImportDraft, Mapping
from ayumi.plans.models import Item, Plan
from ayumi.plans.queries.document import load_document
from ayumi.tenancy.models import AuditEntry, Division
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]

HEAD = (
    "年度",
    "事業番号",
    "政策名",
    "事業名",
    "所管課",
    "目的",
    "R5一般財源（千円）",
    "成果指標名",
    "単位",
    "実績R5",
    "備考欄",
)
ROWS = (
    (
        "令和5",
        "T-1",
        "便利なまち",
        "窓口の電子化",
        "新しい課",
        "待ち時間を減らす",
        "1,200",
        "申請率",
        "％",
        "32.5",
        "特記",
    ),
    (
        "令和5",
        "T-2",
        "便利なまち",
        "文書の電子化",
        "新しい課",
        "紙を減らす",
        "－",
        "電子率",
        "％",
        "約3割",
        "なし",
    ),
)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """Return a table as CSV in the encoding of an office."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *(rows or ROWS)])
    return out.getvalue().encode("cp932")


@pytest.fixture
def city() -> City:
    """The municipality that uploads."""
    return build_city()


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def upload(client: Client, content: bytes | None = None, name: str = "事業一覧.csv") -> str:
    """Upload a table and return the address of its review."""
    answer = client.post("/import/", {"file": SimpleUploadedFile(name, content or table())})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def draft_of(city: City, address: str) -> ImportDraft:
    """Return the draft behind an address."""
    with municipality_scope(city.municipality.pk):
        return ImportDraft.objects.get(pk=address.rstrip("/").rsplit("/", 1)[1])


def confirm(client: Client, city: City, address: str, **more: str) -> str:
    """Confirm a draft as the person who sees it now, and return what is said."""
    draft = draft_of(city, address)
    form = {"mapping_seen": version_of(draft.mapping), **more}
    return client.post(f"{address}store/", form, follow=True).content.decode()


def test_a_table_is_read_shown_and_stored(city: City, office: Client) -> None:
    with municipality_scope(city.municipality.pk):
        standing = Division(name="新しい課", position=99)
        standing.save(force_insert=True)
    address = upload(office)
    page = office.get(address).content.decode()
    for said in (
        "まだ何も登録していません",
        "窓口の電子化",
        "J3",
        "約3割",
        "数として読めないもの",
        "事業一覧",
        "令和5(2023)年度",
    ):
        assert said in page, said
    assert draft_of(city, address).content is not None
    assert "確かめた印を付けてください" in confirm(office, city, address)
    assert "確かめた印を付けてください" in confirm(office, city, address, refusals_seen="2")
    assert "計画を登録しました。" in confirm(office, city, address, refusals_seen="1")
    draft = draft_of(city, address)
    assert draft.state == DraftState.STORED and draft.content is None
    with municipality_scope(city.municipality.pk):
        document = load_document(draft.plan_id)
        assert [measure.number for measure in document.measures] == ["T-1", "T-2"]
        assert document.municipality.name == "架空の市"
        assert {str(measure.division_id) for measure in document.measures} == {str(standing.pk)}
        assert document.measures[0].costs[0].thousand_yen == 1200
        assert document.measures[1].indicators[0].actuals == ()
        assert AuditEntry.objects.filter(verb="plan.imported", object_id=draft.plan_id).count() == 1
    assert "約3割" in office.get(f"{address}refused-cells.csv").content.decode()


def test_storing_twice_stores_once(city: City, office: Client) -> None:
    address = upload(office)
    form = {"mapping_seen": version_of(draft_of(city, address).mapping), "refusals_seen": "1"}
    first, second = (office.post(f"{address}store/", form).url for _time in range(2))
    assert first == second and first.startswith("/plans/")
    with municipality_scope(city.municipality.pk):
        assert Plan.objects.filter(title="事業一覧").count() == 1


def test_the_same_plan_again_must_be_meant(city: City, office: Client) -> None:
    confirm(office, city, upload(office), refusals_seen="1")
    again = upload(office, name="別の名前.csv")
    assert "同じ番号 2施策" in office.get(again).content.decode()
    assert "別の計画として登録する印" in confirm(office, city, again, refusals_seen="1")
    assert "計画を登録しました。" in confirm(office, city, again, refusals_seen="1", as_new_plan="on")
    with municipality_scope(city.municipality.pk):
        assert Item.objects.filter(number="T-1").count() == 2


def fields_of(page: str) -> dict[str, str]:
    """Return what the form of the mapping holds, as a browser would send it."""
    found = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', page):
        found[name] = value
    for name in re.findall(r'<input[^>]*name="([^"]+)"', page):
        found.setdefault(name, "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page):
        found[name] = text
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        found[name] = chosen.group(1) if chosen else re.search(r'value="([^"]*)"', options).group(1)
    return found


def test_the_mapping_is_changed_and_the_table_read_again(city: City, office: Client) -> None:
    address = upload(office)
    page = office.get(f"{address}mapping/").content.decode()
    form = fields_of(page)
    assert form["K-field"] == "remark" and form["J-field"] == "indicator_value"
    form |= {"K-field": "outlook", "J-field": "not_taken", "title": "{年度}の計画", "levels": "政策\n事業"}
    answer = office.post(f"{address}mapping/", form, follow=True)
    assert "この対応付けで読み直しました。" in answer.content.decode()
    review = office.get(address).content.decode()
    assert "令和5年度の計画" in review and "約3割" not in review
    assert "計画を登録しました。" in confirm(office, city, address)
    with municipality_scope(city.municipality.pk):
        measure = Item.objects.get(number="T-1")
        assert (measure.outlook, measure.plan.title) == ("特記", "令和5年度の計画")
        assert AuditEntry.objects.filter(verb="import.read_again").count() == 1


def test_what_makes_no_sense_is_said_and_changes_nothing(city: City, office: Client) -> None:
    address = upload(office)
    before = draft_of(city, address).mapping
    form = fields_of(office.get(f"{address}mapping/").content.decode())
    for change, said in (
        ({"D-field": "remark"}, "施策の名称の列がありません"),
        ({"K-field": "purpose"}, "どちらも「目的」"),
        ({"K-field": "cost", "K-source": ""}, "が必要です"),
        ({"K-field": "nonsense"}, "正しく選択してください"),
        ({"first_row": "0"}, "入力内容をご確認ください"),
        ({"levels": "\n"}, "このフィールドは必須です"),
        ({"header_rows": "一"}, "行の番号を"),
    ):
        answer = office.post(f"{address}mapping/", form | change)
        assert answer.status_code == 422 and said in answer.content.decode(), said
    assert draft_of(city, address).mapping == before


def test_two_people_change_one_mapping(city: City, office: Client) -> None:
    address = upload(office)
    mine = fields_of(office.get(f"{address}mapping/").content.decode())
    theirs = mine | {"K-field": "outlook"}
    assert office.post(f"{address}mapping/", theirs).status_code == 302
    late = office.post(f"{address}mapping/", mine | {"K-field": "description"})
    assert late.status_code == 409 and "ほかの人が先に" in late.content.decode()
    assert "outlook" in draft_of(city, address).mapping
    seen = {"mapping_seen": mine["seen"], "refusals_seen": "1"}
    assert "ほかの人が先に" in office.post(f"{address}store/", seen, follow=True).content.decode()


def test_a_saved_mapping_is_used_by_itself_next_year(city: City, office: Client) -> None:
    address = upload(office)
    form = fields_of(office.get(f"{address}mapping/").content.decode()) | {
        "K-field": "outlook",
        "J-field": "not_taken",
    }
    office.post(f"{address}mapping/", form)
    for _time in range(2):
        office.post(f"{address}mapping/keep/", {"name": "事業一覧の表"})
    with municipality_scope(city.municipality.pk):
        assert Mapping.objects.filter(name="事業一覧の表").count() == 1
    next_year = upload(
        office,
        table(("令和5", "U-1", "安心", "見守り", "福祉課", "支える", "5", "件数", "件", "3", "よし")),
        "次.csv",
    )
    assert "保存した対応付け「事業一覧の表」で読みました" in office.get(next_year).content.decode()
    # The plan's name comes from the mapping, and its numbers are new: one confirmation is enough.
    assert "計画を登録しました。" in confirm(office, city, next_year)


def test_another_mapping_can_be_chosen(city: City, office: Client) -> None:
    address = upload(office)
    office.post(f"{address}mapping/keep/", {"name": "はじめ"})
    form = fields_of(office.get(f"{address}mapping/").content.decode()) | {"K-field": "outlook"}
    office.post(f"{address}mapping/", form)
    with municipality_scope(city.municipality.pk):
        kept = Mapping.objects.get(name="はじめ")
    seen = version_of(draft_of(city, address).mapping)
    answer = office.post(f"{address}mapping/use/", {"mapping": str(kept.pk), "seen": seen}, follow=True)
    assert "保存した対応付けで読み直しました。" in answer.content.decode()
    assert draft_of(city, address).mapping == kept.text
    assert "対応付けを選んでください" in office.post(f"{address}mapping/use/", follow=True).content.decode()


def test_what_is_settled_is_not_read_again(city: City, office: Client) -> None:
    address = upload(office)
    form = fields_of(office.get(f"{address}mapping/").content.decode())
    office.post(f"{address}discard/")
    assert draft_of(city, address).content is None
    assert office.post(f"{address}mapping/", form).status_code == 409
    assert "すでに登録または破棄されています" in confirm(office, city, address, refusals_seen="1")


def test_a_file_without_a_table_is_refused_with_a_reason(city: City, office: Client) -> None:
    answer = office.post("/import/", {"file": SimpleUploadedFile("空.csv", b",,\r\n,,\r\n")})
    assert answer.status_code == 422
    assert "計画には何も登録していません。" in answer.content.decode()
