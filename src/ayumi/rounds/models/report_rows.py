"""Everything that hangs on some reports, read in one query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ayumi.plans.queries.unions import Group, Rows, Table, rows_of_groups
from ayumi.rounds.models import ChallengeAnswer, Erratum, MoveRecord, Rating, Report, ReportedValue

_PERSON = ("person_name", "at")
TABLES: dict[str, Table] = {
    "values": (
        ReportedValue,
        (
            *(
                "indicator_id",
                "fiscal_year",
                "group",
                "status",
                "value",
                "text",
                "missing",
                "as_of",
                "source",
            ),
            "approved_at",
        ),
    ),
    "ratings": (Rating, ("stage", "subject", "proposed", "value", "reason", *_PERSON)),
    "moves": (MoveRecord, ("verb", "from_position", "to_position", "comment", "field_comments", *_PERSON)),
    "answers": (ChallengeAnswer, ("rule_id", "evidence", "answer", *_PERSON)),
    "errata": (Erratum, ("field", "label", "before", "after", "reason", *_PERSON)),
}


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What hangs on one report, oldest first: rows of the tables, not yet of a page."""

    values: tuple[ReportedValue, ...]
    ratings: tuple[Rating, ...]
    moves: tuple[MoveRecord, ...]
    errata: tuple[Erratum, ...]
    answers: tuple[ChallengeAnswer, ...] = ()

    def latest_ratings(self) -> dict[tuple[str, str], Rating]:
        """Return (stage, subject) → the rating that stands."""
        return {(each.stage, each.subject): each for each in self.ratings}


def report_rows(reports: Iterable[Report], *, only: Collection[str] = TABLES) -> dict[UUID, ReportRows]:
    """Return report's id → what hangs on it, of the tables named in ``only``: 1 query."""
    group = group_of(reports, only=only)
    return rows_found(group, rows_of_groups(group)[0])


def group_of(reports: Iterable[Report], *, only: Collection[str] = TABLES) -> Group:
    """Return how to ask for what hangs on reports, beside other things."""
    tables = {name: table for name, table in TABLES.items() if name in only}
    return Group(tables, "report_id", [report.pk for report in reports], owner="report_id", order="id")


def rows_found(group: Group, found: Rows) -> dict[UUID, ReportRows]:
    """Return report's id → what was found by such a group."""
    return {
        pk: ReportRows(
            values=tuple(_rows(ReportedValue, pk, found[pk]["values"])),
            ratings=tuple(_by_time(_rows(Rating, pk, found[pk]["ratings"]))),
            moves=tuple(_by_time(_rows(MoveRecord, pk, found[pk]["moves"]))),
            errata=tuple(_by_time(_rows(Erratum, pk, found[pk]["errata"]))),
            answers=tuple(_by_time(_rows(ChallengeAnswer, pk, found[pk]["answers"]))),
        )
        for pk in group.wanted
    }


def _rows(model: type[Any], report_id: UUID, rows: list[dict[str, Any]]) -> list[Any]:
    return [model(report_id=report_id, **row) for row in rows]


def _by_time(rows: list[Any]) -> list[Any]:
    # An id made in the same millisecond as another one says nothing of the order.
    def place(row: Any) -> datetime:
        return row.at

    return sorted(rows, key=place)
