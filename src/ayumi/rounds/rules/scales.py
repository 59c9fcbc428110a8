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
from ayumi.ground.wording import say
from ayumi.rounds.rules.yardsticks import HUNDRED, IndicatorYear, Yardstick, measured, percent_of


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


class Sense(StrEnum):
    """What a word of direction means. One word has one sense, so opposites are never lumped."""

    CONTINUE = "continue"
    EXPAND = "expand"
    IMPROVE = "improve"
    REVIEW = "review"
    REDUCE = "reduce"
    MERGE = "merge"
    TRANSFER = "transfer"
    SUSPEND = "suspend"
    CANCEL = "cancel"
    ABOLISH = "abolish"
    COMPLETE = "complete"


class Step(Part):
    """One step of a scale. ``at_least`` is the figure from which it is proposed; None is never proposed.

    The figure is in percent (or points) of the step's own yardstick, or else of the scale's.
    """

    word: str = Field(min_length=1, max_length=40)
    meaning: str = Field(default="", max_length=300)
    at_least: Decimal | None = None
    is_above: bool = False
    """The figure must lie above ``at_least``; reaching it is not enough."""
    yardstick: Yardstick | None = None
    is_good: bool = False
    """Counts as good where a share of good ratings is shown."""
    is_missing: bool = False
    """It says that nothing can be said (評価できない); it is no rank, and never the worst one."""
    is_apart: bool = False
    """It is no rank but a fact of its own (完了, 中止); counted beside the ranks."""
    is_late: bool = False
    """It says that the schedule is not kept, which asks for a reason."""
    sense: Sense | None = None
    """For a word of direction: what it means."""


class Scale(Part):
    """A scale: the best step first. Thresholds fall from step to step. Words of direction have no order."""

    name: str = Field(min_length=1, max_length=100)
    subject: ScaleSubject
    rule: ScaleRule = ScaleRule.NONE
    yardstick: Yardstick = Yardstick.ATTAINMENT
    yearly_share: Decimal | None = Field(default=None, gt=0, le=100)
    """So many percent × k are expected in year k of the plan; figures are in percent of that."""
    no_change_within: Decimal | None = Field(default=None, gt=0)
    """A change of a survey's indicator smaller than this many points counts as none."""
    steps: tuple[Step, ...] = Field(min_length=2, max_length=12)
    note: str = Field(default="", max_length=500)
    """Which practice it follows, and what to know of it."""

    @model_validator(mode="after")
    def steps_can_be_told_apart(self) -> Self:
        """Refuse doubled words, thresholds that rise, and a rule without thresholds; raises in Japanese."""
        words = [step.word for step in self.steps]
        if len(set(words)) != len(words):
            raise ValueError(say("同じ名前の段階が二つあります。"))
        if sum(step.is_missing for step in self.steps) > 1:
            raise ValueError(say("「評価できない」を表す段階は、一つだけにしてください。"))
        if any(step.is_missing and step.is_apart for step in self.steps):
            raise ValueError(say("「評価できない」と「別に数える」は、同時に選べません。"))
        if len(self.ranked) < 2:
            raise ValueError(say("評価の段階は、「評価できない」や別に数えるもののほかに二つ以上必要です。"))
        if any(step.at_least is not None for step in self.steps if step not in self.ranked):
            raise ValueError(say("しきい値は、評価の段階だけに入れてください。"))
        for yardstick in Yardstick:
            limits = [
                (step.at_least, step.is_above)
                for step in self.ranked
                if step.at_least is not None and (step.yardstick or self.yardstick) is yardstick
            ]
            if any(later >= earlier for earlier, later in pairwise(limits)):
                raise ValueError(say("しきい値は、良い段階から順に小さくしてください。"))
        if self.rule is not ScaleRule.NONE and all(step.at_least is None for step in self.ranked):
            raise ValueError(say("機械的に評価案を作るには、しきい値を入れてください。"))
        return self

    @model_validator(mode="after")
    def words_of_direction_have_one_sense(self) -> Self:
        """Refuse a direction without a sense, and one proposed by a figure; raises in Japanese."""
        if self.subject is ScaleSubject.DIRECTION:
            if any(step.sense is None for step in self.steps if not step.is_missing):
                raise ValueError(say("方向性の言葉には、意味（継続・拡充など）を一つずつ選んでください。"))
            if self.rule is not ScaleRule.NONE:
                raise ValueError(say("方向性は、数値から機械的に決められません。"))
        elif any(step.sense is not None for step in self.steps):
            raise ValueError(say("意味（継続・拡充など）は、方向性の言葉だけに選んでください。"))
        return self

    @property
    def is_ordered(self) -> bool:
        """False for words of direction: none is better than another."""
        return self.subject is not ScaleSubject.DIRECTION

    @property
    def ranked(self) -> tuple[Step, ...]:
        """The steps that are a rank, the best first."""
        return tuple(step for step in self.steps if not step.is_missing and not step.is_apart)

    @property
    def missing_step(self) -> Step | None:
        """The step that says nothing can be said, if the scale has one."""
        return next((step for step in self.steps if step.is_missing), None)

    def step(self, word: str) -> Step | None:
        """Return the step called ``word``, None where the scale has none."""
        return next((step for step in self.steps if step.word == word), None)

    def rank_of(self, word: str) -> int | None:
        """Return the place of ``word`` among the ranked steps, 0 is best; None for no rank or no order."""
        if not self.is_ordered:
            return None
        return next((place for place, step in enumerate(self.ranked) if step.word == word), None)


