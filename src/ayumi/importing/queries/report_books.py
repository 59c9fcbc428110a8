"""The page on which the sheets of a round are given out as workbooks and taken back."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ayumi.importing.gates.round_workbooks import fills_in
from ayumi.importing.models import ReportExport, ReturnedState, ReturnedWorkbook
from ayumi.rounds.models import Round
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.tenancy.rules import Actor

LATEST = 20


@dataclass(frozen=True, slots=True)
class DivisionLine:
    """A division: how many of its sheets are still to be filled in, and when they were given out last."""

    id: UUID
    name: str
    open: int
    total: int
    given_at: datetime | None
    given_by: str


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One upload: who, when, and what became of its files."""

    id: UUID
    made_at: datetime
    person_name: str
    files: int
    names: tuple[str, ...]
    waiting: int
    stored: int
    refused: int


@dataclass(frozen=True, slots=True)
class ReportBooksPage:
    """The divisions of the reader and the latest uploads."""

    round: RoundHeading
    divisions: tuple[DivisionLine, ...]
    batches: tuple[BatchLine, ...]
    open: int

    @property
    def can_give_out(self) -> int:
        """How many workbooks there would be."""
        return sum(bool(each.open) for each in self.divisions) if self.round.is_open else 0


@dataclass(slots=True)
class _Counted:
    name: str = ""
    counts: Counter[bool] = field(default_factory=Counter)


def report_books_page(held: Round, actor: Actor) -> ReportBooksPage:
    """Return the page of a round, given by its gate: 3 queries."""
    counted: dict[UUID, _Counted] = defaultdict(_Counted)
    columns = ("division_id", "division__name", "position")
    reports = held.reports.filter(mirrors=None).exclude(division=None).order_by("division__position")
    for division_id, name, position in reports.values_list(*columns):
        if fills_in(actor, division_id):
            counted[division_id].name = name
            counted[division_id].counts[position == 0] += 1
    given: dict[UUID, tuple[datetime, str]] = {}
    exports = ReportExport.objects.filter(round=held, division__in=counted).order_by("made_at")
    for division_id, made_at, person in exports.values_list("division_id", "made_at", "person_name"):
        given[division_id] = made_at, person
    divisions = tuple(
        DivisionLine(pk, each.name, each.counts[True], each.counts.total(), *given.get(pk, (None, "")))
        for pk, each in counted.items()
    )
    return ReportBooksPage(
        round=round_heading(held),
        divisions=divisions,
        batches=_batches(held, actor),
        open=sum(each.open for each in divisions),
    )


def _batches(held: Round, actor: Actor) -> tuple[BatchLine, ...]:
    """Return the latest uploads, without the files of other divisions: 1 query."""
    rows = (
        ReturnedWorkbook.objects.filter(round=held).select_related("export").defer("content", "export__state")
    )
    by_batch: dict[UUID, list[ReturnedWorkbook]] = defaultdict(list)
    for row in rows.order_by("-made_at", "-id")[: LATEST * 60]:
        own = row.person_id == actor.person_id
        if fills_in(actor, row.export.division_id) if row.export else own or fills_in(actor, None):
            by_batch[row.batch].append(row)
    return tuple(_batch(batch, found) for batch, found in list(by_batch.items())[:LATEST])


def _batch(batch: UUID, found: Iterable[ReturnedWorkbook]) -> BatchLine:
    rows = list(found)
    states = Counter(row.state for row in rows)
    return BatchLine(
        id=batch,
        made_at=rows[0].made_at,
        person_name=rows[0].person_name,
        files=len(rows),
        names=tuple(row.file_name for row in rows[:3]),
        waiting=states[ReturnedState.WAITING],
        stored=states[ReturnedState.STORED],
        refused=states[ReturnedState.REFUSED],
    )
