"""The sheets of one division in one round, as they are given out to be filled in. Knows no database.

A sheet is inputs by field, so that a workbook, a page and the audit trail name a cell alike
(``rounds/rules/sheet.py``). What is not an input is only shown: it is never read back.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

VALUE_PARTS = ("entry", "missing", "status", "as_of", "source")
"""An actual's number or words, why there is none, 見込 or 確定, as of which day, from where."""


class InputKind(StrEnum):
    """What is written into an input."""

    TEXT = "text"
    """Sentences, over several lines."""
    LINE = "line"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class BookInput:
    """One input: the field it is of, what stands there now, and last year's entry beside it.

    ``value`` and ``choices`` are as a person reads them; a day is written 2026-05-31.
    """

    field: str
    label: str
    kind: InputKind
    value: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    help: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class BookSection:
    """Inputs that belong together, one below the other."""

    title: str
    inputs: tuple[BookInput, ...]


@dataclass(frozen=True, slots=True)
class ActualRow:
    """One fiscal year of an indicator or of one of its groups: what was promised, what is known, the inputs.

    ``inputs`` are those of ``VALUE_PARTS``. ``key`` names the row within its sheet.
    """

    key: str
    label: str
    target: str
    known: str
    inputs: tuple[BookInput, ...]


@dataclass(frozen=True, slots=True)
class ActualTable:
    """An indicator with its years, the year of the round first."""

    title: str
    note: str
    rows: tuple[ActualRow, ...]


@dataclass(frozen=True, slots=True)
class BookSheet:
    """The sheet of one measure. ``told`` is what is shown above the inputs: heading and text."""

    report_id: str
    version: int
    number: str
    title: str
    form: str
    told: tuple[tuple[str, str], ...]
    schedule: BookSection
    tables: tuple[ActualTable, ...]
    sections: tuple[BookSection, ...]

    def inputs(self) -> tuple[BookInput, ...]:
        """Return every input of the sheet."""
        sections = (self.schedule, *self.sections)
        single = tuple(each for section in sections for each in section.inputs)
        return single + tuple(each for table in self.tables for row in table.rows for each in row.inputs)


@dataclass(frozen=True, slots=True)
class BookLine:
    """A measure of the division in the list; ``has_sheet`` where its report is written now."""

    number: str
    title: str
    form: str
    stage: str
    has_sheet: bool


@dataclass(frozen=True, slots=True)
class ReportBook:
    """The sheets of one division in one round. ``export`` tells this giving out from every other."""

    municipality_code: str
    municipality: str
    plan_title: str
    round_id: str
    round_name: str
    division_id: str
    division: str
    due: date | None
    export: str
    lines: tuple[BookLine, ...]
    sheets: tuple[BookSheet, ...]
