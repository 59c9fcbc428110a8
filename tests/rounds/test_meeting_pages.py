"""The pages of bodies and meetings as people use them, and how often they ask the database."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.test import Client

from ayumi.plans.actions.store_document import store_document
from ayumi.plans.models import ScheduleStep
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.models import AgendaItem, Body, BodyMember, Meeting, Rating, Report, ReportedCost, Round
from ayumi.rounds.queries.sampling import sample_page
from ayumi.rounds.rules.sampling import Wish
from ayumi.tenancy.rules import Role
from tests.documents import sample_document
from tests.people import City, sign_in
from tests.plans.test_query_counts import queries_of
from tests.rounds.meetings import COMMITTEE_ROUND, FIRST, committee
from tests.rounds.openings import opening
from tests.rounds.rounds import again, key, opened, own_report, submitted
from tests.rounds.test_pages import form_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
TODAY = date(2025, 7, 1)


def called_from_the_pages(city: City, held: Round, office: Client) -> str:
    """Make a body with one member and a meeting on its pages; return the meeting's address."""
    body = form_of(office, "/rounds/bodies/add/") | {"name": "推進本部", "stage": "committee"}
    assert "会議体はまだありません" in text_of(office.get("/rounds/bodies/"))
    assert office.post("/rounds/bodies/add/", body).status_code == 302
    body_id = Body.objects.get().pk
    add = f"/rounds/bodies/{body_id}/members/add/"
    wrong = form_of(office, add) | {"name": "本部長", "valid_from": "2026-04-01", "valid_to": "2026-03-31"}
    assert office.post(add, wrong).status_code == 422
    right = form_of(office, add) | {"name": "本部長", "person": str(city.person(FIRST).pk)}
    assert office.post(add, right | {"valid_from": "", "valid_to": ""}).status_code == 302
    call = f"/rounds/bodies/{body_id}/meetings/add/"
    facts = form_of(office, call) | {"title": "第1回", "held_on": "2025-07-01", "round": str(held.pk)}
    sent = office.post(call, facts)
    page = f"/rounds/meetings/{Meeting.objects.get().pk}/"
    assert sent["Location"] == page
    return page


def chosen_by_rule(office: Client, page: str, report: Report) -> AgendaItem:
    """Let the rule choose, make the preview the agenda, and return its one matter."""
    sample = office.get(f"{page}sample/?number=2&each_policy=0&criteria=drift&criteria=money")
    chosen = sample.context["page"]["sample"].chosen
    assert [each.report_id for each in chosen] == [report.pk]
    adopt = {"number": 2, "each_policy": 0, "criteria": ["drift", "money"], "version": 1, "key": key()}
    assert office.post(f"{page}sample/", adopt).status_code == 409, "what was shown is what is adopted"
    assert office.post(f"{page}sample/", adopt | {"shown": [str(report.pk)]}).status_code == 302
    matter = AgendaItem.objects.get()
    assert matter.reason
    return matter


def test_a_meeting_from_the_body_to_the_decision(city: City) -> None:
    held = opened(city, COMMITTEE_ROUND)
    report = submitted(city, own_report(city, held))
    office, member = sign_in(city.person(Role.PLAN_OFFICE)), sign_in(city.person(FIRST))
    page = called_from_the_pages(city, held, office)
    matter = chosen_by_rule(office, page, report)
    papers = text_of(member.get(f"{page}papers/"))
    assert "窓口を改めました。" in papers
    assert "あなたが採点していない議題が1件" in text_of(member.get(page))
    address = f"/rounds/matters/{matter.pk}/"
    assert member.post(f"{address}score/", {"key": key()}).status_code == 422
    score = {"key": key(), "value": "△", "direction": "改善", "comment": "もう一歩"}
    assert member.post(f"{address}score/", score).status_code == 302
    assert "あなたの採点: △・改善" in text_of(member.get(address))
    assert "もう一歩" not in text_of(office.get(address))
    assert member.post(f"{address}score/", score | {"key": key()}).status_code == 409
    attendance = form_of(office, f"{page}attendance/")
    attendance |= {f"attended-{BodyMember.objects.get().pk}": "on"}
    assert office.post(f"{page}attendance/", attendance).status_code == 302
    assert "定足数に達しています" in text_of(office.get(page))
    decision = form_of(office, f"{address}decide/") | {"value": "△", "direction": "改善"}
    assert office.post(f"{address}decide/", decision).status_code == 422
    decision |= {
        "text": "改善とする。",
        "reason": "利用が伸びない。",
        "asks": "声を集める。",
        "move": "advance",
    }
    assert office.post(f"{address}decide/", decision).status_code == 302
    assert again(report).position == 2
    assert office.post(f"{page}close/", form_of(office, f"{page}close/")).status_code == 302
    viewer = sign_in(city.person(Role.VIEWER))
    assert "改善とする。" in text_of(viewer.get(page))
    assert "改善とする。" in text_of(viewer.get(address))
    correct = form_of(office, f"{page}correct/") | {"text": "開始は14時", "reason": "誤記"}
    assert office.post(f"{page}correct/", correct).status_code == 302
    assert "開始は14時" in text_of(viewer.get(page))


