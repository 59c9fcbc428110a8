"""What an attainment is: a percent or a verdict with the rule that made it, and means of many.

Source: field study §2.4. Means cap each result at 100 %, say how many could not be computed and never
mix scales; an uncapped mean of rates hides the laggards behind a few runaways.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ayumi.document.measures import Actual, ActualStatus, Baseline, YearTarget
from ayumi.ground.rounding import round_half_up

HUNDRED = Decimal(100)


class AttainmentRule(StrEnum):
    """The rule that made a result."""

    LEVEL_FROM_BASELINE = "level_from_baseline"
    """(actual − baseline) / (target − baseline)."""
    LEVEL_RATIO = "level_ratio"
    """actual / target, where no baseline is known and higher is better."""
    LEVEL_HELD = "level_held"
    """The target leaves no way to go from the baseline: reached or not."""
    ANNUAL_RATIO = "annual_ratio"
    """actual / target of the year; where lower is better, target / actual."""
    CUMULATIVE_RATIO = "cumulative_ratio"
    """The running total to date / the target total."""
    MILESTONE = "milestone"
    """The text of the actual equals the text of the target."""
    AGAINST_BASELINE = "against_baseline"
    """Better than the baseline or not."""
    MAINTAINED = "maintained"
    """At least (lower is better: at most) the target, or without one the baseline."""
    EVERY_GROUP = "every_group"
    """Each group by the level rule; reached only when all are."""


RULE_TEXTS: dict[AttainmentRule, str] = {
    AttainmentRule.LEVEL_FROM_BASELINE: "（実績値−現状値）÷（目標値−現状値）",
    AttainmentRule.LEVEL_RATIO: "実績値÷目標値（現状値なし）",
    AttainmentRule.LEVEL_HELD: "目標値に達しているかどうか",
    AttainmentRule.ANNUAL_RATIO: "その年度の実績値÷目標値（低いほど良い指標は目標値÷実績値）",
    AttainmentRule.CUMULATIVE_RATIO: "実績値の累計÷目標値の累計",
    AttainmentRule.MILESTONE: "目標の段階に達しているかどうか",
    AttainmentRule.AGAINST_BASELINE: "現状値より改善しているかどうか",
    AttainmentRule.MAINTAINED: "目標値または現状値を維持しているかどうか",
    AttainmentRule.EVERY_GROUP: "すべての区分が目標値に達しているかどうか",
}
"""Each rule in the words a page prints beside the figure."""


@dataclass(frozen=True, slots=True)
class Attainment:
    """How far one indicator has come in one fiscal year.

    ``percent`` is unrounded and not capped; None where the rule only knows reached or not, or where
    nothing can be computed. ``reached`` is None only where nothing can be said. ``reason`` says in
    Japanese why there is no percent, and is empty where there is one.
    """

    fiscal_year: int
    rule: AttainmentRule
    percent: Decimal | None = None
    reached: bool | None = None
    reason: str = ""
    actual: Actual | None = None
    target: YearTarget | None = None
    """The target of the year or, where that year has none, the next later one (see its year)."""
    baseline: Baseline | None = None
    groups: tuple[tuple[str, "Attainment"], ...] = ()
    """For a target per group: the name of each group and its own result."""

    @property
    def printed(self) -> Decimal | None:
        """The percent as printed: one decimal, half up."""
        return None if self.percent is None else round_half_up(self.percent, 1)

    @property
    def is_estimate(self) -> bool:
        """True where the result rests on an estimated actual (見込)."""
        own = self.actual is not None and self.actual.status is ActualStatus.ESTIMATE
        return own or any(part.is_estimate for _, part in self.groups)


@dataclass(frozen=True, slots=True)
class RuleMean:
    """The mean of the results of one rule, each capped at 100 %."""

    rule: AttainmentRule
    percent: Decimal
    computed: int
    capped: int

    @property
    def printed(self) -> Decimal:
        """The mean as printed: one decimal, half up."""
        return round_half_up(self.percent, 1)


@dataclass(frozen=True, slots=True)
class MeanAttainment:
    """Means by rule, never across rules; what is only reached or not is counted apart."""

    means: tuple[RuleMean, ...]
    judged: int
    """Results that only know reached or not (milestones, maintained levels …)."""
    judged_reached: int
    not_computable: int


def mean_attainment(values: Iterable[Attainment]) -> MeanAttainment:
    """Average percents by rule, each capped at 100 % so that one runaway cannot hide a laggard."""
    by_rule: dict[AttainmentRule, list[Decimal]] = {}
    judged = judged_reached = not_computable = 0
    for value in values:
        if value.percent is not None:
            by_rule.setdefault(value.rule, []).append(value.percent)
        elif value.reached is not None:
            judged += 1
            judged_reached += value.reached
        else:
            not_computable += 1
    means = tuple(_mean_of(rule, by_rule[rule]) for rule in AttainmentRule if rule in by_rule)
    return MeanAttainment(means, judged, judged_reached, not_computable)


def _mean_of(rule: AttainmentRule, percents: list[Decimal]) -> RuleMean:
    capped = [min(percent, HUNDRED) for percent in percents]
    return RuleMean(
        rule=rule,
        percent=sum(capped, Decimal(0)) / len(capped),
        computed=len(percents),
        capped=sum(percent > HUNDRED for percent in percents),
    )
