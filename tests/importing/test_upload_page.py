"""Upload, look, store: only the plan office may, twice is once, and no municipality sees another's."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ayumi.config.command import main
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from ayumi.importing.actions.drafts import store_draft
from ayumi.importing.models import DraftState, ImportDraft
from ayumi.plans.models import Plan
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, build_neighbour, sign_in

TEXT = """# 第2次甲市情報化計画

## 第1章 計画の策定にあたって

### 1. 目的

甲市（以下「本市」という。）では、「第2次甲市情報化計画」（以下「本計画」という。）により、利便性の向上を目指します。

### 2. 計画期間

本計画の期間は、令和3(2021)年度から令和7(2025)年度までとします。
"""
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


@pytest.fixture
def city() -> City:
    """The municipality that uploads."""
    return build_city()


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def upload(client: Client) -> str:
    """Upload the text and return the address of its preview."""
    answer = client.post("/import/", {"file": SimpleUploadedFile("計画.md", TEXT.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def plans_named(city: City, title: str = "第2次甲市情報化計画") -> int:
    """Count the stored plans of that title."""
    with municipality_scope(city.municipality.pk):
        return Plan.objects.filter(title=title).count()


def test_upload_preview_store(city: City, office: Client) -> None:
    preview = upload(office)
    page = office.get(preview).content.decode()
    for said in (
        "第2次甲市情報化計画",
        "甲市",
        "令和3(2021)年度",
        "計画の策定にあたって",
        "まだ何も登録していません",
    ):
        assert said in page
    assert plans_named(city) == 0
    answer = office.post(f"{preview}store/", follow=True)
    assert "計画を登録しました。" in answer.content.decode()
    assert plans_named(city) == 1
    with municipality_scope(city.municipality.pk):
        assert AuditEntry.objects.filter(verb="import.uploaded").count() == 1
        assert (
            AuditEntry.objects.filter(verb="plan.imported", object_label="第2次甲市情報化計画").count() == 1
        )


def test_storing_twice_stores_once(city: City, office: Client) -> None:
    preview = upload(office)
    first, second = (office.post(f"{preview}store/").url for _time in range(2))
    assert first == second and first.startswith("/plans/")
    assert plans_named(city) == 1
    assert "登録した計画を見る" in office.get(preview).content.decode()


def test_the_loser_of_a_race_gets_the_winners_plan(
    city: City, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = upload(office).rstrip("/").rsplit("/", 1)[1]
    actor = city.actor(Role.PLAN_OFFICE)
    with municipality_scope(city.municipality.pk):
        stale = ImportDraft.objects.get(pk=draft_id)
        winner = store_draft(stale.pk, actor=actor)
        seen = [stale]
        real = ImportDraft.objects.get
        monkeypatch.setattr(
            "ayumi.importing.actions.drafts.draft_for",
            lambda _actor, key: seen.pop() if seen else real(pk=key),
        )
        assert store_draft(stale.pk, actor=actor) == winner
    assert plans_named(city) == 1


def test_what_is_discarded_is_never_stored(city: City, office: Client) -> None:
    preview = upload(office)
    assert "破棄しました" in office.post(f"{preview}discard/", follow=True).content.decode()
    answer = office.post(f"{preview}store/", follow=True)
    assert "すでに登録または破棄されています" in answer.content.decode()
    assert plans_named(city) == 0


def test_a_text_without_a_title_is_shown_but_not_stored(city: City, office: Client) -> None:
    text = "## 第1章 総論\n\n本市の取組です。\n"
    answer = office.post("/import/", {"file": SimpleUploadedFile("章.md", text.encode())}, follow=True)
    assert "このままでは計画として登録できません" in answer.content.decode()
    preview = answer.redirect_chain[-1][0]
    assert "計画の名称が見つからない" in office.post(f"{preview}store/", follow=True).content.decode()
    with municipality_scope(city.municipality.pk):
        states = set(ImportDraft.objects.values_list("state", flat=True))
    assert states == {DraftState.WAITING}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLAN_OFFICE])
def test_nobody_else_may(city: City, role: Role) -> None:
    client = sign_in(city.person(role))
    draft = f"/import/{city.parts['draft_id']}/"
    with municipality_scope(city.municipality.pk):
        before = (ImportDraft.objects.count(), Plan.objects.count())
    assert client.get("/import/").status_code == 403
    assert client.post("/import/", {"file": SimpleUploadedFile("a.md", TEXT.encode())}).status_code == 403
    assert client.get(draft).status_code == 403
    assert client.post(f"{draft}store/").status_code == 403
    assert client.post(f"{draft}discard/").status_code == 403
    with municipality_scope(city.municipality.pk):
        assert (ImportDraft.objects.count(), Plan.objects.count()) == before


def test_anothers_draft_is_not_there(city: City, office: Client) -> None:
    other = build_neighbour()
    draft = f"/import/{other.parts['draft_id']}/"
    assert office.get(draft).status_code == 404
    assert office.post(f"{draft}store/").status_code == 404
    assert office.post(f"{draft}discard/").status_code == 404
    assert "隣町" not in office.get("/import/").content.decode()
    with municipality_scope(other.municipality.pk):
        assert set(ImportDraft.objects.values_list("state", flat=True)) == {DraftState.WAITING}


def test_the_page_and_the_command_understand_the_same(city: City, office: Client, tmp_path: Path) -> None:
    draft_id = upload(office).rstrip("/").rsplit("/", 1)[1]
    place, out = tmp_path / "計画.md", tmp_path / "out.json"
    place.write_text(TEXT, encoding="utf-8")
    assert main(["read", str(place), "--json", str(out)]) == 0
    with municipality_scope(city.municipality.pk):
        held = json.loads(ImportDraft.objects.get(pk=draft_id).result)
    assert json.loads(out.read_text(encoding="utf-8")) == held
    assert held["plan"]["edition"] == 2


def test_a_workbook_of_our_own_is_told_from_a_citys_table(city: City, office: Client) -> None:
    file = SimpleUploadedFile("計画ブック.xlsx", write_plan_workbook(city.document))
    answer = office.post("/import/", {"file": file}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/import/workbook/")
    assert city.document.plan.title in answer.content.decode()


def test_a_workbook_of_another_city_is_refused_where_it_is_chosen(city: City, office: Client) -> None:
    file = SimpleUploadedFile("計画ブック.xlsx", write_plan_workbook(build_neighbour().document))
    answer = office.post("/import/", {"file": file})
    assert answer.status_code == 422
    assert "計画ブック" in answer.content.decode()
    with municipality_scope(city.municipality.pk):
        assert not ImportDraft.objects.filter(file_name="計画ブック.xlsx").exists()
