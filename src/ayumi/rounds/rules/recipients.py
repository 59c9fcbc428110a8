"""Whom a report concerns: the people of the stage at which it waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.rules import Permission, Role, permissions_of

STAGE_PERMISSIONS: dict[StageKind, Permission] = {
    StageKind.SELF_ASSESSMENT: Permission.WRITE_OWN_REPORTS,
    StageKind.HEAD: Permission.APPROVE_OWN_REPORTS,
    StageKind.PLAN_OFFICE: Permission.RUN_ROUNDS,
    StageKind.COMMITTEE: Permission.JUDGE_REPORTS,
    StageKind.EXTERNAL_REVIEW: Permission.REVIEW_REPORTS,
}
"""What a person of the stage may. Where the house has nobody who judges, the plan office records it."""
IN_DIVISION = frozenset({StageKind.SELF_ASSESSMENT, StageKind.HEAD})


@dataclass(frozen=True, slots=True)
class Seat:
    """A role that a person with an account in use holds today."""

    person_id: UUID
    role: Role
    division_id: UUID | None

    def may(self, permission: Permission) -> bool:
        """Tell whether the role allows it."""
        return permission in permissions_of(frozenset({self.role}))


class People:
    """Everybody's seats of today, and who answers for which measure."""

    def __init__(self, seats: Iterable[Seat], owners: Mapping[UUID, UUID]) -> None:
        self._seats = tuple(seats)
        self._owners = owners
        self._found: dict[tuple[StageKind, UUID | None], frozenset[UUID]] = {}

    def at(self, kind: StageKind, division_id: UUID | None, item_id: UUID) -> frozenset[UUID]:
        """Return who acts at a stage on a report of this division and measure.

        On the division's own sheet the person who answers for the measure; where nobody does, or the
        person no longer writes in the division, everybody who writes there, and without a division the
        plan office.
        """
        group = self._group(kind, division_id)
        if kind is StageKind.SELF_ASSESSMENT:
            owner = self._owners.get(item_id)
            if owner is not None and (owner in group or owner in self._group(StageKind.PLAN_OFFICE, None)):
                return frozenset({owner})
        return group or self._group(StageKind.PLAN_OFFICE, None)

    def _group(self, kind: StageKind, division_id: UUID | None) -> frozenset[UUID]:
        place = (kind, division_id if kind in IN_DIVISION else None)
        if place not in self._found:
            self._found[place] = frozenset(
                seat.person_id
                for seat in self._seats
                if seat.may(STAGE_PERMISSIONS[kind])
                and (kind not in IN_DIVISION or (division_id is not None and seat.division_id == division_id))
            )
        return self._found[place]
