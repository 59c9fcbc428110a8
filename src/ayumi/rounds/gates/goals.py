"""A round by goal: what stands under every item above the measures, and what a person judged of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from ayumi.document.attainment import attainment
from ayumi.document.measures import Indicator
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


@dataclass(frozen=True, slots=True)
class RoundLoaded:
    """The reports of a round with all that hangs on them; ``sources`` leads a mirror to its original."""

    reports: tuple[Report, ...]
    sources: Mapping[UUID, Report]
    rows: Mapping[UUID, ReportRows]
    indicators: Mapping[UUID, tuple[Indicator, ...]]
    """Item → its indicators with what is reported in place of what stood."""


def load_round(held: Round) -> RoundLoaded:
    """Return the reports of a round in the order of the plan: 4 queries at any size."""
    related = ("item", "division", "cost", "mirrors__round__plan", "mirrors__division", "mirrors__cost")
    found = Report.objects.filter(round=held).select_related(*related).order_by("item__position")
    reports = tuple(found)
    for report in reports:
        report.round = held
    sources = {report.pk: report.mirrors or report for report in reports}
    rows = report_rows(sources.values())
    stored = indicators_by_item(held.plan_id)
    indicators = {
        report.item_id: tuple(
            with_reported(each, rows[sources[report.pk].pk].values) for each in stored.get(report.item_id, ())
        )
        for report in reports
    }
    return RoundLoaded(reports, sources, rows, indicators)


def goals_of(held: Round, loaded: RoundLoaded | None = None, *, unevaluated: Collection[UUID] = ()) -> Goals:
    """Return how a round stands by goal: 2 queries with what is loaded, else 6.

    Reports published as 未評価 count as unrated, and so do those of ``unevaluated``, which are about to be.
    """
    rule = held.read("rollup_rule", RollupRule)
    judged = {row.item_id: row for row in GoalJudgement.objects.filter(round=held)}
    items = list(Item.objects.filter(plan_id=held.plan_id).select_related("level").order_by("position"))
    axes = axes_of(held)
    judgements = _judged(held, loaded or load_round(held), unevaluated)
    rolled, whole = roll_up([_node(item) for item in items], judgements, axes)
    depths = _depths(items)
    goals = [Goal(None, 0, whole, verdict(rule, whole), judged.get(None))]
    goals += [
        Goal(
            item=item,
            depth=depths[item.pk],
            rolled=rolled[str(item.pk)],
            computed=verdict(rule, rolled[str(item.pk)]),
            judgement=judged.get(item.pk),
        )
        for item in items
        if not item.has_sheet and item.cross_listed_from_id is None and str(item.pk) in rolled
    ]
    return Goals(rule, rule.words(axes.achievement), tuple(goals))


def axes_of(held: Round) -> Axes:
    """Return the scales that a round opened with; no query."""
    return Axes(
        held.read("achievement_scale", Scale),
        held.read("schedule_scale", Scale),
        held.read("direction_scale", Scale),
    )


def _node(item: Item) -> Node:
    return Node(
        str(item.pk),
        str(item.parent_id) if item.parent_id else None,
        item.has_sheet and item.cross_listed_from_id is None,
        str(item.cross_listed_from_id) if item.cross_listed_from_id else None,
    )


def _judged(held: Round, loaded: RoundLoaded, unevaluated: Collection[UUID]) -> dict[str, Judged]:
    """Return item → how it stands in the round; no query."""
    found: dict[str, Judged] = {}
    for report in loaded.reports:
        source = loaded.sources[report.pk]
        origin = held if report.mirrors is None else source.round
        own = loaded.rows[source.pk]
        is_out = report.is_unevaluated or report.pk in unevaluated
        found[str(report.item_id)] = Judged(
            achievement="" if is_out else _last_word(own, origin, ScaleSubject.ACHIEVEMENT),
            schedule="" if is_out else source.schedule_rating,
            direction="" if is_out else _last_word(own, origin, ScaleSubject.DIRECTION),
            attainments=tuple(
                attainment(each, held.fiscal_year) for each in loaded.indicators[report.item_id]
            ),
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
