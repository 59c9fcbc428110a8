"""Challenges of stored reports: asked, answered once, asked anew, and counted for a round."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayumi.plans.models import Item
from ayumi.rounds.actions.answers import AnswersRefused, answer_challenges
from ayumi.rounds.actions.saving import save_report
from ayumi.rounds.gates.challenges import open_challenges, report_challenges, round_challenges
from ayumi.rounds.models import ChallengeAnswer, Report
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.rounds import again, key, opened, own_report

pytestmark = pytest.mark.django_db
TODAY = date(2025, 5, 20)
LATE = "schedule.late_without_reason"
ANSWER = "入札が不調だったため、再度公告しました。"


@pytest.fixture
def late(city: City) -> Report:
    """A report that says it is late and does not say why."""
    report = own_report(city, opened(city))
    fields = {"schedule_rating": "遅れ", "done": "窓口で案内を行い、利用者の意見を画面の改善に生かした。"}
    save_report(report.pk, fields, seen=report.version, actor=city.actor(Role.DIVISION_MEMBER))
    return again(report)


def asked(report: Report, rule_id: str = LATE) -> list[object]:
    return [each for each in report_challenges(report, today=TODAY) if each.rule_id == rule_id]


def test_a_late_report_is_asked_why(late: Report) -> None:
    (line,) = asked(late)
    assert line.is_open and line.sentence.startswith("工程の進み具合が「遅れ」ですが")
    assert line in open_challenges(late, today=TODAY)


def test_an_answer_travels_with_the_sheet_and_is_stored_once(city: City, late: Report) -> None:
    (line,) = asked(late)
    member, once = city.actor(Role.DIVISION_MEMBER), key()
    for _turn in range(2):
        answer_challenges(late.pk, {line.fingerprint: ANSWER}, key=once, actor=member)
    answer_challenges(late.pk, {line.fingerprint: ANSWER}, key=key(), actor=member)
    assert ChallengeAnswer.objects.filter(report=late).count() == 1
    assert AuditEntry.objects.filter(verb="challenges.answered").count() == 1
    (answered,) = asked(late)
    assert (answered.answer, answered.is_open) == (ANSWER, False)
    assert answered not in open_challenges(late, today=TODAY)
    changed = "二度目の入札も不調だったため、来年度に延ばします。"
    assert answer_challenges(late.pk, {line.fingerprint: changed}, key=key(), actor=member) == 1
    assert asked(late)[0].answer == changed
    assert ChallengeAnswer.objects.filter(report=late).count() == 2


def test_other_evidence_asks_anew(city: City, late: Report) -> None:
    member = city.actor(Role.DIVISION_MEMBER)
    answer_challenges(late.pk, {asked(late)[0].fingerprint: ANSWER}, key=key(), actor=member)
    save_report(late.pk, {"schedule_rating": "大幅な遅れ"}, seen=late.version, actor=member)
    assert asked(again(late))[0].is_open
    save_report(late.pk, {"reason": "入札が不調だった。"}, seen=again(late).version, actor=member)
    assert asked(again(late)) == []


@pytest.mark.parametrize("text", ["短い。", "あ" * 2001])
def test_an_answer_too_short_or_long_is_refused_and_nothing_stored(
    city: City, late: Report, text: str
) -> None:
    (line,) = asked(late)
    with pytest.raises(AnswersRefused) as refused:
        answer_challenges(
            late.pk, {line.fingerprint: text}, key=key(), actor=city.actor(Role.DIVISION_MEMBER)
        )
    assert "文字" in refused.value.problems[line.fingerprint]
    with pytest.raises(AnswersRefused):
        answer_challenges(late.pk, {"f" * 64: ANSWER}, key=key(), actor=city.actor(Role.DIVISION_MEMBER))
    assert not ChallengeAnswer.objects.exists()


def test_a_neighbours_text_is_found_across_the_round(city: City, late: Report) -> None:
    other = Report.objects.filter(round=late.round).exclude(pk=late.pk).first()
    Report.objects.filter(pk=other.pk).update(issues=late.done)
    (line,) = asked(late, "text.copied_neighbour")
    assert str(other.item_id) in {each.item_id for each in line.evidence}
    assert Item.objects.get(pk=other.item_id).title in line.sentence


def test_a_round_asks_the_same_as_its_reports(city: City, late: Report) -> None:
    every = round_challenges(late.round, today=TODAY)
    assert len(every) == Report.objects.filter(round=late.round, mirrors=None).count()
    for report, lines in every:
        assert lines == report_challenges(again(report), today=TODAY)


def test_sums_that_do_not_add_up_are_asked_about(city: City, late: Report) -> None:
    money = {"national_grant_thousand_yen": "400", "general_revenue_thousand_yen": "500"}
    money |= {"project_thousand_yen": "1000", "personnel_thousand_yen": "300", "total_thousand_yen": "1400"}
    member = city.actor(Role.DIVISION_MEMBER)
    save_report(late.pk, money, seen=late.version, actor=member)
    (sources,) = asked(again(late), "cost.sources_do_not_add")
    assert "財源の合計は900千円" in sources.sentence and "100千円の差" in sources.sentence
    (total,) = asked(again(late), "cost.total_does_not_add")
    assert "1300千円" in total.sentence.replace(",", "") and "1400千円" in total.sentence.replace(",", "")
    right = {"local_bond_thousand_yen": "100", "total_thousand_yen": "1300"}
    save_report(late.pk, right, seen=again(late).version, actor=member)
    assert not asked(again(late), "cost.sources_do_not_add") + asked(again(late), "cost.total_does_not_add")


def test_the_number_of_queries_is_bounded(city: City, late: Report) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        report_challenges(late, today=TODAY)
    with CaptureQueriesContext(connection) as all_of_them:
        round_challenges(late.round, today=TODAY)
    assert len(one) <= 5
    assert len(all_of_them) <= 8


def test_the_page_shows_and_stores_answers(city: City, late: Report) -> None:
    member = sign_in(city.person(Role.DIVISION_MEMBER))
    address = f"/rounds/reports/{late.pk}/challenges/"
    page = member.get(address)
    line = next(each.line for each in page.context["page"].asked if each.line.rule_id == LATE)
    field = f"answer-{line.fingerprint}"
    assert field in page.content.decode()
    answering = address.replace("challenges", "answer")
    short = member.post(answering, {"key": uuid.uuid4().hex, field: "短い"})
    assert short.status_code == 422 and "10文字以上" in short.content.decode()
    assert member.post(answering, {"key": uuid.uuid4().hex, field: ANSWER})["Location"] == address
    assert ANSWER in member.get(address).content.decode()
    viewer = sign_in(city.person(Role.VIEWER)).get(address).content.decode()
    assert ANSWER in viewer and "<textarea" not in viewer
    assert sign_in(city.person(Role.VIEWER)).post(answering, {field: ANSWER}).status_code == 403


def test_the_rounds_page_counts_narrows_and_exports(city: City, late: Report) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    address = f"/rounds/{late.round_id}/challenges"
    value = office.get(f"{address}/").context["page"]
    assert value.total == value.open == sum(each.total for each in value.rules) > 0
    assert sum(each.total for each in value.divisions) == value.total
    narrowed = office.get(f"{address}/?rule={LATE}&open=1").context["page"]
    assert [each.line.rule_id for each in narrowed.lines] == [LATE]
    table = office.get(f"{address}.csv?rule={LATE}").content.decode("utf-8-sig")
    assert len(table.strip().splitlines()) == 2 and "理由のない遅れ" in table
