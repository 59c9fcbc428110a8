"""From measures to policies, goals and the plan: distributions, shares, medians and capped means.

Source: field study §2.5. Everything counts once: a repeat entry (再掲) and a mirrored report (連動) stand for
their original. What could not be computed is counted, never left out in silence; ratings on another scale
are counted apart; schedule and achievement are two axes and never become one figure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from ayumi.document.attainment_result import (
    HUNDRED,
    Attainment,
    AttainmentRule,
    MeanAttainment,
    mean_attainment,
)
from ayumi.rounds.rules.rollup_rule import RollupKind, RollupRule
from ayumi.rounds.rules.scales import Scale


@dataclass(frozen=True, slots=True)
class Node:
    """An item of the tree. ``original`` is what a repeat entry repeats; ``is_measure`` has a sheet."""

    id: str
    parent: str | None
    is_measure: bool = False
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of one measure. An empty word is not rated; ``is_other_scale`` is rated elsewhere.

    ``counts_as`` is the same for two measures of which only one may count (連動); else the measure.
    """

    achievement: str = ""
    schedule: str = ""
    direction: str = ""
    attainments: tuple[Attainment, ...] = ()
    is_other_scale: bool = False
    counts_as: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How often every word of one scale was given, the best first; all counts add up to ``total``."""

    scale: Scale
    counts: tuple[tuple[str, int], ...]
    unrated: int
    other_scale: int

    @property
    def total(self) -> int:
        """The number of measures."""
        return sum(count for _, count in self.counts) + self.unrated + self.other_scale

    @property
    def ranked(self) -> int:
        """The number of measures that have a rank."""
        words = {step.word for step in self.scale.ranked}
        return sum(count for word, count in self.counts if word in words)

    @property
    def good(self) -> int:
        """The number of measures in a step that counts as good, among those with a rank."""
        words = {step.word for step in self.scale.ranked if step.is_good}
        return sum(count for word, count in self.counts if word in words)

    @property
    def good_percent(self) -> Decimal | None:
        """The share of good ratings among the ranked ones, unrounded; None without any, or without order."""
        if not self.ranked or not self.scale.is_ordered:
            return None
        return HUNDRED * self.good / self.ranked

    @property
    def worst(self) -> str:
        """The worst rank that was given, empty without any."""
        if not self.scale.is_ordered:
            return ""
        given = {word for word, count in self.counts if count}
        return next((step.word for step in reversed(self.scale.ranked) if step.word in given), "")


@dataclass(frozen=True, slots=True)
class RuleMedian:
    """The median of the uncapped results of one attainment rule."""

    rule: AttainmentRule
    percent: Decimal
    computed: int


@dataclass(frozen=True, slots=True)
class Rolled:
    """What stands under one item: the measures counted once, and how they stand on each axis."""

    measures: int
    repeats: int
    """Repeat entries and mirrored measures under it that count with their original, or count once."""
    achievement: Distribution
    schedule: Distribution
    direction: Distribution
    means: MeanAttainment
    medians: tuple[RuleMedian, ...]
    reached: int
    not_reached: int

    @property
    def reached_percent(self) -> Decimal | None:
        """The share of indicators that reached their target; None where none can be judged."""
        judged = self.reached + self.not_reached
        return HUNDRED * self.reached / judged if judged else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word that a rule gives a goal. Empty where a person has to judge or nothing can be computed."""

    word: str
    percent: Decimal | None
    needs_judgement: bool


@dataclass(frozen=True, slots=True)
class Axes:
    """The scales of a round, one for each axis."""

    achievement: Scale
    schedule: Scale
    direction: Scale


