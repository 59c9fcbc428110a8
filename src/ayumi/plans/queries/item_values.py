"""Items, indicators and what hangs on them as values of the plan document.

Year values of all three kinds come in one query (a union), so a sheet and a whole plan alike need
a constant number.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, Model, Q, Value

from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.document.measures import Item as ItemValue
from ayumi.plans.models import (
    Actual,
    Baseline,
    Budget,
    Contribution,
    Indicator,
    Item,
    Link,
    ScheduleStep,
    Target,
)

Columns = dict[str, Any]
SHEET = ("purpose", "target_group", "current_state", "description", "outlook", "legal_basis")
YEAR_VALUE = ("fiscal_year", "value", "text", "group")
ACTUAL = ("status", "missing", "as_of", "source")


def item_values(plan_id: UUID) -> list[ItemValue]:
    """Return every item of a plan with everything that hangs on it: 7 queries."""
    of_plan = Q(plan_id=plan_id)
    schedules = _by_item(rows_of(ScheduleStep, of_plan, "item_id", "fiscal_year", "step", "text"))
    budgets = _by_item(rows_of(Budget, of_plan, "item_id", "fiscal_year", "source", "thousand_yen"))
    links = _by_item(rows_of(Link, of_plan, "item_id", "kind", "plan_title", "target_id", "target_label"))
    contributions = _by_item(rows_of(Contribution, of_plan, "item_id", "division_id"))
    indicators = indicators_by_item(of_plan)
    return [
        ItemValue.model_validate(
            _item_columns(item)
            | {
                "contributing_division_ids": [str(row["division_id"]) for row in contributions[item.id]],
                "schedule": schedules[item.id],
                "budgets": budgets[item.id],
                "links": [row | {"target_id": _text(row["target_id"])} for row in links[item.id]],
                "indicators": indicators[item.id],
            }
        )
        for item in Item.objects.filter(plan_id=plan_id)
    ]


def item_value(item: Item) -> tuple[ItemValue, dict[str, str]]:
    """Return one item with everything that hangs on it, given its row, and its divisions' names by id.

    6 queries.
    """
    of_item = Q(item=item)
    divisions = {str(item.division.id): item.division.name} if item.division else {}
    contributing = rows_of(Contribution, of_item, "division_id", "division__name")
    divisions |= {str(row["division_id"]): row["division__name"] for row in contributing}
    links = rows_of(Link, of_item, "kind", "plan_title", "target_id", "target_label")
    value = ItemValue.model_validate(
        _item_columns(item)
        | {
            "contributing_division_ids": [str(row["division_id"]) for row in contributing],
            "schedule": rows_of(ScheduleStep, of_item, "fiscal_year", "step", "text"),
            "budgets": rows_of(Budget, of_item, "fiscal_year", "source", "thousand_yen"),
            "links": [row | {"target_id": _text(row["target_id"])} for row in links],
            "indicators": indicators_of_items([item.id])[item.id],
        }
    )
    return value, divisions


def indicators_by_item(condition: Q) -> dict[UUID, list[IndicatorValue]]:
    """Return the indicators that fulfil ``condition``, by item, with their year values: 2 queries.

    ``condition`` is on columns that an indicator and its year values share: ``plan_id``.
    """
    values = _year_values(condition)
    columns = ("name", "kind", "unit", "direction", "target_kind", "source", "known_when", "reason")
    return _indicators(rows_of(Indicator, condition, "id", "item_id", *columns), values)


def indicators_of_items(item_ids: Iterable[UUID]) -> dict[UUID, list[IndicatorValue]]:
    """Return the indicators of some items, by item: 2 queries."""
    wanted = list(item_ids)
    values = _year_values(Q(indicator__item_id__in=wanted))
    columns = ("name", "kind", "unit", "direction", "target_kind", "source", "known_when", "reason")
    rows = rows_of(Indicator, Q(item_id__in=wanted), "id", "item_id", *columns)
    return _indicators(rows, values)


def indicator_value(indicator: Indicator) -> IndicatorValue:
    """Return one indicator, given its row: 1 query."""
    values = _year_values(Q(indicator_id=indicator.id))
    names = ("name", "kind", "unit", "direction", "target_kind", "source", "known_when", "reason")
    row = {"id": indicator.id, "item_id": indicator.item_id} | {n: getattr(indicator, n) for n in names}
    return _indicators([row], values)[indicator.item_id][0]


def rows_of(model: type[Model], condition: Q, *columns: str) -> list[Columns]:
    """Return the rows that fulfil ``condition``, in order, as columns: 1 query."""
    return list(model.objects.filter(condition).order_by("position").values(*columns))


def _indicators(
    rows: Iterable[Columns], values: dict[UUID, dict[str, list[Columns]]]
) -> dict[UUID, list[IndicatorValue]]:
    found: dict[UUID, list[IndicatorValue]] = defaultdict(list)
    for row in rows:
        own = values[row["id"]]
        item_id = row.pop("item_id")
        parts = {"baselines": own["baseline"], "targets": own["target"], "actuals": own["actual"]}
        found[item_id].append(IndicatorValue.model_validate(row | {"id": str(row["id"])} | parts))
    return found


def _year_values(condition: Q) -> dict[UUID, dict[str, list[Columns]]]:
    """Return indicator id → kind → rows in order, from three tables in one query."""
    nothing = Value(None, output_field=CharField(null=True))
    no_day = Value(None, output_field=DateField(null=True))
    empty = {"status": nothing, "missing": nothing, "as_of": no_day, "source": nothing}

    def of(model: type[Model], kind: str, facts: dict[str, Any]) -> Any:
        # Named afresh, because a union takes its columns by place and an annotation may not shadow.
        shared = {f"v_{name}": F(name) for name in ("indicator_id", "position", *YEAR_VALUE)}
        named = {f"v_{name}": fact for name, fact in facts.items()}
        rows = model.objects.filter(condition).order_by().annotate(v_of=Value(kind), **shared, **named)
        return rows.values_list("v_of", *shared, *named)

    actual_facts = {name: F(name) for name in ACTUAL}
    query = of(Actual, "actual", actual_facts).union(
        of(Baseline, "baseline", empty), of(Target, "target", empty), all=True
    )
    found: dict[UUID, dict[str, list[Columns]]] = defaultdict(lambda: defaultdict(list))
    for kind, indicator_id, _position, *columns in sorted(query, key=_place):
        own = dict(zip((*YEAR_VALUE, *ACTUAL), columns, strict=True))
        if kind != "actual":
            own = {name: own[name] for name in YEAR_VALUE}
        found[indicator_id][kind].append(own)
    return found


def _place(row: tuple[Any, ...]) -> tuple[str, int]:
    return str(row[0]), row[2]


def _item_columns(item: Item) -> Columns:
    return {
        "id": str(item.id),
        "level_id": str(item.level_id),
        "parent_id": _text(item.parent_id),
        "number": item.number,
        "title": item.title,
        "cross_listed_from": _text(item.cross_listed_from_id),
        "status": item.status,
        "priority": item.priority,
        "division_id": _text(item.division_id),
        "sheet": {name: getattr(item, name) for name in SHEET} if item.has_sheet else None,
    }


def _by_item(rows: Iterable[Columns]) -> dict[UUID, list[Columns]]:
    groups: dict[UUID, list[Columns]] = defaultdict(list)
    for row in rows:
        groups[row.pop("item_id")].append(row)
    return groups


def _text(identifier: UUID | None) -> str | None:
    return str(identifier) if identifier is not None else None
