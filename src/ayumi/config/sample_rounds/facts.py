"""What the sample's plan office approved becomes facts of the plan, for a whole round at once."""

from collections.abc import Iterable
from itertools import count

from ayumi.config.sample_rounds.desk import Desk
from ayumi.plans.actions.add_results import add_actuals
from ayumi.plans.models import Cost, Workload
from ayumi.rounds.actions.values import money_of, work_of
from ayumi.rounds.models import Round
from ayumi.rounds.models.reported_indicators import actual_of_row


def add_facts(held: Round, desks: Iterable[Desk]) -> None:
    """Add the approved actuals, money and hours: 6 queries.

    The sample's plans have no settled money of a round's year yet, so every row is a new one.
    """
    approved = [desk for desk in desks if desk.is_approved]
    add_actuals(
        held.plan_id,
        [(value.indicator_id, actual_of_row(value)) for desk in approved for value in desk.values],
    )
    costs, works = [], []
    for desk in approved:
        places = count(2 * held.fiscal_year)
        place = {"plan_id": held.plan_id, "item_id": desk.report.item_id, "fiscal_year": held.fiscal_year}
        for cost in money_of(desk.report, desk.cost()):
            columns = {"basis": cost.basis.value, "source": cost.source.value}
            columns |= {"thousand_yen": f"{cost.thousand_yen:f}"}
            costs.append(Cost(position=next(places), **place, **columns))
        work = work_of(desk.report, desk.cost())
        if work is not None:
            names = ("staff", "hours", "personnel_thousand_yen")
            figures = {name: getattr(work, name) for name in names}
            columns = {name: None if value is None else f"{value:f}" for name, value in figures.items()}
            works.append(Workload(position=held.fiscal_year, basis=work.basis.value, **place, **columns))
    Cost.objects.bulk_create(costs)
    Workload.objects.bulk_create(works)
