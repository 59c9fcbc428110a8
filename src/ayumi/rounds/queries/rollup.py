"""How a round stands by goal: the tree with what the measures under each item come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.ground.wording import say
from ayumi.rounds.gates.goals import goals_of
from ayumi.rounds.models import Round
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.queries.rollup_lines import AxisLine, RollupLine, rollup_line
from ayumi.rounds.rules.rollup_rule import ROLLUP_TEXTS


@dataclass(frozen=True, slots=True)
class RollupPage:
    """The tree with what stands under every item, by the rule that the round opened with.

    ``words`` are those a goal can get; ``left`` counts the goals that must be judged and are not.
    """

    round: RoundHeading
    rule_name: str
    rule_text: str
    rule_steps: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    must_judge: bool
    left: int
    lines: tuple[RollupLine, ...]

    def line_of(self, item_id: UUID | None) -> RollupLine | None:
        """Return the line of an item, of the whole plan for None; None where the page has none."""
        return next((line for line in self.lines if line.id == item_id), None)


@dataclass(frozen=True, slots=True)
class GoalPage:
    """One goal to be judged, with the words it can get."""

    round: RoundHeading
    rule_name: str
    rule_text: str
    words: tuple[str, ...]
    line: RollupLine


def goal_page(held: Round, item_id: UUID | None) -> GoalPage | None:
    """Return a goal, or the plan for None, to be judged; None where the round has no such goal: 6 queries."""
    value = rollup_page(held)
    line = value.line_of(item_id)
    return line and GoalPage(value.round, value.rule_name, value.rule_text, value.words, line)


def rollup_page(held: Round) -> RollupPage:
    """Return how a round stands by goal, given by its gate: 6 queries."""
    found = goals_of(held)
    rule = found.rule
    return RollupPage(
        round=round_heading(held),
        rule_name=rule.name,
        rule_text=say(ROLLUP_TEXTS[rule.kind]),
        rule_steps=tuple((step.word, f"{step.at_least:f}") for step in rule.steps),
        words=found.words,
        must_judge=rule.must_judge,
        left=len(found.unjudged()),
        lines=tuple(rollup_line(each) for each in found.goals),
    )


def rollup_table(value: RollupPage) -> Iterator[list[str]]:
    """Yield the heading and one row for every item of the page; no query."""
    words = [[each.word for each in axis.counts] for axis in _axes(value.lines[0])]
    names = (_("達成の状況"), _("工程の進み具合"), _("次年度の方向性"))
    outside = (_("未評価"), _("別の尺度"))
    axes = [f"{name}：{word}" for name, own in zip(names, words, strict=True) for word in (*own, *outside)]
    figures = [_("計算できない指標"), _("規則"), _("規則による評価"), _("目標の評価"), _("評価の理由")]
    yield [_("階層"), _("項目"), _("施策数"), _("再掲・連動"), *axes, _("良い評価の割合"), *figures]
    for line in value.lines:
        counts = [
            str(number)
            for axis in _axes(line)
            for number in (*(each.count for each in axis.counts), axis.unrated, axis.other_scale)
        ]
        head = [line.level, line.label, str(line.measures), str(line.repeats)]
        told = line.word or _("判断と理由が必要")
        reason = line.judgement.reason if line.judgement else ""
        missing = str(line.not_computable)
        judged = [value.rule_name, line.computed, told, reason]
        yield [*head, *counts, line.achievement.good, missing, *judged]


def _axes(line: RollupLine) -> tuple[AxisLine, AxisLine, AxisLine]:
    return line.achievement, line.schedule, line.direction
