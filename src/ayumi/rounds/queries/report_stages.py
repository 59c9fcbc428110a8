"""The ratings of every stage side by side, and what the scale's rule proposes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ayumi.ground.rounding import round_half_up
from ayumi.ground.wording import say
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import Rating, Report, Round
from ayumi.rounds.rules.scales import Scale, ScaleSubject, Step, propose
from ayumi.rounds.rules.yardsticks import YARDSTICK_TEXTS, IndicatorYear, Yardstick
from ayumi.rounds.words import SCALE_RULE

_POINTS = (Yardstick.POINTS_FROM_BASELINE, Yardstick.POINTS_FROM_LAST_YEAR)


@dataclass(frozen=True, slots=True)
class RatingLine:
    """A rating that stands: the word, what it means on the scale, and what was proposed instead."""

    value: str
    meaning: str
    proposed: str
    reason: str
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StageColumn:
    """One stage: whether the report is past it, and what was judged there."""

    position: int
    kind: str
    name: str
    due: date | None
    rates: bool
    is_now: bool
    is_past: bool
    achievement: RatingLine | None
    direction: RatingLine | None


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """What the rule proposes for the achievement, with the figures behind it, and the words to choose."""

    word: str
    figure: Decimal | None
    unit: str
    computed: int
    not_computable: int
    rule: str
    yardstick: str
    scale_name: str
    direction_name: str
    steps: tuple[Step, ...]
    directions: tuple[Step, ...]


def stage_columns(report: Report, ratings: Mapping[tuple[str, str], Rating]) -> tuple[StageColumn, ...]:
    """Return every stage of a report's round with the ratings that stand there; no query."""
    achievement = report.round.read("achievement_scale", Scale)
    direction = report.round.read("direction_scale", Scale)
    return tuple(
        StageColumn(
            position=position,
            kind=stage.kind.value,
            name=stage.name,
            due=stage.due,
            rates=stage.rates,
            is_now=position == report.position,
            is_past=position < report.position,
            achievement=_line(ratings.get((stage.kind.value, ScaleSubject.ACHIEVEMENT.value)), achievement),
            direction=_line(ratings.get((stage.kind.value, ScaleSubject.DIRECTION.value)), direction),
        )
        for position, stage in enumerate(stages_of(report.round).stages)
    )


def _line(rating: Rating | None, scale: Scale) -> RatingLine | None:
    if rating is None:
        return None
    step = scale.step(rating.value)
    return RatingLine(
        value=rating.value,
        meaning=step.meaning if step else "",
        proposed=rating.proposed,
        reason=rating.reason,
        person_name=rating.person_name,
        at=rating.at,
    )


def proposal_line(held: Round, results: Iterable[IndicatorYear]) -> ProposalLine:
    """Return what the round's scale proposes for indicators with these results; no query."""
    scale = held.read("achievement_scale", Scale)
    direction = held.read("direction_scale", Scale)
    proposed = propose(scale, results)
    return ProposalLine(
        word=proposed.word,
        figure=None if proposed.percent is None else round_half_up(proposed.percent, 1),
        unit=say("ポイント") if proposed.yardstick in _POINTS else "％",
        computed=proposed.computed,
        not_computable=proposed.not_computable,
        rule=str(SCALE_RULE[proposed.rule]),
        yardstick=say(YARDSTICK_TEXTS[proposed.yardstick]),
        scale_name=scale.name,
        direction_name=direction.name,
        steps=scale.steps,
        directions=direction.steps,
    )
