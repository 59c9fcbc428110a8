"""Scores and decisions: who sees what and when, what follows from a decision, and what is never half done."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from ayumi.rounds.actions.deciding import Decision, Seen, decide
from ayumi.rounds.actions.moving import advance
from ayumi.rounds.actions.rating import RatingRefused
from ayumi.rounds.actions.saving import ReportChangedMeanwhile
from ayumi.rounds.actions.scoring import GivenScore, close_vote, score, seal_of
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import matter_for
from ayumi.rounds.models import (
    AgendaItem,
    FollowUp,
    FollowUpState,
    MeetingDecision,
    MoveRecord,
    Rating,
    Score,
)
from ayumi.rounds.queries.matter import matter_page
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City
from tests.rounds.meetings import ADVANCE, FIRST, RETURN, SECOND, Committee, agenda, with_agenda
from tests.rounds.rounds import again, key

pytestmark = pytest.mark.django_db
WORDS = GivenScore("○", "継続", "よい取組です。")


@pytest.fixture
def held(city: City) -> Committee:
    """A meeting with one submitted report and one matter in words on its agenda."""
    return with_agenda(city)


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