def test_a_matter_in_words_is_put_on_and_taken_off(city: City) -> None:
    made = committee(city, None, stage="")
    office, page = sign_in(city.person(Role.PLAN_OFFICE)), f"/rounds/meetings/{made.meeting_id}/"
    blank = form_of(office, f"{page}agenda/")
    assert office.post(f"{page}agenda/", blank).status_code == 422
    assert office.post(f"{page}agenda/", blank | {"title": "前回議事録の確認"}).status_code == 302
    matter = AgendaItem.objects.get()
    assert "前回議事録の確認" in text_of(office.get(page))
    assert text_of(office.get(f"/rounds/matters/{matter.pk}/decide/")).count("評価（達成状況）") == 0
    off = {"version": made.meeting.version, "key": key()}
    assert office.post(f"/rounds/matters/{matter.pk}/take-off/", off).status_code == 302
    assert not AgendaItem.objects.exists()
    assert office.get(f"{page}sample/")["Location"] == page


def test_what_was_changed_meanwhile_is_said_and_not_overwritten(city: City) -> None:
    made = committee(city, opened(city, COMMITTEE_ROUND))
    office, address = sign_in(city.person(Role.PLAN_OFFICE)), f"/rounds/meetings/{made.meeting_id}/edit/"
    first = form_of(office, address)
    assert office.post(address, first | {"minutes": "先に書いた要旨"}).status_code == 302
    late = office.post(address, first | {"minutes": "後から書いた要旨"})
    assert late.status_code == 409
    assert "後から書いた要旨" in late.content.decode(), "what was written is still in the form"
    assert made.meeting.minutes == "先に書いた要旨"


MOST = {
    **{"matter": 16, "member's matter": 16, "decide": 16, "agenda": 14, "sample": 26, "put on": 18},
    "changed": 13,
}
"""Pages that ask more than 12 times; the header's count of unread notices is one of them everywhere."""


def _visited(client: Client, address: str) -> Callable[[], Any]:
    def visit() -> None:
        assert client.get(address).status_code == 200, address

    return visit


def test_pages_ask_the_same_number_of_times_at_any_size(city: City) -> None:
    office, counts = city.actor(Role.PLAN_OFFICE), []
    client, member = sign_in(city.person(Role.PLAN_OFFICE)), sign_in(city.person(FIRST))
    first = committee(city, None)
    client.get("/account/")
    member.get("/account/")
    for size in (20, 200):
        plan_id = store_document(sample_document(measures=size, seed=f"meeting {size}"), actor=None)
        round_id = open_round(plan_id, opening(COMMITTEE_ROUND), key=key(), actor=office)
        Report.objects.filter(round_id=round_id).update(position=1)
        reports = list(Report.objects.filter(round_id=round_id))
        made = first.again_about(round_id)
        matters = made.put_on(*reports)
        assert len(matters) == size
        made.attend("本部長", "総務部長")
        made.scored(matters[0], FIRST, "○")
        made.decided(matters[0], asks="声を集める。")
        meeting, matter = f"/rounds/meetings/{made.meeting_id}/", f"/rounds/matters/{matters[0].pk}/"
        pages = {
            "list": _visited(client, "/rounds/meetings/"),
            "meeting": _visited(client, meeting),
            "papers": _visited(client, f"{meeting}papers/"),
            "matter": _visited(client, matter),
            "decide": _visited(client, f"{matter}decide/"),
            "agenda": _visited(client, f"{meeting}agenda/"),
            "member's meeting": _visited(member, meeting),
            "member's matter": _visited(member, matter),
            "follow-ups": _visited(client, f"/rounds/plans/{plan_id}/follow-ups/"),
            "changed": _visited(client, f"/rounds/plans/{plan_id}/changed/"),
        }
        asked = {name: queries_of(work) for name, work in pages.items()}
        AgendaItem.objects.filter(meeting=made.meeting_id).exclude(pk=matters[0].pk).delete()
        asked["sample"] = queries_of(
            _visited(client, f"{meeting}sample/?number=2&each_policy=1&criteria=drift")
        )
        asked["put on"] = queries_of(partial(made.put_on, *reports))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert {name: n for name, n in counts[0].items() if n > MOST.get(name, 12)} == {}


def test_the_sample_names_what_the_reports_say(city: City) -> None:
    held = opened(city, COMMITTEE_ROUND)
    made = committee(city, held)
    report = submitted(city, own_report(city, held))
    meeting = Meeting.objects.select_related("body", "round__plan").get(pk=made.meeting_id)
    value = sample_page(meeting, Wish(number=3), today=TODAY)
    (chosen,) = value.chosen
    assert (value.out_of, value.not_yet, value.done) == (1, 3, 0)
    assert chosen.report_id == report.pk
    ReportedCost.objects.update_or_create(
        report=report, defaults={"basis": "final", "project_thousand_yen": "900"}
    )
    for stage, word in (("committee", "×"), ("committee", "◎")):
        Rating(
            report=report, stage=stage, subject="achievement", value=word, person_id=report.submitted_by
        ).save(force_insert=True)
    Report.objects.filter(pk=report.pk).update(schedule_reached="検討", schedule_planned="導入")
    ScheduleStep.objects.filter(item_id=report.item_id, fiscal_year=held.fiscal_year).update(step="導入")
    (chosen,) = sample_page(meeting, Wish(number=3), today=TODAY).chosen
    assert "事業費は900千円です" in chosen.text
    assert "評価が段階により1段階違います（推進本部の評価「◎」、所管課の自己評価「○」）" in chosen.text
    assert "工程が計画より3段階遅れています" in chosen.text
    made.put_on(report)
    assert sample_page(meeting, Wish(number=3), today=TODAY).done == 1
