"""Makes a plan document of the rows of every sheet."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ayumi.document.measures import (
    Actual,
    Baseline,
    Budget,
    Cost,
    Indicator,
    Item,
    Judgement,
    Link,
    Remark,
    ScheduleStep,
    Sheet,
    Workload,
    YearTarget,
)
from ayumi.formats.excel.plan_workbook.body import Row
from ayumi.formats.excel.plan_workbook.cells import OWNER
from ayumi.formats.excel.plan_workbook.reading import ReadRow
from ayumi.formats.excel.plan_workbook.rows import SHEET_TEXTS, amount_place

Rows = Mapping[str, list[ReadRow]]
Owned = dict[str, list[Row]]


def items_of(rows: Rows, ordered: list[Row]) -> tuple[Item, ...]:
    """Return the items with everything that hangs on them; ``ordered`` are their rows, parents first."""
    indicators = _indicators(rows)
    schedule, budgets, costs = (_owned(rows[key]) for key in ("schedule", "budgets", "costs"))
    workloads, judgements = _owned(rows["workloads"]), _owned(rows["judgements"])
    remarks, links = _owned(rows["remarks"]), _owned(rows["links"])
    return tuple(
        Item(
            id=row["id"],
            level_id=row["level"],
            parent_id=row["parent"],
            number=row["number"],
            title=row["title"],
            cross_listed_from=row["repeat_of"],
            status=row["status"],
            priority=row["priority"],
            division_id=row["division"],
            contributing_division_ids=row["contributing"],
            sheet=_sheet(row),
            indicators=tuple(indicators[row["id"]]),
            schedule=tuple(step for each in schedule[row["id"]] for step in _steps(each)),
            budgets=tuple(Budget(**_without(each, "basis")) for each in _amounts(budgets[row["id"]])),
            costs=tuple(Cost(**each) for each in _amounts(costs[row["id"]])),
            workloads=tuple(map(_workload, workloads[row["id"]])),
            judgements=tuple(Judgement(**each) for each in judgements[row["id"]]),
            remarks=tuple(Remark(**each) for each in remarks[row["id"]]),
            links=tuple(Link(**each) for each in links[row["id"]]),
        )
        for row in ordered
    )


def years_in(row: Row, family: str) -> list[tuple[int, Any]]:
    """Return the filled year columns of a family, years ascending."""
    start = f"{family}:"
    found = [(int(key[len(start) :]), value) for key, value in row.items() if key.startswith(start)]
    return sorted((each for each in found if each[1] is not None), key=lambda each: each[0])


def _owned(rows: list[ReadRow]) -> defaultdict[str, list[Row]]:
    owned: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        owned[row.values[OWNER]].append(_without(row.values, OWNER))
    return owned


def _without(row: Row, *keys: str) -> Row:
    return {key: value for key, value in row.items() if key not in keys}


def _sheet(row: Row) -> Sheet | None:
    texts = {key: row[key] for key in SHEET_TEXTS}
    return Sheet(**texts) if row["has_sheet"] or any(texts.values()) else None


def _indicators(rows: Rows) -> defaultdict[str, list[Indicator]]:
    targets, baselines, actuals = (_owned(rows[key]) for key in ("targets", "baselines", "actuals"))
    found: defaultdict[str, list[Indicator]] = defaultdict(list)
    for read in rows["indicators"]:
        row = read.values
        own = [] if row["baseline"] is None else [_figure(Baseline, row["baseline_year"], row["baseline"])]
        found[row[OWNER]].append(
            Indicator(
                id=row["id"],
                name=row["name"],
                kind=row["kind"],
                unit=row["unit"],
                direction=row["direction"],
                target_kind=row["target_kind"],
                source=row["source"],
                known_when=row["known_when"],
                reason=row["reason"],
                baselines=(*own, *(Baseline(**each) for each in baselines[row["id"]])),
                targets=(
                    *(_figure(YearTarget, year, figure) for year, figure in years_in(row, "target")),
                    *(YearTarget(**each) for each in targets[row["id"]]),
                ),
                actuals=tuple(Actual(**each) for each in actuals[row["id"]]),
            )
        )
    return found


def _figure(made: Any, year: int, figure: tuple[Any, str]) -> Any:
    return made(fiscal_year=year, value=figure[0], text=figure[1])


def _steps(row: Row) -> list[ScheduleStep]:
    plans = {year: text for year, text in years_in(row, "plan") if text}
    steps = dict(years_in(row, "step"))
    return [
        ScheduleStep(fiscal_year=year, step=steps.get(year, ""), text=plans.get(year, ""))
        for year in sorted(steps.keys() | plans.keys())
    ]


def _amounts(rows: list[Row]) -> list[Row]:
    """Return the amounts of one owner, block by block, within one by year, firmness and source."""
    found = [
        (
            (row["block"] or 0, *amount_place(year, row.get("basis"), row["source"])),
            {"fiscal_year": year, "basis": row.get("basis"), "source": row["source"], "thousand_yen": amount},
        )
        for row in rows
        for year, amount in years_in(row, "amount")
    ]
    return [amount for _, amount in sorted(found, key=lambda each: each[0])]


def _workload(row: Row) -> Workload:
    return Workload(personnel_thousand_yen=row["personnel"], **_without(row, "personnel"))
