"""The pages of who answers, of notices and of the guide: what they show, store, and how often they ask."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import Item
from ayumi.rounds.actions.closing import close_round, unfinished
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.actions.telling import tell_of_opening
from ayumi.rounds.models import Notice, Report, Responsibility, Round
from ayumi.tenancy.models import Person
from ayumi.tenancy.rules import Role
from tests.documents import sample_document
from tests.people import OTHER_DIVISION, City, sign_in
from tests.plans.test_query_counts import SIZES, queries_of
from tests.plans.test_query_counts import opened as opened_page
from tests.rounds.openings import opening
from tests.rounds.rounds import key, opened, own_report, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


def text_of(response: object) -> str:
    """Return the words of a page without tags."""
    return re.sub(r"<[^>]+>", "", response.content.decode())


def marked(client: Client, address: str, values: dict[str, object]) -> dict[str, object]:
    """Post what opens the preview; return what its form would send, every measure marked."""
    response = client.post(address, values)
    assert response.status_code == 200, response.context["form"].errors
    html = response.content.decode()
    main = html[html.index('<main id="main"') :]
    named = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', main)
    items = re.findall(r'name="items" value="([^"]+)" checked', main)
    return {**dict(named), "items": items, "then": "apply"}


def test_one_measure_and_then_many_are_handed_over_from_the_pages(city: City) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    member, head = city.person(Role.DIVISION_MEMBER), city.person(Role.DIVISION_HEAD)
    assert "担当者はまだ決まっていません" in text_of(office.get("/rounds/people/"))
    address, item_id = "/rounds/people/hand-over/", city.parts["item_id"]
    one = {"items": [str(item_id)], "to_person": str(member.pk), "day": "2026-04-01"}
    sent = marked(office, address, one)
    assert not Responsibility.objects.exists()
    assert office.post(address, sent)["Location"] == "/rounds/people/"
    assert Responsibility.objects.get().person_id == member.pk
    history = text_of(office.get(f"/rounds/people/measures/{item_id}/"))
    assert member.display_name in history and "続いています" in history
    moved = {"from_person": str(member.pk), "to_person": str(head.pk), "day": "2027-04-01"}
    assert office.post(address, marked(office, address, moved)).status_code == 302
    assert Responsibility.objects.count() == 2
    assert "令和9年4月1日から" in text_of(
        office.get("/rounds/people/?division=" + str(city.parts["division_id"]))
    )


def test_what_cannot_be_handed_over_is_said(city: City) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    address, item_id = "/rounds/people/hand-over/", str(city.parts["item_id"])
    nothing = office.post(address, {"day": "2026-04-01"})
    assert nothing.status_code == 422 and "引き継ぐ担当者か所管課を選んで" in text_of(nothing)
    viewer = {"items": [item_id], "to_person": str(city.person(Role.VIEWER).pk), "day": "2026-04-01"}
    assert office.post(address, viewer).status_code == 422
    wrong_day = {"items": [item_id], "day": "令和8年4月1日"}
    assert office.post(address, wrong_day).status_code == 422
    member = {"items": [item_id], "to_person": str(city.person(Role.DIVISION_MEMBER).pk), "day": "2026-04-01"}
    sent = marked(office, address, member)
    head = {**member, "to_person": str(city.person(Role.DIVISION_HEAD).pk)}
    assert office.post(address, marked(office, address, head)).status_code == 302
    late = office.post(address, sent)
    assert late.status_code == 409 and "もう一度、内容を確かめてください" in text_of(late)
    assert Responsibility.objects.get().person_id == city.person(Role.DIVISION_HEAD).pk
    assert office.post(address, {**sent, "items": ["../x", "1"]}).status_code == 422


def test_a_head_sees_no_way_to_move_divisions(city: City) -> None:
    head, stranger = sign_in(city.person(Role.DIVISION_HEAD)), sign_in(city.person(OTHER_DIVISION))
    page = head.get("/rounds/people/hand-over/").content.decode()
    assert "from_person" in page and "to_division" not in page
    assert stranger.get("/rounds/people/hand-over/").status_code == 403
    assert "印を付けた施策を引き継ぐ" not in text_of(stranger.get("/rounds/people/"))


def test_the_bell_counts_and_reading_empties_it(city: City) -> None:
    opened(city)
    member = sign_in(city.person(Role.DIVISION_MEMBER))
    page = member.get("/plans/").content.decode()
    assert re.search(r'class="bell-number">1<', page)
    assert "始まりました" in text_of(member.get("/rounds/notices/"))
    assert member.post("/rounds/notices/read/", {"notice": "nonsense"}).status_code == 302
    assert Notice.objects.filter(person=city.person(Role.DIVISION_MEMBER), read_at=None).exists()
    member.post("/rounds/notices/read/", {"notice": "all"})
    assert "bell-number" not in member.get("/rounds/notices/").content.decode()


def test_a_returned_report_shows_its_comment_escaped(city: City) -> None:
    held = opened(city)
    report = submitted(city, own_report(city, held))
    head = sign_in(city.person(Role.DIVISION_HEAD))
    words = {"version": report.version, "key": key(), "to_position": "0", "comment": "<b>直して</b>"}
    assert head.post(f"/rounds/reports/{report.pk}/return/", words).status_code == 302
    page = sign_in(city.person(Role.DIVISION_MEMBER)).get("/rounds/notices/").content.decode()
    assert "&lt;b&gt;直して&lt;/b&gt;" in page and "<b>直して" not in page


def test_submitter_approver_and_editor_are_shown_apart(city: City) -> None:
    report = submitted(city, own_report(city, opened(city)))
    page = text_of(sign_in(city.person(Role.VIEWER)).get(f"/rounds/reports/{report.pk}/"))
    member = city.person(Role.DIVISION_MEMBER).display_name
    assert page.count(member) >= 3 and "まだ承認されていません" in page


def test_mail_is_switched_off_and_on_by_oneself(city: City) -> None:
    person = city.person(Role.DIVISION_MEMBER)
    member = sign_in(person)
    assert "メールアドレスが登録されていない" in text_of(member.get("/account/"))
    Person.members.filter(pk=person.pk).update(email="tanto@example.lg.jp")
    assert "メールを止める" in text_of(member.get("/account/"))
    member.post("/account/mail/", {"wants": "no"})
    assert not Person.members.get(pk=person.pk).wants_mail
    member.post("/account/mail/", {"wants": "yes"})
    assert Person.members.get(pk=person.pk).wants_mail


def test_the_first_page_says_what_each_role_does_now(city: City) -> None:
    held = opened(city)
    member = text_of(sign_in(city.person(Role.DIVISION_MEMBER)).get("/"))
    assert "報告を書く" in member and "期限超過" in member
    assert "いま、あなたが行うことはありません" in text_of(
        sign_in(city.person(Role.COMMITTEE_MEMBER)).get("/")
    )
    submitted(city, own_report(city, held))
    assert "課の報告を確認する" in text_of(sign_in(city.person(Role.DIVISION_HEAD)).get("/"))
    office = text_of(sign_in(city.person(Role.PLAN_OFFICE)).get("/"))
    assert "担当者が不在の施策の担当者を決める" in office and "今年度の評価" in office
    assert "いま行うこと" not in text_of(sign_in(city.person(Role.VIEWER)).get("/"))


def test_the_guide_leads_from_the_check_to_next_year(city: City) -> None:
    office, actor = sign_in(city.person(Role.PLAN_OFFICE)), city.actor(Role.PLAN_OFFICE)
    address = f"/rounds/guide/{city.parts['plan_id']}/"
    before = office.get(address)
    now = [step.title for step in before.context["page"].steps if step.state == "now"]
    assert now == ["計画を点検する", "担当者をそろえる", "評価を始める"]
    assert "記録なし" in text_of(before) and "評価はまだ始まっていません" in text_of(
        office.get("/rounds/guide/")
    )
    held = opened(city)
    now = [step.title for step in office.get(address).context["page"].steps if step.state == "now"]
    assert now == ["担当者をそろえる", "所管課の報告を集める", "遅れている報告を促す"]
    close_round(held.pk, seen=1, key=key(), actor=actor)
    left = [each.pk for each in unfinished(held)]
    publish_round(held.pk, left, seen=2, key=key(), actor=actor)
    Round.objects.filter(pk=held.pk).update(closed_at=timezone.now() - timedelta(days=4))
    opened(city, year=2025)
    steps = {step.title: step for step in office.get(address).context["page"].steps}
    assert steps["結果を公表する"].days == 5 and steps["所管課の報告を集める"].days is None


def test_pages_ask_the_same_number_of_times_at_any_size(city: City) -> None:
    person, actor = city.person(Role.PLAN_OFFICE), city.actor(Role.PLAN_OFFICE)
    office, member = sign_in(person), sign_in(city.person(Role.DIVISION_MEMBER))
    for client in (office, member):
        client.get("/account/")  # what a session stores at first, it stores here
    counts = []
    for size in SIZES:
        plan_id = store_document(sample_document(measures=size, seed=f"people {size}"), actor=None)
        guide = f"/rounds/guide/{plan_id}/"
        before = queries_of(opened_page(office, guide))
        held = Round.objects.get(pk=open_round(plan_id, opening(), key=key(), actor=actor))
        items = Item.objects.filter(plan_id=plan_id, has_sheet=True, cross_listed_from=None)
        days = {"person": city.person(Role.DIVISION_MEMBER), "valid_from": "2024-04-01"}
        Responsibility.objects.bulk_create(Responsibility(item=item, **days) for item in items)
        pages = {"people": "/rounds/people/", "guide": guide, "guides": "/rounds/guide/", "home": "/"}
        asked = {name: queries_of(opened_page(office, address)) for name, address in pages.items()}
        asked["notices"] = queries_of(opened_page(member, "/rounds/notices/"))
        asked["home of a division"] = queries_of(opened_page(member, "/"))
        reports = list(Report.objects.filter(round=held))
        asked["telling"] = queries_of(
            lambda held=held, reports=reports: tell_of_opening(held, reports, actor=actor)
        )
        counts.append(asked | {"before the round": before})
    assert all(asked == counts[0] for asked in counts)
    most = dict.fromkeys(counts[0], 15) | {"before the round": 32}
    assert {name: number for name, number in counts[0].items() if number > most[name]} == {}
