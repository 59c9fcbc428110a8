"""Rating scales as data: steps, direction, thresholds, and what "cannot be rated" means.

Source: field study §2.1: there is no standard rating, and the same letter is best in one city and worst in
another. So a step carries its meaning, the best step stands first, and no code branches on a letter.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from ayumi.document.attainment_result import Attainment
from ayumi.document.base import Part


class ScaleSubject(StrEnum):
    """What a scale rates. Ratings of two subjects, or on two scales, are never compared or averaged."""

    ACHIEVEMENT = "achievement"
    SCHEDULE = "schedule"
    DIRECTION = "direction"
    VALIDITY = "validity"


class ScaleRule(StrEnum):
    """How a rating is proposed from the indicators; a person may always override it with a reason."""

    NONE = "none"
    """By judgement alone (総合的に勘案)."""
    LOWEST = "lowest"
    """The lowest attainment of the measure's indicators decides."""
    MEAN = "mean"
    """The mean of the attainments, each capped at 100 %, where all come from the same rule."""
    SHARE_REACHED = "share_reached"
    """The share of the indicators that reached the year's target, in percent."""


class Step(Part):
    """One step of a scale. ``at_least`` is the percent from which it is proposed; None is never proposed."""

    word: str = Field(min_length=1, max_length=40)
    meaning: str = Field(default="", max_length=300)
    at_least: Decimal | None = None
    is_good: bool = False
    """Counts as good where a share of good ratings is shown."""
    is_missing: bool = False
    """It says that nothing can be said (評価できない); it is no rank, and never the worst one."""


class Scale(Part):
    """A scale: the best step first. Thresholds fall from step to step."""

    name: str = Field(min_length=1, max_length=100)
    subject: ScaleSubject
    rule: ScaleRule = ScaleRule.NONE
    steps: tuple[Step, ...] = Field(min_length=2, max_length=12)
    note: str = Field(default="", max_length=500)
    """Which practice it follows, and what to know of it."""

    @model_validator(mode="after")
    def steps_can_be_told_apart(self) -> Self:
        """Refuse doubled words, thresholds that rise, and a rule without thresholds; raises in Japanese."""
        words = [step.word for step in self.steps]
        if len(set(words)) != len(words):
            raise ValueError("同じ名前の段階が二つあります。")
        if sum(step.is_missing for step in self.steps) > 1:
            raise ValueError("「評価できない」を表す段階は、一つだけにしてください。")
        if len(self.ranked) < 2:
            raise ValueError("評価の段階は、「評価できない」のほかに二つ以上必要です。")
        limits = [step.at_least for step in self.ranked if step.at_least is not None]
        if any(later >= earlier for earlier, later in pairwise(limits)):
            raise ValueError("しきい値は、良い段階から順に小さくしてください。")
        if self.rule is not ScaleRule.NONE and not limits:
            raise ValueError("機械的に評価案を作るには、しきい値を入れてください。")
        return self

    @property
    def ranked(self) -> tuple[Step, ...]:
        """The steps that are a rank, the best first."""
        return tuple(step for step in self.steps if not step.is_missing)

    @property
    def missing_step(self) -> Step | None:
        """The step that says nothing can be said, if the scale has one."""
        return next((step for step in self.steps if step.is_missing), None)

    def step(self, word: str) -> Step | None:
        """Return the step called ``word``, None where the scale has none."""
        return next((step for step in self.steps if step.word == word), None)

    def rank_of(self, word: str) -> int | None:
        """Return the place of ``word`` among the ranked steps, 0 is best; None for no rank."""
        return next((place for place, step in enumerate(self.ranked) if step.word == word), None)


class Proposal(Part):
    """What the rule proposes and the figures behind it. ``word`` is empty where nothing is proposed."""

    word: str = ""
    percent: Decimal | None = None
    computed: int = 0
    not_computable: int = 0
    rule: ScaleRule = ScaleRule.NONE


def propose(scale: Scale, attainments: Iterable[Attainment]) -> Proposal:
    """Return the step that the scale's rule proposes for a measure with these results of its indicators.

    Nothing is proposed where the rule is by judgement; the missing step (or none) where not one indicator
    can be computed. A result that only knows reached or not counts as 100 or 0 %.
    """
    every = list(attainments)
    percents = [percent for each in every if (percent := percent_of(each)) is not None]
    facts = {
        "computed": len(percents),
        "not_computable": len(every) - len(percents),
        "rule": scale.rule,
    }
    if scale.rule is ScaleRule.NONE:
        return Proposal.model_validate(facts)
    if not percents:
        missing = scale.missing_step
        return Proposal.model_validate(facts | {"word": missing.word if missing else ""})
    percent = _percent_by(scale.rule, percents)
    return Proposal.model_validate(facts | {"word": word_for(scale, percent), "percent": percent})


def percent_of(result: Attainment) -> Decimal | None:
    """Return a result in percent: reached counts as 100, not reached as 0; None where neither is known."""
    if result.percent is not None:
        return result.percent
    if result.reached is None:
        return None
    return Decimal(100 if result.reached else 0)


def word_for(scale: Scale, percent: Decimal) -> str:
    """Return the first step whose threshold ``percent`` meets, else the worst ranked step."""
    for step in scale.ranked:
        if step.at_least is not None and percent >= step.at_least:
            return step.word
    return scale.ranked[-1].word


def _percent_by(rule: ScaleRule, percents: list[Decimal]) -> Decimal:
    hundred = Decimal(100)
    if rule is ScaleRule.LOWEST:
        return min(percents)
    if rule is ScaleRule.SHARE_REACHED:
        return hundred * sum(percent >= hundred for percent in percents) / len(percents)
    return sum((min(percent, hundred) for percent in percents), Decimal()) / len(percents)