def roll_up(
    nodes: Iterable[Node], judged: Mapping[str, Judged], axes: Axes
) -> tuple[dict[str, Rolled], Rolled]:
    """Return item → what stands under it (itself included), and the same for the whole plan.

    Nodes may come in any order. The time is linear in the nodes times the depth of the tree.
    """
    every = {node.id: node for node in nodes}
    below: dict[str, set[str]] = defaultdict(set)
    entries: Counter[str] = Counter()
    whole: set[str] = set()
    number = 0
    for node in every.values():
        counted = _counted(node, every, judged)
        if counted is None:
            continue
        number += 1
        whole.add(counted)
        for place in _upwards(node, every):
            below[place].add(counted)
            entries[place] += 1
    stands = {
        _key(node.id, judged): judged.get(node.id, Judged()) for node in every.values() if node.is_measure
    }
    rolled = {
        node_id: _rolled([stands[key] for key in sorted(keys)], entries[node_id], axes)
        for node_id, keys in below.items()
    }
    return rolled, _rolled([stands[key] for key in sorted(whole)], number, axes)


def _key(item_id: str, judged: Mapping[str, Judged]) -> str:
    return judged[item_id].counts_as or item_id if item_id in judged else item_id


def _counted(node: Node, every: Mapping[str, Node], judged: Mapping[str, Judged]) -> str | None:
    """Return under which key a node counts; None for one that is no measure."""
    original = every.get(node.original) if node.original is not None else node
    return _key(original.id, judged) if original is not None and original.is_measure else None


def _upwards(node: Node, every: Mapping[str, Node]) -> list[str]:
    """Return the node and all above it; a parent that is not there ends the way."""
    way: list[str] = []
    current: Node | None = node
    while current is not None and current.id not in way:
        way.append(current.id)
        current = every.get(current.parent) if current.parent is not None else None
    return way


def _rolled(found: list[Judged], entries: int, axes: Axes) -> Rolled:
    results = [each for judged in found for each in judged.attainments]
    return Rolled(
        measures=len(found),
        repeats=entries - len(found),
        achievement=distribution(
            axes.achievement, [(each.achievement, each.is_other_scale) for each in found]
        ),
        schedule=distribution(axes.schedule, [(each.schedule, each.is_other_scale) for each in found]),
        direction=distribution(axes.direction, [(each.direction, each.is_other_scale) for each in found]),
        means=mean_attainment(results),
        medians=_medians(results),
        reached=sum(each.reached is True for each in results),
        not_reached=sum(each.reached is False for each in results),
    )


def distribution(scale: Scale, words: Iterable[tuple[str, bool]]) -> Distribution:
    """Count words on one scale; the second of a pair says that the word is of another scale."""
    counts: Counter[str] = Counter()
    unrated = other = 0
    for word, is_other in words:
        if not word:
            unrated += 1
        elif is_other or scale.step(word) is None:
            other += 1
        else:
            counts[word] += 1
    return Distribution(scale, tuple((step.word, counts[step.word]) for step in scale.steps), unrated, other)


def _medians(results: Iterable[Attainment]) -> tuple[RuleMedian, ...]:
    by_rule: dict[AttainmentRule, list[Decimal]] = defaultdict(list)
    for each in results:
        if each.percent is not None:
            by_rule[each.rule].append(each.percent)
    return tuple(
        RuleMedian(rule, median(by_rule[rule]), len(by_rule[rule]))
        for rule in AttainmentRule
        if rule in by_rule
    )


def verdict(rule: RollupRule, rolled: Rolled) -> Verdict:
    """Return the word of a goal by a city's rule. No rule means that a person judges and says why."""
    if rule.kind is RollupKind.NONE:
        return Verdict("", None, needs_judgement=True)
    if rule.kind is RollupKind.WORST:
        return Verdict(rolled.achievement.worst, None, needs_judgement=not rolled.achievement.worst)
    by_good = rule.kind is RollupKind.GOOD_SHARE
    percent = rolled.achievement.good_percent if by_good else rolled.reached_percent
    if percent is None:
        return Verdict("", None, needs_judgement=True)
    return Verdict(rule.word_for(percent), percent, needs_judgement=False)
