"""Adding and changing what a city keeps under a name beside its rounds: a scale, a rule."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from ayumi.rounds.models import CityRollupRule, RatingScale
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor

Kept = RatingScale | CityRollupRule


def add_kept(row: Kept, *, verb: str, key: str, name_taken: Exception) -> UUID | None:
    """Store a row that is new, in the caller's transaction: 3 queries. Return None once it is stored.

    Where the same ``key`` was sent before, nothing is stored and the id of that time is returned. Raises
    ``name_taken`` where another row has the name.
    """
    done = Submission.objects.filter(key=key).first()
    if done is not None:
        return UUID(done.result)
    if type(row).objects.filter(name=row.name).exists():
        raise name_taken
    row.save(force_insert=True)
    Submission(key=key, verb=verb, result=str(row.pk)).save(force_insert=True)
    return None


def change_if_standing(
    stored: Kept,
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
