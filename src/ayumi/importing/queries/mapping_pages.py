"""The page on which a mapping is looked at and changed, and the list of those kept under a name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayumi.ground.wording import say
from ayumi.importing.models import ImportDraft, Mapping
from ayumi.importing.queries.drafts import DraftRow, draft_row
from ayumi.importing.queries.tables import PageNumbers, SavedMapping, said_note, saved_mappings
from ayumi.importing.rules.mapping.fields import FAMILIES, FIELD_WORDS, Field
from ayumi.importing.rules.mapping.mapping import Column
from ayumi.importing.rules.mapping.result import Counts
from ayumi.importing.rules.mapping.table_reading import HeadRow, TableReading

COLUMNS_ON_A_PAGE = 30
ALL, UNRECOGNISED, REFUSED = "all", "unrecognised", "refused"


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column beside its form: what stands in it, why it was proposed so, what became of its cells."""

    column: Column
    word: str
    samples: tuple[str, ...]
    why: str
    unrecognised: bool
    counts: Counts


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to show fewer columns."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class MappingPage:
    """The mapping of a draft, some of its columns at a time."""

    draft: DraftRow
    head: tuple[HeadRow, ...]
    notes: tuple[str, ...]
    filters: tuple[Filter, ...]
    show: str
    columns: tuple[ColumnView, ...]
    pages: PageNumbers
    counts: Counts
    saved: tuple[SavedMapping, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A mapping kept under a name."""

    id: UUID
    name: str
    version: int
    person_name: str
    saved_at: datetime


def mapping_page(
    draft: ImportDraft, reading: TableReading, *, show: str, page: int, seen: str
) -> MappingPage:
    """Return the page of a draft's mapping, given its row and reading: 1 query."""
    views = _views(reading)
    filters = _filters(views, show)
    chosen = [view for view in views if _is_shown(view, show)]
    last = max(1, -(-len(chosen) // COLUMNS_ON_A_PAGE))
    number = min(max(1, page), last)
    return MappingPage(
        draft=draft_row(draft),
        head=reading.look.head,
        notes=tuple(map(said_note, reading.notes)),
        filters=filters,
        show=show,
        columns=tuple(chosen[(number - 1) * COLUMNS_ON_A_PAGE : number * COLUMNS_ON_A_PAGE]),
        pages=PageNumbers(number, last, f"show={show}&"),
        counts=reading.account.counts,
        saved=saved_mappings(),
        seen=seen,
    )


def mapping_rows() -> tuple[MappingRow, ...]:
    """Return the mappings kept under a name: 1 query."""
    return tuple(
        MappingRow(each.pk, each.name, each.version, each.person_name, each.saved_at)
        for each in Mapping.objects.all()
    )


def _views(reading: TableReading) -> list[ColumnView]:
    counts = {each.at: each.counts for each in reading.account.columns}
    unrecognised = frozenset(reading.unrecognised)
    return [
        ColumnView(
            column=column,
            word=say(FIELD_WORDS[column.field]),
            samples=reading.look.samples.get(column.at, ()),
            why=reading.why.get(column.at, ""),
            unrecognised=column.at in unrecognised,
            counts=counts.get(column.at, Counts()),
        )
        for column in reading.mapping.columns
    ]


def _is_shown(view: ColumnView, show: str) -> bool:
    if show == UNRECOGNISED:
        return view.unrecognised
    if show == REFUSED:
        return view.counts.refused > 0
    family = _family(show)
    return family is None or view.column.field in family


def _family(show: str) -> tuple[Field, ...] | None:
    """Return the fields of a family named by its place: family-1 is the first."""
    number = show.removeprefix("family-")
    if number == show or not number.isdecimal() or not 1 <= int(number) <= len(FAMILIES):
        return None
    return FAMILIES[int(number) - 1][1]


def _filters(views: list[ColumnView], show: str) -> tuple[Filter, ...]:
    names = [
        (ALL, say("すべての列")),
        (UNRECOGNISED, say("見出しから分からなかった列")),
        (REFUSED, say("読み取れなかったセルのある列")),
        *((f"family-{number}", say(words)) for number, (words, _fields) in enumerate(FAMILIES, start=1)),
    ]
    return tuple(
        Filter(value, label, sum(_is_shown(view, value) for view in views), value == show)
        for value, label in names
    )
