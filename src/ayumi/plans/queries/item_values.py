"""Items, indicators and what hangs on them as values of the plan document.

Year values of all three kinds come in one query (a union), so a sheet and a whole plan alike need
a constant number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.document.measures import Item as ItemValue
from ayumi.plans.models import (
    Actual,
    Baseline,
    Budget,
    Contribution,
    Cost,
    Indicator,
    Item,
    Judgement,
    Link,
    Remark,
    ScheduleStep,
    Target,
    Workload,
)
from ayumi.plans.queries.unions import Columns, Group, Rows, Table, rows_of_groups, rows_of_tables
from ayumi.tenancy.prepared import prepared

SHEET = ("purpose", "target_group", "current_state", "description", "outlook", "legal_basis")
INDICATOR = ("name", "kind", "unit", "direction", "target_kind", "source", "known_when", "reason")
YEAR_VALUE = ("fiscal_year", "value", "text", "group")
YEAR_VALUES: dict[str, Table] = {
    "actuals": (Actual, (*YEAR_VALUE, "status", "missing", "as_of", "source")),
    "baselines": (Baseline, YEAR_VALUE),
    "targets": (Target, YEAR_VALUE),
}
MONEY: dict[str, Table] = {
    "budgets": (Budget, ("fiscal_year", "source", "thousand_yen")),
    "costs": (Cost, ("fiscal_year", "basis", "source", "thousand_yen")),
    "workloads": (Workload, ("fiscal_year", "basis", "staff", "hours", "personnel_thousand_yen")),
}
"""What a measure costs: planned money, money by year and the work of the staff."""
WORDS: dict[str, Table] = {
    "judgements": (Judgement, ("fiscal_year", "stage", "subject", "value", "reason")),
    "remarks": (Remark, ("heading", "text")),
}
"""What was judged of a measure and what else its sheet says."""
OF_ONE_ITEM: dict[str, Table] = {**WORDS, "schedule": (ScheduleStep, ("fiscal_year", "step", "text"))}


def item_values(plan_id: UUID) -> list[ItemValue]:
    """Return every item of a plan with everything that hangs on it: 8 queries."""
    of_plan = Q(plan_id=plan_id)
    schedules = _by_item(rows_of(ScheduleStep, of_plan, "item_id", "fiscal_year", "step", "text"))
    money = rows_of_tables(MONEY, "plan_id", [plan_id], owner="item_id")
    words = rows_of_tables(WORDS, "plan_id", [plan_id], owner="item_id")
    links = _by_item(rows_of(Link, of_plan, "item_id", "kind", "plan_title", "target_id", "target_label"))
    contributions = _by_item(rows_of(Contribution, of_plan, "item_id", "division_id"))
    indicators = indicators_by_item(plan_id)
    return [
        ItemValue.model_validate(
            _item_columns(item)
            | money[item.id]
            | words[item.id]
            | {
                "contributing_division_ids": [str(row["division_id"]) for row in contributions[item.id]],
                "schedule": schedules[item.id],
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
        | money_of(item)
        | words_of(item)
        | {
            "contributing_division_ids": [str(row["division_id"]) for row in contributing],
            "links": [row | {"target_id": _text(row["target_id"])} for row in links],
            "indicators": indicators_of_items([item.id])[item.id],
        }
    )
    return value, divisions


def money_of(item: Item) -> dict[str, list[Columns]]:
    """Return the rows of an item in the tables of ``MONEY``, by their name in the document: 1 query."""
    return rows_of_tables(MONEY, "item_id", [item.id], owner="item_id")[item.id]


def words_of(item: Item) -> dict[str, list[Columns]]:
    """Return what was judged and said of an item and its schedule, by their name in the document: 1 query."""
    return rows_of_tables(OF_ONE_ITEM, "item_id", [item.id], owner="item_id")[item.id]


def indicators_by_item(plan_id: UUID) -> dict[UUID, list[IndicatorValue]]:
    """Return the indicators of a plan, by item, with their year values: 2 queries."""
    rows = rows_of(Indicator, Q(plan_id=plan_id), "id", "item_id", *INDICATOR)
    return _indicators(rows, rows_of_tables(YEAR_VALUES, "plan_id", [plan_id], owner="indicator_id"))


def indicators_of_items(item_ids: Iterable[UUID]) -> dict[UUID, list[IndicatorValue]]:
    """Return the indicators of some items, by item, with their year values: at most 2 queries."""
    found, _beside = indicators_and(item_ids)
    return found


def indicators_and(
    item_ids: Iterable[UUID], *groups: Group
) -> tuple[dict[UUID, list[IndicatorValue]], list[Rows]]:
    """Return the indicators of some items, and what else is asked for by ``groups``: at most 2 queries."""
    rows = _indicators_of(tuple(item_ids))
    own = Group(YEAR_VALUES, "indicator_id", [row["id"] for row in rows], owner="indicator_id")
    values, *beside = rows_of_groups(own, *groups)
    return _indicators(rows, values), beside


@prepared
def _indicators_of(item_ids: tuple[UUID, ...]) -> QuerySet[Indicator]:
    found = Indicator.objects.filter(item_id__in=item_ids).order_by("position")
    return found.values("id", "item_id", *INDICATOR)


def indicator_value(indicator: Indicator) -> IndicatorValue:
    """Return one indicator, given its row: 1 query."""
    row = {"id": indicator.id, "item_id": indicator.item_id}
    row |= {name: getattr(indicator, name) for name in INDICATOR}
    return _indicators([row], _year_values([indicator.id]))[indicator.item_id][0]


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
        found[item_id].append(IndicatorValue.model_validate(row | {"id": str(row["id"])} | own))
    return found


def _year_values(indicator_ids: Collection[UUID]) -> dict[UUID, dict[str, list[Columns]]]:
    """Return indicator id → kind → rows in order, from three tables in one query."""
    return rows_of_tables(YEAR_VALUES, "indicator_id", indicator_ids, owner="indicator_id")


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
