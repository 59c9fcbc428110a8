"""What every write on a report makes sure of first, inside its transaction."""

from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.rounds.gates import MoveRefused
from ayumi.rounds.models import Round, RoundState


def still_open(round_id: UUID) -> None:
    """Hold the round open until the transaction ends: 1 query. Raises MoveRefused where it is closed.

    Closing takes the same row, so a report handed over at that moment is either in time or refused.
    """
    found = Round.objects.select_for_update(no_key=True).filter(pk=round_id, state=RoundState.OPEN)
    if found.values_list("pk", flat=True).first() is None:
        raise MoveRefused(_("この評価は締め切られています。"))
