"""Results of a year that were approved become facts of the plan: added beside the earlier ones.

Call inside the transaction that approves them; the audit entry of the approval tells what was added.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Max

from ayumi.document.measures import Actual as ActualValue
from ayumi.document.measures import Cost as CostValue
from ayumi.document.measures import Workload as WorkloadValue
from ayumi.plans.models import Actual, Cost, Item, Plan, Workload


def add_actuals(plan_id: UUID, values: Iterable[tuple[UUID, ActualValue]]) -> int:
    """Add actuals of indicators, unless the same one stands already; return how many: 4 queries.

    An estimate stays beside the final value, and a correction is a further row (``actual_of`` says which
    one counts). ``values`` are pairs of an indicator's id and the actual.
    """
    wanted = list(values)
    indicators = {indicator_id for indicator_id, _ in wanted}
    standing: dict[UUID, list[ActualValue]] = defaultdict(list)
    columns = ("fiscal_year", "status", "value", "text", "group", "missing", "as_of", "source")
    for row in Actual.objects.filter(indicator_id__in=indicators).values("indicator_id", *columns):
        standing[row.pop("indicator_id")].append(ActualValue.model_validate(row))
    last = dict(
        Actual.objects.filter(indicator_id__in=indicators)
        .order_by()
        .values_list("indicator_id")
        .annotate(last=Max("position"))
    )
    rows = []
    for indicator_id, value in wanted:
        if value == _latest_like(value, standing[indicator_id]):
            continue
        standing[indicator_id].append(value)
        last[indicator_id] = last.get(indicator_id, -1) + 1
        rows.append(_actual_row(plan_id, indicator_id, last[indicator_id], value))
    if rows:
        Actual.objects.bulk_create(rows)
        _move_on(plan_id)
    return len(rows)


def put_costs(item: Item, costs: Iterable[CostValue], work: WorkloadValue | None) -> None:
    """Add money and staff hours of a year; one of the same year, firmness and source is corrected.

    A second row would be added to the first one in every sum, so unlike an actual it takes its place; the
    audit trail keeps what stood before. At most 2 queries for each figure.
    """
    changed = False
    for cost in costs:
        place = {"fiscal_year": cost.fiscal_year, "basis": cost.basis.value, "source": cost.source.value}
        changed |= _put(Cost, item, place, {"thousand_yen": f"{cost.thousand_yen:f}"})
    if work is not None:
        place = {"fiscal_year": work.fiscal_year, "basis": work.basis.value}
        names = ("staff", "hours", "personnel_thousand_yen")
        figures = {name: getattr(work, name) for name in names}
        wanted = {name: None if value is None else f"{value:f}" for name, value in figures.items()}
        changed |= _put(Workload, item, place, wanted)
    if changed:
        _move_on(item.plan_id)


def _latest_like(value: ActualValue, standing: list[ActualValue]) -> ActualValue | None:
    """Return the last entered actual of the same year, group and firmness."""
    place = (value.fiscal_year, value.group, value.status)
    like = [each for each in standing if (each.fiscal_year, each.group, each.status) == place]
    return like[-1] if like else None


def _put(model: type[Cost] | type[Workload], item: Item, place: dict, columns: dict) -> bool:
    if model.objects.filter(item=item, **place).update(**columns):
        return True
    last = model.objects.filter(item=item).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    model(plan_id=item.plan_id, item=item, position=position, **place, **columns).save(force_insert=True)
    return True


def _actual_row(plan_id: UUID, indicator_id: UUID, position: int, value: ActualValue) -> Actual:
    return Actual(
        plan_id=plan_id,
        indicator_id=indicator_id,
        position=position,
        fiscal_year=value.fiscal_year,
        status=value.status.value,
        value=None if value.value is None else f"{value.value:f}",
        text=value.text,
        group=value.group,
        missing=value.missing.value if value.missing else None,
        as_of=value.as_of,
        source=value.source,
    )


def _move_on(plan_id: UUID) -> None:
    """Move the plan's version on: what somebody saw of it before is no longer all there is."""
    Plan.objects.filter(pk=plan_id).update(version=F("version") + 1)
