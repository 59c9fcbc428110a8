"""Results of a year that were approved become facts of the plan: added beside the earlier ones.

Call inside the transaction that approves them; the audit entry of the approval tells what was added.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F, Max

from ayumi.document.measures import Actual as ActualValue
from ayumi.document.measures import Cost as CostValue
from ayumi.document.measures import Workload as WorkloadValue
from ayumi.plans.models import Actual, Cost, Item, Plan, Workload

FigureChanges = dict[str, tuple[str | None, str | None]]
"""Figure → what stood before and what stands now, as printed."""


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


def put_costs(item: Item, costs: Iterable[CostValue], work: WorkloadValue | None) -> FigureChanges:
    """Add money and staff hours of a year; one of the same year, firmness and source is corrected.

    A second row would be added to the first one in every sum, so unlike an actual it takes its place.
    Returns figure → what stood before and stands now, for the audit entry: "cost-2025-final-general_revenue",
    "hours-2025-final". 2 queries and one for each figure that changed.
    """
    changes: FigureChanges = {}
    money = list(Cost.objects.filter(item=item))
    for cost in costs:
        place = {"fiscal_year": cost.fiscal_year, "basis": cost.basis.value, "source": cost.source.value}
        found = _put(Cost, item, money, place, {"thousand_yen": f"{cost.thousand_yen:f}"})
        changes |= _named(place, {"cost": found["thousand_yen"]} if found else {})
    if work is not None:
        place = {"fiscal_year": work.fiscal_year, "basis": work.basis.value}
        names = ("staff", "hours", "personnel_thousand_yen")
        figures = {name: getattr(work, name) for name in names}
        wanted = {name: None if value is None else f"{value:f}" for name, value in figures.items()}
        changes |= _named(
            place, _put(Workload, item, list(Workload.objects.filter(item=item)), place, wanted)
        )
    if changes:
        _move_on(item.plan_id)
    return changes


def _named(place: Mapping[str, object], found: FigureChanges) -> FigureChanges:
    where = "-".join(str(part) for part in place.values())
    return {f"{name}-{where}": change for name, change in found.items()}


def _latest_like(value: ActualValue, standing: list[ActualValue]) -> ActualValue | None:
    """Return the last entered actual of the same year, group and firmness."""
    place = (value.fiscal_year, value.group, value.status)
    like = [each for each in standing if (each.fiscal_year, each.group, each.status) == place]
    return like[-1] if like else None


def _put(
    model: type[Cost] | type[Workload],
    item: Item,
    standing: list[Any],
    place: dict[str, Any],
    columns: dict[str, str | None],
) -> FigureChanges:
    """Store the columns at a place; return column → before and after of those that changed: 0–1 query."""
    row = next((each for each in standing if all(getattr(each, name) == place[name] for name in place)), None)
    before = {name: getattr(row, name) if row else None for name in columns}
    changes = {name: (before[name], columns[name]) for name in columns if before[name] != columns[name]}
    if row is not None and changes:
        model.objects.filter(item=item, **place).update(**columns)
    if row is None:
        position = max((each.position for each in standing), default=-1) + 1
        row = model(plan_id=item.plan_id, item=item, position=position, **place, **columns)
        row.save(force_insert=True)
        standing.append(row)
    return changes


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
