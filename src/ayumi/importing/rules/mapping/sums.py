"""The arithmetic of a row: sources make the sum, the sum and personnel make the total."""

from collections.abc import Iterator
from decimal import Decimal

from ayumi.document.words import number_text
from ayumi.importing.rules.mapping.measure import Figures, MeasureDraft
from ayumi.importing.rules.mapping.records import Table
from ayumi.importing.rules.mapping.result import Break


class Sums:
    """Compares every row and year, and counts what could be compared and what could not."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.compared = 0
        self.not_compared = 0

    def breaks(self, drafts: list[MeasureDraft]) -> Iterator[Break]:
        """Yield every break, in the order of the rows."""
        for draft in drafts:
            for (year, _basis), figures in draft.figures.items():
                yield from self._of_year(draft, year, figures)

    def _of_year(self, draft: MeasureDraft, year: int, figures: Figures) -> Iterator[Break]:
        if figures.unclear:
            self.not_compared += 1
            return
        sources = sum((each for each in figures.sources.values() if each is not None), Decimal(0))
        pairs = []
        if figures.cost_sum is not None:
            pairs.append(("sum.sources", *figures.cost_sum, sources))
        if figures.total is not None:
            of_costs = figures.cost_sum[1] if figures.cost_sum is not None else sources
            pairs.append(("sum.total", *figures.total, of_costs + (figures.personnel or 0)))
        record = self._table.records[draft.record]
        for rule, slot, found, computed in pairs:
            self.compared += 1
            if abs(found - computed) > _tolerance(found, *figures.sources.values(), figures.personnel):
                yield Break(
                    sheet=record.sheet,
                    cell=self._table.cell(record, slot),
                    rule=rule,
                    number=draft.number,
                    title=draft.title,
                    fiscal_year=year,
                    printed=number_text(found),
                    computed=number_text(computed),
                )


def _tolerance(*figures: Decimal | None) -> int:
    """Whole figures must agree to the unit; where decimals are printed, 1 may be lost by rounding."""
    decimals = any(each is not None and each != each.to_integral_value() for each in figures)
    return 1 if decimals else 0
