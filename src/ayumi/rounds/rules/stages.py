"""The stages of a round and the moves between them: a state graph that a city configures as data.

A report waits at one stage. Advancing hands it to the next one, returning sends it back with a comment.
Source: field study §2.2 (自己評価 → 部局長 → 事務局 → 推進本部 → 外部評価 → 公表); trust.md P20 (four eyes).
"""

from datetime import date
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from ayumi.document.base import Part
from ayumi.ground.wording import to_say
from ayumi.tenancy.rules import Actor, Permission


class StageKind(StrEnum):
    """Who acts at a stage. A city names, orders and leaves out stages; what each kind may do is fixed."""

    SELF_ASSESSMENT = "self_assessment"
    HEAD = "head"
    PLAN_OFFICE = "plan_office"
    COMMITTEE = "committee"
    EXTERNAL_REVIEW = "external_review"


class RoundKind(StrEnum):
    """Annual evaluation, or a check within the year."""

    ANNUAL = "annual"
    MID_YEAR = "mid_year"


class Stage(Part):
    """One stage of a round: its kind, what the city calls it, and the day it is due.

    ``rates`` says whether a rating and a direction are given here.
    """

    kind: StageKind
    name: str = Field(min_length=1, max_length=60)
    due: date | None = None
    rates: bool = True


class Stages(Part):
    """The stages of one round in order. The first is the self-assessment; no kind stands twice."""

    stages: tuple[Stage, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def begin_with_the_self_assessment(self) -> Self:
        """Refuse an order that the moves cannot follow; raises in Japanese."""
        kinds = [stage.kind for stage in self.stages]
        if kinds[0] is not StageKind.SELF_ASSESSMENT:
            raise ValueError("最初の段階は、所管課の自己評価にしてください。")
        if len(set(kinds)) != len(kinds):
            raise ValueError("同じ種類の段階は、一つだけにしてください。")
        days = [stage.due for stage in self.stages if stage.due is not None]
        if days != sorted(days):
            raise ValueError("段階の期限は、前の段階の期限より後の日にしてください。")
        return self

    @property
    def end(self) -> int:
        """The position of a report that has passed every stage."""
        return len(self.stages)

    def at(self, position: int) -> Stage | None:
        """Return the stage at ``position``, None past the end."""
        return self.stages[position] if 0 <= position < len(self.stages) else None

    def position_of(self, kind: StageKind) -> int | None:
        """Return where the stage of ``kind`` stands, None where the round has none."""
        return next((place for place, stage in enumerate(self.stages) if stage.kind is kind), None)


STAGE_NAMES: dict[StageKind, str] = {
    StageKind.SELF_ASSESSMENT: "所管課の自己評価",
    StageKind.HEAD: "所属長の確認",
    StageKind.PLAN_OFFICE: "事務局の確認",
    StageKind.COMMITTEE: "推進本部の評価",
    StageKind.EXTERNAL_REVIEW: "外部評価",
}
"""What the stages are called unless a city says otherwise."""


class Move(StrEnum):
    """What can happen to a report."""

    SAVE = "save"
    """Write on the sheet where it waits."""
    ADVANCE = "advance"
    """Submit it (from the first stage) or approve it (from any other)."""
    RETURN = "return"
    """Send it back to an earlier stage, with a comment."""
    RECALL = "recall"
    """Take it back before the next stage has acted."""
    ERRATUM = "erratum"
    """Correct a published report beside what was published."""


class Refusal(StrEnum):
    """Why a move is not possible."""

    NOT_HERE = "not_here"
    NOT_YOURS = "not_yours"
    OWN_SUBMISSION = "own_submission"
    ROUND_CLOSED = "round_closed"
    PUBLISHED = "published"
    NOTHING_EARLIER = "nothing_earlier"


REFUSAL_TEXTS: dict[Refusal, str] = {
    Refusal.NOT_HERE: to_say("この報告は、いまこの段階にありません。"),
    Refusal.NOT_YOURS: to_say("この段階の操作は、あなたの役割では行えません。"),
    Refusal.OWN_SUBMISSION: to_say("自分が提出した報告を、自分で承認することはできません。"),
    Refusal.ROUND_CLOSED: to_say("この評価は締め切られています。"),
    Refusal.PUBLISHED: to_say("公表した後は、訂正だけができます。"),
    Refusal.NOTHING_EARLIER: to_say("これより前の段階はありません。"),
}


class ReportState(Part):
    """What the moves need to know of a report."""

    position: int
    division_id: UUID | None
    submitted_by: UUID | None = None
    """Who handed it over from the first stage; None while it never left it."""
    last_moved_by: UUID | None = None
    is_published: bool = False
    is_closed: bool = False


def refusal(move: Move, state: ReportState, stages: Stages, actor: Actor) -> Refusal | None:
    """Return why ``actor`` may not make ``move`` now; None where it is possible."""
    if move is Move.ERRATUM:
        if not state.is_published:
            return Refusal.NOT_HERE
        return None if actor.may(Permission.RUN_ROUNDS) else Refusal.NOT_YOURS
    if state.is_published:
        return Refusal.PUBLISHED
    if state.is_closed:
        return Refusal.ROUND_CLOSED
    if move is Move.RECALL:
        return _refused_recall(state, stages, actor)
    stage = stages.at(state.position)
    if stage is None:
        # Past every stage only the plan office can still send it back, until it is published.
        can_return = move is Move.RETURN and actor.may(Permission.RUN_ROUNDS)
        return None if can_return else Refusal.NOT_HERE
    if move is Move.RETURN and state.position == 0:
        return Refusal.NOTHING_EARLIER
    if not acts_at(stage.kind, actor, state.division_id):
        return Refusal.NOT_YOURS
    if move is Move.ADVANCE and state.position > 0 and state.submitted_by == actor.person_id:
        return Refusal.OWN_SUBMISSION
    return None


def _refused_recall(state: ReportState, stages: Stages, actor: Actor) -> Refusal | None:
    if state.position == 0:
        return Refusal.NOTHING_EARLIER
    if state.last_moved_by != actor.person_id:
        return Refusal.NOT_YOURS
    before = stages.at(state.position - 1)
    if before is None or not acts_at(before.kind, actor, state.division_id):
        return Refusal.NOT_YOURS
    return None


def acts_at(kind: StageKind, actor: Actor, division_id: UUID | None) -> bool:
    """Tell whether the stage of this kind is ``actor``'s, for a report of this division."""
    own = division_id in actor.division_ids
    if kind is StageKind.SELF_ASSESSMENT:
        return actor.may(Permission.RUN_ROUNDS) or (own and actor.may(Permission.WRITE_OWN_REPORTS))
    if kind is StageKind.HEAD:
        return own and actor.may(Permission.APPROVE_OWN_REPORTS)
    if kind is StageKind.PLAN_OFFICE:
        return actor.may(Permission.RUN_ROUNDS)
    if kind is StageKind.COMMITTEE:
        # The plan office records what the committee decided in its meeting.
        return actor.may(Permission.JUDGE_REPORTS) or actor.may(Permission.RUN_ROUNDS)
    return actor.may(Permission.REVIEW_REPORTS) or actor.may(Permission.RUN_ROUNDS)
