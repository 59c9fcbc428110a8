"""A table as a person reviews it: the mapping, its reasons, the sheet's head and the account of its cells."""

from pydantic import Field as Limits

from ayumi.document.base import Part
from ayumi.document.plan_document import PlanDocument
from ayumi.document.source_workbook import SourceWorkbook
from ayumi.importing.rules.mapping.cells import shown
from ayumi.importing.rules.mapping.mapping import Mapping
from ayumi.importing.rules.mapping.proposal import Note, Proposal, propose
from ayumi.importing.rules.mapping.records import NoSuchSheet, table_of
from ayumi.importing.rules.mapping.result import Understanding
from ayumi.importing.rules.mapping.understanding import understand

_HEAD_ROWS = 6
_HEAD_COLUMNS = 60
_SAMPLES = 3
_LONGEST_SAMPLE = 40


class HeadRow(Part):
    """One of the first rows of the sheet; ``number`` as Excel counts."""

    number: int
    cells: tuple[str, ...]


class Look(Part):
    """What a person sees of the file beside its mapping."""

    sheets: tuple[str, ...]
    head: tuple[HeadRow, ...]
    samples: dict[str, tuple[str, ...]]
    """By column or cell: the first different values."""


class MeasureLine(Part):
    """A measure as it would stand, in one line."""

    number: str
    title: str
    above: str
    division: str
    indicators: int
    years: int
    """Values of indicators."""
    costs: int
    judgements: int
    remarks: int


class TableReading(Part):
    """Everything of a table but the plan document itself."""

    mapping: Mapping
    used: str = ""
    """The name of the saved mapping that fitted, empty for a proposal or an edited one."""
    why: dict[str, str] = Limits(default_factory=dict)
    unrecognised: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    look: Look
    account: Understanding
    """Its ``document`` is None; the document stands beside it."""
    measures: tuple[MeasureLine, ...]


def read_table(
    workbook: SourceWorkbook, saved: dict[str, Mapping] | None = None, chosen: Mapping | None = None
) -> tuple[TableReading, PlanDocument | None]:
    """Read a table under the mapping ``chosen``, else under the first saved one that fits, else a proposal.

    Raises NothingToMap, in Japanese, for a workbook without a cell.
    """
    used, mapping, proposal = "", chosen, None
    if mapping is None:
        used, mapping = next(
            ((name, each) for name, each in (saved or {}).items() if fits(workbook, each)), ("", None)
        )
    if mapping is None:
        proposal = propose(workbook)
        mapping = proposal.mapping
    understanding = understand(workbook, mapping)
    document = understanding.document
    return _reading(workbook, mapping, used, proposal, understanding), document


def fits(workbook: SourceWorkbook, mapping: Mapping) -> bool:
    """Tell whether every heading of the mapping stands where it says, and no filled column is new."""
    try:
        table = table_of(workbook, mapping)
    except NoSuchSheet:
        return False
    if not table.records or any(slot.found is not None for slot in table.slots):
        return False
    new = [number for number, slot in enumerate(table.slots) if slot.column is None]
    return not any(record.values[number] is not None for record in table.records for number in new)


def _reading(
    workbook: SourceWorkbook,
    mapping: Mapping,
    used: str,
    proposal: Proposal | None,
    understanding: Understanding,
) -> TableReading:
    document = understanding.document
    return TableReading(
        mapping=mapping,
        used=used,
        why=proposal.why if proposal else {},
        unrecognised=proposal.unrecognised if proposal else (),
        notes=proposal.notes if proposal else (),
        look=_look(workbook, mapping),
        account=understanding.model_copy(update={"document": None}),
        measures=tuple(_lines(document)) if document is not None else (),
    )


def _look(workbook: SourceWorkbook, mapping: Mapping) -> Look:
    sheet = workbook.sheet(mapping.sheet) or workbook.sheets[0]
    head = tuple(
        HeadRow(number=number, cells=tuple(_short(shown(cell)) for cell in row[:_HEAD_COLUMNS]))
        for number, row in enumerate(sheet.rows[:_HEAD_ROWS], start=1)
    )
    samples: dict[str, tuple[str, ...]] = {}
    try:
        table = table_of(workbook, mapping)
    except NoSuchSheet:
        return Look(sheets=tuple(each.name for each in workbook.sheets), head=head, samples={})
    for number, slot in enumerate(table.slots):
        found: dict[str, None] = {}
        for record in table.records:
            value = record.values[number]
            if value is not None:
                found[_short(shown(value))] = None
                if len(found) == _SAMPLES:
                    break
        samples[slot.at] = tuple(found)
    return Look(sheets=tuple(each.name for each in workbook.sheets), head=head, samples=samples)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SAMPLE else text[:_LONGEST_SAMPLE] + "…"


def _lines(document: PlanDocument) -> list[MeasureLine]:
    titles = {item.id: item.title for item in document.items}
    divisions = {division.id: division.name for division in document.divisions}
    return [
        MeasureLine(
            number=item.number,
            title=item.title,
            above=titles.get(item.parent_id or "", ""),
            division=divisions.get(item.division_id or "", ""),
            indicators=len(item.indicators),
            years=sum(len(each.targets) + len(each.actuals) for each in item.indicators),
            costs=len(item.costs) + len(item.workloads),
            judgements=len(item.judgements),
            remarks=len(item.remarks) + len(item.links),
        )
        for item in document.measures
    ]
