"""What a sheet of the workbook is made of: columns, year columns and the tables they form."""

from dataclasses import dataclass

from ayumi.formats.excel.plan_workbook.kinds import Kind
from ayumi.formats.excel.plan_workbook.more_kinds import FIRST_YEAR, LAST_YEAR, Id
from ayumi.formats.excel.plan_workbook.names import INDICATOR, ITEM
from ayumi.ground.fiscal_year import FiscalYear

TEXT = Kind()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its hidden key, heading and what may stand in it. ``width`` in half-width characters."""

    key: str
    heading: str
    kind: Kind = TEXT
    width: int = 16
    hidden: bool = False
    choices_name: str = ""
    """The defined name of the list to choose from, where the list is not the kind's own."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: what it is called, what to write there, and its columns in order.

    ``owner`` says whose rows these are; then the columns naming the owner come first. ``years`` are repeated
    for every fiscal year, behind the column ``years_after`` (empty: at the end). ``upright`` turns the sheet
    over: one record whose values stand below one another.
    """

    key: str
    sheet: str
    note: str
    columns: tuple[Column, ...]
    owner: str | None = None
    years: tuple[Column, ...] = ()
    years_after: str = ""
    names: str | None = None
    """What kind of thing a row is, if other rows refer to it."""
    upright: bool = False

    def columns_of(self, years: tuple[int, ...]) -> tuple[Column, ...]:
        """Return every column in order, the year columns for ``years`` among them."""
        yearly = [year_column(column, year) for year in years for column in self.years]
        own = [*_OWNER_COLUMNS[self.owner], *self.columns] if self.owner else list(self.columns)
        place = next((at + 1 for at, column in enumerate(own) if column.key == self.years_after), len(own))
        return (*own[:place], *yearly, *own[place:])


OWNER_KEYS = {ITEM: ("item_number", "item_title"), INDICATOR: ("item_number", "item_title", "indicator_name")}
"""The columns that name the owner of a row."""

_OWNER_COLUMNS = {
    ITEM: (Column("item_number", "施策番号", width=10), Column("item_title", "施策名", width=30)),
    INDICATOR: (
        Column("item_number", "施策番号", width=10),
        Column("item_title", "施策名", width=26),
        Column("indicator_name", "指標名", width=26),
    ),
}
ID = Column("id", "ID", Id(), width=10, hidden=True)


def year_column(column: Column, year: int) -> Column:
    """Return the column of a family for one fiscal year."""
    return Column(
        f"{column.key}:{year}", f"{column.heading}\n{year_heading(year)}", column.kind, column.width
    )


def year_heading(year: int) -> str:
    """Return a fiscal year as a heading: 令和7(2025)年度."""
    return FiscalYear(year).both_calendars if FIRST_YEAR <= year <= LAST_YEAR else f"{year}年度"
