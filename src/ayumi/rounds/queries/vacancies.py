"""How many measures nobody living answers for, counted by the database."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, Q

from ayumi.plans.models import Item
from ayumi.rounds.models.seats import answering


def vacant_measures(plan_id: UUID | None, *, today: date) -> int:
    """Return how many measures of a plan, or of all, nobody living answers for: 1 query.

    The database counts here what ``rules.tenure.vacancy`` says of each measure; a test holds them together.
    """
    measures = Item.objects.filter(has_sheet=True, cross_listed_from=None)
    if plan_id is not None:
        measures = measures.filter(plan_id=plan_id)
    living = Exists(answering(today, item="pk"))
    return measures.filter(~living | Q(division__valid_to__lt=today)).count()
