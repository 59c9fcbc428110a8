"""The table of the grid as values: columns, rows and cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ayumi.plans.rules.cell_columns import Cell
from ayumi.plans.rules.cells import CellRule
from ayumi.plans.words import priority_choices, status_choices


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the table; ``width`` is ``wide`` for texts and ``narrow`` for figures and choices."""

    label: str
    width: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: how a form names it, what stands there, what it accepts.

    ``standing`` is what the person saw when they began to type. ``choices`` are values with their labels,
    for a list to choose from; ``list_name`` names a list that the whole page shares. ``locked`` says why
    it cannot be edited here, ``message`` why what was typed is refused.
    """

    name: str
    label: str
    standing: str
    text: str
    rule: CellRule
    choices: tuple[tuple[str, str], ...] = ()
    list_name: str = ""
    locked: str = ""
    message: str = ""

    @property
    def shown(self) -> str:
        """The text as it is read: a choice by its label."""
        return dict(self.choices).get(self.text, self.text)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: the measure and, where a measure has several rows, which one this is."""

    item_id: UUID
    number: str
    title: str
    part: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridTable:
    """The columns, and the rows by item."""

    columns: tuple[GridColumn, ...]
    rows: dict[UUID, tuple[GridRow, ...]]
    has_parts: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed that was not stored, what they had seen, and why, by the names of cells."""

    texts: dict[str, str]
    seen: dict[str, str]
    messages: dict[str, str]


NOTHING_TYPED = Typed({}, {}, {})


def grid_cell(
    cell: Cell,
    standing: str,
    rule: CellRule,
    typed: Typed,
    *,
    label: str,
    choices: tuple[tuple[str, str], ...] = (),
    list_name: str = "",
    locked: str = "",
) -> GridCell:
    """Return a cell; what was typed stands in it unless it is locked. ``label`` names it to a reader."""
    name = str(cell)
    return GridCell(
        name=name,
        label=label,
        standing=typed.seen.get(name, standing),
        text=standing if locked else typed.texts.get(name, standing),
        rule=rule,
        choices=choices,
        list_name=list_name,
        locked=locked,
        message=typed.messages.get(name, ""),
    )


def short_lists() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the lists of few values, blank first, by the field they belong to: values with labels."""
    return {"status": _list(status_choices()), "priority": _list(priority_choices())}


def _list(choices: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Turn what may be typed into a list to choose from: one label for each value."""
    labels = {"": ""}
    for label, value in choices:
        labels.setdefault(value, label)
    return tuple(labels.items())