class Proposal(Part):
    """What the rule proposes and the figures behind it. ``word`` is empty where nothing is proposed.

    ``percent`` is measured by ``yardstick``; ``computed`` indicators have a figure on it.
    """

    word: str = ""
    percent: Decimal | None = None
    computed: int = 0
    not_computable: int = 0
    rule: ScaleRule = ScaleRule.NONE
    yardstick: Yardstick = Yardstick.ATTAINMENT


def propose(scale: Scale, results: Iterable[Attainment | IndicatorYear]) -> Proposal:
    """Return the step that the scale's rule proposes for a measure with these results of its indicators.

    Nothing is proposed where the rule is by judgement; the missing step (or none) where not one indicator
    can be computed. A result that only knows reached or not counts as 100 or 0 %. A scale that measures
    anything but attainment needs the results as ``indicator_year`` makes them.
    """
    every = [each if isinstance(each, IndicatorYear) else IndicatorYear(each) for each in results]
    if scale.rule is ScaleRule.NONE:
        computed = sum(percent_of(each.attainment) is not None for each in every)
        return Proposal(computed=computed, not_computable=len(every) - computed)
    figures = _Figures(scale, every)
    for step in scale.ranked:
        yardstick = step.yardstick or scale.yardstick
        figure = figures.on(yardstick)
        if step.at_least is None or figure is None:
            continue
        if figure > step.at_least or (figure == step.at_least and not step.is_above):
            return figures.proposal(step.word, yardstick)
    if figures.on(scale.yardstick) is None:
        missing = scale.missing_step
        return figures.proposal(missing.word if missing else "", scale.yardstick)
    return figures.proposal(scale.ranked[-1].word, scale.yardstick)


class _Figures:
    """The one figure of all indicators on each yardstick, by the rule of the scale."""

    def __init__(self, scale: Scale, results: list[IndicatorYear]) -> None:
        self._scale, self._results = scale, results

    def _each(self, yardstick: Yardstick) -> list[Decimal]:
        scale = self._scale
        # What is expected of a year is said of the scale's own yardstick alone.
        share = scale.yearly_share if yardstick is scale.yardstick else None
        figures = (
            measured(each, yardstick, yearly_share=share, no_change_within=scale.no_change_within)
            for each in self._results
        )
        return [figure for figure in figures if figure is not None]

    def on(self, yardstick: Yardstick) -> Decimal | None:
        figures = self._each(yardstick)
        return _by_rule(self._scale.rule, figures) if figures else None

    def proposal(self, word: str, yardstick: Yardstick) -> Proposal:
        computed = len(self._each(yardstick))
        return Proposal(
            word=word,
            percent=self.on(yardstick),
            computed=computed,
            not_computable=len(self._results) - computed,
            rule=self._scale.rule,
            yardstick=yardstick,
        )


def _by_rule(rule: ScaleRule, figures: list[Decimal]) -> Decimal:
    if rule is ScaleRule.LOWEST:
        return min(figures)
    if rule is ScaleRule.SHARE_REACHED:
        return HUNDRED * sum(figure >= HUNDRED for figure in figures) / len(figures)
    return sum((min(figure, HUNDRED) for figure in figures), Decimal()) / len(figures)
