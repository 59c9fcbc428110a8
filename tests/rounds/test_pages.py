"""The pages of the year as people use them: what they show, what they store, and how often they ask."""

import re
import uuid

import pytest
from django.test import Client

from ayumi.rounds.models import Erratum, Rating, Report, Round, RoundState
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.rounds import again, filled, key, opened, own_report, submitted

pytestmark = pytest.mark.django_db


def text_of(response: object) -> str:
    """Return the words of a page without tags."""
    return re.sub(r"<[^>]+>", "", response.content.decode())


def form_of(client: Client, address: str) -> dict[str, str | list[str]]:
    """Return what the form of a page holds, as a browser would send it."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    lists = {name: value for name, value in values.items() if isinstance(value, list)}
    return {name: "on" if value is True else str(value or "") for name, value in values.items()} | lists


def test_a_round_is_opened_from_the_page(city: City) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    assert "評価はまだ始まっていません" in text_of(office.get("/rounds/"))
    address = f"/rounds/open/{city.parts['plan_id']}/"
    values = form_of(office, address)
    response = office.post(address, values)
    assert response.status_code == 302, response.context["form"].errors
    held = Round.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/rounds/{held.pk}/")
    assert office.post(address, values)["Location"] == f"/rounds/{held.pk}/"
    assert office.post(address, values | {"key": uuid.uuid4().hex}).status_code == 409
    assert Report.objects.count() == 4
    assert held.schedule_ladder == ["検討", "準備", "試行", "導入", "運用"]
    assert "の状況" in text_of(office.get(f"/rounds/{held.pk}/"))
    assert office.post(address, values | {"fiscal_year": "2030"}).status_code == 422


def test_a_sheet_is_written_rated_and_submitted_with_one_button(city: City) -> None:
    report = own_report(city, opened(city))
    member = sign_in(city.person(Role.DIVISION_MEMBER))
    assert "提出の前に残っていること" in text_of(member.get(f"/rounds/reports/{report.pk}/"))
    address = f"/rounds/reports/{report.pk}/save/"
    values = form_of(member, f"/rounds/reports/{report.pk}/")
    incomplete = member.post(address, values | {"done": "途中まで", "then": "advance"})
    assert incomplete.status_code == 422
    assert again(report).done == "途中まで"
    values = form_of(member, f"/rounds/reports/{report.pk}/") | filled(report)
    values |= {"rating-achievement": "○", "rating-direction": "継続", "then": "advance"}
    for _turn in range(2):
        response = member.post(address, values)
        assert (response.status_code, response["Location"]) == (302, "/rounds/mine/")
    assert again(report).position == 1
    assert Rating.objects.count() == 2
    head = sign_in(city.person(Role.DIVISION_HEAD))
    assert report.item.title in text_of(head.get("/rounds/mine/"))
    page = head.get(f"/rounds/reports/{report.pk}/")
    assert page.context["form"] is not None
    assert "窓口を改めました" in page.content.decode()


def test_wrong_input_is_answered_at_its_field_and_nothing_is_stored(city: City) -> None:
    report = own_report(city, opened(city))
    member = sign_in(city.person(Role.DIVISION_MEMBER))
    values = form_of(member, f"/rounds/reports/{report.pk}/") | {"hours": "たくさん", "done": "書きました"}
    response = member.post(f"/rounds/reports/{report.pk}/save/", values)
    assert response.status_code == 422
    assert "「たくさん」は読み取れません" in text_of(response)
    assert again(report).done == ""


def test_a_background_save_says_so_and_hands_back_the_version(city: City) -> None:
    report = own_report(city, opened(city))
    member = sign_in(city.person(Role.DIVISION_MEMBER))
    values = form_of(member, f"/rounds/reports/{report.pk}/")
    address = f"/rounds/reports/{report.pk}/save/"
    saved = member.post(address, values | {"done": "書き始め"}, headers={"HX-Request": "true"})
    assert "保存済み" in text_of(saved)
    assert 'value="2"' in saved.content.decode()
    stale = member.post(address, values | {"done": "別の文"}, headers={"HX-Request": "true"})
    assert "見比べられます" in text_of(stale)
    assert again(report).done == "書き始め"


def test_two_people_on_one_sheet_lose_nothing(city: City) -> None:
    report = own_report(city, opened(city))
    first, second = sign_in(city.person(Role.DIVISION_MEMBER)), sign_in(city.person(Role.DIVISION_HEAD))
    page, address = f"/rounds/reports/{report.pk}/", f"/rounds/reports/{report.pk}/save/"
    mine, theirs = form_of(second, page), form_of(first, page)
    row = next(name for name in filled(report) if name.startswith("entry-"))
    assert first.post(address, theirs | {"done": "先の人", row: "12.5"}).status_code == 302
    merge = second.post(address, mine | {"issues": "後の人", "done": "後の人の実績"})
    assert merge.status_code == 409
    assert [field.name for field in merge.context["page"].fields if field.is_conflict] == ["done"]
    proposed = merge.context["form"].data.dict()
    assert (proposed[row], proposed["issues"]) == ("12.5", "後の人")
    assert second.post(address, proposed).status_code == 302
    stored = again(report)
    assert (stored.done, stored.issues) == ("後の人の実績", "後の人")
    assert stored.values.get().value == "12.5"


def test_a_report_is_returned_with_comments_at_its_fields(city: City) -> None:
    report = submitted(city, own_report(city, opened(city)))
    head, member = sign_in(city.person(Role.DIVISION_HEAD)), sign_in(city.person(Role.DIVISION_MEMBER))
    address = f"/rounds/reports/{report.pk}/return/"
    values = form_of(head, address) | {"to_position": "0"}
    assert head.post(address, values).status_code == 422
    sent = head.post(address, values | {"comment": "直してください", "on-issues": "具体的に"})
    assert sent.status_code == 302
    page = text_of(member.get(f"/rounds/reports/{report.pk}/"))
    assert "直してください" in page
    assert "具体的に" in page
    assert "差戻し" in text_of(member.get("/rounds/mine/"))


def test_a_member_takes_back_and_the_office_approves_many(city: City) -> None:
    held = opened(city)
    report = submitted(city, own_report(city, held))
    member, head = sign_in(city.person(Role.DIVISION_MEMBER)), sign_in(city.person(Role.DIVISION_HEAD))
    address = f"/rounds/reports/{report.pk}/recall/"
    assert member.post(address, {"version": report.version, "key": key()}).status_code == 302
    assert again(report).position == 0
    report = submitted(city, again(report))
    approve = f"/rounds/{held.pk}/approve/"
    assert report.item.title in text_of(head.get(approve))
    marked = {"key": key(), "reports": [f"{report.pk}:{report.version}"]}
    assert "1件を承認しました" in text_of(head.post(approve, marked, follow=True))
    assert again(report).position == 2
    stale = {"key": key(), "reports": [f"{report.pk}:{report.version}"]}
    assert "あなたの役割では行えません" in text_of(head.post(approve, stale, follow=True))


def test_closing_publishing_and_correcting(city: City) -> None:
    held = opened(city)
    report = submitted(city, own_report(city, held))
    office = sign_in(city.person(Role.PLAN_OFFICE))
    publish, close = f"/rounds/{held.pk}/publish/", f"/rounds/{held.pk}/close/"
    values = form_of(office, publish) | {"confirmed": "on"}
    assert office.post(publish, values).status_code == 409
    assert office.post(close, form_of(office, close)).status_code == 422
    assert office.post(close, form_of(office, close) | {"confirmed": "on"}).status_code == 302
    assert Round.objects.get().state == RoundState.CLOSED
    erratum = f"/rounds/reports/{report.pk}/erratum/"
    assert office.get(erratum).status_code == 409
    assert office.post(publish, form_of(office, publish) | {"confirmed": "on"}).status_code == 302
    assert Report.objects.filter(is_unevaluated=True).count() == 4
    member = sign_in(city.person(Role.DIVISION_MEMBER))
    save = member.post(f"/rounds/reports/{report.pk}/save/", {"version": "1", "key": key(), "done": "後から"})
    assert save.status_code == 409
    correction = form_of(office, erratum) | {"field": "done", "after": "正しくは二つの窓口です。"}
    assert office.post(erratum, correction).status_code == 422
    assert office.post(erratum, correction | {"reason": "数え誤り"}).status_code == 302
    page = text_of(member.get(f"/rounds/reports/{report.pk}/"))
    assert "正しくは二つの窓口です。" in page
    assert "窓口を改めました。" in page
    assert again(report).done == "窓口を改めました。"
    assert Erratum.objects.get().before == "窓口を改めました。"


def test_the_table_is_sent_as_text_that_runs_nothing(city: City) -> None:
    held = opened(city)
    report = own_report(city, held)
    report.item.title = '=HYPERLINK("x")'
    report.item.save()
    office = sign_in(city.person(Role.PLAN_OFFICE))
    sent = office.get(f"/rounds/{held.pk}/table.csv").content.decode()
    assert sent.startswith("\ufeff番号,施策")
    assert "\"'=HYPERLINK" in sent
    assert len(sent.strip().splitlines()) == 5


def test_a_measure_shows_its_years(city: City) -> None:
    report = submitted(city, own_report(city, opened(city)))
    viewer = sign_in(city.person(Role.VIEWER))
    page = text_of(viewer.get(f"/rounds/measures/{report.item_id}/"))
    assert "窓口を改めました。" in page
    assert "令和6年度 年度評価" in page
    another = opened(city, year=2025)
    later = text_of(viewer.get(f"/rounds/reports/{own_report(city, another).pk}/"))
    assert "前回（令和6年度 年度評価）" in later
