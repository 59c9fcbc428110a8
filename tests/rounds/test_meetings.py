"""Bodies and meetings: who may, how they are recorded, and what never changes."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from ayumi.rounds.actions.agenda import WantedMatter, add_matters, take_off
from ayumi.rounds.actions.bodies import BodyFacts, MemberFacts, add_body, add_member, edit_body, edit_member
from ayumi.rounds.actions.deciding import close_meeting
from ayumi.rounds.actions.meetings import (
    MeetingFacts,
    Present,
    correct_meeting,
    edit_meeting,
    record_attendance,
)
from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.gates.meetings import meeting_for
from ayumi.rounds.models import (
    AgendaItem,
    Attendance,
    Body,
    MeetingDecision,
    Rating,
)
from ayumi.rounds.models.presence import quorum_of
from ayumi.rounds.rules.bodies import Quorum
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City
from tests.rounds.meetings import (
    ADVANCE,
    COMMITTEE_ROUND,
    FIRST,
    RETURN,
    SECOND,
    Committee,
    agenda,
    with_agenda,
)
from tests.rounds.rounds import key, opened, own_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(city: City) -> Committee:
    """A meeting with one submitted report and one matter in words on its agenda."""
    return with_agenda(city)


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
