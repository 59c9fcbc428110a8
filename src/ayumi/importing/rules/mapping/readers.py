"""For every slot of a table how its cells are read, in the order in which they need one another."""

from collections import Counter
from dataclasses import dataclass

from ayumi.document.source_workbook import CellValue
from ayumi.importing.rules.mapping import cells
from ayumi.importing.rules.mapping.column_profile import ColumnProfile, profile
from ayumi.importing.rules.mapping.fields import Field
from ayumi.importing.rules.mapping.figure_handlers import HANDLERS
from ayumi.importing.rules.mapping.handlers import Handler, Surroundings
from ayumi.importing.rules.mapping.mapping import Column, Mapping
from ayumi.importing.rules.mapping.measure import MeasureDraft
from ayumi.importing.rules.mapping.records import MERGED_DOWN, Table

_FIRST = (Field.LEVEL_CODE, Field.LEVEL_NAME, Field.INDICATOR_NAME, Field.INDICATOR_UNIT)
"""Read before the others: what stands further right may need them."""
_MOST_CHOICES = 12


@dataclass(slots=True)
class Reader:
    """How the cells of one slot are read."""

    slot: int
    handle: Handler
    refuses: str = ""
    """A rule that refuses the whole column."""
    choices: tuple[str, ...] = ()
    merged: bool = False
    only_compared: bool = False


class Profiles:
    """The profile of every slot, made when first asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._found: dict[int, ColumnProfile] = {}

    def of(self, slot: int) -> ColumnProfile:
        """Return the profile of a slot."""
        found = self._found.get(slot)
        if found is None:
            found = self._found[slot] = profile(record.values[slot] for record in self._table.records)
        return found


def slot_of(table: Table, field: Field) -> int | None:
    """Return the slot of a field whose heading is as the mapping says, or None."""
    for number, slot in enumerate(table.slots):
        if slot.column is not None and slot.column.field is field and slot.found is None:
            return number
    return None


def table_year(mapping: Mapping, table: Table) -> int | None:
    """Return the year of the table: the mapping's own, else the one most rows name, else None."""
    if mapping.fiscal_year is not None:
        return mapping.fiscal_year
    slot = slot_of(table, Field.FISCAL_YEAR)
    if slot is None:
        return None
    years: Counter[int] = Counter()
    for record in table.records:
        found = cells.table_year(record.values[slot])
        if isinstance(found, int):
            years[found] += 1
    return years.most_common(1)[0][0] if years else None


def readers_of(mapping: Mapping, table: Table, year: int | None, profiles: Profiles) -> list[Reader]:
    """Return the readers in the order in which the cells of a record are read."""
    readers = []
    for number, slot in enumerate(table.slots):
        if slot.column is None:
            readers.append(Reader(number, _nobody, refuses="cell.unmapped"))
        elif slot.found is not None:
            readers.append(Reader(number, _nobody, refuses="heading.differs"))
        elif slot.column.field is not Field.NOT_TAKEN:
            around = Surroundings(mapping, year, slot.column, number, profiles.of(number))
            readers.append(_reader(around))
    order = {field: place for place, field in enumerate(_FIRST)}

    def place(reader: Reader) -> tuple[int, int]:
        column = table.slots[reader.slot].column
        return (order.get(column.field, len(order)) if column is not None else 0, reader.slot)

    return sorted(readers, key=place)


def _reader(around: Surroundings) -> Reader:
    column: Column = around.column
    choices: tuple[str, ...] = ()
    if column.field is Field.JUDGEMENT:
        words = around.profile.words
        choices = column.choices or (words if len(words) <= _MOST_CHOICES else ())
    return Reader(
        around.slot,
        HANDLERS[column.field](around),
        choices=choices,
        merged=column.field in MERGED_DOWN,
        only_compared=column.field in (Field.COST_SUM, Field.TOTAL_COST),
    )


def _nobody(value: CellValue, draft: MeasureDraft) -> None:
    """A handler of a column that is refused whole, and so never asked."""
