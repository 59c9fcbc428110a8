"""Tables with one column per fiscal year: the schedule, the budget, and what a measure cost and took."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ayumi.document.measures import Basis, Budget, Cost, FundingSource, ScheduleStep, Workload


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """Rows by funding source in thousand yen; None where nothing was planned."""

    years: tuple[int, ...]
    rows: tuple[tuple[FundingSource, tuple[int | None, ...], int], ...]
    totals: tuple[int, ...]
    total: int


def budget_table(budgets: Iterable[Budget]) -> BudgetTable | None:
    """Return the table with totals by year and by source, or None where no budget is planned."""
    amounts: dict[tuple[FundingSource, int], int] = defaultdict(int)
    for budget in budgets:
        amounts[budget.source, budget.fiscal_year] += budget.thousand_yen
    if not amounts:
        return None
    years = tuple(sorted({year for _, year in amounts}))
    sources = [source for source in FundingSource if any((source, year) in amounts for year in years)]
    rows = tuple(
        (
            source,
            tuple(amounts.get((source, year)) for year in years),
            sum(amounts.get((source, year), 0) for year in years),
        )
        for source in sources
    )
    totals = tuple(sum(amounts.get((source, year), 0) for source in sources) for year in years)
    return BudgetTable(years, rows, totals, sum(totals))


def schedule_table(
    steps: Iterable[ScheduleStep], years: Iterable[int]
) -> tuple[tuple[int, tuple[ScheduleStep, ...]], ...]:
    """Return each fiscal year with its steps, every year of the plan's period included."""
    by_year: dict[int, list[ScheduleStep]] = {year: [] for year in years}
    for step in steps:
        by_year.setdefault(step.fiscal_year, []).append(step)
    return tuple((year, tuple(by_year[year])) for year in sorted(by_year))


@dataclass(frozen=True, slots=True)
class CostColumn:
    """A fiscal year as far as it is planned, estimated or settled; each is a column of its own."""

    fiscal_year: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class CostTable:
    """What a measure cost (thousand yen) and took (people, hours), by column; None is not stated.

    ``totals`` add the sources of a column, ``grand_totals`` the personnel cost too; nothing is added
    across columns.
    """

    columns: tuple[CostColumn, ...]
    sources: tuple[tuple[FundingSource, tuple[Decimal | None, ...]], ...]
    totals: tuple[Decimal | None, ...]
    staff: tuple[Decimal | None, ...]
    hours: tuple[Decimal | None, ...]
    personnel: tuple[Decimal | None, ...]
    grand_totals: tuple[Decimal | None, ...]


def cost_table(costs: Iterable[Cost], workloads: Iterable[Workload]) -> CostTable | None:
    """Return the table, or None where neither money nor work is stated."""
    amounts: dict[tuple[CostColumn, FundingSource], Decimal] = defaultdict(Decimal)
    for cost in costs:
        amounts[CostColumn(cost.fiscal_year, cost.basis), cost.source] += cost.thousand_yen
    work = {CostColumn(each.fiscal_year, each.basis): each for each in workloads}
    order = list(Basis)
    columns = sorted(
        {column for column, _ in amounts} | set(work),
        key=lambda column: (column.fiscal_year, order.index(column.basis)),
    )
    if not columns:
        return None
    sources = [source for source in FundingSource if any((column, source) in amounts for column in columns)]
    rows = tuple((source, tuple(amounts.get((column, source)) for column in columns)) for source in sources)
    totals = tuple(_sum(amounts.get((column, source)) for source in sources) for column in columns)
    stated = tuple(work.get(column) for column in columns)
    personnel = tuple(each.personnel_thousand_yen if each else None for each in stated)
    return CostTable(
        columns=tuple(columns),
        sources=rows,
        totals=totals,
        staff=tuple(each.staff if each else None for each in stated),
        hours=tuple(each.hours if each else None for each in stated),
        personnel=personnel,
        grand_totals=tuple(_sum(pair) for pair in zip(totals, personnel, strict=True)),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add what is stated; None where nothing is."""
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated, Decimal()) if stated else None
