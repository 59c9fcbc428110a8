"""What waits for a person now in all open rounds, in numbers."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Report, Round, RoundState
from ayumi.rounds.rules.stages import StageKind, acts_at
from ayumi.tenancy.rules import Actor


@dataclass(frozen=True, slots=True)
class WaitingNow:
    """Reports at one kind of stage that wait for the person. ``late`` of them are past their due day."""

    kind: StageKind
    number: int
    late: int


def waiting_now(actor: Actor, *, today: date) -> tuple[WaitingNow, ...]:
    """Return what waits for ``actor`` at each kind of stage, in the order of the stages: 2 queries.

    A division's own sheets wait for who writes in the division, not for the plan office, which may.
    """
    rounds = {held.pk: stages_of(held) for held in Round.objects.filter(state=RoundState.OPEN)}
    reports = Report.objects.filter(round_id__in=rounds, mirrors=None).order_by()
    own = Q(submitted_by=actor.person_id)
    rows = reports.values_list("round_id", "position", "division_id").annotate(
        everything=Count("id"), own=Count("id", filter=own)
    )
    numbers: Counter[StageKind] = Counter()
    late: Counter[StageKind] = Counter()
    for round_id, position, division_id, everything, mine in rows:
        stage = rounds[round_id].at(position)
        if stage is None or not acts_at(stage.kind, actor, division_id):
            continue
        if stage.kind is StageKind.SELF_ASSESSMENT and division_id not in actor.division_ids:
            continue
        # Nobody approves what they submitted themselves.
        number = everything - mine if position else everything
        numbers[stage.kind] += number
        if stage.due is not None and stage.due < today:
            late[stage.kind] += number
    return tuple(WaitingNow(kind, numbers[kind], late[kind]) for kind in StageKind if numbers[kind])
