"""The columns of the grid: what they are called in forms and in the audit trail.

A cell is named by the id of its row (an item's or, for targets, an indicator's) and its column:
``<id> title``, ``<id> budget 2026 national_grant``, ``<indicator id> target 2026 小学校``.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ayumi.document.measures import Sheet

HEAD_FIELDS = ("title", "status", "priority", "division")
TEXT_FIELDS = tuple(Sheet.model_fields)
TARGET, BUDGET, STEP, STEP_TEXT = "target", "budget", "step", "step_text"
YEAR_FIELDS = (TARGET, BUDGET, STEP, STEP_TEXT)


class GridKind(StrEnum):
    """Which table of a plan is edited."""

    MEASURES = "measures"
    TARGETS = "targets"
    BUDGETS = "budgets"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a field, for the yearly ones with its year and with a source of money or a group."""

    field: str
    year: int | None = None
    part: str = ""

    def __str__(self) -> str:
        """Return the column as forms and the audit trail name it."""
        return " ".join(filter(None, (self.field, str(self.year or ""), self.part)))

    @property
    def is_text(self) -> bool:
        """Tell a text of the sheet, which the measure's own division may edit too."""
        return self.field in TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the row it stands in and its column."""

    row: UUID
    column: Column

    def __str__(self) -> str:
        """Return the cell as a form names it."""
        return f"{self.row} {self.column}"


def parse_column(text: str) -> Column | None:
    """Return the column of that name, None where there is no such column."""
    field, _, rest = text.partition(" ")
    if field in HEAD_FIELDS or field in TEXT_FIELDS:
        return None if rest else Column(field)
    year, _, part = rest.partition(" ")
    if field not in YEAR_FIELDS or not (year.isascii() and year.isdecimal() and len(year) == 4):
        return None
    if part and field in (STEP, STEP_TEXT):
        return None
    return Column(field, int(year), part)


def parse_cell(text: str) -> Cell | None:
    """Return the cell of that name, None where there is no such cell."""
    row, _, column_name = text.partition(" ")
    column = parse_column(column_name)
    try:
        identifier = UUID(row)
    except ValueError:
        return None
    return Cell(identifier, column) if column is not None else None
