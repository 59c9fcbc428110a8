"""The state graph of a report as the manual shows it, drawn by asking the rule that every move asks."""

from uuid import UUID

from ayumi.rounds.rules.stages import STAGE_NAMES, Move, ReportState, Stage, StageKind, Stages, refusal
from ayumi.tenancy.rules import Actor, Role

_DIVISION, _SOMEBODY, _ANOTHER = UUID(int=1), UUID(int=2), UUID(int=3)
MOVE_HEADS = {Move.SAVE: "書く・評価する", Move.ADVANCE: "提出・承認する", Move.RETURN: "差し戻す"}


def every_stage() -> Stages:
    """Return the stages of a round that leaves none out."""
    return Stages(stages=tuple(Stage(kind=kind, name=STAGE_NAMES[kind]) for kind in StageKind))


def graph_line(stages: Stages) -> str:
    """Return the way of a report in one line of Japanese, for the manual."""
    names = [stage.name for stage in stages.stages]
    submitted, *approved = [*names[1:], "公表"]
    return f"{names[0]} ─提出→ {submitted}" + "".join(f" ─承認→ {name}" for name in approved)


def graph_rows(stages: Stages, role_words: dict[Role, str]) -> list[list[str]]:
    """Return a row for every stage: its name, and the roles that can make each move there.

    Asked for somebody of the report's own division who did not submit it.
    """
    rows = []
    for position, stage in enumerate(stages.stages):
        state = ReportState(position=position, division_id=_DIVISION, submitted_by=_ANOTHER)
        rows.append([stage.name, *(_roles(move, state, stages, role_words) for move in MOVE_HEADS)])
    return rows


def _roles(move: Move, state: ReportState, stages: Stages, role_words: dict[Role, str]) -> str:
    able = [words for role, words in role_words.items() if refusal(move, state, stages, _actor(role)) is None]
    return "、".join(able) or "－"


def _actor(role: Role) -> Actor:
    return Actor(
        person_id=_SOMEBODY,
        name="",
        municipality_id=UUID(int=0),
        roles=frozenset({role}),
        division_ids=frozenset({_DIVISION}),
    )
