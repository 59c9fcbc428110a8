"""Meetings for tests: a committee of three of whom two sign in, and a meeting about a round."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ayumi.rounds.actions.agenda import WantedMatter, add_matters
from ayumi.rounds.actions.bodies import BodyFacts, MemberFacts, add_body, add_member
from ayumi.rounds.actions.deciding import DecidedMove, Decision, Seen, decide
from ayumi.rounds.actions.meetings import MeetingFacts, Present, call_meeting, record_attendance
from ayumi.rounds.actions.scoring import GivenScore, score
from ayumi.rounds.models import AgendaItem, BodyMember, Meeting, Report, Round
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.rules import Actor, Role
from tests.people import City
from tests.rounds.rounds import again, key, opened, own_report, submitted

HELD_ON = date(2025, 7, 1)
COMMITTEE_ROUND = (StageKind.SELF_ASSESSMENT, StageKind.COMMITTEE)
FIRST, SECOND = Role.COMMITTEE_MEMBER, Role.VIEWER
"""The two members who sign in; being a member, not the role, is what lets them score."""


@dataclass(slots=True)
class Committee:
    """A body with its meeting. ``city`` is in scope."""

    city: City
    body_id: UUID
    meeting_id: UUID
    members: dict[str, UUID] = field(default_factory=dict)

    @property
    def office(self) -> Actor:
        """The plan office."""
        return self.city.actor(Role.PLAN_OFFICE)

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands now."""
        return Meeting.objects.get(pk=self.meeting_id)

    def again_about(self, round_id: UUID) -> "Committee":
        """Call another meeting of the same body."""
        facts = MeetingFacts("次の会議", HELD_ON)
        called = call_meeting(self.body_id, round_id, facts, key=key(), actor=self.office)
        return Committee(self.city, self.body_id, called, self.members)

    def put_on(self, *reports: Report, title: str = "") -> list[AgendaItem]:
        """Put reports, or a matter in words, on the agenda; return the whole agenda."""
        wanted = [WantedMatter(report_id=report.pk) for report in reports]
        if title:
            wanted.append(WantedMatter(title=title))
        add_matters(self.meeting_id, wanted, seen=self.meeting.version, key=key(), actor=self.office)
        return list(AgendaItem.objects.filter(meeting=self.meeting_id))

    def attend(self, *names: str) -> None:
        """Record that the members called so attended, and nobody else."""
        presences = {self.members[name]: Present(attended=True) for name in names}
        record_attendance(self.meeting_id, presences, seen=self.meeting.version, actor=self.office)

    def scored(self, matter: AgendaItem, role: Role, value: str, direction: str = "継続") -> None:
        """Score as the member who signs in with this role."""
        given = GivenScore(value, direction, f"{value}の意見")
        score(matter.pk, given, key=key(), actor=self.city.actor(role))

    def decided(self, matter: AgendaItem, **changes: object) -> UUID:
        """Decide a matter as the plan office records it."""
        facts: dict[str, object] = {"text": "継続とする。", "reason": "成果が出ている。"}
        if matter.report_id:
            facts |= {"value": "○", "direction": "継続"}
        report = again(matter.report) if matter.report_id else None
        seen = Seen(self.meeting.version, report.version if report else 0)
        return decide(matter.pk, Decision(**(facts | changes)), seen=seen, key=key(), actor=self.office)


def committee(city: City, held: Round | None, *, stage: str = StageKind.COMMITTEE.value) -> Committee:
    """Return a body of three with a meeting on 1 July 2025; nobody has attended yet."""
    office = city.actor(Role.PLAN_OFFICE)
    body_id = add_body(BodyFacts("情報化推進本部", stage), key=key(), actor=office)
    people = {"本部長": city.person(FIRST), "総務部長": city.person(SECOND), "学識経験者": None}
    members = {
        name: add_member(
            body_id,
            MemberFacts(name, person.pk if person else None, is_chair=name == "本部長"),
            key=key(),
            actor=office,
        )
        for name, person in people.items()
    }
    facts = MeetingFacts("令和7年度 第1回", HELD_ON)
    meeting_id = call_meeting(body_id, held.pk if held else None, facts, key=key(), actor=office)
    assert BodyMember.objects.count() == 3
    return Committee(city, body_id, meeting_id, members)


ADVANCE, RETURN = DecidedMove.ADVANCE, DecidedMove.RETURN


def with_agenda(city: City) -> Committee:
    """Return a meeting with one submitted report and one matter in words on its agenda."""
    held = opened(city, COMMITTEE_ROUND)
    made = committee(city, held)
    made.put_on(submitted(city, own_report(city, held)), title="前回議事録の確認")
    return made


def agenda(held: Committee) -> tuple[AgendaItem, AgendaItem]:
    """Return the matter of the report and the one in words."""
    first, second = AgendaItem.objects.select_related("report__round").order_by("position")
    return first, second
