"""Divisions through time, for the list and for one division."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from ayumi.tenancy.models import Division, DivisionSuccession


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A division with the days of its name and what came before and after it."""

    id: UUID
    name: str
    valid_from: date | None
    valid_to: date | None
    is_current: bool
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DivisionsPage:
    """Every division, those of today first."""

    current: tuple[DivisionRow, ...]
    former: tuple[DivisionRow, ...]


def divisions_page(*, today: date | None = None) -> DivisionsPage:
    """Return all divisions of the municipality: 2 queries."""
    day = today or timezone.localdate()
    divisions = list(Division.objects.all())
    names = {division.id: division.name for division in divisions}
    before: dict[UUID, list[str]] = defaultdict(list)
    after: dict[UUID, list[str]] = defaultdict(list)
    for predecessor, successor in DivisionSuccession.objects.order_by("position").values_list(
        "predecessor_id", "successor_id"
    ):
        before[successor].append(names[predecessor])
        after[predecessor].append(names[successor])
    rows = [
        DivisionRow(
            id=division.id,
            name=division.name,
            valid_from=division.valid_from,
            valid_to=division.valid_to,
            is_current=_holds(division, day),
            predecessors=tuple(before[division.id]),
            successors=tuple(after[division.id]),
        )
        for division in divisions
    ]
    return DivisionsPage(
        current=tuple(row for row in rows if row.is_current),
        former=tuple(row for row in rows if not row.is_current),
    )


def _holds(division: Division, day: date) -> bool:
    begun = division.valid_from is None or division.valid_from <= day
    return begun and (division.valid_to is None or division.valid_to >= day)
