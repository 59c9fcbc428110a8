"""The rounds of the municipality, and the plans for which one can be opened."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from ayumi.plans.models import Plan
from ayumi.rounds.models import Report, Round, RoundState
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.words import round_name
from ayumi.tenancy.rules import Actor, Permission


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with how many reports wait at each stage, past them all, and stand in another round."""

    heading: RoundHeading
    reports: int
    waiting: tuple[tuple[str, int], ...]
    through: int
    mirrored: int


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan for which a round can be opened."""

    id: UUID
    title: str
    first_fiscal_year: int | None
    last_fiscal_year: int | None


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """Every round, the newest year first, and what the plan office can open."""

    rows: tuple[RoundRow, ...]
    plans: tuple[PlanChoice, ...]


def rounds_page(actor: Actor) -> RoundsPage:
    """Return the list of rounds: 2 queries, 3 for who may open one."""
    counts: dict[UUID, dict[int, tuple[int, int]]] = defaultdict(dict)
    rows = Report.objects.order_by().values_list("round_id", "position")
    own = Count("id", filter=Q(mirrors=None))
    for round_id, position, number, everything in rows.annotate(own=own, everything=Count("id")):
        counts[round_id][position] = (number, everything - number)
    rounds = Round.objects.select_related("plan").order_by("-fiscal_year", "plan__title", "kind")
    plans: tuple[PlanChoice, ...] = ()
    if actor.may(Permission.RUN_ROUNDS):
        columns = ("id", "title", "first_fiscal_year", "last_fiscal_year")
        plans = tuple(PlanChoice(*row) for row in Plan.objects.values_list(*columns))
    return RoundsPage(tuple(_row(held, counts[held.pk]) for held in rounds), plans)


def _row(held: Round, counts: dict[int, tuple[int, int]]) -> RoundRow:
    heading = round_heading(held)
    own = {position: number for position, (number, _mirrored) in counts.items()}
    return RoundRow(
        heading=heading,
        reports=sum(own.values()),
        waiting=tuple((stage.name, own.get(stage.position, 0)) for stage in heading.stages),
        through=own.get(heading.end, 0),
        mirrored=sum(mirrored for _own, mirrored in counts.values()),
    )


def round_choices() -> list[tuple[str, str]]:
    """Return the open rounds a meeting can be about, the newest first: 1 query."""
    rounds = Round.objects.filter(state=RoundState.OPEN).select_related("plan")
    return [
        (str(held.pk), f"{held.plan.title} {round_name(held)}")
        for held in rounds.order_by("-fiscal_year", "plan__title", "kind")
    ]
