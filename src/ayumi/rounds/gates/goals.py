"""A round by goal: what stands under every item above the measures, and what a person judged of it."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from ayumi.document.attainment import attainment
from ayumi.plans.models import Item
from ayumi.plans.queries.item_values import indicators_by_item
from ayumi.rounds.gates import stages_of
from ayumi.rounds.models import GoalJudgement, Report, Round
from ayumi.rounds.models.report_rows import ReportRows, report_rows
from ayumi.rounds.models.reported_indicators import with_reported
from ayumi.rounds.rules.rollup import Axes, Judged, Node, Rolled, Verdict, roll_up, verdict
from ayumi.rounds.rules.rollup_rule import RollupRule
from ayumi.rounds.rules.scales import Scale, ScaleSubject


@dataclass(frozen=True, slots=True)
class Goal:
    """An item above the measures, None for the whole plan, with what stands under it.

    ``judgement`` is what a person judged last; it stands instead of the rule's word.
    """

    item: Item | None
    depth: int
    rolled: Rolled
    computed: Verdict
    judgement: GoalJudgement | None


@dataclass(frozen=True, slots=True)
class Goals:
    """The plan and its goals in the order of the tree, by the rule that the round opened with."""

    rule: RollupRule
    words: tuple[str, ...]
    """The words a goal can get."""
    goals: tuple[Goal, ...]

    def of(self, item_id: UUID | None) -> Goal | None:
        """Return the goal of an item, the plan for None; None where it is no goal of the round."""
        return next((each for each in self.goals if (each.item.pk if each.item else None) == item_id), None)

    def unjudged(self) -> tuple[Goal, ...]:
        """Return the goals that a person must judge before publication and has not."""
        if not self.rule.must_judge:
            return ()
        return tuple(each for each in self.goals if each.item is not None and each.judgement is None)


def goals_of(held: Round) -> Goals:
    """Return how a round stands by goal: 6 queries at any size."""
    rule = RollupRule.model_validate(held.rollup_rule)
    judged = {row.item_id: row for row in GoalJudgement.objects.filter(round=held)}
    items = list(Item.objects.filter(plan_id=held.plan_id).select_related("level").order_by("position"))
    axes = axes_of(held)
    rolled, whole = roll_up([_node(item) for item in items], _judged(held), axes)
    depths = _depths(items)
    goals = [Goal(None, 0, whole, verdict(rule, whole), judged.get(None))]
    goals += [
        Goal(
            *(item, depths[item.pk], rolled[str(item.pk)], verdict(rule, rolled[str(item.pk)])),
            judgement=judged.get(item.pk),
        )
        for item in items
        if not item.has_sheet and item.cross_listed_from_id is None and str(item.pk) in rolled
    ]
    return Goals(rule, rule.words(axes.achievement), tuple(goals))


def axes_of(held: Round) -> Axes:
    """Return the scales that a round opened with; no query."""
    return Axes(
        Scale.model_validate(held.achievement_scale),
        Scale.model_validate(held.schedule_scale),
        Scale.model_validate(held.direction_scale),
    )


def _node(item: Item) -> Node:
    return Node(
        str(item.pk),
        str(item.parent_id) if item.parent_id else None,
        item.has_sheet and item.cross_listed_from_id is None,
        str(item.cross_listed_from_id) if item.cross_listed_from_id else None,
    )


def _judged(held: Round) -> dict[str, Judged]:
    """Return item → how it stands in the round: 4 queries."""
    reports = list(Report.objects.filter(round=held).select_related("mirrors__round"))
    sources = {report.pk: report.mirrors or report for report in reports}
    rows = report_rows(sources.values())
    indicators = indicators_by_item(Q(plan_id=held.plan_id))
    found: dict[str, Judged] = {}
    for report in reports:
        source = sources[report.pk]
        origin = held if report.mirrors is None else source.round
        own = rows[source.pk]
        results = tuple(
            attainment(with_reported(each, own.values), held.fiscal_year)
            for each in indicators.get(report.item_id, ())
        )
        found[str(report.item_id)] = Judged(
            achievement=_last_word(own, origin, ScaleSubject.ACHIEVEMENT),
            schedule=source.schedule_rating,
            direction=_last_word(own, origin, ScaleSubject.DIRECTION),
            attainments=results,
            # A scale edited between two openings is another scale, even under the same name.
            is_other_scale=origin.achievement_scale != held.achievement_scale,
            counts_as=str(source.pk),
        )
    return found


def _last_word(rows: ReportRows, held: Round, subject: ScaleSubject) -> str:
    """Return the rating of the last stage that gave one."""
    latest = rows.latest_ratings()
    given = [latest.get((stage.kind.value, subject.value)) for stage in stages_of(held).stages]
    return next((each.value for each in reversed(given) if each is not None), "")


def _depths(items: list[Item]) -> dict[UUID, int]:
    depths: dict[UUID, int] = defaultdict(lambda: 1)
    for item in items:
        if item.parent_id is not None:
            depths[item.pk] = depths[item.parent_id] + 1
    return depths
