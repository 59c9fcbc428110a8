"""Changing what a city keeps beside its rounds (a scale, a rule), if nobody else has meanwhile."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from ayumi.rounds.models import CityRollupRule, RatingScale
from ayumi.tenancy.rules import Actor


def change_if_standing(
    stored: RatingScale | CityRollupRule,
    columns: dict[str, object],
    *,
    seen: int,
    actor: Actor,
    name_taken: Exception,
    moved_on: Exception,
) -> None:
    """Write ``columns`` on the row if it still is at version ``seen``: 1 query, in the caller's transaction.

    Raises ``name_taken`` where another row has the new name, and ``moved_on`` where somebody wrote first.
    """
    standing = type(stored).objects.filter(pk=stored.pk, version=seen)
    try:
        with transaction.atomic():
            written = standing.update(
                version=F("version") + 1, edited_by_name=actor.name, edited_at=timezone.now(), **columns
            )
    except IntegrityError as problem:
        raise name_taken from problem
    if not written:
        raise moved_on
