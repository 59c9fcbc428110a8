"""A round of the sample from its opening to where it stands: sittings of divisions, offices and meetings."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_rounds.calendar import Course
from ayumi.config.sample_rounds.clock import at
from ayumi.config.sample_rounds.desk import Desk
from ayumi.config.sample_rounds.facts import add_facts
from ayumi.config.sample_rounds.sittings import Sittings
from ayumi.config.sample_rounds.staff import Staff
from ayumi.config.sample_rounds.writing import store
from ayumi.rounds.models import Round
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.rules import Actor

HEAD_AT, OFFICE_AT, COMMITTEE_AT, REVIEW_AT = 1, 2, 3, 4
"""Positions of the stages after the self-assessment, as they are proposed."""
_A_WHILE = timedelta(minutes=4)
Event = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Station:
    """A stage after the first one: where it stands, its kind, and who acts there."""

    position: int
    kind: StageKind
    actor: Actor


@dataclass(slots=True)
class Walk:
    """Rounds that run side by side: what happens is planned first, then done in the order of its moments."""

    course: Course
    staff: Staff
    bodies: Mapping[StageKind, UUID]
    events: list[tuple[datetime, Event]] = field(default_factory=list)

    def lead(self, rounds: Mapping[Round, list[Desk]]) -> None:
        """Do everything that happens to the reports of the rounds until now."""
        half = (self.course.due(StageKind.SELF_ASSESSMENT) - self.course.opened.date()).days // 2
        under_way = [(Sittings(held), desks, _by_division(desks)) for held, desks in rounds.items()]
        for sittings, _desks, groups in under_way:
            for (division, _is_late), own in groups.items():
                self._write(sittings, own, self.staff.members[division], half)
        self._happen()
        for sittings, desks, groups in under_way:
            store(desks)
            with at(min(self.course.opened + timedelta(days=half), self.course.now)):
                sittings.look_at_challenges()
            for (division, is_late), own in groups.items():
                handed = [desk for desk in own if desk.fate.reaches]
                if handed:
                    self._hand_on(sittings, handed, division, half if not is_late else 2 * half + 4)
            self._meetings(sittings, desks)
        self._happen()
        for held, desks in rounds.items():
            store(desks)
            add_facts(held, desks)

    def _write(self, sittings: Sittings, own: list[Desk], member: Actor, half: int) -> None:
        """Plan that a division fills its sheets; of those never handed in, half are only begun."""
        course, key = self.course, f"writes {own[0].division} {self.course.fiscal_year}"
        day = course.opened.date() + timedelta(2 + spread(key, max(half - 3, 1)))
        filled = [desk for desk in own if desk.fate.reaches]
        begun = [desk for desk in own if not desk.fate.reaches and desk.chance("begun", 2)]
        self._plan(day, key, None, lambda: sittings.write(filled, begun, course, member))

    def _hand_on(self, sittings: Sittings, own: list[Desk], division: UUID, days: int) -> None:
        """Plan what a division's sheets go through, from their submission to the plan office's approval."""
        member, head = self.staff.members[division], self.staff.heads[division]
        key = f"submits {own[0].division} {self.course.fiscal_year}"
        day = self.course.opened.date() + timedelta(days + 1 + spread(key, 6))
        moment = self._plan(day, key, None, lambda: sittings.submit(own, member))
        checked = [desk for desk in own if desk.fate.reaches > HEAD_AT]
        refused = [desk for desk in own if desk.fate.waits]
        self._plan(
            self._next(moment),
            f"refuses {key}",
            moment,
            lambda: sittings.send_back(refused, StageKind.HEAD, head),
        )
        of_head = Station(HEAD_AT, StageKind.HEAD, head)
        moment = self._pass(sittings, checked, moment, of_head, (member, of_head))
        approved = [desk for desk in checked if desk.fate.reaches > OFFICE_AT]
        office = Station(OFFICE_AT, StageKind.PLAN_OFFICE, self.staff.office)
        self._pass(sittings, approved, moment, office, (member, of_head))

    def _pass(
        self,
        sittings: Sittings,
        desks: list[Desk],
        moment: datetime,
        station: Station,
        own: tuple[Actor, Station],
    ) -> datetime:
        """Plan that a station approves; what it returns first comes back better and is approved later."""
        if not desks:
            return moment
        back = [desk for desk in desks if desk.fate.returned_by is station.kind]
        straight = [desk for desk in desks if desk.fate.returned_by is not station.kind]
        key = f"{station.kind} {desks[0].division} {self.course.fiscal_year}"

        def looked() -> None:
            sittings.send_back(back, station.kind, station.actor)
            sittings.approve(straight, station.kind, station.actor)

        moment = self._plan(self._next(moment), key, moment, looked)
        if not back:
            return moment
        member, head = own
        again = self._plan(self._next(moment), key, moment, lambda: sittings.improve(back, member))
        moment = self._plan(
            self._next(again), key, again, lambda: sittings.approve(back, head.kind, head.actor)
        )
        if station.position == head.position:
            return moment
        return self._plan(
            moment.date(), key, moment, lambda: sittings.approve(back, station.kind, station.actor)
        )

    def _meetings(self, sittings: Sittings, desks: list[Desk]) -> None:
        """Plan the meetings that judge everything that has come so far and goes further."""
        for kind, position in ((StageKind.COMMITTEE, COMMITTEE_AT), (StageKind.EXTERNAL_REVIEW, REVIEW_AT)):
            going = [desk for desk in desks if desk.fate.reaches > position]
            if going:
                self._meeting(sittings, going, kind)

    def _meeting(self, sittings: Sittings, going: list[Desk], kind: StageKind) -> None:
        lately = timezone.localtime(self.course.now).date() - timedelta(1)
        day = self.course.due(kind) if self.course.is_finished else lately
        after = max(moment for moment, _event in self.events)
        body_id = self.bodies[kind]
        self._plan(day, f"meets {kind}", after, lambda: sittings.meet(going, kind, body_id, self.staff))

    def _next(self, moment: datetime) -> date:
        return timezone.localtime(moment).date() + timedelta(1)

    def _plan(self, day: date, key: str, after: datetime | None, event: Event) -> datetime:
        """Plan an event of ``day``, later than ``after`` and never later than now; return its moment."""
        moment = self.course.moment(day, key)
        if after is not None and moment <= after:
            moment = min(after + _A_WHILE, self.course.now)
        self.events.append((moment, event))
        return moment

    def _happen(self) -> None:
        """Do what is planned in the order of its moments; what is planned for one moment in that order."""
        for moment, event in sorted(self.events, key=lambda each: each[0]):
            with at(moment):
                event()
        self.events.clear()


def _by_division(desks: Iterable[Desk]) -> dict[tuple[UUID, bool], list[Desk]]:
    """Return the sheets of each division, those that come late apart from the others."""
    groups: dict[tuple[UUID, bool], list[Desk]] = defaultdict(list)
    for desk in desks:
        if desk.report.division_id is not None:
            groups[desk.report.division_id, desk.fate.is_late].append(desk)
    return groups
