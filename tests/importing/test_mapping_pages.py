"""The list of saved mappings: add, change, rename, give out and delete, each told in the audit trail."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ayumi.importing.models import Mapping
from ayumi.importing.rules.mapping import propose, to_yaml
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.importing.mapping.workbooks import merged_headings, plain
from tests.people import City, build_city, build_neighbour, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
TEXT = to_yaml(propose(plain()).mapping)
OTHER = to_yaml(propose(merged_headings()).mapping)


@pytest.fixture
def city() -> City:
    """The municipality that keeps mappings."""
    return build_city()


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def add(client: Client, name: str, text: str = TEXT, key: str = "k1") -> str:
    """Add a mapping from a file and return what is said."""
    file = SimpleUploadedFile("表.yaml", text.encode())
    return client.post(
        "/import/mappings/", {"name": name, "file": file, "key": key}, follow=True
    ).content.decode()


def kept(city: City, name: str) -> Mapping:
    """Return a mapping by its name."""
    with municipality_scope(city.municipality.pk):
        return Mapping.objects.get(name=name)


def test_a_mapping_comes_goes_and_is_told(city: City, office: Client) -> None:
    assert "対応付けを保存しました。" in add(office, " 事業の 表 ")
    add(office, "事業の 表")
    mapping = kept(city, "事業の 表")
    answer = office.get(f"/import/mappings/{mapping.pk}/mapping.yaml")
    assert answer.content.decode() == TEXT and "attachment" in answer["Content-Disposition"]
    place = f"/import/mappings/{mapping.pk}/"
    assert "ayumi-mapping: 1" in office.get(place).content.decode()
    office.post(place, {"name": "新しい名前", "text": OTHER, "seen": 1, "key": "-"})
    assert (kept(city, "新しい名前").text, kept(city, "新しい名前").version) == (OTHER, 2)
    assert "削除しました" in office.post(f"{place}delete/", follow=True).content.decode()
    with municipality_scope(city.municipality.pk):
        assert not Mapping.objects.filter(pk=mapping.pk).exists()
        verbs = (
            AuditEntry.objects.filter(object_id=mapping.pk)
            .order_by("sequence")
            .values_list("verb", flat=True)
        )
        assert list(verbs) == ["mapping.saved", "mapping.changed", "mapping.deleted"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ayumi-mapping: 1"),
        (TEXT.replace("field: title", "field: nonsense"), "使えない言葉です"),
        ("ayumi-mapping: [", "YAMLとして"),
    ],
)
def test_a_bad_file_is_refused(city: City, office: Client, text: str, said: str) -> None:
    file = SimpleUploadedFile("表.yaml", text.encode() or b" ")
    answer = office.post("/import/mappings/", {"name": "悪い表", "file": file, "key": "k2"})
    assert answer.status_code == 422 and said in answer.content.decode()
    with municipality_scope(city.municipality.pk):
        assert not Mapping.objects.filter(name="悪い表").exists()
    latin = SimpleUploadedFile("表.yaml", "名前: 値".encode("cp932"))
    answer = office.post("/import/mappings/", {"name": "悪い表", "file": latin, "key": "k3"})
    assert "UTF-8で保存してください" in answer.content.decode()


def test_a_name_is_taken_once_and_nobody_overwrites_unseen(city: City, office: Client) -> None:
    add(office, "一つ目")
    assert "すでにあります" in add(office, "一つ目", key="k4")
    add(office, "二つ目", key="k5")
    place = f"/import/mappings/{kept(city, '二つ目').pk}/"
    assert office.post(place, {"name": "一つ目", "text": TEXT, "seen": 1, "key": "-"}).status_code == 422
    assert office.post(place, {"name": "三つ目", "text": TEXT, "seen": 1, "key": "-"}).status_code == 302
    late = office.post(place, {"name": "四つ目", "text": TEXT, "seen": 1, "key": "-"})
    assert late.status_code == 409 and "ほかの人が" in late.content.decode()
    assert kept(city, "三つ目").version == 2


def test_only_the_plan_office_of_the_city(city: City, office: Client) -> None:
    other = build_neighbour()
    foreign = f"/import/mappings/{other.parts['mapping_id']}/"
    assert office.get(foreign).status_code == 404 and office.post(f"{foreign}delete/").status_code == 404
    assert "隣町" not in office.get("/import/mappings/").content.decode()
    own = f"/import/mappings/{city.parts['mapping_id']}/"
    for role in Role:
        if role is not Role.PLAN_OFFICE:
            client = sign_in(city.person(role))
            for place in ("/import/mappings/", own, f"{own}mapping.yaml"):
                assert client.get(place).status_code == 403
            assert client.post(f"{own}delete/").status_code == 403
