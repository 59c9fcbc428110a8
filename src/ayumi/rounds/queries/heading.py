"""What stands at the head of every page of a round."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Round, RoundState
from ayumi.rounds.words import round_name, round_state


@dataclass(frozen=True, slots=True)
class StageHead:
    """A stage of a round: where it stands, its name and its due day."""

    position: int
    name: str
    due: date | None
    rates: bool


@dataclass(frozen=True, slots=True)
class RoundHeading:
    """A round by what names it, and where it stands."""

    id: UUID
    plan_id: UUID
    plan_title: str
    name: str
    fiscal_year: int
    state: str
    is_open: bool
    is_closed: bool
    is_published: bool
    version: int
    stages: tuple[StageHead, ...]

    @property
    def end(self) -> int:
        """The position past every stage."""
        return len(self.stages)


def round_heading(held: Round) -> RoundHeading:
    """Return the heading of a round's row with its plan; no query."""
    stages = stages_of(held).stages
    return RoundHeading(
        id=held.pk,
        plan_id=held.plan_id,
        plan_title=held.plan.title,
        name=round_name(held),
        fiscal_year=held.fiscal_year,
        state=round_state(held),
        is_open=held.state == RoundState.OPEN,
        is_closed=held.state == RoundState.CLOSED,
        is_published=held.state == RoundState.PUBLISHED,
        version=held.version,
        stages=tuple(
            StageHead(position, stage.name, stage.due, stage.rates) for position, stage in enumerate(stages)
        ),
    )
