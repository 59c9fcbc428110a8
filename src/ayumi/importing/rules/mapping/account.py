"""The account of a table's cells: one letter for every cell, and everything that was refused."""

from collections import Counter
from collections.abc import Iterator

from ayumi.document.source_workbook import CellValue
from ayumi.importing.rules.mapping import cells
from ayumi.importing.rules.mapping.records import Record, Table
from ayumi.importing.rules.mapping.result import (
    ColumnCount,
    Counts,
    Finding,
    Outcome,
    RefusedCell,
    RefusedRow,
)

EMPTY, TAKEN, BLANK, NOT_TAKEN, REFUSED = (
    ord(each) for each in (Outcome.EMPTY, Outcome.TAKEN, Outcome.BLANK, Outcome.NOT_TAKEN, Outcome.REFUSED)
)
"""The outcomes as bytes; a record's letters are a bytearray while it is read."""


class Account:
    """What became of every cell of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.outcomes: list[str] = []
        self.refused: list[RefusedCell] = []
        self.rows: list[RefusedRow] = []

    def close(self, letters: bytearray) -> None:
        """Keep the letters of a record that was read."""
        self.outcomes.append(letters.decode("ascii"))

    def refuse(
        self, record: Record, slot: int, value: CellValue, *, rule: str, choices: tuple[str, ...] = ()
    ) -> None:
        """Keep a refused cell."""
        self.refused.append(
            RefusedCell(
                sheet=record.sheet,
                cell=self._table.cell(record, slot),
                heading=self._heading(slot),
                found=cells.shown(value),
                rule=rule,
                choices=choices,
            )
        )

    def refuse_row(self, record: Record, lead: int | None, letters: bytearray, *, rule: str) -> None:
        """Keep a row that is no measure, once for all its cells; ``lead`` is the slot that says so."""
        table = self._table
        held = [slot for slot, value in enumerate(record.values) if value is not None]
        place = lead if lead is not None else held[0]
        self.refused.append(
            RefusedCell(
                sheet=record.sheet,
                cell=table.cell(record, place),
                heading=self._heading(place),
                found=cells.shown(record.values[place]),
                rule=rule,
                cells=letters.count(REFUSED),
            )
        )
        self.rows.append(
            RefusedRow(
                sheet=record.sheet,
                row=record.row + 1,
                rule=rule,
                cells=tuple((table.cell(record, slot), cells.shown(record.values[slot])) for slot in held),
            )
        )

    def columns(self) -> tuple[ColumnCount, ...]:
        """Count the letters of every slot."""
        turned = zip(*self.outcomes, strict=True) if self.outcomes else ()
        return tuple(
            ColumnCount(at=slot.at, heading=self._heading(number), counts=_counted(Counter(letters)))
            for number, (slot, letters) in enumerate(zip(self._table.slots, turned, strict=False))
        )

    def counts(self) -> Counts:
        """Count the letters of the whole table."""
        letters: Counter[str] = Counter()
        for each in self.outcomes:
            letters.update(each)
        return _counted(letters)

    def findings(self) -> Iterator[Finding]:
        """Yield what of the table itself is not as the mapping says."""
        for slot in self._table.slots:
            if slot.found is not None and slot.column is not None:
                words = f"対応付け「{slot.column.heading}」、この表「{slot.found}」"
                yield Finding(rule="heading.differs", place=slot.at, words=words)
        for name in self._table.other_sheets:
            yield Finding(rule="sheet.not_read", place=name, words="")

    def _heading(self, slot: int) -> str:
        found = self._table.slots[slot]
        return found.column.heading if found.column is not None else found.found or ""


def _counted(letters: Counter[str]) -> Counts:
    return Counts(
        taken=letters[Outcome.TAKEN],
        blank=letters[Outcome.BLANK],
        empty=letters[Outcome.EMPTY],
        not_taken=letters[Outcome.NOT_TAKEN],
        refused=letters[Outcome.REFUSED],
    )
