"""What every write on a report makes sure of first, inside its transaction."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import Round, RoundState
from ayumi.tenancy.prepared import prepared


def still_open(round_id: UUID) -> None:
    """Hold the round open until the transaction ends: 1 query. Raises MoveRefused where it is closed.

    Closing takes the same row, so a report handed over at that moment is either in time or refused.
    """
    if not _pks(round_id):
        raise MoveRefused(_("この評価は締め切られています。"))


def held_open(round_id: UUID) -> QuerySet[Round]:
    """Return the round if it is open, to be held as ``still_open`` does by a statement that writes."""
    return Round.objects.select_for_update(no_key=True).filter(pk=round_id, state=RoundState.OPEN).order_by()


@prepared
def _pks(round_id: UUID) -> QuerySet[Round]:
    return held_open(round_id).values_list("pk", flat=True)
