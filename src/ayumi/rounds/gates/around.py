"""What stands around the reports of a round: the measures side by side, who answers, replaced sources."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import BooleanField, Case, CharField, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast

from ayumi.ground.japanese_text import fold
from ayumi.plans.models import Indicator
from ayumi.plans.queries.unions import Columns
from ayumi.rounds.models import Report, ReportedValue, Responsibility, Round, SupersededSource
from ayumi.rounds.models.seats import answering
from ayumi.rounds.rules.challenges import Neighbours
from ayumi.rounds.rules.challenges.entry import TEXT_FIELDS
from ayumi.rounds.rules.challenges.neighbours import LONG_ENOUGH, Said, neighbours_from, text_key
from ayumi.tenancy.prepared import prepared

SAID = (
    *("said_of", "item__number", "item__title", *TEXT_FIELDS),
    *("cost__hours", "cost__personnel_thousand_yen", "is_owned", "is_named"),
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the reports of a round: who answers, and the measures side by side."""

    neighbours: Neighbours
    owned: frozenset[UUID]
    """The measures that somebody living answers for."""
    keeps_owners: bool
    """False where nobody was ever named for a measure of the round: then nothing is asked about it."""
    superseded: Mapping[str, str]
    """Folded names of sources that the city knows to be replaced → what did, empty where not known."""


def around_of(held: Round, today: date) -> Around:
    """Return what the measures of a round say side by side: 2 queries."""
    reports = _said_in(held.pk, today)
    owned = frozenset(row["item_id"] for row in reports if row["is_owned"])
    return _around(held, reports, owned, (_text(row, field) for row, field in _long_ones(reports)))


def around_report(report: Report, today: date) -> Around:
    """Return what one report of a round is compared with: 2 queries.

    Of the texts only those that it has too, of the owners only its own: a sheet is asked for often, and most
    of what the others say is not about it.
    """
    reports = _said_beside(report.round_id, report.item_id, today)
    owned = frozenset({report.item_id} if any(row["is_owned"] for row in reports) else ())
    own = {text_key(getattr(report, field)) for field in TEXT_FIELDS}
    alike = (_text(row, field) for row, field in _long_ones(reports) if text_key(row[field]) in own)
    return _around(report.round, reports, owned, alike)


def _around(
    held: Round, reports: Collection[Columns], owned: frozenset[UUID], said: Iterable[Said]
) -> Around:
    sources, superseded = _sources(held)
    work = (
        (held.fiscal_year, _decimal(row["cost__hours"]), _decimal(row["cost__personnel_thousand_yen"]))
        for row in reports
    )
    neighbours = neighbours_from(said, sources, work)
    return Around(neighbours, owned, any(row["is_named"] for row in reports), superseded)


def _long_ones(reports: Iterable[Columns]) -> Iterator[tuple[Columns, str]]:
    """Yield every row with the names of its texts that are long enough to be compared."""
    return ((row, field) for row in reports for field in TEXT_FIELDS if len(row[field]) >= LONG_ENOUGH)


def _text(row: Columns, field: str) -> Said:
    name = f"{row['item__number']} {row['item__title']}".strip()
    return Said(str(UUID(row["said_of"])), name, row[field])


@prepared
def _said_in(round_id: UUID, today: date) -> QuerySet[Report]:
    named = Responsibility.objects.filter(item_id=OuterRef("item_id"))
    living = Exists(answering(today, item="item_id"))
    return _said(round_id).annotate(is_owned=living, is_named=Exists(named)).values("item_id", *SAID)


@prepared
def _said_beside(round_id: UUID, item_id: UUID, today: date) -> QuerySet[Report]:
    """Ask for the owner of one item, and whether any has one, but once: they took most of the time."""
    named = Responsibility.objects.filter(item_id__in=_said(round_id).order_by().values("item_id"))
    living = Exists(answering(today, item="item_id"))
    own = Case(When(item_id=item_id, then=living), default=Value(False), output_field=BooleanField())
    return _said(round_id).annotate(is_owned=own, is_named=Exists(named)).values(*SAID)


def _said(round_id: UUID) -> QuerySet[Report]:
    # As a text: of the sixty ids of a round a page of one report needs few, and making them takes long.
    said_of = Cast("item_id", CharField())
    reports = Report.objects.filter(round_id=round_id, mirrors=None).annotate(said_of=said_of)
    return reports.order_by("item__position")


def _sources(held: Round) -> tuple[list[str], dict[str, str]]:
    """Return the sources named in a plan and its round, and those the city knows to be replaced: 1 query."""
    rows = _named(held.pk, held.plan_id)
    return [name for name, instead in rows if instead is None], {
        fold(name): instead for name, instead in rows if instead is not None
    }


@prepared
def _named(round_id: UUID, plan_id: UUID) -> QuerySet[SupersededSource]:
    nothing = Cast(Value(None), CharField())
    plan = Indicator.objects.filter(plan_id=plan_id).exclude(source="").order_by()
    reported = ReportedValue.objects.filter(report__round_id=round_id).exclude(source="").order_by()
    known = SupersededSource.objects.order_by().values_list("name", "replaced_by")
    used = (each.annotate(instead=nothing).values_list("source", "instead") for each in (plan, reported))
    return known.union(*used)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
