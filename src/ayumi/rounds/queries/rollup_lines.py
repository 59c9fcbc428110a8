"""An item of the tree with what the measures under it come to, as pages, files and the public print it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.document.attainment_result import RULE_TEXTS
from ayumi.document.words import number_text, percent_text
from ayumi.ground.wording import say
from ayumi.rounds.gates.goals import Goal
from ayumi.rounds.models import GoalJudgement
from ayumi.rounds.rules.rollup import Distribution


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of a scale and how many measures have it."""

    word: str
    count: int
    is_good: bool


@dataclass(frozen=True, slots=True)
class AxisLine:
    """One axis of an item: its distribution, and how many are not in it."""

    counts: tuple[WordCount, ...]
    unrated: int
    other_scale: int
    total: int
    good: str
    """The share of good ratings as printed with its fraction, empty where there is none."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A mean and a median of one attainment rule, as printed."""

    rule: str
    mean: str
    median: str
    computed: int
    capped: int


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """The judgement of a goal that stands, and what the rule gave on that day."""

    id: UUID
    value: str
    reason: str
    computed: str
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RollupLine:
    """An item of the tree above the measures, or the whole plan."""

    id: UUID | None
    label: str
    level: str
    depth: int
    measures: int
    repeats: int
    achievement: AxisLine
    schedule: AxisLine
    direction: AxisLine
    figures: tuple[FigureLine, ...]
    judged: int
    judged_reached: int
    not_computable: int
    computed: str
    """The word by the round's rule, empty where it gives none."""
    share: str
    judgement: "JudgementLine | None"
    """What a person judged; it stands instead of the rule's word."""

    @property
    def word(self) -> str:
        """The goal's word: the judged one, or else the rule's."""
        return self.judgement.value if self.judgement else self.computed

    @property
    def needs_judgement(self) -> bool:
        """Tell whether neither the rule nor a person has given a word."""
        return not self.word


def rollup_line(goal: Goal) -> RollupLine:
    """Return a goal as pages print it; no query."""
    item, depth, rolled, given = goal.item, goal.depth, goal.rolled, goal.computed
    medians = {each.rule: each for each in rolled.medians}
    return RollupLine(
        id=item.pk if item else None,
        label=f"{item.number} {item.title}".strip() if item else _("計画全体"),
        level=item.level.name if item else "",
        depth=depth,
        measures=rolled.measures,
        repeats=rolled.repeats,
        achievement=_axis(rolled.achievement),
        schedule=_axis(rolled.schedule),
        direction=_axis(rolled.direction),
        figures=tuple(
            FigureLine(
                rule=say(RULE_TEXTS[each.rule]),
                mean=number_text(each.printed),
                median=percent_text(medians[each.rule].percent),
                computed=each.computed,
                capped=each.capped,
            )
            for each in rolled.means.means
        ),
        judged=rolled.means.judged,
        judged_reached=rolled.means.judged_reached,
        not_computable=rolled.means.not_computable,
        computed=given.word,
        share=percent_text(given.percent),
        judgement=_judgement(goal.judgement),
    )


def _judgement(row: GoalJudgement | None) -> JudgementLine | None:
    return row and JudgementLine(row.pk, row.value, row.reason, row.computed, row.person_name, row.at)


def _axis(found: Distribution) -> AxisLine:
    good = {step.word for step in found.scale.steps if step.is_good}
    percent = found.good_percent
    said = ""
    if percent is not None:
        told = {"percent": percent_text(percent), "good": found.good, "ranked": found.ranked}
        said = say("{percent}％（{good}／{ranked}）", **told)
    return AxisLine(
        counts=tuple(WordCount(word, count, word in good) for word, count in found.counts),
        unrated=found.unrated,
        other_scale=found.other_scale,
        total=found.total,
        good=said,
    )
