"""The bodies with their members of today and of the past."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayumi.ground.wording import say
from ayumi.rounds.models import Body, BodyMember, Meeting
from ayumi.rounds.models.presence import term_of
from ayumi.rounds.queries.meeting import MeetingLine, meeting_lines
from ayumi.rounds.rules.bodies import QUORUM_TEXTS, Quorum, needed
from ayumi.rounds.rules.stages import StageKind
from ayumi.rounds.words import STAGE_KIND
from ayumi.tenancy.models import Person
from ayumi.tenancy.rules import Actor


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A membership. ``signs_in`` names the person who signs in as this member."""

    id: UUID
    name: str
    is_chair: bool
    signs_in: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body with how many members it has today, and how many of them make a quorum."""

    id: UUID
    name: str
    stage: str
    quorum: str
    members: int
    needed: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body: the members of today, those of other days, and its meetings that the reader may open."""

    body: BodyLine
    version: int
    basis: str
    counts_representatives: bool
    members: tuple[MemberLine, ...]
    others: tuple[MemberLine, ...]
    meetings: tuple[MeetingLine, ...]


def bodies_page(*, today: date) -> tuple[BodyLine, ...]:
    """Return every body, those at work first: 2 queries."""
    members: dict[UUID, int] = defaultdict(int)
    for member in BodyMember.objects.all():
        members[member.body_id] += term_of(member).holds(today)
    bodies = Body.objects.order_by("-is_active", "name")
    return tuple(_line(body, members[body.pk]) for body in bodies)


def body_page(body: Body, actor: Actor, *, today: date) -> BodyPage:
    """Return the page of a body, given its row: 3 queries."""
    rows = list(BodyMember.objects.filter(body=body).select_related("person"))
    rows.sort(key=lambda member: (not member.is_chair, member.position))
    now = [member for member in rows if term_of(member).holds(today)]
    return BodyPage(
        body=_line(body, len(now)),
        version=body.version,
        basis=body.basis,
        counts_representatives=body.counts_representatives,
        members=tuple(_member(member) for member in now),
        others=tuple(_member(member) for member in rows if member not in now),
        meetings=meeting_lines(Meeting.objects.filter(body=body), actor),
    )


def stage_word(stage: str) -> str:
    """推進本部の評価, or 助言 for a body that judges at no stage."""
    return str(STAGE_KIND[StageKind(stage)]) if stage else say("評価の段階を受け持たない（助言）")


def _line(body: Body, members: int) -> BodyLine:
    rule = Quorum(body.quorum)
    return BodyLine(
        id=body.pk,
        name=body.name,
        stage=stage_word(body.stage),
        quorum=say(QUORUM_TEXTS[rule]),
        members=members,
        needed=needed(rule, members),
        is_active=body.is_active,
    )


def _member(member: BodyMember) -> MemberLine:
    return MemberLine(
        id=member.pk,
        name=member.name,
        is_chair=member.is_chair,
        signs_in=member.person.display_name if member.person else "",
        valid_from=member.valid_from,
        valid_to=member.valid_to,
    )


def people_choices() -> list[tuple[str, str]]:
    """Return the people of the municipality who can be linked to a member: 1 query."""
    columns = ("pk", "display_name", "login_name")
    people = Person.members.filter(is_active=True).order_by("display_name", "login_name")
    return [(str(pk), f"{name}（{login}）") for pk, name, login in people.values_list(*columns)]
