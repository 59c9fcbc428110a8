"""The meetings that judge in the sample: bodies, agendas, attendance and decisions, by the real actions."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from ayumi.config.sample_city.city import CITY
from ayumi.config.sample_rounds.desk import Desk
from ayumi.config.sample_rounds.staff import Staff
from ayumi.config.sample_rounds.verdicts import verdicts
from ayumi.config.sample_rounds.words import remark, request
from ayumi.ground.fiscal_year import FiscalYear
from ayumi.rounds.actions.agenda import WantedMatter, add_matters
from ayumi.rounds.actions.bodies import BodyFacts, MemberFacts, add_body, add_member
from ayumi.rounds.actions.deciding import DecidedMove, Decision, Seen, close_meeting, decide
from ayumi.rounds.actions.meetings import MeetingFacts, Present, call_meeting, record_attendance
from ayumi.rounds.actions.scoring import GivenScore, score
from ayumi.rounds.models import AgendaItem, BodyMember, Meeting, Report, Round
from ayumi.rounds.rules.stages import StageKind

MOST = 5
"""So many measures at most are discussed one by one; the rest is judged as proposed."""
_ONE_IN = {StageKind.COMMITTEE: 8, StageKind.EXTERNAL_REVIEW: 14}
_KIND = {StageKind.COMMITTEE: "committee", StageKind.EXTERNAL_REVIEW: "external"}
_BODIES = {
    StageKind.COMMITTEE: ("情報化推進本部", "ひばり野市情報化推進本部設置要綱", "第二庁議室"),
    StageKind.EXTERNAL_REVIEW: (
        "情報化計画外部評価委員会",
        "ひばり野市附属機関の設置に関する条例",
        "議会棟会議室",
    ),
}
_OTHERS = {
    StageKind.COMMITTEE: ("本部長（副市長）", "総務部長", "企画部長", "教育部長"),
    StageKind.EXTERNAL_REVIEW: ("委員長（学識経験者）", "公募市民委員"),
}
"""The members beside the one who signs in; the first one leads."""


def found_bodies(staff: Staff) -> dict[StageKind, UUID]:
    """Add the two bodies with their members; return their ids by the stage at which they judge."""
    found = {}
    for kind, (name, basis, _place) in _BODIES.items():
        body_id = add_body(
            BodyFacts(name, kind.value, basis=basis), key=_key("body", name), actor=staff.office
        )
        signs_in = staff.committee if kind is StageKind.COMMITTEE else staff.reviewer
        members = [MemberFacts(each, is_chair=place == 0) for place, each in enumerate(_OTHERS[kind])]
        for place, facts in enumerate([*members, MemberFacts(signs_in.name, signs_in.person_id)]):
            add_member(body_id, facts, key=_key("member", name, place), actor=staff.office)
        found[kind] = body_id
    return found


def chosen(desks: Iterable[Desk], kind: StageKind) -> list[Desk]:
    """Return the few measures that a meeting discusses one by one."""
    return [desk for desk in desks if desk.chance(f"asked {kind}", _ONE_IN[kind]) == 0][:MOST]


def hold(held: Round, body_id: UUID, kind: StageKind, desks: list[Desk], staff: Staff) -> None:
    """Hold a meeting now: score, decide, ask for next year and hand on. The reports must be stored."""
    today = timezone.localdate()
    _name, _basis, place = _BODIES[kind]
    title = f"{FiscalYear(held.fiscal_year).japanese}実績の評価"
    key = _key("meeting", held.pk, kind)
    facts = MeetingFacts(title, today, place=place, minutes=remark("minutes", title, held.fiscal_year))
    meeting_id = call_meeting(body_id, held.pk, facts, key=key, actor=staff.office)
    wanted = [
        WantedMatter(report_id=desk.report.pk, reason=remark("chosen", desk.title, desk.year))
        for desk in desks
    ]
    add_matters(meeting_id, wanted, seen=1, key=_key(key, "agenda"), actor=staff.office)
    _attend(meeting_id, body_id, today, staff)
    matters = {each.report_id: each.pk for each in AgendaItem.objects.filter(meeting=meeting_id)}
    for desk in desks:
        _decide(meeting_id, matters[desk.report.pk], desk, kind, staff)
    close_meeting(meeting_id, seen=_version(meeting_id), key=_key(key, "close"), actor=staff.office)


def _attend(meeting_id: UUID, body_id: UUID, today: date, staff: Staff) -> None:
    """Everybody attends but the last one without a sign-in, who is represented."""
    members = list(BodyMember.objects.filter(body=body_id).order_by("position", "pk"))
    away = [each.pk for each in members if each.person_id is None][-1]
    presences = {
        each.pk: Present(represented_by="次長（代理）") if each.pk == away else Present(attended=True)
        for each in members
    }
    record_attendance(meeting_id, presences, seen=_version(meeting_id), actor=staff.office)


def _decide(meeting_id: UUID, matter_id: UUID, desk: Desk, kind: StageKind, staff: Staff) -> None:
    achievement, direction = verdicts(desk, kind, desk.proposed())
    member = staff.committee if kind is StageKind.COMMITTEE else staff.reviewer
    given = GivenScore(achievement.value, direction.value, direction.reason)
    score(matter_id, given, key=_key("score", matter_id), actor=member)
    decision = Decision(
        text=remark("decided", desk.title, desk.year),
        reason=achievement.reason or direction.reason,
        value=achievement.value,
        direction=direction.value,
        asks=request(_KIND[kind], desk.title, desk.year),
        move=DecidedMove.ADVANCE,
    )
    seen = Seen(_version(meeting_id), desk.report.version)
    decide(matter_id, decision, seen=seen, key=_key("decision", matter_id), actor=staff.office)
    for verdict in (achievement, direction):
        desk.verdicts[kind, verdict.subject.value] = verdict.value
    _read_again(desk)


def _read_again(desk: Desk) -> None:
    """Take over what the action wrote on the report's row."""
    names = ("position", "version", "last_moved_by", "approved_by_name")
    row = Report.objects.values(*names).get(pk=desk.report.pk)
    for name in names:
        setattr(desk.report, name, row[name])


def _version(meeting_id: UUID) -> int:
    return Meeting.objects.values_list("version", flat=True).get(pk=meeting_id)


def _key(*parts: object) -> str:
    return UUID(CITY.identifier("meeting", *parts)).hex
