"""How a report came to where it is, and what the reader can do with it now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ayumi.ground.wording import say
from ayumi.rounds.models import MoveRecord, Report, RoundState
from ayumi.rounds.rules.stages import REFUSAL_TEXTS, Move, Refusal, ReportState, Stages, refusal
from ayumi.rounds.words import MOVE_WORDS
from ayumi.tenancy.rules import Actor


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move in words: what was done, from which stage to which, by whom, and what was said."""

    verb: str
    from_stage: str
    to_stage: str
    comment: str
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """What was asked when the report was last sent back, while it still waits where it was sent."""

    comment: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Possible:
    """What the reader can do. ``why_not`` says why a submission or approval is not theirs to make."""

    write: bool = False
    rate: bool = False
    advance: bool = False
    recall: bool = False
    erratum: bool = False
    return_to: tuple[tuple[int, str], ...] = ()
    why_not: str = ""


def move_lines(moves: Iterable[MoveRecord], stages: Stages) -> tuple[MoveLine, ...]:
    """Return the moves, the newest first; no query."""
    return tuple(
        MoveLine(
            verb=str(MOVE_WORDS.get(each.verb, each.verb)),
            from_stage=stage_name(stages, each.from_position),
            to_stage=stage_name(stages, each.to_position),
            comment=each.comment,
            person_name=each.person_name,
            at=each.at,
        )
        for each in reversed(list(moves))
    )


def stage_name(stages: Stages, position: int) -> str:
    """Return what the stage at ``position`` is called; past them all, that the report is through."""
    stage = stages.at(position)
    return stage.name if stage else say("全段階を終了")


def returned_fields(moves: Iterable[MoveRecord], position: int) -> Returned:
    """Return the comments of the last return where the report has not moved on since; no query."""
    last = next(reversed(list(moves)), None)
    if last is None or last.verb != "report.returned" or last.to_position != position:
        return Returned()
    return Returned(last.comment, last.field_comments)


def possible_moves(report: Report, state: ReportState, stages: Stages, actor: Actor) -> Possible:
    """Return what ``actor`` can do with a report; one that is written elsewhere can only be read here."""
    if report.mirrors is not None:
        return Possible()
    refused = {move: refusal(move, state, stages, actor) for move in Move}
    stage = stages.at(state.position)
    why = refused[Move.ADVANCE]
    return Possible(
        write=refused[Move.SAVE] is None,
        rate=refused[Move.SAVE] is None and stage is not None and stage.rates,
        advance=why is None,
        recall=refused[Move.RECALL] is None,
        erratum=refused[Move.ERRATUM] is None and report.round.state == RoundState.PUBLISHED,
        return_to=_earlier(state, stages) if refused[Move.RETURN] is None else (),
        why_not=say(REFUSAL_TEXTS[why]) if why is Refusal.OWN_SUBMISSION else "",
    )


def _earlier(state: ReportState, stages: Stages) -> tuple[tuple[int, str], ...]:
    return tuple((place, stage_name(stages, place)) for place in range(state.position))
