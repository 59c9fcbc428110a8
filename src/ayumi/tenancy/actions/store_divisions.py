"""Taking in the divisions that a plan document names. Call inside the import's transaction."""

from collections.abc import Iterable
from uuid import UUID

from ayumi.document.plan import DivisionName
from ayumi.tenancy.models import Division, DivisionSuccession


def store_divisions(divisions: Iterable[DivisionName]) -> None:
    """Add the divisions not yet known, by id; known ones keep what stands, since names are facts."""
    named = list(divisions)
    known = {str(pk) for pk in Division.objects.values_list("pk", flat=True)}
    new = [division for division in named if division.id not in known]
    Division.objects.bulk_create(
        Division(
            id=UUID(division.id),
            name=division.name,
            valid_from=division.valid_from,
            valid_to=division.valid_to,
            position=len(known) + position,
        )
        for position, division in enumerate(new)
    )
    DivisionSuccession.objects.bulk_create(
        DivisionSuccession(predecessor_id=UUID(division.id), successor_id=UUID(successor), position=position)
        for division in new
        for position, successor in enumerate(division.successors)
    )
