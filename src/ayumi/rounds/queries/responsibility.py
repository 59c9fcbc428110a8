"""Who answers for which measure: the list with what is wrong with it, one measure's history, the choices."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from ayumi.ground.wording import say
from ayumi.plans.models import Item
from ayumi.rounds.models import Report, Responsibility
from ayumi.rounds.models.seats import seats_on
from ayumi.rounds.queries.vacancies import measures_to_answer_for
from ayumi.rounds.rules.recipients import Seat
from ayumi.rounds.rules.tenure import VACANCY_TEXTS, Standing, Tenure, holder, next_after, vacancy
from ayumi.tenancy.models import Person
from ayumi.tenancy.queries.audit_trail import PageNumbers
from ayumi.tenancy.rules import Actor, Permission

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class WantedOwners:
    """What the reader wants to see: of a plan, a division, a person; only what ``only`` names."""

    plan: str = ""

    division: str = ""
    person: str = ""
    only: str = ""
    """vacant, never or nothing."""
    page: int = 1


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A measure and who answers for it. ``why`` says why nobody living does."""

    id: UUID
    number: str
    title: str
    plan_id: UUID
    plan_title: str
    division_id: UUID | None
    division: str
    owner_id: UUID | None
    owner: str
    since: date | None
    later: str
    later_from: date | None
    why: str
    is_never_updated: bool
    can_change: bool


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A division or a person with how many measures, how many without a living owner and never updated."""

    id: str
    name: str
    measures: int
    vacant: int
    never: int


@dataclass(frozen=True, slots=True)
class OwnersPage:
    """The list. ``people`` and ``divisions_now`` are the choices of who can take over."""

    rows: tuple[OwnerRow, ...]
    divisions: tuple[GroupRow, ...]
    persons: tuple[GroupRow, ...]
    measures: int
    vacant: int
    never: int
    found: int
    wanted: WantedOwners
    pages: PageNumbers
    can_change: bool


@dataclass(frozen=True, slots=True)
class OwnerHistory:
    """Everybody who answered, answers and will answer for a measure, the newest first."""

    id: UUID
    number: str
    title: str
    plan_title: str
    division: str
    lines: tuple[tuple[str, date, date | None], ...]
    can_change: bool


def owners_page(actor: Actor, wanted: WantedOwners, *, today: date) -> OwnersPage:
    """Return the list of measures with their owners: 4 queries at any size."""
    rows = _rows(actor, today)
    found = [row for row in rows if _is_wanted(row, wanted)]
    last = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, wanted.page), last)
    return OwnersPage(
        rows=tuple(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
        divisions=_groups(
            (str(row.division_id or "none"), row.division or say("所管課なし"), row) for row in rows
        ),
        persons=_groups((str(row.owner_id), row.owner, row) for row in rows if row.owner_id),
        measures=len(rows),
        vacant=sum(bool(row.why) for row in rows),
        never=sum(row.is_never_updated for row in rows),
        found=len(found),
        wanted=wanted,
        pages=PageNumbers(number, last, _query(wanted)),
        can_change=any(row.can_change for row in rows),
    )


def owner_history(item: Item, actor: Actor) -> OwnerHistory:
    """Return who answered for a measure, given its row with plan and division: 1 query."""
    held = Responsibility.objects.filter(item=item).order_by("-valid_from")
    lines = tuple(held.values_list("person__display_name", "valid_from", "valid_to"))
    division = item.division.name if item.division else ""
    return OwnerHistory(
        item.pk,
        item.number,
        item.title,
        item.plan.title,
        division,
        lines,
        _can_change(actor, item.division_id),
    )


def _rows(actor: Actor, today: date) -> list[OwnerRow]:
    """Return every measure that somebody must answer for, with who does: 4 queries."""
    touched = Report.objects.filter(item_id=OuterRef("pk")).exclude(edited_at=None, submitted_at=None)
    items = measures_to_answer_for(today).select_related("plan", "division")
    measures = list(
        items.annotate(is_touched=Exists(touched))
        .order_by("plan__title", "plan_id", "position")
        .defer("purpose", "target_group", "current_state", "description", "outlook", "legal_basis")
    )
    tenures = _all_tenures()
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in seats_on(today):
        seats[seat.person_id].append(seat)
    people = {pk: (name, active) for pk, name, active in _persons()}
    return [_row(item, tenures.get(item.pk, []), seats, people, (actor, today)) for item in measures]


def _all_tenures() -> dict[UUID, list[Tenure]]:
    found: dict[UUID, list[Tenure]] = defaultdict(list)
    rows = Responsibility.objects.order_by("valid_from")
    for item_id, *columns in rows.values_list("item_id", "pk", "person_id", "valid_from", "valid_to"):
        found[item_id].append(Tenure(*columns))
    return found


def _persons() -> Iterable[tuple[UUID, str, bool]]:
    return Person.members.values_list("pk", "display_name", "is_active")


def _row(
    item: Item,
    tenures: list[Tenure],
    seats: dict[UUID, list[Seat]],
    people: dict[UUID, tuple[str, bool]],
    reader: tuple[Actor, date],
) -> OwnerRow:
    actor, today = reader
    now, later = holder(tenures, today), next_after(tenures, today)
    why = vacancy(_standing(item, now, seats, people, today))
    return OwnerRow(
        id=item.pk,
        number=item.number,
        title=item.title,
        plan_id=item.plan_id,
        plan_title=item.plan.title,
        division_id=item.division_id,
        division=item.division.name if item.division else "",
        owner_id=now.person_id if now else None,
        owner=people[now.person_id][0] if now else "",
        since=now.valid_from if now else None,
        later=people[later.person_id][0] if later else "",
        later_from=later.valid_from if later else None,
        why=say(VACANCY_TEXTS[why]) if why else "",
        is_never_updated=item.version == 1 and not item.is_touched,
        can_change=_can_change(actor, item.division_id),
    )


def _standing(
    item: Item,
    now: Tenure | None,
    seats: dict[UUID, list[Seat]],
    people: dict[UUID, tuple[str, bool]],
    today: date,
) -> Standing:
    held = seats.get(now.person_id, []) if now else []
    ended = item.division.valid_to if item.division else None
    return Standing(
        has_owner=now is not None,
        is_active=now is not None and people[now.person_id][1],
        is_office=any(seat.may(Permission.RUN_ROUNDS) for seat in held),
        division_ids=frozenset(
            seat.division_id for seat in held if seat.division_id and seat.may(Permission.WRITE_OWN_REPORTS)
        ),
        division_id=item.division_id,
        division_lives=ended is None or ended >= today,
    )


def _can_change(actor: Actor, division_id: UUID | None) -> bool:
    if actor.may(Permission.RUN_ROUNDS):
        return True
    return actor.may(Permission.APPROVE_OWN_REPORTS) and division_id in actor.division_ids


def _is_wanted(row: OwnerRow, wanted: WantedOwners) -> bool:
    if wanted.plan and str(row.plan_id) != wanted.plan:
        return False
    if wanted.division and str(row.division_id or "none") != wanted.division:
        return False
    if wanted.person and str(row.owner_id) != wanted.person:
        return False
    if wanted.only == "vacant":
        return bool(row.why)
    return row.is_never_updated or wanted.only != "never"


def _groups(rows: Iterable[tuple[str, str, OwnerRow]]) -> tuple[GroupRow, ...]:
    names: dict[str, str] = {}
    measures: Counter[str] = Counter()
    vacant: Counter[str] = Counter()
    never: Counter[str] = Counter()
    for key, name, row in rows:
        names[key] = name
        measures[key] += 1
        vacant[key] += bool(row.why)
        never[key] += row.is_never_updated
    return tuple(GroupRow(key, name, measures[key], vacant[key], never[key]) for key, name in names.items())


def _query(wanted: WantedOwners) -> str:
    parts = {
        "plan": wanted.plan,
        "division": wanted.division,
        "person": wanted.person,
        "only": wanted.only,
    }
    return "".join(f"{name}={value}&" for name, value in parts.items() if value)
