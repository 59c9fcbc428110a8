"""Reading a table under a mapping: every cell has exactly one outcome, and nothing is guessed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ayumi.document.source_workbook import CellValue, SourceWorkbook
from ayumi.importing.rules.mapping import cells
from ayumi.importing.rules.mapping.assembling import assemble
from ayumi.importing.rules.mapping.cells import Blank
from ayumi.importing.rules.mapping.column_profile import ColumnProfile, profile
from ayumi.importing.rules.mapping.fields import Field
from ayumi.importing.rules.mapping.figure_handlers import HANDLERS
from ayumi.importing.rules.mapping.handlers import Handler, Surroundings
from ayumi.importing.rules.mapping.hierarchy import Hierarchy
from ayumi.importing.rules.mapping.mapping import Mapping
from ayumi.importing.rules.mapping.measure import MeasureDraft
from ayumi.importing.rules.mapping.records import NoSuchSheet, Record, Slot, Table, filled, table_of
from ayumi.importing.rules.mapping.result import (
    ColumnCount,
    Counts,
    Finding,
    Outcome,
    RefusedCell,
    RefusedRow,
    Understanding,
)
from ayumi.importing.rules.mapping.sums import Sums

_EMPTY, _TAKEN, _BLANK, _NOT_TAKEN, _REFUSED = (
    ord(each)
    for each in (Outcome.EMPTY, Outcome.TAKEN, Outcome.BLANK, Outcome.NOT_TAKEN, Outcome.REFUSED)
)
_TOTALS = frozenset({"計", "合計", "小計", "総計"})
_FIRST = (Field.LEVEL_CODE, Field.LEVEL_NAME, Field.INDICATOR_NAME, Field.INDICATOR_UNIT)
"""Read before the others: what stands further right may need them."""
_MOST_CHOICES = 12


def understand(workbook: SourceWorkbook, mapping: Mapping) -> Understanding:
    """Return the plan of the table and an account of every cell. Never raises for what stands in a cell."""
    held = sum(filled(sheet.rows) for sheet in workbook.sheets)
    try:
        table = table_of(workbook, mapping)
    except NoSuchSheet as problem:
        return Understanding(
            file=workbook.file,
            fiscal_year=None,
            document=None,
            problem=str(problem),
            cells=held,
            outside=held,
            counts=Counts(),
            columns=(),
            outcomes=(),
            refused=(),
            refused_rows=(),
            breaks=(),
            findings=(),
        )
    return _Reading(workbook.file, mapping, table).understanding(held)


@dataclass(slots=True)
class _Reader:
    """How the cells of one slot are read."""

    slot: int
    handle: Handler
    refuses: str = ""
    """A rule that refuses the whole column."""
    choices: tuple[str, ...] = ()
    merged: bool = False


@dataclass(slots=True)
class _Account:
    """What was put aside while reading."""

    outcomes: list[str] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    rows: list[RefusedRow] = field(default_factory=list)


class _Reading:
    """One table being read."""

    def __init__(self, file: str, mapping: Mapping, table: Table) -> None:
        self._file = file
        self._mapping = mapping
        self._table = table
        self._profiles: dict[int, ColumnProfile] = {}
        self._title = self._slot_of(Field.TITLE)
        self._number = self._slot_of(Field.NUMBER)
        self._year = self._table_year()
        self._not_taken = [
            slot.column is not None and slot.column.field is Field.NOT_TAKEN for slot in table.slots
        ]
        self._only_compared = [
            slot.column is not None and slot.column.field in (Field.COST_SUM, Field.TOTAL_COST)
            for slot in table.slots
        ]
        self._numbers_seen: set[str] = set()
        self._account = _Account()
        self._readers = self._make_readers()

    def understanding(self, held: int) -> Understanding:
        """Read every record and put the plan together."""
        drafts = [
            draft for number in range(len(self._table.records)) if (draft := self._read(number)) is not None
        ]
        hierarchy = Hierarchy(self._mapping.plan.levels)
        for draft in drafts:
            hierarchy.add(draft)
        sums = Sums(self._table)
        breaks = tuple(sums.breaks(drafts))
        columns = self._columns()
        return Understanding(
            file=self._file,
            fiscal_year=self._year,
            document=assemble(self._mapping, drafts, hierarchy, self._year) if drafts else None,
            problem="" if drafts else "この対応付けでは、施策が一つも読み取れません。",
            cells=held,
            outside=self._table.outside,
            counts=_total(columns),
            columns=columns,
            outcomes=tuple(self._account.outcomes),
            refused=tuple(self._account.refused),
            refused_rows=tuple(self._account.rows),
            breaks=breaks,
            findings=(*self._findings(drafts), *hierarchy.findings()),
            sums_compared=sums.compared,
            sums_not_compared=sums.not_compared,
        )

    def _slot_of(self, field_: Field) -> int | None:
        for number, slot in enumerate(self._table.slots):
            if slot.column is not None and slot.column.field is field_ and slot.found is None:
                return number
        return None

    def _profile(self, slot: int) -> ColumnProfile:
        found = self._profiles.get(slot)
        if found is None:
            found = self._profiles[slot] = profile(record.values[slot] for record in self._table.records)
        return found

    def _table_year(self) -> int | None:
        if self._mapping.fiscal_year is not None:
            return self._mapping.fiscal_year
        slot = self._slot_of(Field.FISCAL_YEAR)
        if slot is None:
            return None
        years: Counter[int] = Counter()
        for record in self._table.records:
            found = cells.table_year(record.values[slot])
            if isinstance(found, int):
                years[found] += 1
        return years.most_common(1)[0][0] if years else None

    def _make_readers(self) -> list[_Reader]:
        readers = []
        for number, slot in enumerate(self._table.slots):
            if slot.column is None:
                readers.append(_Reader(number, _nobody, refuses="cell.unmapped"))
            elif slot.found is not None:
                readers.append(_Reader(number, _nobody, refuses="heading.differs"))
            elif slot.column.field is not Field.NOT_TAKEN:
                readers.append(self._reader(number, slot))
        order = {field_: place for place, field_ in enumerate(_FIRST)}

        def place(reader: _Reader) -> tuple[int, int]:
            column = self._table.slots[reader.slot].column
            return (order.get(column.field, len(order)) if column is not None else 0, reader.slot)

        return sorted(readers, key=place)

    def _reader(self, number: int, slot: Slot) -> _Reader:
        column = slot.column
        if column is None:
            raise ValueError("a slot without a column has no reader")
        seen = self._profile(number)
        around = Surroundings(self._mapping, self._year, column, number, seen)
        choices: tuple[str, ...] = ()
        if column.field is Field.JUDGEMENT:
            choices = column.choices or (seen.words if len(seen.words) <= _MOST_CHOICES else ())
        return _Reader(
            number,
            HANDLERS[column.field](around),
            choices=choices,
            merged=column.field in (Field.LEVEL_CODE, Field.LEVEL_NAME, Field.DIVISION),
        )

    def _read(self, number: int) -> MeasureDraft | None:
        record = self._table.records[number]
        letters = bytearray(
            _EMPTY if value is None else _NOT_TAKEN if out else _REFUSED
            for value, out in zip(record.values, self._not_taken, strict=True)
        )
        draft = MeasureDraft(number)
        rule = self._no_measure(record, draft)
        if rule is None:
            self._read_cells(record, draft, letters)
        elif rule == "row.total":
            letters = bytearray(_EMPTY if value is None else _NOT_TAKEN for value in record.values)
        elif _REFUSED in letters:
            self._refuse_row(record, rule, letters)
        self._account.outcomes.append(letters.decode("ascii"))
        return draft if rule is None else None

    def _no_measure(self, record: Record, draft: MeasureDraft) -> str | None:
        """Return the rule by which the record is no measure, or None."""
        title = cells.words(record.values[self._title]) if self._title is not None else None
        if not isinstance(title, str):
            return "row.untitled"
        if "".join(title.split()) in _TOTALS:
            return "row.total"
        if self._number is not None:
            seen = self._profile(self._number)
            zeros = seen.leading_zeros or seen.texts > seen.numbers
            found = cells.code(record.values[self._number], zeros=zeros)
            if isinstance(found, str):
                if found in self._numbers_seen:
                    return "id.duplicate"
                self._numbers_seen.add(found)
        return None

    def _read_cells(self, record: Record, draft: MeasureDraft, letters: bytearray) -> None:
        values = record.values
        for reader in self._readers:
            slot = reader.slot
            value = values[slot]
            if value is None:
                if reader.merged and self._table.merged:
                    covering = self._table.merged.get((draft.record, slot))
                    if covering is not None:
                        reader.handle(covering, draft)
                continue
            if reader.refuses:
                self._refuse(record, reader, value, reader.refuses)
                continue
            found = reader.handle(value, draft)
            if found is None:
                letters[slot] = _TAKEN if not self._only_compared[slot] else _NOT_TAKEN
            elif type(found) is Blank:
                letters[slot] = _BLANK
            else:
                self._refuse(record, reader, value, found.rule)

    def _refuse(self, record: Record, reader: _Reader, value: CellValue, rule: str) -> None:
        slot = self._table.slots[reader.slot]
        heading = slot.column.heading if slot.column is not None else (slot.found or "")
        self._account.refused.append(
            RefusedCell(
                sheet=record.sheet,
                cell=self._table.cell(record, reader.slot),
                heading=heading,
                found=cells.shown(value),
                rule=rule,
                choices=reader.choices if rule.startswith("choice.") else (),
            )
        )

    def _refuse_row(self, record: Record, rule: str, letters: bytearray) -> None:
        table = self._table
        held = [slot for slot, value in enumerate(record.values) if value is not None]
        lead = self._number if rule == "id.duplicate" else self._title
        place = lead if lead is not None else held[0]
        self._account.refused.append(
            RefusedCell(
                sheet=record.sheet,
                cell=table.cell(record, place),
                heading=self._heading(place),
                found=cells.shown(record.values[place]),
                rule=rule,
                cells=letters.count(_REFUSED),
            )
        )
        self._account.rows.append(
            RefusedRow(
                sheet=record.sheet,
                row=record.row + 1,
                rule=rule,
                cells=tuple((table.cell(record, slot), cells.shown(record.values[slot])) for slot in held),
            )
        )

    def _heading(self, slot: int) -> str:
        column = self._table.slots[slot].column
        return column.heading if column is not None else ""

    def _columns(self) -> tuple[ColumnCount, ...]:
        turned = zip(*self._account.outcomes, strict=True) if self._account.outcomes else ()
        found = []
        for slot, letters in zip(self._table.slots, turned, strict=False):
            counts = Counter(letters)
            found.append(
                ColumnCount(
                    at=slot.at,
                    heading=slot.column.heading if slot.column is not None else "",
                    counts=Counts(
                        taken=counts[Outcome.TAKEN],
                        blank=counts[Outcome.BLANK],
                        empty=counts[Outcome.EMPTY],
                        not_taken=counts[Outcome.NOT_TAKEN],
                        refused=counts[Outcome.REFUSED],
                    ),
                )
            )
        return tuple(found)

    def _findings(self, drafts: list[MeasureDraft]) -> Iterator[Finding]:
        differing = [slot for slot in self._table.slots if slot.found is not None and slot.column is not None]
        for slot in differing:
            yield Finding(
                rule="heading.differs",
                place=slot.at,
                words=f"対応付け「{slot.column.heading}」、この表「{slot.found}」",
            )
        for name in self._table.other_sheets:
            yield Finding(rule="sheet.not_read", place=name, words="")
        unnumbered = [draft.title for draft in drafts if not draft.number]
        if self._number is not None and unnumbered:
            yield Finding(
                rule="id.missing", place=f"{len(unnumbered)}施策", words="、".join(unnumbered[:5])
            )
        if any(indicator.name for draft in drafts for indicator in draft.indicators.values()):
            yield Finding(rule="direction.assumed", place="", words="")


def _nobody(value: CellValue, draft: MeasureDraft) -> None:
    """A handler of a column that is refused whole, and so never asked."""


def _total(columns: tuple[ColumnCount, ...]) -> Counts:
    return Counts(
        taken=sum(each.counts.taken for each in columns),
        blank=sum(each.counts.blank for each in columns),
        empty=sum(each.counts.empty for each in columns),
        not_taken=sum(each.counts.not_taken for each in columns),
        refused=sum(each.counts.refused for each in columns),
    )
