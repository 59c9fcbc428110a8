"""A table of measures before it is stored: the account of its cells, and what the plan would hold."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from ayumi.ground.wording import say
from ayumi.importing.models import ImportDraft, Mapping
from ayumi.importing.queries.drafts import DraftRow, draft_row
from ayumi.importing.reading.tables import ReadTable
from ayumi.importing.rules.mapping.assembling import title_of
from ayumi.importing.rules.mapping.cell_rules import RULES
from ayumi.importing.rules.mapping.mapping import Mapping as MappingValue
from ayumi.importing.rules.mapping.proposal import Note
from ayumi.importing.rules.mapping.result import Break, Counts, Finding, RefusedCell, RefusedRow
from ayumi.importing.rules.mapping.table_reading import MeasureLine, TableReading
from ayumi.importing.words import said
from ayumi.plans.queries.standing_plans import StandingPlan, standing_plans

REFUSED_ON_A_PAGE = 50
MEASURES_ON_A_PAGE = 25
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """Which page of a list this is, for ``shell/components/pages.html``; ``query`` keeps the other list's."""

    number: int
    last: int
    query: str

    @property
    def previous(self) -> int | None:
        """The page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, None on the last."""
        return self.number + 1 if self.number < self.last else None


@dataclass(frozen=True, slots=True)
class RefusalGroup:
    """A rule and how many cells it refused."""

    rule: str
    reason: str
    cells: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping in a list to choose from."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """What a person looks at before confirming."""

    draft: DraftRow
    size: int
    title: str
    fiscal_year: int | None
    problem: str
    used: str
    notes: tuple[str, ...]
    counts: Counts
    cells: int
    outside: int
    groups: tuple[RefusalGroup, ...]
    refused: tuple[RefusedCell, ...]
    refused_pages: PageNumbers
    refused_rows: tuple[RefusedRow, ...]
    breaks: tuple[Break, ...]
    break_count: int
    sums_compared: int
    sums_not_compared: int
    findings: tuple[Finding, ...]
    measures: tuple[MeasureLine, ...]
    measure_count: int
    measure_pages: PageNumbers
    standing: tuple[StandingPlan, ...]
    saved: tuple[SavedMapping, ...]
    mapping_seen: str


def table_page(
    draft: ImportDraft, *, mapping_seen: str, rule: str, refused_page: int, measures_page: int
) -> TablePage:
    """Return the page of a draft, given its row: 3 queries. ``rule`` shows the refusals of one rule alone."""
    reading = ReadTable.of(draft.result).reading
    account = reading.account
    refused = [each for each in account.refused if not rule or each.rule == rule]
    refused_pages = _pages(len(refused), REFUSED_ON_A_PAGE, refused_page, f"rule={rule}&" if rule else "")
    measure_pages = _pages(len(reading.measures), MEASURES_ON_A_PAGE, measures_page, "")
    title = title_of(reading.mapping, account.fiscal_year)
    row = draft_row(draft)
    return TablePage(
        draft=row,
        size=draft.size,
        title=title,
        fiscal_year=account.fiscal_year,
        problem=said(account.problem),
        used=reading.used,
        notes=tuple(map(said_note, reading.notes)),
        counts=account.counts,
        cells=account.cells,
        outside=account.outside,
        groups=_groups(account.refused, rule),
        refused=_of_page(refused, refused_pages.number, REFUSED_ON_A_PAGE),
        refused_pages=refused_pages,
        refused_rows=account.refused_rows[:MOST_LISTED],
        breaks=account.breaks[:MOST_LISTED],
        break_count=len(account.breaks),
        sums_compared=account.sums_compared,
        sums_not_compared=account.sums_not_compared,
        findings=account.findings[:MOST_LISTED],
        measures=_of_page(reading.measures, measure_pages.number, MEASURES_ON_A_PAGE),
        measure_count=len(reading.measures),
        measure_pages=measure_pages,
        standing=standing_plans(title, [each.number for each in reading.measures]) if row.is_waiting else (),
        saved=saved_mappings(),
        mapping_seen=mapping_seen,
    )


def saved_mappings() -> tuple[SavedMapping, ...]:
    """Return the mappings kept under a name: 1 query."""
    return tuple(SavedMapping(pk, name) for pk, name in Mapping.objects.values_list("pk", "name"))


def said_note(note: Note) -> str:
    """Return a sentence of the proposal in the reader's language, its values in their places."""
    return say(note.sentence).format(*note.values)


def reading_of(draft: ImportDraft) -> TableReading:
    """Return what was read of a draft's table: no query."""
    return ReadTable.of(draft.result).reading


def years_of(mapping: MappingValue, fiscal_year: int | None) -> list[int | None]:
    """Return the fiscal year of every block."""
    return [block.year(fiscal_year) for block in mapping.blocks]


def _groups(refused: tuple[RefusedCell, ...], chosen: str) -> tuple[RefusalGroup, ...]:
    counts: Counter[str] = Counter()
    for each in refused:
        counts[each.rule] += each.cells
    return tuple(
        RefusalGroup(rule, say(RULES[rule].sentence), cells, rule == chosen)
        for rule, cells in counts.most_common()
    )


def _pages(length: int, on_a_page: int, wanted: int, query: str) -> PageNumbers:
    last = max(1, -(-length // on_a_page))
    return PageNumbers(min(max(1, wanted), last), last, query)


def _of_page(entries: "tuple | list", number: int, on_a_page: int) -> tuple:
    return tuple(entries[(number - 1) * on_a_page : number * on_a_page])
