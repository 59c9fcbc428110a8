"""Fiscal years of columns: from their headings, or from their place among repeated blocks."""

from dataclasses import dataclass
from typing import Any

from ayumi.document.measures import Basis
from ayumi.importing.rules.mapping.heading_years import basis_of
from ayumi.importing.rules.mapping.mapping import MOST_BLOCKS
from ayumi.importing.rules.mapping.repeated import Repetition, repetition
from ayumi.importing.rules.mapping.seen_columns import SeenColumn


@dataclass(frozen=True, slots=True)
class Blocks:
    """The years of a table. Repeated blocks come first, then the years of headings."""

    repetition: Repetition | None
    years: tuple[int, ...]

    def of(self, column: SeenColumn) -> int | None:
        """Return the block of a column, counted from 1, or None."""
        if column.year is not None and column.year.year in self.years:
            return self._repeated + self.years.index(column.year.year) + 1
        return self.repetition.block_of(column.number) if self.repetition is not None else None

    def basis(self, column: SeenColumn) -> Basis | None:
        """Return how firm the column says it is, None where the block tells."""
        return basis_of(column.heading) if column.year is not None else None

    @property
    def _repeated(self) -> int:
        return self.repetition.times if self.repetition is not None else 0

    def plain(self, table_year: int | None) -> list[dict[str, Any]]:
        """Return the blocks as the mapping holds them; the last repeated one is the plan of this year."""
        times = self._repeated
        repeated = [
            {"offset": place - times + 1, "basis": Basis.PLANNED if place == times - 1 else Basis.FINAL}
            for place in range(times)
        ]
        planned_from = table_year if table_year is not None else max(self.years, default=0) + 1
        of_headings = [
            {"fiscal_year": year, "basis": Basis.PLANNED if year >= planned_from else Basis.FINAL}
            for year in self.years
        ]
        return [*repeated, *of_headings]


def blocks_of(columns: tuple[SeenColumn, ...]) -> Blocks:
    """Return the years of a table from its columns."""
    years = sorted({column.year.year for column in columns if column.year is not None})
    keys = [column.folded if column.year is None else "" for column in columns]
    repeated = repetition(keys)
    if repeated is not None and repeated.times > MOST_BLOCKS:
        repeated = None
    room = MOST_BLOCKS - (repeated.times if repeated is not None else 0)
    return Blocks(repeated, tuple(years[:room]))
