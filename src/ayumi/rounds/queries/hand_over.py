"""The preview of a hand-over: every measure as it stands and as it would be."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayumi.rounds.gates.hand_over import HandOver, HandOverRow, PlannedHandOver


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A measure of a hand-over in words. ``later`` is who takes over after the new person, and when."""

    id: UUID
    number: str
    title: str
    plan_title: str
    division: str
    new_division: str
    owner: str
    new_owner: str
    later: str
    later_from: date | None
    reports: int
    is_outside: bool
    changes: bool
    fingerprint: str
    """Sent back with the measure, so that only what was shown is done."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A hand-over before it is made."""

    rows: tuple[PreviewRow, ...]
    person_id: UUID | None
    person: str
    division_id: UUID | None
    division: str
    day: date
    changes: int
    key: str


def preview_page(planned: PlannedHandOver, wanted: HandOver) -> PreviewPage:
    """Return the preview of a planned hand-over; no query."""
    rows = tuple(_row(row, planned) for row in planned.rows)
    return PreviewPage(
        rows=rows,
        person_id=planned.person.pk if planned.person else None,
        person=planned.person.display_name if planned.person else "",
        division_id=planned.division.pk if planned.division else None,
        division=planned.division.name if planned.division else "",
        day=wanted.day,
        changes=sum(row.changes for row in rows),
        key=secrets.token_hex(16),
    )


def _row(row: HandOverRow, planned: PlannedHandOver) -> PreviewRow:
    person, division = planned.person, planned.division
    return PreviewRow(
        id=row.item.pk,
        number=row.item.number,
        title=row.item.title,
        plan_title=row.item.plan.title,
        division=row.item.division.name if row.item.division else "",
        new_division=division.name if division and row.moves_division else "",
        owner=planned.names.get(row.now.person_id, "") if row.now else "",
        new_owner=person.display_name if person and row.change.begun else "",
        later=planned.names.get(row.later.person_id, "") if row.later else "",
        later_from=row.later.valid_from if row.later else None,
        reports=row.reports,
        is_outside=row.is_outside,
        changes=row.changes_anything,
        fingerprint=row.fingerprint,
    )
