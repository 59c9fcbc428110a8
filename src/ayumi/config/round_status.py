"""Where rounds stand, and opening one as somebody, for the command line."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from ayumi.plans.gates import plan_for
from ayumi.rounds.actions.opening import RoundNotPossible, open_round
from ayumi.rounds.forms.opening import OpeningForm, opening_form
from ayumi.rounds.models import Report, Round, RoundState
from ayumi.rounds.queries.heading import round_heading
from ayumi.tenancy.models import Person
from ayumi.tenancy.queries.actor import load_actor


class CannotOpen(ValueError):
    """The round cannot be opened; the message says why."""


@dataclass(frozen=True, slots=True)
class StageStatus:
    """A stage with how many reports wait there, and the day it is due."""

    name: str
    waiting: int
    due: date | None


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """A round in numbers; reports that are written in another plan's round are not counted."""

    id: UUID
    plan: str
    name: str
    state: str
    reports: int
    through: int
    late: int
    stages: tuple[StageStatus, ...]


def round_statuses(round_id: UUID | None, *, today: date) -> tuple[RoundStatus, ...]:
    """Return one round, or for None every open one: 2 queries."""
    rounds = Round.objects.select_related("plan").order_by("plan__title", "-fiscal_year")
    chosen = list(rounds.filter(state=RoundState.OPEN) if round_id is None else rounds.filter(pk=round_id))
    rows = Report.objects.filter(round__in=chosen, mirrors=None).values_list("round_id", "position")
    counts = Counter(rows)
    return tuple(_status(held, counts, today) for held in chosen)


def _status(held: Round, counts: Counter[tuple[UUID, int]], today: date) -> RoundStatus:
    heading = round_heading(held)
    stages = tuple(
        StageStatus(stage.name, counts[held.pk, stage.position], stage.due) for stage in heading.stages
    )
    late = sum(stage.waiting for stage in stages if heading.is_open and stage.due and stage.due < today)
    through = counts[held.pk, heading.end]
    total = through + sum(stage.waiting for stage in stages)
    return RoundStatus(held.pk, heading.plan_title, heading.name, heading.state, total, through, late, stages)


def open_as(login_name: str, plan_id: UUID, what: tuple[int, str], *, today: date) -> UUID:
    """Open a round of a year and kind with what the page would propose, as the person with this login.

    Asked again for the same plan, year and kind on the same day it returns the same round. Raises
    CannotOpen.
    """
    year, kind = what
    person = Person.members.filter(login_name=login_name, is_active=True).first()
    if person is None:
        raise CannotOpen("利用者が見つかりません。--as の利用者IDを確かめてください。")
    actor = load_actor(person, today=today)
    try:
        plan = plan_for(actor, plan_id)
        blank = opening_form(plan, today=today)
        proposed = {name: blank[name].value() for name in blank.fields} | {"fiscal_year": year, "kind": kind}
        form = OpeningForm({name: value for name, value in proposed.items() if value is not False}, plan=plan)
        if not form.is_valid():
            raise CannotOpen(" ".join(str(error) for found in form.errors.values() for error in found))
        same = hashlib.sha256(f"{plan_id} {year} {kind} {today}".encode()).hexdigest()
        return open_round(plan_id, form.opening(), key=same, actor=actor)
    except Http404 as problem:
        raise CannotOpen("計画が見つかりません。--plan のIDを確かめてください。") from problem
    except PermissionDenied as problem:
        raise CannotOpen(
            "この利用者は評価を始められません。計画事務局の利用者IDを指定してください。"
        ) from problem
    except RoundNotPossible as problem:
        raise CannotOpen(str(problem)) from problem
