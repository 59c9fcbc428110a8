"""The measures that somebody must answer for, and how many of them nobody living does."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ayumi.ground.fiscal_year import FiscalYear
from ayumi.plans.models import Item
from ayumi.rounds.models import Round, RoundState
from ayumi.rounds.models.seats import answering


def measures_to_answer_for(today: date) -> QuerySet[Item]:
    """Return the measures of every plan that still runs, or whose last year is still to be judged.

    That is the fiscal year after the last one, and later as long as a round is open. Of an older plan
    nobody needs to be in charge.
    """
    last_judged = FiscalYear.containing(today).year - 1
    runs = Q(plan__last_fiscal_year=None) | Q(plan__last_fiscal_year__gte=last_judged)
    judged = Exists(Round.objects.filter(plan_id=OuterRef("plan_id"), state=RoundState.OPEN))
    return Item.objects.filter(runs | judged, has_sheet=True, cross_listed_from=None)


def vacant_measures(plan_id: UUID | None, *, today: date) -> int:
    """Return how many measures of a plan, or of all, nobody living answers for: 1 query.

    The database counts here what ``rules.tenure.vacancy`` says of each measure; a test holds them together.
    """
    measures = measures_to_answer_for(today)
    if plan_id is not None:
        measures = measures.filter(plan_id=plan_id)
    living = Exists(answering(today, item="pk"))
    return measures.filter(~living | Q(division__valid_to__lt=today)).count()
