"""Reading a table under a mapping: every cell has exactly one outcome, and nothing is guessed."""

from collections.abc import Iterator

from ayumi.document.source_workbook import CellValue, SourceWorkbook
from ayumi.importing.rules.mapping import cells
from ayumi.importing.rules.mapping.account import BLANK, EMPTY, NOT_TAKEN, REFUSED, TAKEN, Account
from ayumi.importing.rules.mapping.assembling import assemble
from ayumi.importing.rules.mapping.cells import Blank, Refusal
from ayumi.importing.rules.mapping.fields import Field, LeftoverZero
from ayumi.importing.rules.mapping.hierarchy import Hierarchy
from ayumi.importing.rules.mapping.mapping import Mapping
from ayumi.importing.rules.mapping.measure import MeasureDraft
from ayumi.importing.rules.mapping.readers import Profiles, readers_of, slot_of, table_year
from ayumi.importing.rules.mapping.records import NoSuchSheet, Record, Table, filled, table_of
from ayumi.importing.rules.mapping.result import Counts, Finding, Understanding
from ayumi.importing.rules.mapping.sums import Sums

NO_MEASURES = "この対応付けでは、施策が一つも読み取れません。"
ZERO_RULES = frozenset({"text.zero", "indicator.nameless"})
"""The refusals that a 0 of a formula over empty cells meets; the mapping may say that it is one."""
_TOTALS = frozenset({"計", "合計", "小計", "総計"})


def understand(workbook: SourceWorkbook, mapping: Mapping) -> Understanding:
    """Return the plan of the table and an account of every cell. Never raises for what stands in a cell."""
    held = sum(filled(sheet.rows) for sheet in workbook.sheets)
    try:
        table = table_of(workbook, mapping)
    except NoSuchSheet as problem:
        return _nothing(workbook.file, held, str(problem))
    return _Reading(workbook.file, mapping, table).understanding(held)


def _nothing(file: str, held: int, problem: str) -> Understanding:
    return Understanding(
        file=file,
        fiscal_year=None,
        document=None,
        problem=problem,
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


class _Reading:
    """One table being read."""

    def __init__(self, file: str, mapping: Mapping, table: Table) -> None:
        self._file = file
        self._mapping = mapping
        self._table = table
        self._profiles = Profiles(table)
        self._title = slot_of(table, Field.TITLE)
        self._number = slot_of(table, Field.NUMBER)
        self._numbers_seen: set[str] = set()
        self._year = table_year(mapping, table)
        self._not_taken = [
            slot.column is not None and slot.column.field is Field.NOT_TAKEN for slot in table.slots
        ]
        self._account = Account(table)
        self._readers = readers_of(mapping, table, self._year, self._profiles)

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
        account = self._account
        return Understanding(
            file=self._file,
            fiscal_year=self._year,
            document=assemble(self._mapping, drafts, hierarchy, self._year) if drafts else None,
            problem="" if drafts else NO_MEASURES,
            cells=held,
            outside=self._table.outside,
            counts=account.counts(),
            columns=account.columns(),
            outcomes=tuple(account.outcomes),
            refused=tuple(account.refused),
            refused_rows=tuple(account.rows),
            breaks=breaks,
            findings=(*account.findings(), *self._findings(drafts), *hierarchy.findings()),
            sums_compared=sums.compared,
            sums_not_compared=sums.not_compared,
        )

    def _read(self, number: int) -> MeasureDraft | None:
        record = self._table.records[number]
        letters = bytearray(
            EMPTY if value is None else NOT_TAKEN if out else REFUSED
            for value, out in zip(record.values, self._not_taken, strict=True)
        )
        draft = MeasureDraft(number)
        rule = self._no_measure(record)
        if rule is None:
            self._read_cells(record, draft, letters)
        elif rule == "row.total":
            letters = bytearray(EMPTY if value is None else NOT_TAKEN for value in record.values)
        elif REFUSED in letters:
            lead = self._number if rule == "id.duplicate" else self._title
            self._account.refuse_row(record, lead, letters, rule=rule)
        self._account.close(letters)
        return draft if rule is None else None

    def _no_measure(self, record: Record) -> str | None:
        """Return the rule by which the record is no measure, or None."""
        title = cells.words(record.values[self._title]) if self._title is not None else None
        if not isinstance(title, str):
            return "row.untitled"
        if "".join(title.split()) in _TOTALS:
            return "row.total"
        if self._number is not None:
            zeros = self._profiles.of(self._number).has_lost_zeros
            found = cells.code(record.values[self._number], zeros=zeros)
            if isinstance(found, str):
                if found in self._numbers_seen:
                    return "id.duplicate"
                self._numbers_seen.add(found)
        return None

    def _read_cells(self, record: Record, draft: MeasureDraft, letters: bytearray) -> None:
        values, merged = record.values, self._table.merged
        for reader in self._readers:
            slot = reader.slot
            value = values[slot]
            if value is None:
                if reader.merged and merged and (draft.record, slot) in merged:
                    reader.handle(merged[draft.record, slot], draft)
                continue
            if reader.refuses:
                self._account.refuse(record, slot, value, rule=reader.refuses)
                continue
            found = self._chosen(reader.handle(value, draft), value)
            if found is None:
                letters[slot] = NOT_TAKEN if reader.only_compared else TAKEN
            elif type(found) is Blank:
                letters[slot] = BLANK
            else:
                choices = reader.choices if found.rule.startswith("choice.") else ()
                self._account.refuse(record, slot, value, rule=found.rule, choices=choices)

    def _chosen(self, found: Blank | Refusal | None, value: CellValue) -> Blank | Refusal | None:
        """Return what is made of a cell once a 0 that nobody wrote is what the mapping says it is."""
        if self._mapping.leftover_zero is LeftoverZero.REFUSE or type(found) is not Refusal:
            return found
        if found.rule not in ZERO_RULES:
            return found
        return Blank("zero.leftover") if cells.number(value) == 0 else found

    def _findings(self, drafts: list[MeasureDraft]) -> Iterator[Finding]:
        unnumbered = [draft.title for draft in drafts if not draft.number]
        if self._number is not None and unnumbered:
            words = "、".join(unnumbered[:5])
            yield Finding(rule="id.missing", place=f"{len(unnumbered)}施策", words=words)
        if any(indicator.name for draft in drafts for indicator in draft.indicators.values()):
            yield Finding(rule="direction.assumed", place="", words="")
