"""The year of the plan office, step by step: what is done, what is now, what comes later, what remains.

Source: field study §2.2 (the calendar from the request to the divisions to next year's plan) and §7.12
(one official must be able to run the whole cycle).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ayumi.ground.wording import to_say
from ayumi.rounds.rules.stages import StageKind, Stages


class StepId(StrEnum):
    """The steps of the year in their order."""

    CHECK = "check"
    OWNERS = "owners"
    OPEN = "open"
    SEND = "send"
    COLLECT = "collect"
    REMIND = "remind"
    RETURNS = "returns"
    OFFICE = "office"
    COMMITTEE = "committee"
    EXTERNAL = "external"
    CLOSE = "close"
    PUBLISH = "publish"
    FOLLOW = "follow"


class StepState(StrEnum):
    """Where a step stands. Several can be now: sheets are collected while some are sent back."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


TITLES: dict[StepId, str] = {
    StepId.CHECK: to_say("計画を点検する"),
    StepId.OWNERS: to_say("担当者をそろえる"),
    StepId.OPEN: to_say("評価を始める"),
    StepId.SEND: to_say("所管課に知らせる"),
    StepId.COLLECT: to_say("所管課の報告を集める"),
    StepId.REMIND: to_say("遅れている報告を促す"),
    StepId.RETURNS: to_say("差し戻した報告を受け取る"),
    StepId.OFFICE: to_say("事務局が確認する"),
    StepId.COMMITTEE: to_say("推進本部の評価を記録する"),
    StepId.EXTERNAL: to_say("外部評価を記録する"),
    StepId.CLOSE: to_say("締め切る"),
    StepId.PUBLISH: to_say("結果を公表する"),
    StepId.FOLLOW: to_say("次の年度に引き継ぐ"),
}
RULES: dict[StepId, str] = {
    StepId.CHECK: to_say(
        "食い違いや書き忘れがあると、報告の用紙に誤りが写ります。評価を始めるまでに直します。"
    ),
    StepId.OWNERS: to_say("どの施策にも、いま責任を持つ担当者が一人いれば終わりです。"),
    StepId.OPEN: to_say("年度・段階・期限・尺度を決めて始めると、すべての施策に用紙ができます。"),
    StepId.SEND: to_say("始めると、報告を書く人にお知らせが届きます。"),
    StepId.COLLECT: to_say("すべての報告が所管課と所属長の段階を過ぎれば終わりです。"),
    StepId.REMIND: to_say("期限の5・1・0開庁日前と、期限を過ぎて5開庁日ごとに、自動でお知らせします。"),
    StepId.RETURNS: to_say("差し戻した報告が、すべて直って次の段階に進めば終わりです。"),
    StepId.OFFICE: to_say("事務局が承認すると、実績値が計画の事実になります。"),
    StepId.COMMITTEE: to_say("会議の評価と次年度の方向性を、施策ごとに記録します。"),
    StepId.EXTERNAL: to_say("外部の評価を、施策ごとに記録します。"),
    StepId.CLOSE: to_say("締め切ると、報告はもう動きません。届いていない報告は「未評価」になります。"),
    StepId.PUBLISH: to_say("公表の後は、訂正だけができます。"),
    StepId.FOLLOW: to_say("求めたことは、次の年度の用紙に表示されます。次の年度の評価を始めれば終わりです。"),
}
STAGE_STEPS = {
    StepId.OFFICE: StageKind.PLAN_OFFICE,
    StepId.COMMITTEE: StageKind.COMMITTEE,
    StepId.EXTERNAL: StageKind.EXTERNAL_REVIEW,
}


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What is known of the year's round. ``waiting`` and ``late`` are counts by position."""

    stages: Stages
    waiting: tuple[int, ...]
    late: tuple[int, ...]
    returned: int
    told: int
    reminded_on: date | None
    is_closed: bool
    is_published: bool
    follow_ups: int


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What is known of a plan: measures nobody living answers for, findings of the check, the round."""

    vacant: int
    findings: int | None
    round: RoundFacts | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the year. ``remaining`` are the counts of what is left by name; zeros are left out."""

    id: StepId
    state: StepState
    remaining: Mapping[str, int]
    due: date | None = None
    on: date | None = None
    """The day of the last reminder."""


