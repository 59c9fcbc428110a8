"""How the sample's stages judge: mostly as proposed, sometimes another way and then with a reason."""

from collections.abc import Iterator

from ayumi.config.sample_rounds.desk import Desk
from ayumi.config.sample_rounds.words import remark
from ayumi.rounds.actions.rating import Verdict
from ayumi.rounds.rules.scales import Scale, ScaleSubject
from ayumi.rounds.rules.stages import StageKind

_DEPARTS = {StageKind.SELF_ASSESSMENT: 9, StageKind.COMMITTEE: 12, StageKind.EXTERNAL_REVIEW: 14}
"""One in so many is judged otherwise than before at a stage; the head never departs from the division."""
_KIND = {
    StageKind.SELF_ASSESSMENT: "self",
    StageKind.COMMITTEE: "committee",
    StageKind.EXTERNAL_REVIEW: "external",
}
_BEFORE = {
    StageKind.HEAD: StageKind.SELF_ASSESSMENT,
    StageKind.COMMITTEE: StageKind.HEAD,
    StageKind.EXTERNAL_REVIEW: StageKind.COMMITTEE,
}
_WORDS = {
    "継続": "continue",
    "拡充": "expand",
    "改善": "improve",
    "縮小": "reduce",
    "統合": "merge",
    "完了": "complete",
}


def verdicts(desk: Desk, stage: StageKind, proposed: str) -> Iterator[Verdict]:
    """Yield what a stage says of the achievement and of next year's direction."""
    yield _achievement(desk, stage, proposed)
    yield _direction(desk, stage)


def _achievement(desk: Desk, stage: StageKind, proposed: str) -> Verdict:
    subject = ScaleSubject.ACHIEVEMENT
    scale = Scale.model_validate(desk.report.round.achievement_scale)
    before = _given(desk, stage, subject) or proposed or scale.ranked[1].word
    chance = _DEPARTS.get(stage)
    rank = scale.rank_of(before)
    if chance and rank is not None and desk.chance(f"departs {stage}", chance) == 0:
        place = rank - 1 if rank and desk.chance(f"up {stage}", 2) else min(rank + 1, len(scale.ranked) - 1)
        if place != rank:
            reason = remark(f"override_{_KIND[stage]}", desk.title, desk.year)
            return Verdict(subject, scale.ranked[place].word, reason)
    agrees = before == proposed or not proposed
    return Verdict(subject, before, "" if agrees else remark("agrees", f"{desk.title} {stage}", desk.year))


def _direction(desk: Desk, stage: StageKind) -> Verdict:
    subject = ScaleSubject.DIRECTION
    word = _given(desk, stage, subject) or _wanted(desk)
    if stage is StageKind.EXTERNAL_REVIEW and word == "継続" and desk.chance("changed", 11) == 0:
        word = "改善"
    return Verdict(subject, word, remark(f"direction_{_WORDS[word]}", f"{desk.title} {stage}", desk.year))


def _given(desk: Desk, stage: StageKind, subject: ScaleSubject) -> str:
    before = _BEFORE.get(stage)
    return desk.verdicts.get((before, subject.value), "") if before else ""


def _wanted(desk: Desk) -> str:
    scale = Scale.model_validate(desk.report.round.achievement_scale)
    own = scale.step(desk.verdicts.get((StageKind.SELF_ASSESSMENT, ScaleSubject.ACHIEVEMENT.value), ""))
    turn = desk.chance("direction", 40)
    if own is not None and not own.is_good and not own.is_missing:
        return "改善" if turn < 26 else "縮小" if turn == 26 else "統合" if turn == 27 else "継続"
    return "拡充" if turn < 8 else "完了" if turn == 8 else "継続"
