"""One measure while it is put together from its cells: plain dictionaries, validated once at the end."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Plain = dict[str, Any]


@dataclass(slots=True)
class IndicatorDraft:
    """An indicator by its slot; without a name its values are refused."""

    name: str = ""
    unit: str = ""
    kind: str = "output"
    others: Plain = field(default_factory=dict)
    baselines: list[Plain] = field(default_factory=list)
    targets: list[Plain] = field(default_factory=list)
    actuals: list[Plain] = field(default_factory=list)


@dataclass(slots=True)
class Figures:
    """The money of one year in one row, as it stands in the file, for the arithmetic. None is not known."""

    sources: dict[int, Decimal | None] = field(default_factory=dict)
    cost_sum: tuple[int, Decimal] | None = None
    personnel: Decimal | None = None
    total: tuple[int, Decimal] | None = None
    unclear: bool = False
    """A figure was refused, so nothing can be compared."""


@dataclass(slots=True)
class MeasureDraft:
    """Everything that the cells of one record said."""

    record: int
    number: str = ""
    title: str = ""
    status: str | None = None
    priority: bool = False
    division: str = ""
    contributing: list[str] = field(default_factory=list)
    codes: dict[int, dict[int, str]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    texts: Plain = field(default_factory=dict)
    costs: list[Plain] = field(default_factory=list)
    workloads: dict[tuple[int, str], Plain] = field(default_factory=dict)
    figures: dict[tuple[int, str], Figures] = field(default_factory=dict)
    indicators: dict[str, IndicatorDraft] = field(default_factory=dict)
    schedule: list[Plain] = field(default_factory=list)
    judgements: dict[tuple[str, str], Plain] = field(default_factory=dict)
    links: list[Plain] = field(default_factory=list)
    remarks: list[Plain] = field(default_factory=list)

    def indicator(self, slot: str) -> IndicatorDraft:
        """Return the indicator of a slot, made when first asked for."""
        return self.indicators.setdefault(slot, IndicatorDraft())

    def figures_of(self, year: int, basis: str) -> Figures:
        """Return the money of a year, made when first asked for."""
        found = self.figures.get((year, basis))
        if found is None:
            found = self.figures[year, basis] = Figures()
        return found

    def code_of(self, level: int) -> str:
        """Return the code of a level: its one cell, or its digits put together; empty without one."""
        digits = self.codes.get(level)
        return "".join(digits[each] for each in sorted(digits)) if digits else ""
