"""Bodies, meetings, scores and decisions: who may, what follows, and what never changes."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from ayumi.rounds.actions.agenda import WantedMatter, add_matters, take_off
from ayumi.rounds.actions.bodies import BodyFacts, MemberFacts, add_body, add_member, edit_body, edit_member
from ayumi.rounds.actions.deciding import Decision, Seen, close_meeting, decide
from ayumi.rounds.actions.meetings import (
    MeetingFacts,
    Present,
    correct_meeting,
    edit_meeting,
    record_attendance,
)
from ayumi.rounds.actions.moving import advance
from ayumi.rounds.actions.rating import RatingRefused
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.actions.scoring import GivenScore, close_vote, score, seal_of
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import matter_for, meeting_for
from ayumi.rounds.models import (
    AgendaItem,
    Attendance,
    Body,
    FollowUp,
    FollowUpState,
    Meeting,
    MeetingDecision,
    MoveRecord,
    Rating,
    Score,
)
from ayumi.rounds.models.presence import quorum_of
from ayumi.rounds.queries.matter import matter_page
from ayumi.rounds.rules.bodies import Quorum
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City
from tests.rounds.meetings import ADVANCE, COMMITTEE_ROUND, FIRST, RETURN, SECOND, Committee, committee
from tests.rounds.rounds import again, key, opened, own_report, submitted

pytestmark = pytest.mark.django_db
WORDS = GivenScore("○", "継続", "よい取組です。")


@pytest.fixture
def held(city: City) -> Committee:
    """A meeting with one submitted report and one matter in words on its agenda."""
    made = committee(city, opened(city, COMMITTEE_ROUND))
    report = own_report(city, Meeting.objects.get().round)
    made.put_on(submitted(city, report), title="前回議事録の確認")
    return made


def agenda(held: Committee) -> tuple[AgendaItem, AgendaItem]:
    """Return the matter of the report and the one in words."""
    first, second = AgendaItem.objects.select_related("report__round").order_by("position")
    return first, second


def test_a_body_and_its_members_are_kept_by_the_office_alone(city: City) -> None:
    office, member = city.actor(Role.PLAN_OFFICE), city.actor(FIRST)
    with pytest.raises(PermissionDenied):
        add_body(BodyFacts("勝手な会"), key=key(), actor=member)
    sent = key()
    body_id = add_body(BodyFacts("推進本部"), key=sent, actor=office)
    assert add_body(BodyFacts("推進本部"), key=sent, actor=office) == body_id
    with pytest.raises(MoveRefused, match="すでに登録"):
        add_body(BodyFacts("推進本部"), key=key(), actor=office)
    edit_body(body_id, BodyFacts("推進本部", quorum=Quorum.ALL), seen=1, actor=office)
    with pytest.raises(MoveRefused, match="ほかの人"):
        edit_body(body_id, BodyFacts("推進本部", quorum=Quorum.HALF), seen=1, actor=office)
    assert Body.objects.get().quorum == Quorum.ALL.value
    with pytest.raises(PermissionDenied):
        add_member(body_id, MemberFacts("自分"), key=key(), actor=member)


def test_one_person_is_one_member_on_one_day(city: City) -> None:
    office, person = city.actor(Role.PLAN_OFFICE), city.person(FIRST).pk
    body_id = add_body(BodyFacts("推進本部"), key=key(), actor=office)
    first = MemberFacts("副市長", person, valid_to=date(2025, 3, 31))
    member_id = add_member(body_id, first, key=key(), actor=office)
    with pytest.raises(MoveRefused, match="同じ期間"):
        add_member(
            body_id, MemberFacts("委員", person, valid_from=date(2025, 3, 31)), key=key(), actor=office
        )
    add_member(body_id, MemberFacts("委員", person, valid_from=date(2025, 4, 1)), key=key(), actor=office)
    seen = Body.objects.get().version
    with pytest.raises(MoveRefused, match="同じ期間"):
        edit_member(member_id, MemberFacts("副市長", person), seen=seen, actor=office)
    with pytest.raises(MoveRefused, match="一覧から"):
        add_member(body_id, MemberFacts("だれか", uuid4()), key=key(), actor=office)


def test_the_quorum_is_counted_of_the_members_of_that_day(held: Committee) -> None:
    assert (quorum_of(held.meeting).members, quorum_of(held.meeting).counted) == (3, 0)
    held.attend("本部長")
    assert not quorum_of(held.meeting).is_met
    presences = {
        held.members["本部長"]: Present(attended=True),
        held.members["総務部長"]: Present(represented_by="総務課長"),
    }
    record_attendance(held.meeting_id, presences, seen=held.meeting.version, actor=held.office)
    assert quorum_of(held.meeting).is_met
    facts = MeetingFacts("令和7年度 第1回", date(2025, 7, 2))
    term = MemberFacts("学識経験者", valid_to=date(2025, 7, 1))
    edit_member(held.members["学識経験者"], term, seen=Body.objects.get().version, actor=held.office)
    edit_meeting(held.meeting_id, facts, seen=held.meeting.version, actor=held.office)
    assert (quorum_of(held.meeting).members, quorum_of(held.meeting).counted) == (2, 2)
    assert {row.name for row in Attendance.objects.all()} == {"本部長", "総務部長"}


def test_an_open_meeting_is_there_for_its_members_and_the_office_alone(held: Committee) -> None:
    city = held.city
    for role in (FIRST, SECOND, Role.PLAN_OFFICE):
        assert meeting_for(city.actor(role), held.meeting_id).meeting.pk == held.meeting_id
    for role in (Role.EXTERNAL_REVIEWER, Role.DIVISION_HEAD, Role.ADMINISTRATOR):
        with pytest.raises(Http404):
            meeting_for(city.actor(role), held.meeting_id)
    close_meeting(held.meeting_id, seen=held.meeting.version, key=key(), actor=held.office)
    assert meeting_for(city.actor(Role.EXTERNAL_REVIEWER), held.meeting_id).member is None


def test_the_first_score_stands(held: Committee) -> None:
    matter, words = agenda(held)
    sent, member = key(), held.city.actor(FIRST)
    score(matter.pk, WORDS, key=sent, actor=member)
    score(matter.pk, GivenScore("×", "廃止"), key=sent, actor=member)
    with pytest.raises(MoveRefused, match="すでに採点"):
        score(matter.pk, GivenScore("×", "廃止"), key=key(), actor=member)
    assert [(row.value, row.direction) for row in Score.objects.all()] == [("○", "継続")]
    with pytest.raises(MoveRefused, match="一覧から"):
        score(matter.pk, GivenScore("A", "継続"), key=key(), actor=held.city.actor(SECOND))
    with pytest.raises(MoveRefused, match="対象ではありません"):
        score(words.pk, WORDS, key=key(), actor=member)
    with pytest.raises(PermissionDenied):
        score(matter.pk, WORDS, key=key(), actor=held.office)
    with pytest.raises(Http404):
        score(matter.pk, WORDS, key=key(), actor=held.city.actor(Role.EXTERNAL_REVIEWER))


def seen_by(held: Committee, matter: AgendaItem, role: Role) -> object:
    """Return the scores of a matter as somebody sees them."""
    return matter_page(*matter_for(held.city.actor(role), matter.pk)).scores


def test_members_see_the_others_only_after_they_have_scored(held: Committee) -> None:
    matter, _words = agenda(held)
    held.scored(matter, FIRST, "×", "廃止")
    for role in (SECOND, Role.PLAN_OFFICE):
        scores = seen_by(held, matter, role)
        assert (scores.sight, scores.scored, scores.members) == ("count", 1, 3)
        assert (scores.own, scores.values, scores.directions, scores.lines) == (None, (), (), ())
    held.scored(matter, SECOND, "○", "継続")
    scores = seen_by(held, matter, SECOND)
    assert {each.word: each.count for each in scores.values if each.count} == {"○": 1, "×": 1}
    assert {(line.name, line.value) for line in scores.lines} == {("", "")}
    assert sorted(line.comment for line in scores.lines) == ["×の意見", "○の意見"]
    close_vote(matter.pk, seen=held.meeting.version, actor=held.office)
    for role in (FIRST, Role.PLAN_OFFICE):
        lines = seen_by(held, matter, role).lines
        assert {(line.name, line.value) for line in lines} == {("本部長", "×"), ("総務部長", "○")}


def test_the_audit_trail_keeps_a_score_sealed_until_the_vote_is_closed(held: Committee) -> None:
    matter, _words = agenda(held)
    held.scored(matter, FIRST, "×", "廃止")
    entry = AuditEntry.objects.get(verb="matter.scored")
    assert entry.changes == {"seal": ["", seal_of(Score.objects.get())]}
    assert "廃止" not in str(entry.changes)
    close_vote(matter.pk, seen=held.meeting.version, actor=held.office)
    close_vote(matter.pk, seen=1, actor=held.office)
    (line,) = AuditEntry.objects.get(verb="matter.vote_closed").changes["scores"][1]
    assert line == [matter.title, "本部長", str(Score.objects.get().pk), "×", "廃止", "×の意見"]
    with pytest.raises(MoveRefused, match="締め切られて"):
        held.scored(matter, SECOND, "○")


def test_a_decision_rates_moves_and_asks(held: Committee) -> None:
    matter, words = agenda(held)
    with pytest.raises(MoveRefused, match="定足数"):
        held.decided(matter)
    held.attend("本部長", "総務部長")
    held.decided(matter, value="△", direction="改善", asks="利用者の声を集めること。", move=ADVANCE)
    report = again(matter.report)
    assert report.position == 2
    ratings = Rating.objects.filter(stage="committee").order_by("subject")
    assert [(row.subject, row.value, row.reason) for row in ratings] == [
        ("achievement", "△", "成果が出ている。"),
        ("direction", "改善", "成果が出ている。"),
    ]
    assert {row.person_name for row in ratings} == {"情報化推進本部（令和7年度 第1回）"}
    follow_up = FollowUp.objects.get()
    assert (follow_up.item_id, follow_up.text) == (report.item_id, "利用者の声を集めること。")
    assert follow_up.asked_by == "情報化推進本部 令和7年度 第1回"
    assert agenda(held)[0].is_vote_closed
    held.decided(words, text="承認した。")
    with pytest.raises(MoveRefused, match="施策の議題だけ"):
        held.decided(words, value="○")


def test_a_meeting_sends_a_report_back(held: Committee) -> None:
    matter, _words = agenda(held)
    held.attend("本部長", "総務部長")
    held.decided(matter, move=RETURN)
    assert again(matter.report).position == 0
    assert MoveRecord.objects.get(verb="report.returned").comment == "継続とする。\n成果が出ている。"


def test_what_cannot_be_done_wholly_is_not_done_at_all(held: Committee) -> None:
    matter, _words = agenda(held)
    held.attend("本部長", "総務部長")
    before = (Rating.objects.count(), AuditEntry.objects.count(), held.meeting.version)
    decision = Decision("継続", "理由", "○", "継続", asks="求める", move=ADVANCE)
    stale = Seen(held.meeting.version, again(matter.report).version - 1)
    with pytest.raises(ReportChangedMeanwhile):
        decide(matter.pk, decision, seen=stale, key=key(), actor=held.office)
    for wrong in ({"value": "A"}, {"direction": "たぶん"}, {"reason": " "}, {"text": ""}):
        with pytest.raises((MoveRefused, RatingRefused)):
            held.decided(matter, **wrong)
    with pytest.raises(MoveRefused, match="記録が変わりました"):
        decide(matter.pk, decision, seen=Seen(1, 99), key=key(), actor=held.office)
    assert (Rating.objects.count(), AuditEntry.objects.count(), held.meeting.version) == before
    assert not MeetingDecision.objects.exists()
    assert not FollowUp.objects.exists()
    assert not agenda(held)[0].is_vote_closed


def test_a_decision_sent_twice_is_one(held: Committee) -> None:
    matter, _words = agenda(held)
    held.attend("本部長", "総務部長")
    sent, seen = key(), Seen(held.meeting.version, again(matter.report).version)
    decision = Decision("継続", "理由", "○", "継続", asks="求める", move=ADVANCE)
    made = decide(matter.pk, decision, seen=seen, key=sent, actor=held.office)
    assert decide(matter.pk, decision, seen=seen, key=sent, actor=held.office) == made
    assert (MeetingDecision.objects.count(), FollowUp.objects.count()) == (1, 1)
    with pytest.raises(PermissionDenied):
        decide(matter.pk, decision, seen=seen, key=key(), actor=held.city.actor(FIRST))


def test_a_decision_that_is_changed_leaves_the_earlier_one_and_asks_anew(held: Committee) -> None:
    matter, _words = agenda(held)
    held.attend("本部長", "総務部長")
    held.decided(matter, asks="集めること。")
    held.decided(matter, value="◎", asks="集めること。")
    assert FollowUp.objects.count() == 1
    held.decided(matter, value="◎", asks="別のこと。")
    states = {row.text: row.state for row in FollowUp.objects.all()}
    assert states == {"集めること。": FollowUpState.WITHDRAWN, "別のこと。": FollowUpState.ASKED}
    assert [row.value for row in MeetingDecision.objects.all()] == ["○", "◎", "◎"]


def test_a_report_that_is_not_at_the_bodys_stage_is_not_judged(held: Committee) -> None:
    matter, _words = agenda(held)
    held.attend("本部長", "総務部長")
    advance(matter.report_id, seen=again(matter.report).version, key=key(), actor=held.office)
    with pytest.raises(MoveRefused, match="全段階を終了"):
        held.decided(matter)


def test_a_closed_meeting_is_corrected_and_never_edited(held: Committee) -> None:
    matter, words = agenda(held)
    held.attend("本部長", "総務部長")
    with pytest.raises(MoveRefused, match="そのまま直せます"):
        correct_meeting(held.meeting_id, "訂正", "理由", key=key(), actor=held.office)
    held.decided(matter, move=ADVANCE)
    sent, seen = key(), held.meeting.version
    close_meeting(held.meeting_id, seen=seen, key=sent, actor=held.office)
    close_meeting(held.meeting_id, seen=seen, key=sent, actor=held.office)
    version, facts = held.meeting.version, MeetingFacts("別の名前", date(2025, 7, 1))
    wanted = [WantedMatter(title="後から")]
    for refused in (
        lambda: edit_meeting(held.meeting_id, facts, seen=version, actor=held.office),
        lambda: record_attendance(held.meeting_id, {}, seen=version, actor=held.office),
        lambda: add_matters(held.meeting_id, wanted, seen=version, key=key(), actor=held.office),
        lambda: take_off(words.pk, seen=version, actor=held.office),
        lambda: close_meeting(held.meeting_id, seen=version, key=key(), actor=held.office),
    ):
        with pytest.raises(MoveRefused, match="確定しています"):
            refused()
    with pytest.raises(MoveRefused, match="動かせません"):
        held.decided(matter, move=RETURN)
    ratings = Rating.objects.count()
    held.decided(matter, value="×", reason="写し間違い")
    correction = MeetingDecision.objects.last()
    assert (correction.is_correction, correction.value) == (True, "×")
    assert Rating.objects.count() == ratings, "the report has moved on and keeps what was said"
    row = correct_meeting(held.meeting_id, "開始は14時", "誤記", key=key(), actor=held.office)
    assert held.meeting.corrections.get().pk == row
    assert held.meeting.version == version


def test_a_member_leaves_and_the_record_of_the_day_stays(held: Committee) -> None:
    held.attend("本部長", "総務部長")
    close_meeting(held.meeting_id, seen=held.meeting.version, key=key(), actor=held.office)
    gone = MemberFacts("前総務部長", held.city.person(SECOND).pk, valid_to=date(2025, 3, 31))
    edit_member(held.members["総務部長"], gone, seen=Body.objects.get().version, actor=held.office)
    count = quorum_of(held.meeting)
    assert (count.members, count.attended) == (3, 2)
    assert {row.name for row in Attendance.objects.all()} == {"本部長", "総務部長", "学識経験者"}


def test_a_matter_that_was_scored_stays_on_the_agenda(held: Committee) -> None:
    matter, words = agenda(held)
    held.scored(matter, FIRST, "○")
    with pytest.raises(MoveRefused, match="外せません"):
        take_off(matter.pk, seen=held.meeting.version, actor=held.office)
    take_off(words.pk, seen=held.meeting.version, actor=held.office)
    assert [row.pk for row in AgendaItem.objects.all()] == [matter.pk]
    with pytest.raises(Http404):
        take_off(words.pk, seen=held.meeting.version, actor=held.office)
    held.put_on(matter.report)
    assert AgendaItem.objects.count() == 1, "a report stands on an agenda once"


def test_only_reports_of_the_meetings_round_come_on_its_agenda(held: Committee) -> None:
    other = own_report(held.city, opened(held.city, COMMITTEE_ROUND, year=2025))
    for wanted in (other.pk, uuid4()):
        with pytest.raises(MoveRefused, match="この会議で扱う"):
            add_matters(
                held.meeting_id,
                [WantedMatter(report_id=wanted)],
                seen=held.meeting.version,
                key=key(),
                actor=held.office,
            )


def test_every_write_is_audited(held: Committee) -> None:
    matter, _words = agenda(held)
    held.attend("本部長", "総務部長")
    held.scored(matter, FIRST, "○")
    held.decided(matter, asks="求める")
    close_meeting(held.meeting_id, seen=held.meeting.version, key=key(), actor=held.office)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs >= {
        *("body.added", "member.added", "meeting.called", "agenda.added", "meeting.attended"),
        *("matter.scored", "matter.decided", "report.rated", "meeting.closed"),
    }
