"""What reading a table under a mapping gives: the plan, and an account of every cell."""

from enum import StrEnum

from pydantic import Field as Limits

from ayumi.document.base import Part
from ayumi.document.plan_document import PlanDocument
from ayumi.ground.wording import bracketed, say
from ayumi.importing.rules.mapping.cell_rules import FINDING_RULES, RULES, SUM_RULES


class Outcome(StrEnum):
    """What became of a cell, as one letter."""

    TAKEN = "T"
    BLANK = "B"
    EMPTY = "E"
    NOT_TAKEN = "N"
    REFUSED = "R"


class Counts(Part):
    """How many cells had each outcome."""

    taken: int = 0
    blank: int = 0
    empty: int = 0
    not_taken: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        """Every cell that holds something."""
        return self.taken + self.blank + self.not_taken + self.refused


class ColumnCount(Part):
    """The outcomes of one column."""

    at: str
    heading: str
    counts: Counts


class RefusedCell(Part):
    """A cell that was not taken. ``cells`` is more than one where a whole row stands for its cells."""

    sheet: str
    cell: str
    heading: str
    found: str
    rule: str
    choices: tuple[str, ...] = ()
    cells: int = 1

    @property
    def reason(self) -> str:
        """Why, in the reader's language."""
        return say(RULES[self.rule].sentence)

    @property
    def accepted(self) -> str:
        """What the cell might hold instead, in the reader's language."""
        words = say(RULES[self.rule].accepted)
        return words + bracketed(say("、").join(self.choices)) if self.choices else words


class RefusedRow(Part):
    """A row that is no measure, with what stands in it."""

    sheet: str
    row: int
    rule: str
    cells: tuple[tuple[str, str], ...]
    """Address and words of every cell that holds something."""


class Break(Part):
    """Two figures that ought to be the same. ``sheet`` and ``cell`` are where the printed one stands."""

    sheet: str
    cell: str
    rule: str
    number: str
    title: str
    fiscal_year: int
    printed: str
    computed: str

    @property
    def reason(self) -> str:
        """What does not fit, in the reader's language."""
        return say(SUM_RULES[self.rule].sentence)


class Finding(Part):
    """What a person should know although every cell was read."""

    rule: str
    place: str
    words: str

    @property
    def reason(self) -> str:
        """What it is, in the reader's language."""
        return say(FINDING_RULES[self.rule].sentence)


class Understanding(Part):
    """A whole table, understood. ``outcomes`` has a text for each record, a letter for each slot."""

    file: str
    fiscal_year: int | None
    document: PlanDocument | None
    problem: str = ""
    """Why there is no document, in Japanese."""
    cells: int = Limits(ge=0)
    """Every cell of the file that holds something."""
    outside: int = Limits(ge=0)
    """Of these, headings and whatever else lies outside the rows that are read."""
    counts: Counts
    columns: tuple[ColumnCount, ...]
    outcomes: tuple[str, ...]
    refused: tuple[RefusedCell, ...]
    refused_rows: tuple[RefusedRow, ...]
    breaks: tuple[Break, ...]
    findings: tuple[Finding, ...]
    sums_compared: int = 0
    sums_not_compared: int = 0
