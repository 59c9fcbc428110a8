"""Tables with one column per fiscal year: the schedule and the budget of a measure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ayumi.document.measures import Budget, FundingSource, ScheduleStep


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