def steps_of(facts: YearFacts) -> tuple[Step, ...]:
    """Return the steps of the year; those of stages that the round leaves out are left out."""
    held = facts.round
    before = (
        _step(StepId.CHECK, held is not None, True, {"findings": facts.findings or 0 if held is None else 0}),
        _step(StepId.OWNERS, facts.vacant == 0, True, {"vacant": facts.vacant}),
        _step(StepId.OPEN, held is not None, True, {}),
    )
    if held is None:
        rest = [each for each in StepId if each not in {step.id for step in before}]
        return (*before, *(Step(each, StepState.LATER, {}) for each in rest))
    return (*before, *_steps_of_round(held))


def _steps_of_round(held: RoundFacts) -> tuple[Step, ...]:
    stages, is_open = held.stages, not (held.is_closed or held.is_published)
    head = stages.position_of(StageKind.HEAD)
    collecting = (0,) if head is None else (0, head)
    own = sum(held.waiting[place] for place in collecting)
    late = sum(held.late) if is_open else 0
    is_collected = own == 0 or not is_open
    collect = {"writing": held.waiting[0], "heads": held.waiting[head] if head is not None else 0}
    steps = [
        _step(StepId.SEND, held.told > 0 or not is_open, True, {"told": held.told}),
        _step(StepId.COLLECT, is_collected, True, collect, _due(stages, collecting[-1])),
        _step(StepId.REMIND, late == 0 and is_collected, late > 0, {"late": late}, on=held.reminded_on),
        _step(
            StepId.RETURNS,
            held.returned == 0 and is_collected,
            held.returned > 0,
            {"returned": held.returned},
        ),
    ]
    for step_id, kind in STAGE_STEPS.items():
        place = stages.position_of(kind)
        if place is not None:
            waiting = held.waiting[place]
            is_done = sum(held.waiting[: place + 1]) == 0 or not is_open
            steps.append(_step(step_id, is_done, waiting > 0, {"waiting": waiting}, _due(stages, place)))
    unfinished = sum(held.waiting[: stages.end])
    return (
        *steps,
        _step(
            StepId.CLOSE,
            not is_open,
            unfinished == 0,
            {"unfinished": unfinished},
            _due(stages, stages.end - 1),
        ),
        _step(StepId.PUBLISH, held.is_published, held.is_closed, {}),
        _step(StepId.FOLLOW, False, held.is_published, {"follow_ups": held.follow_ups}),
    )


def _step(
    step_id: StepId,
    is_done: bool,
    is_begun: bool,
    remaining: Mapping[str, int],
    due: date | None = None,
    *,
    on: date | None = None,
) -> Step:
    state = StepState.DONE if is_done else StepState.NOW if is_begun else StepState.LATER
    return Step(step_id, state, {name: number for name, number in remaining.items() if number}, due, on)


def _due(stages: Stages, position: int) -> date | None:
    stage = stages.at(position)
    return stage.due if stage else None


@dataclass(frozen=True, slots=True)
class PastRound:
    """When things happened in a round: its days, and by position when reports first came and last went."""

    stages: Stages
    opened_on: date
    closed_on: date | None
    published_on: date | None
    arrived: Mapping[int, date]
    left: Mapping[int, date]


def days_taken(past: PastRound) -> dict[StepId, int]:
    """Return step → how many days it took, both ends counted; what was not recorded is left out."""
    taken: dict[StepId, int] = {}
    head = past.stages.position_of(StageKind.HEAD)
    last_own = max((past.left[place] for place in (0, head) if place in past.left), default=None)
    _put(taken, StepId.COLLECT, past.opened_on, last_own)
    for step_id, kind in STAGE_STEPS.items():
        place = past.stages.position_of(kind)
        if place is not None:
            _put(taken, step_id, past.arrived.get(place), past.left.get(place))
    _put(taken, StepId.CLOSE, max(past.left.values(), default=None), past.closed_on)
    _put(taken, StepId.PUBLISH, past.closed_on, past.published_on)
    return taken


def _put(taken: dict[StepId, int], step_id: StepId, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and first <= last:
        taken[step_id] = (last - first).days + 1
