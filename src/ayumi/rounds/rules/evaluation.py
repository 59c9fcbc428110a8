"""The results of a round as one frozen document: what anybody may read, and nothing else.

It carries no names of people. Words are the city's own, figures are decimals as computed on the day of
publication, so a later version of Ayumi prints the same.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from ayumi.document.attainment_result import AttainmentRule
from ayumi.document.base import Identifier, Part
from ayumi.document.measures import Actual, Baseline, Basis, Cost, Indicator, YearTarget
from ayumi.rounds.rules.rollup import Distribution
from ayumi.rounds.rules.rollup_rule import RollupRule
from ayumi.rounds.rules.scales import Scale
from ayumi.rounds.rules.stages import RoundKind

FORMAT = "ayumi-evaluation/1"


class WordCount(Part):
    """A word of a scale and how many measures have it."""

    word: str
    count: int


class AxisCounts(Part):
    """One axis: the words with their counts, and how many measures have none of them.

    The counts, ``unrated`` and ``other_scale`` add up to ``total``; ``good`` of ``ranked`` are good.
    """

    counts: tuple[WordCount, ...]
    unrated: int
    other_scale: int
    total: int
    ranked: int
    good: int


class GoalResult(Part):
    """An item above the measures, or the whole plan where ``id`` is None.

    ``computed`` is the word by the rule with its ``percent``; ``value`` what a person judged, for ``reason``.
    """

    id: Identifier | None = None
    parent_id: Identifier | None = None
    depth: int = 0
    number: str = ""
    title: str = ""
    level: str = ""
    measures: int
    repeats: int
    achievement: AxisCounts
    schedule: AxisCounts
    direction: AxisCounts
    not_computable: int
    computed: str = ""
    percent: Decimal | None = None
    value: str = ""
    reason: str = ""

    @property
    def word(self) -> str:
        """The goal's word: the judged one, or else the rule's; empty where there is none."""
        return self.value or self.computed


class IndicatorResult(Part):
    """An indicator with its targets and actuals, and how far it came in the year by which rule.

    ``reason`` says in Japanese why there is no percent; ``actual``, ``target`` and ``baseline`` are the
    figures the rule was applied to, None where it had none.
    """

    indicator: Indicator
    rule: AttainmentRule
    percent: Decimal | None = None
    reached: bool | None = None
    reason: str = ""
    actual: Actual | None = None
    target: YearTarget | None = None
    baseline: Baseline | None = None


class DecisionResult(Part):
    """What a closed meeting of a body decided of a measure: the last decision of the matter."""

    body: str
    meeting: str
    held_on: date
    achievement: str = ""
    direction: str = ""
    text: str = ""
    reason: str = ""
    asks: str = ""


class StageRating(Part):
    """What a stage judged of a measure: the achievement and next year's direction, each with its reason."""

    stage: str
    achievement: str = ""
    achievement_reason: str = ""
    direction: str = ""
    direction_reason: str = ""


class WorkResult(Part):
    """The people and hours of the year, None where not stated."""

    basis: Basis
    staff: Decimal | None = None
    hours: Decimal | None = None


class MeasureResult(Part):
    """A measure: what was promised, what was done, what it reached, and how it was judged.

    ``written_in`` names the plan in whose evaluation it is reported (連動); ``is_unevaluated`` did not pass
    every stage. ``ratings`` are of the stages that are public, in order.
    """

    id: Identifier
    parent_id: Identifier | None = None
    number: str
    title: str
    division: str = ""
    written_in: str = ""
    is_unevaluated: bool = False
    promised: str = ""
    reached: str = ""
    schedule: str = ""
    done: str = ""
    reason: str = ""
    issues: str = ""
    next_steps: str = ""
    deviation: str = ""
    indicators: tuple[IndicatorResult, ...] = ()
    ratings: tuple[StageRating, ...] = ()
    decisions: tuple[DecisionResult, ...] = ()
    costs: tuple[Cost, ...] = ()
    work: WorkResult | None = None

    @property
    def final(self) -> StageRating | None:
        """The rating of the last public stage that gave one; None for a measure that is not evaluated."""
        given = [each for each in self.ratings if each.achievement or each.direction]
        return None if self.is_unevaluated or not given else given[-1]


class EvaluationDocument(Part):
    """The results of one round. ``stages`` are the names of those whose ratings are public."""

    format: Literal["ayumi-evaluation/1"] = FORMAT
    municipality_code: str
    municipality: str
    plan_id: Identifier
    plan_title: str
    fiscal_year: int
    kind: RoundKind
    stages: tuple[str, ...]
    achievement_scale: Scale
    schedule_scale: Scale
    direction_scale: Scale
    rollup_rule: RollupRule
    unevaluated: int
    goals: tuple[GoalResult, ...]
    """The whole plan first, then the goals in the order of the tree."""
    measures: tuple[MeasureResult, ...]

    def measure(self, item_id: str) -> MeasureResult | None:
        """Return the measure of an id, None where the document has none."""
        return next((each for each in self.measures if each.id == item_id), None)


def axis_counts(found: Distribution) -> AxisCounts:
    """Return a distribution as the document keeps it."""
    return AxisCounts(
        counts=tuple(WordCount(word=word, count=count) for word, count in found.counts),
        unrated=found.unrated,
        other_scale=found.other_scale,
        total=found.total,
        ranked=found.ranked,
        good=found.good,
    )
