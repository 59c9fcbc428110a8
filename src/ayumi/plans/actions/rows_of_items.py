"""The tree of a plan document as rows. No database is asked here."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model

from ayumi.document.measures import Indicator as IndicatorValue
from ayumi.document.measures import Item as ItemValue
from ayumi.document.measures import Sheet
from ayumi.document.plan_document import PlanDocument
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
    Plan,
    Remark,
    ScheduleStep,
    Target,
    Workload,
)


def item_rows(document: PlanDocument, plan: Plan) -> Iterator[Model]:
    """Yield every item, then everything that hangs on it. Positions keep the printed order."""
    for position, item in enumerate(document.items):
        yield _item_row(item, plan, position)
    for item in document.items:
        yield from _parts(item, plan)


def _item_row(item: ItemValue, plan: Plan, position: int) -> Item:
    sheet = item.sheet or Sheet()
    return Item(
        id=UUID(item.id),
        plan=plan,
        position=position,
        level_id=UUID(item.level_id),
        parent_id=_identifier(item.parent_id),
        number=item.number,
        title=item.title,
        cross_listed_from_id=_identifier(item.cross_listed_from),
        status=item.status.value if item.status else None,
        priority=item.priority,
        division_id=_identifier(item.division_id),
        has_sheet=item.sheet is not None,
        **sheet.model_dump(),
    )


def _parts(item: ItemValue, plan: Plan) -> Iterator[Model]:
    common: dict[str, Any] = {"plan": plan, "item_id": UUID(item.id)}
    for position, division_id in enumerate(item.contributing_division_ids):
        yield Contribution(position=position, division_id=UUID(division_id), **common)
    for position, step in enumerate(item.schedule):
        yield ScheduleStep(position=position, **step.model_dump(), **common)
    for position, budget in enumerate(item.budgets):
        yield Budget(position=position, **budget.model_dump(mode="json"), **common)
    for model, values in (
        (Cost, item.costs),
        (Workload, item.workloads),
        (Judgement, item.judgements),
        (Remark, item.remarks),
    ):
        for position, value in enumerate(values):
            yield model(position=position, **value.model_dump(mode="json"), **common)
    for position, link in enumerate(item.links):
        values = link.model_dump(mode="json") | {"target_id": _identifier(link.target_id)}
        yield Link(position=position, **values, **common)
    for position, indicator in enumerate(item.indicators):
        row = _indicator_row(indicator, position, common)
        yield row
        yield from _year_values(indicator, row, plan)


def _indicator_row(indicator: IndicatorValue, position: int, common: dict[str, Any]) -> Indicator:
    values = indicator.model_dump(mode="json", exclude={"id", "baselines", "targets", "actuals"})
    return Indicator(id=UUID(indicator.id), position=position, **values, **common)


def _year_values(indicator: IndicatorValue, row: Indicator, plan: Plan) -> Iterator[Model]:
    for model, values in (
        (Baseline, indicator.baselines),
        (Target, indicator.targets),
        (Actual, indicator.actuals),
    ):
        for position, value in enumerate(values):
            columns = value.model_dump(mode="json") | {"value": _printed(value.value)}
            if model is Actual:
                columns["as_of"] = value.as_of
            yield model(plan=plan, indicator=row, position=position, **columns)


def _identifier(text: str | None) -> UUID | None:
    return UUID(text) if text is not None else None


def _printed(value: Any) -> str | None:
    return str(value) if value is not None else None
