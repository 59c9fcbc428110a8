"""An upload of workbooks: what each would change, or what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayumi.importing.gates.returned_reviews import WorkbookReview, reviews_of
from ayumi.importing.models import ReturnedState, ReturnedWorkbook
from ayumi.importing.words import said
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.tenancy.rules import Actor


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One workbook of an upload: what it would change, or why it cannot be stored, or what became of it.

    ``place`` and ``why`` say the first of what is wrong; ``refused`` counts all of it.
    """

    id: UUID
    file_name: str
    division: str
    state: str
    is_waiting: bool
    is_ready: bool
    is_stored: bool
    is_refused: bool
    changes: int
    conflicts: int
    refused: int
    place: str
    why: str
    outcome: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BatchPage:
    """An upload. ``ready`` workbooks can be stored at once, ``asking`` ones must be looked at first."""

    round: RoundHeading
    id: UUID
    made_at: datetime
    person_name: str
    lines: tuple[ReturnedLine, ...]
    ready: int
    asking: int
    stored: int
    refused: int


def batch_page(workbooks: Iterable[ReturnedWorkbook], actor: Actor) -> BatchPage:
    """Return the page of an upload, given by its gate: at most 6 queries."""
    rows = list(workbooks)
    lines = tuple(sorted((_line(review) for review in reviews_of(rows, actor)), key=_order))
    return BatchPage(
        round=round_heading(rows[0].round),
        id=rows[0].batch,
        made_at=rows[0].made_at,
        person_name=rows[0].person_name,
        lines=lines,
        ready=sum(line.is_ready for line in lines),
        asking=sum(line.is_waiting and not line.is_ready for line in lines),
        stored=sum(line.is_stored for line in lines),
        refused=sum(line.is_refused for line in lines),
    )


def _order(line: ReturnedLine) -> tuple[bool, bool, bool]:
    """Put what somebody must look at first; what is alike stays in the order of its files."""
    return not line.is_refused, not (line.is_waiting and not line.is_ready), not line.is_ready


def _line(review: WorkbookReview) -> ReturnedLine:
    workbook, refused = review.returned, review.content.refused
    reports = [each for each in review.reports if not each.why_not]
    problems = [(each, found) for each in reports for found in each.problems({})] if review.is_waiting else []
    place, why = "", review.problem
    if not why and refused:
        place, why = said(refused[0].place), said(refused[0].reason)
    elif not why and problems:
        report, problem = problems[0]
        place, why = said(report.returned.places.get(problem.field, "")), problem.text
    return ReturnedLine(
        id=workbook.pk,
        file_name=workbook.file_name,
        division=division_of(workbook),
        state=str(ReturnedState(workbook.state).label),
        is_waiting=workbook.state == ReturnedState.WAITING,
        is_ready=review.is_ready,
        is_stored=workbook.state == ReturnedState.STORED,
        is_refused=workbook.state == ReturnedState.REFUSED,
        changes=sum(len(each.merge.changes) for each in reports),
        conflicts=review.open_conflicts,
        refused=len(refused) + len(problems),
        place=place,
        why=why,
        outcome=workbook.outcome,
    )


def division_of(workbook: ReturnedWorkbook) -> str:
    """Return the name of the division, empty where nobody knows whose the workbook is."""
    return workbook.export.division.name if workbook.export else ""
